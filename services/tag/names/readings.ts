import { classOf, folded, isLatinOrDigit, LATIN, lower, shape, shaped } from '../text/fold.ts';
import type { Alias } from './entity.ts';

/** Words or phrases that an alias looks for in the article; `ids` are their numbers among all of them. */
export interface Terms {
  ids: readonly number[];
  texts: readonly string[];
}

/** Which of all terms the article holds: 1 at their numbers. */
export type Held = Uint8Array;

/** One way to read a stretch of text; see {@link fits}. */
export interface Reading {
  /** undefined where a longer phrase only keeps an alias inside it from counting: New Mexico holds no Mexico */
  entityId: string | undefined;
  alias: Alias;
  /** the text must stand in exactly this case, width folded */
  exact: string | undefined;
  context: Terms | undefined;
  /** numbers of terms */
  not: readonly number[];
  notAfter: ReadonlySet<string>;
  notBefore: ReadonlySet<string>;
}

/** Fewer letters than this are matched in the exact case only: `arm`, `meta` and `intel` are words. */
const LETTERS_FOR_ANY_CASE = 5;

/** No word that stands in `notAfter` or `notBefore` is longer. */
const LONGEST_WORD = 24;

/** More context words than these say no more to a reader. */
const WORDS_OF_REASON = 3;

const NO_WORDS: ReadonlySet<string> = new Set();

/** @param termOf numbers a term */
export function readingOf(
  entityId: string,
  alias: Alias,
  not: readonly string[],
  termOf: (text: string) => number,
): Reading {
  return {
    entityId,
    alias,
    exact: hasCase(alias.text) && needsExactCase(alias) ? shaped(alias.text) : undefined,
    context: alias.context && { ids: alias.context.map(termOf), texts: alias.context },
    not: not.map(termOf),
    notAfter: alias.notAfter ? new Set(alias.notAfter.map(folded)) : NO_WORDS,
    notBefore: alias.notBefore ? new Set(alias.notBefore.map(folded)) : NO_WORDS,
  };
}

/** The reading of a phrase that only keeps what is inside it from counting. */
export function voidReading(text: string): Reading {
  return {
    entityId: undefined,
    alias: { text },
    exact: undefined,
    context: undefined,
    not: [],
    notAfter: NO_WORDS,
    notBefore: NO_WORDS,
  };
}

/** In which order the readings of one spelling are tried: those with context first, void ones last. */
export function rank(reading: Reading): number {
  if (reading.entityId === undefined) return 2;
  return reading.context ? 0 : 1;
}

/** Whether an alias counts only in the case it is written in. */
export function needsExactCase(alias: Alias): boolean {
  if (alias.case !== undefined) return alias.case === 'exact';
  if (alias.context !== undefined) return true;
  let letters = 0;
  for (const unit of alias.text) if (classOf(unit.charCodeAt(0)) === LATIN) letters++;
  return letters < LETTERS_FOR_ANY_CASE;
}

/** One key for all spellings that an alias is found by: in the exact case or in any, in both scripts. */
export function spelling(alias: Alias): string {
  return needsExactCase(alias) ? shaped(alias.text) : folded(alias.text);
}

/** Whether an alias counts only under conditions of its own. */
export function isBound({ context, not, notAfter, notBefore }: Alias): boolean {
  return (context ?? not ?? notAfter ?? notBefore) !== undefined;
}

/** Whether a stretch of text may be read so, given which terms the article holds. */
export function fits(
  { context, not, exact, alias, notAfter, notBefore }: Reading,
  text: string,
  start: number,
  end: number,
  held: Held,
): boolean {
  if (context && !context.ids.some((id) => held[id] === 1)) return false;
  if (not.some((id) => held[id] === 1)) return false;
  if (exact === undefined ? isAddress(alias, text, start, end) : !isWritten(exact, text, start)) return false;
  if (notBefore.size > 0 && notBefore.has(wordAfter(text, end))) return false;
  return notAfter.size === 0 || isPossessive(text, end) || !notAfter.has(wordBefore(text, start));
}

/**
 * Why a reading was taken where there was a choice, for people.
 *
 * @param over the words of another entity that lie inside it
 */
export function reasonOf(
  { context, exact }: Reading,
  held: Held,
  over: string | undefined,
): string | undefined {
  if (over !== undefined) return `longest match over ${over}`;
  if (context === undefined) return exact === undefined ? undefined : 'exact case';
  const found = context.texts.filter((_, index) => held[context.ids[index]!] === 1);
  return `context: ${found.slice(0, WORDS_OF_REASON).join(', ')}`;
}

function hasCase(text: string): boolean {
  return text.toLowerCase() !== text.toUpperCase();
}

function isWritten(exact: string, text: string, start: number): boolean {
  for (let i = 0; i < exact.length; i++) {
    if (shape(text.charCodeAt(start + i)) !== exact.charCodeAt(i)) return false;
  }
  return true;
}

const BEFORE_IN_ADDRESS = '/._=@';
const AFTER_IN_ADDRESS = '/_=';

/** A name all in small letters, in the midst of an address: blog.google, /2022/meta-meets-microsoft/. */
function isAddress({ text: alias }: Alias, text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(start);
  if (
    classOf(first) !== LATIN ||
    shape(first) === shape(alias.charCodeAt(0)) ||
    shape(first) !== lower(first)
  )
    return false;
  const before = text[start - 1] ?? ' ';
  const after = text[end] ?? ' ';
  if (BEFORE_IN_ADDRESS.includes(before) || AFTER_IN_ADDRESS.includes(after)) return true;
  return after === '.' ? classOf(text.charCodeAt(end + 1)) === LATIN : after === '-' && before === '-';
}

function isPossessive(text: string, end: number): boolean {
  return shape(text.charCodeAt(end)) === 0x27 && lower(text.charCodeAt(end + 1)) === 0x73;
}

const isSpace = (unit: number): boolean => lower(unit) === 0x20;

function wordBefore(text: string, start: number): string {
  if (!isSpace(text.charCodeAt(start - 1))) return '';
  let from = start - 1;
  while (start - from < LONGEST_WORD && isPartOfWord(text.charCodeAt(from - 1))) from--;
  return folded(text.slice(from, start - 1));
}

function wordAfter(text: string, end: number): string {
  if (!isSpace(text.charCodeAt(end))) return '';
  let to = end + 1;
  while (to - end < LONGEST_WORD && isPartOfWord(text.charCodeAt(to))) to++;
  return folded(text.slice(end + 1, to));
}

/** A possessor’s apostrophe belongs to its word, so that “Japan’s” can be told. */
const isPartOfWord = (unit: number): boolean => isLatinOrDigit(unit) || shape(unit) === 0x27;
