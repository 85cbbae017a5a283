import { z } from '@hono/zod-openapi';
import type { Orm } from '../../db/database.ts';
import { splits } from '../../db/splits.ts';
import { units } from '../search/series/periods.ts';
import { isTimeZone as knownToIntl } from '../text/formats.ts';
import { filterOf, filterParameters } from './articles.ts';
import { askedSeries, checkSplit } from './askedSeries.ts';
import { knownEntity, queryParameter, severalOf } from './parameters.ts';
import { badParameters } from './problems.ts';
import { readSeries } from './series.ts';
import { textParameter } from './shapes.ts';

const timeZone = z
  .string()
  .max(50)
  .refine(isTimeZone, 'must be an IANA time zone such as UTC or Asia/Shanghai');

const unknownZone = { parameter: 'timeZone', detail: 'is a zone that the database does not know' };
/** PostgreSQL's code for it. */
const invalidParameter = '22023';

/** What a request for series may ask. */
export const trendsQuery = z.strictObject({
  q: queryParameter.optional(),
  compare: severalOf(queryParameter, 5)
    .describe('Another query, beside the first; up to 5 times')
    .openapi({ example: ['entity:nvidia'] }),
  split: z
    .enum(splits)
    .optional()
    .describe('Takes the query apart; shares of a publisher or language are of its own coverage'),
  ids: severalOf(textParameter.min(1).max(300), 12).describe(
    'The parts wanted: ids, publishers or languages; up to 12 times. Otherwise the greatest',
  ),
  top: z.coerce.number().int().min(1).max(12).default(5).describe('How many of the greatest parts'),
  ...filterParameters,
  by: z.enum(units).default('month').describe('Length of a period; weeks begin on Monday'),
  timeZone: timeZone
    .default('UTC')
    .describe('Decides where days begin')
    .openapi({ example: 'Asia/Shanghai' }),
  count: z
    .enum(['articles', 'stories'])
    .default('articles')
    .describe('stories: one counts in each period that articles on it appeared in, with their mean'),
});
export type TrendsQuery = z.output<typeof trendsQuery>;

/**
 * The series that a request asks for, on one axis of time, and how they were made.
 *
 * @throws ProblemError naming what is wrong with it
 */
export async function readTrends(orm: Orm, asked: TrendsQuery, now: Date) {
  const { q = '', compare = [], split, ids, top, by, timeZone, count, ...parameters } = asked;
  checkSplit(split, compare, ids);
  await knownEntity(orm, parameters.entity);
  const queries = [{ text: q, parameter: 'q' }, ...compare.map((text) => ({ text, parameter: 'compare' }))];
  const wish = { queries, filter: filterOf(parameters), split, ids, top, view: { by, timeZone, count } };
  const { asked: series, view } = await askedSeries(orm, wish, now);
  const { taggedWith, ...answer } = await readSeries(orm, series, view, now).catch(zoneRefused);
  const method = { text: methodOf(count, Boolean(view.copies), Boolean(view.offTopic)), taggedWith };
  return { by, timeZone, count, ...answer, method };
}
export type Trends = Awaited<ReturnType<typeof readTrends>>;

/** How series are made, in words to be shown beside them. */
export function methodOf(count: 'articles' | 'stories', copies: boolean, offTopic: boolean): string {
  const left = [...(copies ? [] : ['copies']), ...(offTopic ? [] : ['off-topic articles'])].join(' and ');
  const counted =
    count === 'articles'
      ? 'Articles by time of publication'
      : 'Stories by the periods in which articles on them were published';
  return [
    `${counted}${left ? `, ${left} left out` : ''}; shares are of all coverage counted alike.`,
    count === 'articles'
      ? 'Sentiment is the mean of the articles that have one,'
      : 'Sentiment is the mean over stories of the mean of their articles,',
    'with a 95% interval by Student’s t, which takes them for independent.',
    'Bursts are days beyond what their weekday brought in the eight weeks before (negative binomial, 1 in 400).',
    'Regimes are the exact optimum of a penalised fit to whole weeks (PELT).',
    'Marks tell where what is gathered changed. See docs/method.md.',
  ].join(' ');
}

/** Of the zones that Intl knows, PostgreSQL knows all but a few. */
function zoneRefused(error: { cause?: { code?: string } }): never {
  throw error.cause?.code === invalidParameter ? badParameters([unknownZone]) : error;
}

/**
 * Whether a name means the same zone to Intl and to PostgreSQL. Short ones may not: to PostgreSQL, CET never has summer
 * time, and +05:45 lies west of Greenwich.
 */
function isTimeZone(name: string): boolean {
  if (name !== 'UTC' && !/^[a-z]+\//i.test(name)) return false;
  return knownToIntl(name);
}
