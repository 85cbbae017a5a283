import { hash32, mix } from './hash.ts';
import { tokensOf } from './tokens.ts';

/**
 * A sample of a text's shingles that is the same for every text that has them: those whose hash is below
 * 2^(32 − level). Two samples compare at the coarser level.
 */
export interface Sketch {
  level: number;
  /** distinct shingles of the whole text */
  shingles: number;
  hashes: number[];
}

const mostUnits = 60_000;
const mostHashes = 128;
/** Words that stand together, or characters where there are no spaces. */
const shingleLength = 4;
const bands = 10;
const rows = 2;

/** Distinct hashes of the shingles of a text; case, punctuation, width and spacing make no difference. */
export function shinglesOf(text: string): Set<number> {
  const hashes: number[] = [];
  for (const { kind, word } of tokensOf(text.slice(0, mostUnits))) {
    if (kind === 'han') for (const character of word) hashes.push(hash32(character));
    else hashes.push(hash32(word));
  }
  const shingles = new Set<number>();
  for (let at = 0; at + shingleLength <= hashes.length; at++) {
    let shingle = 0;
    for (let i = 0; i < shingleLength; i++) shingle = (Math.imul(shingle, 31) + hashes[at + i]!) | 0;
    shingles.add(mix(shingle));
  }
  return shingles;
}

export function sketchOf(shingles: ReadonlySet<number>): Sketch {
  let level = 0;
  let hashes = [...shingles];
  while (hashes.length > mostHashes) {
    level += 1;
    hashes = hashes.filter((hash) => isBelow(hash, level));
  }
  return { level, shingles: shingles.size, hashes: hashes.sort((a, b) => a - b) };
}

const isBelow = (hash: number, level: number) => hash >>> 0 < 2 ** (32 - level);

/**
 * Keys of which two texts share one by chance p² each, p being the share of shingles that both have of all that either
 * has: 0.83 of pairs with p = 0.4 share a key, 0.02 of those with p = 0.05.
 */
export function bandsOf(shingles: ReadonlySet<number>): number[] {
  if (shingles.size === 0) return [];
  const least = new Int32Array(bands * rows).fill(0x7fffffff);
  for (const shingle of shingles)
    for (let i = 0; i < least.length; i++) {
      const hash = mix(shingle ^ Math.imul(i + 1, 0x9e3779b1));
      if (hash < least[i]!) least[i] = hash;
    }
  return Array.from({ length: bands }, (_, band) =>
    least
      .subarray(band * rows, (band + 1) * rows)
      .reduce((key, hash) => mix(Math.imul(key, 31) + hash), band + 1),
  );
}

/** How much of the first text is in the second, 0…1; the estimate errs by about 0.05. */
export function shareOf(one: Sketch, other: Sketch): number {
  const level = Math.max(one.level, other.level);
  const theirs = hashSet(other);
  let mine = 0;
  let both = 0;
  for (const hash of one.hashes) {
    if (!isBelow(hash, level)) continue;
    mine += 1;
    if (theirs.has(hash)) both += 1;
  }
  return mine > 0 ? both / mine : 0;
}

const sets = new WeakMap<Sketch, ReadonlySet<number>>();

/** An article is compared with many: its set is made once. */
function hashSet(sketch: Sketch): ReadonlySet<number> {
  const known = sets.get(sketch);
  if (known) return known;
  const made = new Set(sketch.hashes);
  sets.set(sketch, made);
  return made;
}
