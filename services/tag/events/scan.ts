import { automaton } from '../names/automaton.ts';
import type { Entity } from '../names/entity.ts';
import type { Named, Reading } from '../reading.ts';
import { isLatinOrDigit, lower } from '../text/fold.ts';
import type { Span } from '../text/spans.ts';
import { type Catalogue, catalogueOf, type EventType } from './catalogue.ts';
import { readTerm, type Term } from './cue.ts';
import { kindsOf } from './kinds.ts';

/** Words or a name in the text that some terms ask for. */
export interface Hit extends Span {
  /** a name of the reading, not words of a cue */
  named: boolean;
  /** numbers of those terms */
  terms: readonly number[];
}

/** A cue with its terms as numbers. */
export interface NumberedCue {
  type: EventType;
  steps: { term: number; gap: 'near' | 'far' }[];
  with: number[];
  without: number[];
}

/** The catalogue of a language made ready for scanning. */
export interface Scanner {
  /** cues by the number of their first term */
  cuesFrom(term: number): readonly NumberedCue[];
  /** the number under which a group's words are found */
  group(name: string): number;
  /** how many terms there are */
  terms: number;
  /** all hits in a field, by end */
  hits(reading: Reading, entities: ReadonlyMap<string, Entity>): Hit[];
}

const scanners = new Map<string, Scanner>();

/** The scanner of a language, built at first use. */
export function scannerOf(language: 'en' | 'zh'): Scanner {
  const known = scanners.get(language);
  if (known) return known;
  const scanner = buildScanner(catalogueOf(language));
  scanners.set(language, scanner);
  return scanner;
}

function buildScanner({ cues, groups }: Catalogue): Scanner {
  const numbers = new Map<string, number>();
  const words = new Map<string, number[]>();
  const names = new Map<string, number[]>();
  const numberOf = (term: Term): number => {
    const key = JSON.stringify(term);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const number = numbers.size;
    numbers.set(key, number);
    for (const word of new Set(term.words)) push(words, foldedWord(word), number);
    for (const name of new Set(term.names)) push(names, name, number);
    return number;
  };
  const byFirst: NumberedCue[][] = [];
  for (const { type, steps, with: also, without } of cues) {
    const numbered = steps.map(({ term, gap }) => ({ term: numberOf(term), gap }));
    const first = numbered[0]!.term;
    byFirst[first] ??= [];
    byFirst[first].push({ type, steps: numbered, with: also.map(numberOf), without: without.map(numberOf) });
  }
  const groupNumbers = new Map(
    Object.keys(groups).map((name) => [name, numberOf(readTerm(`$${name}`, groups))]),
  );
  const group = (name: string) => groupNumbers.get(name)!;
  return {
    terms: numbers.size,
    cuesFrom: (term) => byFirst[term] ?? NONE,
    group,
    hits: hitFinder(words, names, group('decoys')),
  };
}

const NONE: readonly never[] = [];

function push(lists: Map<string, number[]>, key: string, number: number): void {
  const list = lists.get(key);
  if (list) list.push(number);
  else lists.set(key, [number]);
}

function hitFinder(
  words: ReadonlyMap<string, number[]>,
  names: ReadonlyMap<string, number[]>,
  decoys: number,
): Scanner['hits'] {
  const find = wordFinder(words, decoys);
  const termsOf = new WeakMap<readonly string[], readonly number[]>();
  const nameHit = (named: Named, entities: ReadonlyMap<string, Entity>): Hit => {
    const kinds = kindsOf(named, entities);
    const terms = termsOf.get(kinds) ?? kinds.flatMap((kind): readonly number[] => names.get(kind) ?? NONE);
    termsOf.set(kinds, terms);
    return { start: named.start, end: named.end, named: true, terms };
  };
  return (reading, entities) => {
    // How long a name or decoy stands over each place: a word that is part of a longer one is not said of anything, as
    // in Semiconductor Manufacturing, 未经验证清单 or “order of magnitude”.
    const covered = new Int32Array(reading.text.length);
    for (const name of reading.named) covered.fill(name.end - name.start, name.start, name.end);
    const found = find(reading.text, (start, end) => {
      for (let i = start; i < end; i++) covered[i] = Math.max(covered[i]!, end - start);
    });
    const isFree = ({ start, end }: Hit) =>
      covered[start]! <= end - start && covered[end - 1]! <= end - start;
    return merged(
      found.filter(isFree),
      reading.named.map((named) => nameHit(named, entities)),
    );
  };
}

/** Two lists by ascending end as one. */
function merged(words: readonly Hit[], names: readonly Hit[]): Hit[] {
  const all: Hit[] = [];
  let next = 0;
  for (const word of words) {
    while (next < names.length && names[next]!.end <= word.end) all.push(names[next++]!);
    all.push(word);
  }
  while (next < names.length) all.push(names[next++]!);
  return all;
}

type FoundDecoy = (start: number, end: number) => void;

function wordFinder(
  words: ReadonlyMap<string, number[]>,
  decoys: number,
): (text: string, onDecoy: FoundDecoy) => Hit[] {
  // “price*” and “price” are one pattern to the automaton, with terms for either ending.
  const endings = new Map<string, { open: number[]; closed: number[] }>();
  for (const [word, terms] of words) {
    const text = word.replace(/\*$/, '');
    const known = endings.get(text) ?? { open: [], closed: [] };
    endings.set(text, known);
    known.closed.push(...terms);
    if (word.endsWith('*')) known.open.push(...terms);
  }
  const search = automaton([...endings.keys()]);
  const patterns = [...endings.values()].map((each) => ({ ...each, decoy: each.closed.includes(decoys) }));
  return (text, onDecoy) => {
    const hits: Hit[] = [];
    search.scan(
      text.length,
      (i) => unitAt(text, i),
      (index, start, end) => {
        if (isLatinOrDigit(text.charCodeAt(start)) && isLatinOrDigit(text.charCodeAt(start - 1))) return;
        const cut = isLatinOrDigit(text.charCodeAt(end - 1)) && isLatinOrDigit(text.charCodeAt(end));
        const pattern = patterns[index]!;
        const terms = cut ? pattern.open : pattern.closed;
        if (terms.length === 0) return;
        if (pattern.decoy) onDecoy(start, end);
        hits.push({ start, end: cut ? wordEnd(text, end) : end, named: false, terms });
      },
    );
    return hits;
  };
}

/** All code units folded, with hyphens as spaces: open-source, open source. */
const units = Uint16Array.from({ length: 0x10000 }, (_, code) => lower(code)).map((code) =>
  code === 0x2d ? 0x20 : code,
);

const SMALL_A = 0x61;
const SMALL_Z = 0x7a;
const TO_CAPITAL = 0x20;

/** The folded code unit at a place, a capital where a word begins: so “ban” never comes up inside “urban”. */
function unitAt(text: string, index: number): number {
  const unit = units[text.charCodeAt(index)]!;
  const isLetter = unit >= SMALL_A && unit <= SMALL_Z;
  return isLetter && (index === 0 || !isLatinOrDigit(text.charCodeAt(index - 1))) ? unit - TO_CAPITAL : unit;
}

const foldedWord = (word: string) =>
  Array.from({ length: word.length }, (_, i) => String.fromCharCode(unitAt(word, i))).join('');

/** Where the word goes on to, within reason. */
function wordEnd(text: string, from: number): number {
  let end = from;
  while (end < from + LONGEST_ENDING && isLatinOrDigit(text.charCodeAt(end))) end++;
  return end;
}

const LONGEST_ENDING = 20;
