import type { Target } from './cues.ts';
import { type Parse, targetTokens } from './english-parse.ts';

/** Tokens to either side of a target that the model looks at. */
const REACH = 40;
/** Farther clauses count as this far. */
const FAR_CLAUSE = 3;

/** In tokens. */
const LONGEST_HEADLINE = 24;

/** Distances to the target fall into this many bins, the middle one being the target's own. */
export const PLACES = 19;
/** Likewise for the difference of clauses. */
export const CLAUSE_STEPS = 2 * FAR_CLAUSE + 1;

/** Marks of a token beside the group of cues that it belongs to. */
export const MARKS = ['negator', 'quoted', 'conceded', 'capital', 'name'] as const;

export const TARGET = '<target>';
export const NAME = '<name>';
export const UNKNOWN = '<unknown>';

/** A sentence as the model reads it; everything is indexed by token. */
export interface Sentence {
  parse: Parse;
  /** normalised words */
  keys: string[];
  /** what the words are apart from their meaning: negators, quoted, groups of cues … */
  marks: (readonly string[])[];
}

/** A sentence as seen from a target in it. */
export interface View extends Sentence {
  /** of the target */
  first: number;
  last: number;
  /** the tokens that are looked at, `to` exclusive */
  from: number;
  to: number;
}

export function readSentence(parse: Parse): Sentence {
  const groups = new Map<number, string>();
  for (const { first, last, group } of parse.clues)
    for (let index = first; index <= last; index++) groups.set(index, group.name);
  return {
    parse,
    keys: parse.tokens.map(({ low }) => wordKey(low)),
    marks: parse.tokens.map((_, index) => marksOf(parse, groups, index)),
  };
}

export function viewFrom(sentence: Sentence, target: Target): View {
  const { first, last } = targetTokens(sentence.parse, target);
  const from = Math.max(0, first - REACH);
  const to = Math.min(sentence.keys.length, last + 1 + REACH);
  // Spelt out: spreading an object costs 3 µs, as much as all the rest here.
  const { parse, keys, marks } = sentence;
  return { parse, keys, marks, first, last, from, to };
}

/** The word at a place, the target's own words all being one. */
export const keyAt = ({ keys, first, last }: View, index: number): string =>
  index >= first && index <= last ? TARGET : keys[index]!;

/** The row of a word in a table of words, or that of the unknown ones. */
export function rowOfKey(
  { parse }: Sentence,
  index: number,
  key: string,
  rows: ReadonlyMap<string, number>,
): number {
  return rows.get(key) ?? rows.get(parse.tokens[index]!.capital ? NAME : UNKNOWN)!;
}

/** The row of the word that a view has at a place. */
export const rowAt = (view: View, index: number, rows: ReadonlyMap<string, number>): number =>
  rowOfKey(view, index, keyAt(view, index), rows);

/** Headlines are short and end without a full stop. */
export function isHeadline({ parse: { tokens } }: View): boolean {
  return tokens.length <= LONGEST_HEADLINE && tokens.at(-1)?.low !== '.';
}

/** Bin of the distance between a token and the target, 0…PLACES−1. */
export function placeAt({ first, last }: View, index: number): number {
  const middle = (PLACES - 1) / 2;
  if (index < first) return middle - bin(first - index);
  return index > last ? middle + bin(index - last) : middle;
}

function bin(distance: number): number {
  if (distance <= 4) return distance;
  if (distance <= 6) return 5;
  if (distance <= 9) return 6;
  if (distance <= 14) return 7;
  return distance <= 22 ? 8 : 9;
}

/** How many clauses behind the target's a token stands, 0…CLAUSE_STEPS−1 with the target's own in the middle. */
export function clauseStepAt({ parse, first }: View, index: number): number {
  const difference = parse.clauses[index]! - (parse.clauses[first] ?? 0);
  return FAR_CLAUSE + Math.max(-FAR_CLAUSE, Math.min(FAR_CLAUSE, difference));
}

/** Numbers and dashes are all alike; apostrophes are straight already. */
export function wordKey(low: string): string {
  if (low === '“' || low === '”') return '"';
  if (low === '—' || low === '–') return '--';
  if (!/^[\d.,:/-]*\d/.test(low)) return low;
  return /^[\d.,:/-]+$/.test(low) ? '<number>' : '<figure>';
}

const known = new Map<string, Map<number, readonly string[]>>();

/** The marks of a token; the same marks are always the same array, so that what depends on them can be kept by it. */
function marksOf(parse: Parse, groups: ReadonlyMap<number, string>, index: number): readonly string[] {
  const { capital, name } = parse.tokens[index]!;
  const flags = [parse.negated.has(index), parse.quoted[index]!, parse.conceded[index]!, capital, name];
  const group = groups.get(index) ?? '';
  const bits = flags.reduce((sum, flag, bit) => sum + (flag ? 1 << bit : 0), 0);
  const ofGroup = known.get(group) ?? new Map<number, readonly string[]>();
  known.set(group, ofGroup);
  let found = ofGroup.get(bits);
  if (!found) {
    found = [...MARKS.filter((_, bit) => flags[bit]), ...(group === '' ? [] : [group])];
    ofGroup.set(bits, found);
  }
  return found;
}
