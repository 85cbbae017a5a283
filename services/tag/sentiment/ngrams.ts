import { keyAt, placeAt, type View } from './view.ts';

/** Words and sequences of words are told apart by so many bits of a hash. */
const BITS = 18;
export const NGRAM_BUCKETS = 1 << BITS;

/**
 * The words around a target, alone and in twos and threes, anywhere and by side and nearness, as hashes.
 *
 * @param each is called with a bucket, and with the first token of what fell into it
 */
export function eachNgram(view: View, each: (bucket: number, index: number) => void): void {
  const { from, to, first, last } = view;
  let [before, beforeThat] = [0, 0];
  for (let index = to - 1; index >= from; index--) {
    // The target is one word, however many it has.
    if (index > first && index <= last) continue;
    const word = hashOf(keyAt(view, index));
    const two = before === 0 ? 0 : mixed(word, before);
    const side = index < first ? 1 : 2;
    const zone = 3 + zoneOf(placeAt(view, index));
    each(bucketOf(word), index);
    each(bucketOf(mixed(word, side)), index);
    each(bucketOf(mixed(word, zone)), index);
    if (two !== 0) {
      each(bucketOf(two), index);
      each(bucketOf(mixed(two, side)), index);
      each(bucketOf(mixed(two, zone)), index);
      if (beforeThat !== 0) each(bucketOf(mixed(two, beforeThat)), index);
    }
    [before, beforeThat] = [word, before];
    for (const mark of view.marks[index]!) each(bucketOf(mixed(hashOf(mark), side + 90)), index);
  }
}

/** Three zones to either side, far to far; the target itself stands in the middle. */
const ZONES = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6];
const zoneOf = (place: number): number => ZONES[place]!;

const known = new Map<string, number>();
const MOST_KNOWN = 20_000;

function hashOf(word: string): number {
  const before = known.get(word);
  if (before !== undefined) return before;
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  hash = hash >>> 0 || 1;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(word, hash);
  return hash;
}

const mixed = (a: number, b: number): number =>
  (Math.imul(a ^ (a >>> 15), 0x2c1b3c6d) + Math.imul(b, 0x297a2d39)) | 0;

function bucketOf(hash: number): number {
  let value = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  value = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
  return (value ^ (value >>> 16)) >>> (32 - BITS);
}
