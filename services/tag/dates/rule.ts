import type { Days } from '../tags.ts';
import type { Day } from './days.ts';

/** What a phrase is resolved against. */
export interface Context {
  /** the day of publication; undefined where nobody knows it: then only full dates can be told */
  published: Day | undefined;
  /** the sentence in small letters before the phrase, as much as a cue for the future needs */
  before: string;
  /** the little that follows */
  after: string;
}

/** One way to write a date. */
export interface DateRule {
  /** source of a regular expression over small letters, without capturing groups that need names */
  source: string;
  /** @param groups what the source captured, in order */
  resolve(groups: readonly (string | undefined)[], context: Context): Days | undefined;
}

/** The rules of one language, tried only where a phrase may begin. */
export interface DateRules {
  begins: RegExp;
  rules: { at: RegExp; resolve: DateRule['resolve'] }[];
}

/** @param beginnings source of an expression for the first letters of every phrase */
export function compileRules(rules: readonly DateRule[], beginnings: string): DateRules {
  return {
    // Looking ahead only: a beginning that comes to nothing may hold another one.
    begins: new RegExp(`(?=${beginnings})`, 'g'),
    rules: rules.map(({ source, resolve }) => ({ at: new RegExp(source, 'y'), resolve })),
  };
}

/**
 * The first rule that fits at a place of a sentence in small letters.
 *
 * @returns the end of the phrase and its days, undefined where it fits but cannot be told
 */
export function phraseAt({ rules }: DateRules, sentence: string, start: number, published: Day | undefined) {
  for (const { at, resolve } of rules) {
    at.lastIndex = start;
    const found = at.exec(sentence);
    if (!found) continue;
    const end = start + found[0].length;
    const before = sentence.slice(Math.max(0, start - BEFORE), start);
    return {
      end,
      days: resolve(found.slice(1), { published, before, after: sentence.slice(end, end + AFTER) }),
    };
  }
  return undefined;
}

/** As much of the sentence around a phrase as may hold a word that looks ahead. */
const BEFORE = 60;
const AFTER = 8;
