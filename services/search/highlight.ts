import type { Span, Words } from './query/query.ts';
import { type IndexedWord, indexedWords } from './words.ts';

/** A stretch of a text, and whether it is what was sought. Never markup: whoever shows it escapes it. */
export interface TextPart {
  text: string;
  hit: boolean;
}

/** Words that stand in a row, as the index has them. */
export interface Sought {
  words: string[];
  /** Whether the last is only the beginning of a word. */
  prefix: boolean;
}

/** What words of a text are sought for a query's words; they must be searchable ones. */
export function soughtOf(words: Words): Sought[] {
  if (words.is === 'near') return words.of.flatMap(soughtOf);
  const row = words.is === 'phrase' ? words.words.join(' ') : words.word;
  const own = row.toLowerCase().split(' ').filter(Boolean);
  return own.length > 0 ? [{ words: own, prefix: words.is === 'prefix' }] : [];
}

/** The stem of a word as the index has it, null for a word that the index leaves out. */
export type Stem = (word: string) => string | null;

/** Words whose stems must be known to find hits in these texts: all that might share one with a sought word. */
export function wordsToStem(texts: string[], sought: Sought[]): string[] {
  const all = new Set(sought.flatMap(({ words }) => words).filter(hasStem));
  const beginnings = new Set([...all].map((word) => word[0]));
  for (const text of texts)
    for (const { word } of indexedWords(text))
      if (hasStem(word) && beginnings.has(word[0]!.toLowerCase())) all.add(word.toLowerCase());
  return [...all];
}

/** Words with digits and Chinese ones stand in the index as they are. */
export const hasStem = (word: string) =>
  /^[^\p{N}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+$/u.test(word);

/** Of a text; more show nothing more. */
const mostHits = 2000;

/** A hit, and for what. */
interface Hit extends Span {
  sought: number;
}

/** Where the sought words stand in a text, in reading order, none inside another. */
export function hitsIn(text: string, sought: Sought[], stem: Stem): Hit[] {
  const words = [...indexedWords(text)];
  const stems = words.map(({ word }) => stemOf(word.toLowerCase(), stem));
  const wanted = sought.map((each) => ({ ...each, stems: each.words.map((word) => stemOf(word, stem)) }));
  const hits: Hit[] = [];
  for (let at = 0; at < words.length && hits.length < mostHits; at++)
    for (const [n, each] of wanted.entries()) {
      const span = spanAt(words, stems, at, each);
      if (span && span.start >= (hits.at(-1)?.end ?? 0)) hits.push({ ...span, sought: n });
    }
  return hits;
}

const stemOf = (word: string, stem: Stem) => (hasStem(word) ? stem(word) : word);

function spanAt(
  words: IndexedWord[],
  stems: (string | null)[],
  at: number,
  { words: row, stems: rowStems, prefix }: Sought & { stems: (string | null)[] },
): Span | null {
  if (row.length === 1 && oneSign.test(row[0]!)) return signIn(words[at]!, row[0]!);
  if (at + row.length > words.length || rowStems.every((each) => each === null)) return null;
  const isSame = row.every((word, n) => {
    const found = words[at + n]!.word.toLowerCase();
    if (found === word || (prefix && n === row.length - 1 && found.startsWith(word))) return true;
    return rowStems[n] !== null && stems[at + n] === rowStems[n];
  });
  return isSame ? { start: words[at]!.start, end: words[at + row.length - 1]!.end } : null;
}

const oneSign = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u;

/** Pairs overlap: a character stands in two of them, and is found in the first. */
function signIn({ word, start, end }: IndexedWord, sign: string): Span | null {
  if (word.startsWith(sign)) return { start, end: start + sign.length };
  return word.endsWith(sign) ? { start: end - sign.length, end } : null;
}

/** A stretch of a text in parts. */
export function partsOf(
  text: string,
  hits: Span[],
  { start, end }: Span = { start: 0, end: text.length },
): TextPart[] {
  const parts: TextPart[] = [];
  let at = start;
  const push = (to: number, hit: boolean) => {
    if (to > at) parts.push({ text: text.slice(at, to).replaceAll(/\s+/g, ' '), hit });
    at = Math.max(at, to);
  };
  for (const hit of hits) {
    if (hit.end <= start || hit.start >= end) continue;
    push(Math.max(start, hit.start), false);
    push(Math.min(end, hit.end), true);
  }
  push(end, false);
  return parts;
}

const snippetLength = 180;
const mostSnippets = 3;

/** The parts of a text that show most of what was sought, in reading order; its beginning where it shows none. */
export function snippetsOf(text: string, hits: Hit[]): TextPart[][] {
  if (hits.length === 0) return text === '' ? [] : [snippetAt(text, hits, { start: 0, end: snippetLength })];
  const windows = hits
    .map((_, first) => windowAt(hits, first))
    .toSorted((a, b) => b.worth - a.worth || a.start - b.start);
  const chosen: typeof windows = [];
  for (const window of windows) {
    if (chosen.length === mostSnippets) break;
    if (chosen.every((other) => Math.abs(other.start - window.start) > snippetLength)) chosen.push(window);
  }
  return chosen.toSorted((a, b) => a.start - b.start).map((window) => snippetAt(text, hits, window));
}

/** The stretch that begins some way before a hit, and how much of what was sought stands in it. */
function windowAt(hits: Hit[], first: number): Span & { worth: number } {
  const start = Math.max(0, hits[first]!.start - snippetLength / 4);
  const end = Math.max(start + snippetLength, hits[first]!.end);
  const different = new Set<number>();
  let count = 0;
  for (let at = first; at < hits.length && hits[at]!.end <= end; at++, count++)
    different.add(hits[at]!.sought);
  return { start, end, worth: different.size * 100 + Math.min(count, 99) };
}

function snippetAt(text: string, hits: Hit[], { start, end }: Span): TextPart[] {
  const from = start === 0 ? 0 : boundary(text, start);
  const to = end >= text.length ? text.length : boundary(text, end);
  const parts = partsOf(text, hits, { start: from, end: Math.max(from, to) });
  if (from > 0) parts.unshift({ text: '… ', hit: false });
  if (to < text.length) parts.push({ text: ' …', hit: false });
  return parts;
}

/** The next place at which no Latin word and no pair of surrogates is cut, not far away. */
function boundary(text: string, near: number): number {
  for (let at = near; at < Math.min(text.length, near + 30); at++)
    if (!/[\p{L}\p{N}]/u.test(text[at - 1]!) || text[at - 1]! >= '\u2e80')
      if (!/[\udc00-\udfff]/.test(text[at]!)) return at;
  return near;
}
