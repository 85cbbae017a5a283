import type { Days } from '../tags.ts';
import { folded } from '../text/fold.ts';
import type { Span } from '../text/spans.ts';
import { chineseDates } from './chinese.ts';
import { dayOf } from './days.ts';
import { englishDates } from './english.ts';
import { phraseAt } from './rule.ts';

/** A date as a text writes it and the days that it means. */
export interface DatePhrase extends Span, Days {
  /** as written: “on Wednesday” without the preposition, “1月15日” */
  words: string;
}

const RANGE = /^ ?(?:through|to|until|till|-|–|至|到|—) ?$/;

/**
 * The dates in a sentence, resolved against the day of publication (UTC). Without it only full dates and years are
 * told. “From 10 November 2025 through 9 November 2026” is one stretch.
 *
 * @param span the sentence in the text; @param language ISO 639-1, others than zh are read as English
 * @returns in reading order, without overlaps; `start` and `end` are offsets into the text
 */
export function datesIn(
  text: string,
  span: Span,
  language: string,
  publishedAt: Date | undefined,
): DatePhrase[] {
  const original = text.slice(span.start, span.end);
  const sentence = folded(original);
  const rules = language === 'zh' ? chineseDates : englishDates;
  const published = publishedAt === undefined ? undefined : dayOf(publishedAt);
  const found: DatePhrase[] = [];
  let taken = 0;
  for (const { index } of sentence.matchAll(rules.begins)) {
    const phrase = index < taken ? undefined : phraseAt(rules, sentence, index, published);
    if (!phrase) continue;
    const words = original.slice(index, phrase.end);
    if (!isWritten(words)) continue;
    taken = phrase.end;
    if (phrase.days)
      add(found, { start: span.start + index, end: span.start + taken, words, ...phrase.days }, text);
  }
  return found;
}

/** Joined onto the last one where “through” or a dash stands between. */
function add(found: DatePhrase[], next: DatePhrase, text: string): void {
  const last = found.at(-1);
  if (!last || last.from > next.to || !RANGE.test(text.slice(last.end, next.start))) {
    found.push(next);
    return;
  }
  last.end = next.end;
  last.to = next.to;
  last.words = text.slice(last.start, last.end);
}

/** English months and weekdays begin with a capital: “may”, “march”, “sun” and “sat” are words. */
function isWritten(words: string): boolean {
  const name =
    /\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*\b/.exec(
      words,
    );
  return name === null || /^month/.test(name[0]);
}
