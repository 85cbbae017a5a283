import { copyShareOf } from './copy.ts';
import type { Signature } from './signature.ts';
import type { Reasons } from './store.ts';
import type { Term } from './terms.ts';
import { type Model, weights } from './weights.ts';

/** What two articles share, each 0…1 save the days. */
export interface Likeness {
  words: number;
  phrases: number;
  /** of the strongest names of one in the other, the greater */
  names: number;
  numbers: number;
  /** a year that is not the present one */
  years: number;
  entities: number;
  events: number;
  days: number;
  /** 1 where both have a time: among the articles of a week many more are alike by chance than in a chosen set */
  dated: number;
  /** 1 where neither has a time and both say themselves that they are of one day, or nearly */
  dateline: number;
  /** 1 where one publisher wrote both: it has words and forms of its own */
  publisher: number;
}

interface Prepared {
  words: Map<string, number>;
  wordsNorm: number;
  names: [name: string, weight: number][];
  namesWeight: number;
  phrases: Map<string, number>;
  phrasesNorm: number;
  numbers: Map<string, number>;
  numbersNorm: number;
  entities: Map<string, number>;
  entitiesNorm: number;
}

const prepared = new WeakMap<Signature, Prepared>();
const topNames = 6;
const dayMs = 86_400_000;

export function likenessOf(one: Signature, other: Signature): Likeness {
  const a = prepare(one);
  const b = prepare(other);
  return {
    words: wordsAlike(one, other),
    phrases: product(a.phrases, b.phrases) / (a.phrasesNorm * b.phrasesNorm),
    names: Math.max(namesIn(a, b), namesIn(b, a)),
    numbers: product(a.numbers, b.numbers) / (a.numbersNorm * b.numbersNorm),
    years: one.terms.years.some(
      (year) => other.terms.years.includes(year) && !isOf(year, one) && !isOf(year, other),
    )
      ? 1
      : 0,
    entities: product(a.entities, b.entities) / (a.entitiesNorm * b.entitiesNorm),
    events: sharedEvents(one, other).length > 0 ? 1 : 0,
    days: Math.abs(one.at - other.at) / dayMs,
    dated: one.at > 0 && other.at > 0 ? 1 : 0,
    dateline: sameDateline(one, other) ? 1 : 0,
    publisher: one.publisher === other.publisher && one.publisher !== '' ? 1 : 0,
  };
}

/** 0…1, by their words alone. */
export function wordsAlike(one: Signature, other: Signature): number {
  const a = prepare(one);
  const b = prepare(other);
  return product(a.words, b.words) / (a.wordsNorm * b.wordsNorm);
}

const nearDatelines = 3;
const sameDateline = ({ dateline: a }: Signature, { dateline: b }: Signature) =>
  a !== null && b !== null && Math.abs(a - b) <= nearDatelines;

const isOf = (year: string, { at }: Signature) => Number(year) === new Date(at).getUTCFullYear();

function prepare(signature: Signature): Prepared {
  const known = prepared.get(signature);
  if (known) return known;
  const { terms, entities } = signature;
  const [words, wordsNorm] = vector(terms.words);
  const [phrases, phrasesNorm] = vector(terms.phrases);
  const [numbers, numbersNorm] = vector(terms.numbers);
  const [who, entitiesNorm] = vector(entities);
  const names = terms.names.slice(0, topNames).map((name): Term => [name, words.get(name) ?? 0]);
  const made = {
    ...{ words, wordsNorm, phrases, phrasesNorm, numbers, numbersNorm, entities: who, entitiesNorm },
    ...{ names, namesWeight: names.reduce((sum, [, weight]) => sum + weight, 0) },
  };
  prepared.set(signature, made);
  return made;
}

function vector(terms: readonly Term[]): [Map<string, number>, norm: number] {
  const norm = Math.sqrt(terms.reduce((sum, [, weight]) => sum + weight * weight, 0));
  return [new Map(terms), norm || 1];
}

