import { type SQL, sql } from 'drizzle-orm';
import type { Comparison, Condition, Part, Words } from '../condition.ts';
import { anyKey, isLoose, looseQuery, wordsQuery } from './lexemes.ts';
import type { Rows } from './rows.ts';
import type { Times } from './windows.ts';

/** A condition as the index and the rows know it. */
export interface Compiled {
  /** Finds whatever fulfils the condition, and perhaps more; null where the index can't tell. */
  query: SQL | null;
  /** The same without a look at any text, for which it finds more: where words stand is not asked. */
  loose: SQL | null;
  /** Which of those found fulfil it; null where all do. */
  recheck: Rows | null;
  /** The condition by itself. */
  rows: Rows;
}

/** @throws SearchTooLarge */
export function compile(condition: Condition): Compiled {
  switch (condition.is) {
    case 'all':
      return { query: null, loose: null, recheck: null, rows: { is: 'and', of: [] } };
    case 'and':
    case 'or':
      return joined(condition.is, condition.of.map(compile));
    case 'not':
      return negated(compile(condition.of));
    case 'text':
      return text(condition);
    case 'atleast':
      return { ...text(condition), recheck: condition, rows: condition };
    case 'sentiment':
      return sentiment(condition);
    case 'published':
    case 'story':
      return onRows(condition);
    case 'publisher':
      return indexed(anyKey('publisher', [condition.name]));
    case 'type':
      return indexed(anyKey('type', [condition.type]));
    case 'stance':
      return indexed(anyKey('stance', [condition.stance]));
    case 'language':
      return indexed(anyKey('language', [condition.language]));
    case 'event':
      return indexed(anyKey('event', [condition.type]));
    default:
      return indexed(anyKey(condition.is, [condition.id]));
  }
}

export const indexed = (query: SQL, loose: SQL | null = query): Compiled => ({
  ...{ query, loose, recheck: null },
  rows: { is: 'indexed', query },
});
const rechecked = (query: SQL | null, rows: Rows): Compiled => ({ query, loose: query, recheck: rows, rows });
const onRows = (rows: Rows) => rechecked(null, rows);
/** No row fulfils it. */
const never: Rows = { is: 'or', of: [] };

function text({ words, part }: { words: Words; part: Part }): Compiled {
  const loose = looseQuery(words, part);
  const query = wordsQuery(words, part);
  if (isLoose(words, part)) return indexed(loose);
  return indexed(part === 'title' ? sql`(${loose} && ${query})` : query, loose);
}

export function joined(is: 'and' | 'or', parts: Compiled[]): Compiled {
  const rows: Rows = { is, of: parts.map((part) => part.rows) };
  const known = parts.filter(({ query }) => query);
  const queries = known.flatMap(({ query }) => query ?? []);
  // Of an OR, the index knows nothing if it does not know all sides.
  if (is === 'or' && (parts.length === 0 || known.length < parts.length)) return onRows(rows);
  const rechecks = parts.flatMap(({ recheck }) => recheck ?? []);
  const recheck: Rows | null =
    rechecks.length === 0 ? null : is === 'or' ? rows : { is: 'and', of: rechecks };
  if (known.length === 0) return { query: null, loose: null, recheck, rows };
  const all = (queries: SQL[]) => sql`(${sql.join(queries, is === 'and' ? sql` && ` : sql` || `)})`;
  const query = all(queries);
  const loose = known.every((part) => part.query === part.loose) ? query : loosest(is, known, all);
  return recheck ? { query, loose, recheck, rows } : indexed(query, loose);
}

function loosest(is: 'and' | 'or', parts: Compiled[], all: (queries: SQL[]) => SQL): SQL | null {
  const known = parts.flatMap(({ loose }) => loose ?? []);
  return known.length > 0 && (is === 'and' || known.length === parts.length) ? all(known) : null;
}

function negated({ query, loose, recheck, rows }: Compiled): Compiled {
  if (!query || recheck) return onRows({ is: 'not', of: rows });
  // What must not stand in a row may stand apart: nothing is known of it without a look at the text.
  return query === loose ? indexed(sql`!! ${query}`) : { ...indexed(sql`!! ${query}`), loose: null };
}

/** The greatest and least tenths; scores are −1…1 with three places. */
const [least, most] = [-10, 10];

function sentiment(condition: Condition & { is: 'sentiment' }): Compiled {
  const { towards, comparison, score } = condition;
  const from = comparison.startsWith('<') ? least : Math.floor(tenths(score));
  const to = comparison.startsWith('<') ? lastBelow(score, comparison) : comparison === '=' ? from : most;
  const scores = Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => from + n);
  // Below −1 there is nothing, which no key says.
  if (scores.length === 0) return onRows(never);
  const query = towards
    ? anyKey(
        'towards',
        scores.map((tenth) => `${tenth}:${towards}`),
      )
    : anyKey('sentiment', scores);
  const whole = Number.isInteger(tenths(score)) && (comparison === '<' || comparison === '>=');
  return whole ? indexed(query) : rechecked(query, condition);
}

/** Without the noise of 0.3 × 10. */
const tenths = (score: number) => Math.round(score * 10_000) / 1000;
const lastBelow = (score: number, comparison: Comparison) =>
  comparison === '<' ? Math.ceil(tenths(score)) - 1 : Math.floor(tenths(score));
/** A condition without the times that confine all of it, and these. */
export function apart(condition: Condition): { rest: Condition; times: Times } {
  const sides = condition.is === 'and' ? condition.of.map(apart) : [];
  if (condition.is === 'published')
    return {
      rest: { is: 'all' },
      times: { from: null, before: null, [condition.side]: condition.at },
    };
  if (condition.is !== 'and') return { rest: condition, times: { from: null, before: null } };
  return {
    rest: { is: 'and', of: sides.map(({ rest }) => rest) },
    times: {
      from: latest(sides.map(({ times }) => times.from)),
      before: earliest(sides.map(({ times }) => times.before)),
    },
  };
}

export const earliest = (times: (Date | null | undefined)[]) => chosen(times, Math.min);
export const latest = (times: (Date | null | undefined)[]) => chosen(times, Math.max);

function chosen(times: (Date | null | undefined)[], which: (...ms: number[]) => number): Date | null {
  const given = times.flatMap((time) => time?.getTime() ?? []);
  return given.length > 0 ? new Date(which(...given)) : null;
}
