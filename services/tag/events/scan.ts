import { automaton } from '../names/automaton.ts';
import type { Entity } from '../names/entity.ts';
import type { Named, Reading } from '../reading.ts';
import { folded, isLatinOrDigit, lowerTable } from '../text/fold.ts';
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
  /** the terms of all steps but the first, and those of `with` */
  needs: number[];
  without: number[];
}

/** The catalogue of a language made ready for scanning. */
export interface Scanner {
  /** cues by the number of their first term */
  cuesFrom(term: number): readonly NumberedCue[];
  /** 1 for terms that cues begin with */
  opens: Uint8Array;
  /** for each of the cues from a term one more term that it needs, or -1: most come to nothing by that alone */
  gatesFrom(term: number): readonly number[];
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

function buildScanner({ cues: typed, groups }: Catalogue): Scanner {
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
  for (const { type, steps, with: also, without } of typed) {
    const numbered = steps.map(({ term, gap }) => ({ term: numberOf(term), gap }));
    const first = numbered[0]!.term;
    const beside = also.map(numberOf);
    const needs = [...numbered.slice(1).map(({ term }) => term), ...beside];
    byFirst[first] ??= [];
    byFirst[first].push({ type, steps: numbered, with: beside, needs, without: without.map(numberOf) });
  }
  const groupNumbers = new Map(
    Object.keys(groups).map((name) => [name, numberOf(readTerm(`$${name}`, groups))]),
  );
  const group = (name: string) => groupNumbers.get(name)!;
  const cues = Array.from({ length: numbers.size }, (_, term) => byFirst[term] ?? NONE);
  const gates = cues.map((from) => from.map(({ needs }) => needs[0] ?? -1));
  return {
    terms: numbers.size,
    cuesFrom: (term) => cues[term]!,
    opens: Uint8Array.from(cues, ({ length }) => Number(length > 0)),
    gatesFrom: (term) => gates[term]!,
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
    const all: Hit[] = [];
    let next = 0;
    const addNames = (end: number) => {
      while (next < reading.named.length && reading.named[next]!.end <= end)
        all.push(nameHit(reading.named[next++]!, entities));
    };
    for (const word of found) {
      const length = word.end - word.start;
      if (covered[word.start]! > length || covered[word.end - 1]! > length) continue;
      addNames(word.end);
      all.push(word);
    }
    addNames(Number.POSITIVE_INFINITY);
    return all;
  };
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
  const search = automaton([...endings.keys()], fold);
  const shared = sharing();
  const patterns = [...endings.values()].map(({ open, closed }) => ({
    open: shared(open),
    closed: shared(closed),
    decoy: closed.includes(decoys),
  }));
  return (text, onDecoy) => {
    const hits: Hit[] = [];
    search.scan(text, (index, start, end) => {
      if (isLatinOrDigit(text.charCodeAt(start)) && isLatinOrDigit(text.charCodeAt(start - 1))) return;
      const cut = isLatinOrDigit(text.charCodeAt(end - 1)) && isLatinOrDigit(text.charCodeAt(end));
      const pattern = patterns[index]!;
      const terms = cut ? pattern.open : pattern.closed;
      if (terms.length === 0) return;
      if (pattern.decoy) onDecoy(start, end);
      hits.push({ start, end: cut ? wordEnd(text, end) : end, named: false, terms });
    });
    return hits;
  };
}

/** Words of one group have the same terms: one list for all of them stays in the processor's cache. */
function sharing(): (terms: number[]) => readonly number[] {
  const lists = new Map<string, readonly number[]>();
  return (terms) => {
    const key = terms.join();
    const known = lists.get(key) ?? terms;
    lists.set(key, known);
    return known;
  };
}

/** All code units folded, with hyphens as spaces: open-source, open source. */
const fold = lowerTable.map((unit) => (unit === 0x2d ? 0x20 : unit));

const foldedWord = (word: string) => folded(word).replaceAll('-', ' ');

/** Where the word goes on to, within reason. */
function wordEnd(text: string, from: number): number {
  let end = from;
  while (end < from + LONGEST_ENDING && isLatinOrDigit(text.charCodeAt(end))) end++;
  return end;
}

const LONGEST_ENDING = 20;