function product(a: Map<string, number>, b: Map<string, number>): number {
  if (a.size > b.size) return product(b, a);
  let sum = 0;
  for (const [word, weight] of a) sum += weight * (b.get(word) ?? 0);
  return sum;
}

/** Weighted share of the strongest names of one that the other has at all. */
function namesIn({ names, namesWeight }: Prepared, { words }: Prepared): number {
  if (namesWeight === 0) return 0;
  let there = 0;
  for (const [name, weight] of names) if (words.has(name)) there += weight;
  return there / namesWeight;
}

/** Of one type, on the same day or the next. */
function sharedEvents(one: Signature, other: Signature): { type: string; day: string }[] {
  if (one.events.length === 0 || other.events.length === 0) return [];
  const near = (a: string, b: string) => Math.abs(Date.parse(a) - Date.parse(b)) <= dayMs;
  return one.events
    .filter(({ type, day }) => other.events.some((event) => event.type === type && near(event.day, day)))
    .map(({ type, day }) => ({ type, day }));
}

/** How sure it is that two articles are about one happening, in log odds. */
export function pairOdds(one: Signature, other: Signature): number {
  const likeness = likenessOf(one, other);
  const model =
    models[one.language !== other.language ? 'across' : one.language === 'zh' ? 'chinese' : 'spaced'];
  let odds = model.bias;
  for (const [what, weight] of model.parts) odds += weight * likeness[what];
  return odds;
}

export const modelOf = ({ bias, ...parts }: Model) => ({
  bias,
  parts: Object.entries(parts) as [keyof Likeness, number][],
});
/** Those in use; learning puts others in their place. */
export const models = {
  spaced: modelOf(weights.spaced),
  chinese: modelOf(weights.chinese),
  across: modelOf(weights.across),
};

/** Whether the earlier of two articles has a say in where the later one belongs. */
export function counts(later: Signature, earlier: Signature): boolean {
  return pairOdds(later, earlier) >= weights.floor || copyShareOf(later, earlier) !== undefined;
}

const mostReasons = 6;

export function reasonsOf(later: Signature, earlier: Signature): Reasons {
  const words = shared(later.terms.words, earlier.terms.words);
  const names = new Set([...later.terms.names, ...earlier.terms.names]);
  const entities = shared(later.entities, earlier.entities);
  return {
    entities: entities.slice(0, mostReasons),
    names: words.filter((word) => names.has(word)).slice(0, mostReasons),
    words: joined(words.filter((word) => !names.has(word))).slice(0, mostReasons),
    numbers: shared(later.terms.numbers, earlier.terms.numbers).slice(0, mostReasons),
    events: sharedEvents(later, earlier).slice(0, mostReasons),
    daysApart: Math.round(((later.at - earlier.at) / dayMs) * 100) / 100,
  };
}

/** Terms of both, by the product of their weights. */
function shared(some: readonly Term[], others: readonly Term[]): string[] {
  const theirs = new Map(others);
  return some
    .filter(([word]) => theirs.has(word))
    .map(([word, weight]) => ({ word, weight: weight * theirs.get(word)! }))
    .sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1))
    .map(({ word }) => word);
}

const pairOfHan = /^\p{Script=Han}{2}$/u;

/** Pairs of characters that overlap are put together again: 英伟 and 伟达 are 英伟达. */
function joined(words: readonly string[]): string[] {
  const out: string[] = [];
  for (const word of words) {
    const at = pairOfHan.test(word)
      ? out.findIndex((one) => one.endsWith(word[0]!) || one.startsWith(word[1]!))
      : -1;
    if (at < 0 || !/^\p{Script=Han}/u.test(out[at]!)) out.push(word);
    else out[at] = out[at]!.endsWith(word[0]!) ? out[at]! + word[1]! : word[0]! + out[at]!;
  }
  return out;
}
