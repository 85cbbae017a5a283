import { closest } from './closest.ts';
import { readDate } from './dates.ts';
import type { Comparison, Named, NamedField, Query, Span } from './query.ts';

/** What was typed after a field's colon. */
export interface Value extends Span {
  text: string;
}

/** A value that does not do; `mend` is one that would. */
export interface Misread {
  message: string;
  mend?: string;
}

/** A field that asks for a property of an article; see docs/search.md for what each means. */
export interface Field {
  example: string;
  read(value: Value, now: Date | undefined): Query | Misread;
}

const named = (is: NamedField, example: string): Field => ({
  example,
  read: (value) => ({ is, ...nameOf(value) }),
});

/** A name with single spaces and where it stands. */
export const nameOf = ({ text, start, end }: Value): Named => ({
  name: text.trim().replaceAll(/\s+/g, ' '),
  span: { start, end },
});

export const fields = {
  entity: named('entity', 'entity:huawei'),
  publisher: named('publisher', 'publisher:"South China Morning Post"'),
  topic: named('topic', 'topic:export-controls'),
  event: named('event', 'event:entity-listing'),
  type: named('type', 'type:chip'),
  lang: named('language', 'lang:zh'),
  'quote-by': named('quoteBy', 'quote-by:"Jensen Huang"'),
  stance: named('stance', 'stance:tighten'),
  feed: named('feed', 'feed:bis-news'),
  sentiment: {
    example: 'sentiment:<-0.3',
    read: (value) => readSentiment(value, null),
  },
  after: { example: 'after:2025-01-20', read: ({ text }, now) => published('from', text, now) },
  before: { example: 'before:2025-02', read: ({ text }, now) => published('before', text, now) },
  in: { example: 'in:123', read: ({ text }) => readStory(text) },
} satisfies Record<string, Field>;

export type FieldName = keyof typeof fields;
/** Fields that say where words must stand. */
export const partNames = ['title', 'lead'] as const;
export type PartName = (typeof partNames)[number];
export const isPart = (name: string): name is PartName => partNames.some((part) => part === name);
export const fieldNames: readonly string[] = [...partNames, ...Object.keys(fields)];

/** What other search engines, and the columns of our own exports, call our fields. */
const otherNames: Record<string, string> = {
  headline: 'title',
  intitle: 'title',
  intro: 'lead',
  company: 'entity',
  name: 'entity',
  source: 'publisher',
  outlet: 'publisher',
  site: 'publisher',
  language: 'lang',
  speaker: 'quote-by',
  quote: 'quote-by',
  by: 'quote-by',
  tone: 'sentiment',
  since: 'after',
  from: 'after',
  until: 'before',
  to: 'before',
  story: 'in',
};

/** The field that an unknown one was meant to be. */
export function fieldMeant(unknown: string): string | null {
  const name = unknown.toLowerCase();
  return (Object.hasOwn(otherNames, name) ? otherNames[name] : null) ?? closest(unknown, fieldNames);
}

function published(side: 'from' | 'before', text: string, now: Date | undefined): Query | Misread {
  const date = readDate(text, now);
  return 'at' in date ? { is: 'published', side, at: date.at } : date;
}

const wantsScore = 'needs <, <=, >, >= or = and a number from -1 to 1';

/** @param towards whom the sentiment is towards; null for the article as a whole */
export function readSentiment({ text }: Value, towards: Named | null): Query | Misread {
  const field = towards ? 'sentiment( )' : 'sentiment';
  const [, sign = '', number = ''] = /^([<>]=?|=|≤|≥)?\s*([-+]?\d*[.,]?\d+)$/.exec(text) ?? [];
  const score = Number(number.replace(',', '.'));
  if (!number || !Number.isFinite(score)) return { message: `${field}: ${wantsScore}.`, ...labelMeant(text) };
  const comparison = sign.replace('≤', '<=').replace('≥', '>=') as Comparison | '';
  const right = (value: number) => `${comparison || (value < 0 ? '<=' : '>=')}${value}`;
  if (Math.abs(score) > 1)
    return {
      message: `Sentiment lies between -1 and 1; ${number} does not.`,
      mend: right(Math.abs(score) <= 100 ? rounded(score / 100) : Math.sign(score)),
    };
  if (!comparison)
    return { message: `${field}: ${wantsScore}; here the < or > is missing.`, mend: right(score) };
  if (number.includes(',')) return { message: 'A number is written with a point: -0.3.', mend: right(score) };
  return { is: 'sentiment', towards, comparison, score: rounded(score) };
}

/** The archive keeps three places. The sum makes -0 a 0. */
const rounded = (score: number) => Math.round(score * 1000) / 1000 + 0;

const labels: Record<string, string> = {
  negative: '<0',
  bad: '<0',
  neutral: '=0',
  positive: '>0',
  good: '>0',
};
const labelMeant = (text: string) => {
  const mend = labels[text.toLowerCase()];
  return mend ? { mend } : {};
};

function readStory(text: string): Query | Misread {
  const id = Number(text);
  if (/^\d{1,16}$/.test(text) && id >= 1 && Number.isSafeInteger(id)) return { is: 'story', id };
  const meant = /^#?(\d{1,15})[.,]?$/.exec(text)?.[1];
  return {
    message: 'in: needs the number of a story, as it stands in the story’s address.',
    ...(meant && Number(meant) >= 1 ? { mend: String(Number(meant)) } : {}),
  };
}
