import { type SQL, sql } from 'drizzle-orm';
import type { Part, Words } from '../condition.ts';

/** The kinds of keys that an article has in the index beside its words; no word of a text begins with `@`. */
export const keyKinds = {
  publisher: '@p',
  feed: '@f',
  language: '@l',
  stance: '@k',
  /** An entity, and all that it belongs to. */
  entity: '@e',
  /** Type of an entity. */
  type: '@y',
  topic: '@t',
  /** A stem of the title. */
  titleWord: '@w',
  event: '@v',
  quoteBy: '@q',
  label: '@b',
  /** Tenths of sentiment, −10…10, rounded down: of the article; behind an entity's id, towards it. */
  sentiment: '@s',
  towards: '@n',
  day: '@d',
  month: '@m',
  year: '@a',
  /** One of {@link samples} shares of the archive, each as good as the whole. */
  sample: '@r',
} as const;
export type KeyKind = keyof typeof keyKinds;

export const samples = 64;
/** Of a key, in characters; PostgreSQL indexes no lexeme of more than 2,046 bytes. */
export const longestKey = 400;

/** Search is too costly as it was asked. */
export class SearchTooLarge extends Error {
  override name = 'SearchTooLarge';
}

/** Any of these keys, as a tsquery. */
export const anyKey = (kind: KeyKind, values: readonly (string | number)[]): SQL =>
  sql`${values.map((value) => lexeme(`${keyKinds[kind]}:${value}`)).join(' | ')}::tsquery`;

/** A lexeme as PostgreSQL reads it from a tsquery's text, whatever is in it. */
export const lexeme = (text: string): string =>
  `'${[...text.replaceAll('\0', '')]
    .slice(0, longestKey)
    .join('')
    .replaceAll(/['\\]/g, (sign) => sign + sign)}'`;

/** Letters of the weights that count in a part of the text; all where there are none. */
export const weights: Record<Part, string> = { title: 'A', lead: 'B', anywhere: '' };
/** A tsquery of more words takes PostgreSQL too long to try on a text. */
const mostOperands = 1500;

/**
 * What the index alone can tell of words in a part of the text, without a look at any text: that each stands in it, not
 * where. Of a title's it has keys.
 */
export function looseQuery(words: Words, part: Part): SQL {
  const all = looselyOf(words);
  return part === 'title'
    ? sql`regexp_replace(${all}::text, '''([^'']+)''', ${`'${keyKinds.titleWord}:\\1'`}, 'g')::tsquery`
    : all;
}

/** Whether the index alone can tell all of it. */
export const isLoose = (words: Words, part: Part): boolean =>
  part !== 'lead' && words.is !== 'near' && rowOf(words).length <= 1;

function looselyOf(words: Words): SQL {
  if (words.is === 'near') return sql`(${looselyOf(words.of[0])} && ${looselyOf(words.of[1])})`;
  if (words.is === 'prefix') return beginning(rowOf(words), '', '&');
  return sql`to_tsquery('english', ${rowOf(words)
    .map((token) => (oneSign.test(token) ? `${token}:*` : token))
    .join(' & ')})`;
}

/** Words in a part of the text as a tsquery; empty where nothing but stop words is asked for. */
export function wordsQuery(words: Words, part: Part): SQL {
  if (operands(words) > mostOperands)
    throw new SearchTooLarge(
      'Words near words near words are too many to try: use fewer or a smaller distance.',
    );
  return queryOf(words, weights[part]);
}

function queryOf(words: Words, weight: string): SQL {
  if (words.is === 'near') return near(words, weight);
  if (words.is === 'prefix') return beginning(rowOf(words), weight, '<->');
  const marked = rowOf(words).map((token) =>
    oneSign.test(token) ? `${token}:*${weight}` : marking(token, weight),
  );
  return sql`to_tsquery('english', ${marked.join(' <-> ')})`;
}

/** The tokens of words that stand in a row, in order. */
export const rowOf = (words: Exclude<Words, { is: 'near' }>): string[] =>
  words.is === 'phrase' ? words.words.flatMap(tokensOf) : tokensOf(words.word);

/** The archive's words are letters and digits: whatever else comes here can't be in the index, nor become syntax. */
export const tokensOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

/** A single Chinese character is the beginning of a pair of them. */
const oneSign = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u;
const marking = (token: string, weight: string) => (weight ? `${token}:${weight}` : token);

/**
 * The index has stems: a prefix is the beginning of one (`semicondu`), or has the same stem as what it begins
 * (`regulat` of `regul`, which a stem of it as a prefix would make the beginning of `regular`).
 */
function beginning(tokens: string[], weight: string, operator: '<->' | '&'): SQL {
  const last = tokens.at(-1);
  if (last === undefined) return sql`''::tsquery`;
  const whole = sql`to_tsquery('english', ${marking(last, weight)})`;
  const begun = sql`(to_tsquery('simple', ${`${last}:*${weight}`}) || ${whole})`;
  if (tokens.length === 1) return begun;
  const before = tokens.slice(0, -1).map((token) => marking(token, weight));
  const ahead = sql`to_tsquery('english', ${before.join(` ${operator} `)})`;
  return operator === '&' ? sql`(${ahead} && ${begun})` : sql`(${ahead} <-> ${begun})`;
}

function near({ within, of }: Words & { is: 'near' }, weight: string): SQL {
  const distances = Array.from({ length: within }, (_, n) => n + 1);
  const tries = distances.map(
    (k) => sql`tsquery_phrase(a, b, ${sql.raw(String(k))}) || tsquery_phrase(b, a, ${sql.raw(String(k))})`,
  );
  return sql`(select ${sql.join(tries, sql` || `)} from (select ${queryOf(of[0], weight)} as a, ${queryOf(of[1], weight)} as b) as sides)`;
}

function operands(words: Words): number {
  if (words.is === 'near') return 2 * words.within * (operands(words.of[0]) + operands(words.of[1]));
  return rowOf(words).length;
}
