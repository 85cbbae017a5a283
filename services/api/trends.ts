import { createRoute, z } from '@hono/zod-openapi';
import { splits } from '../../db/splits.ts';
import { units } from '../search/series/periods.ts';
import { filterOf, filterParameters } from './articles.ts';
import { askedSeries, checkSplit } from './askedSeries.ts';
import { knownEntity, queryParameter, severalOf } from './parameters.ts';
import { badParameters } from './problems.ts';
import { createRouter, type Deps } from './router.ts';
import { readSeries } from './series.ts';
import { seriesShape, taggedWithShape } from './seriesShapes.ts';
import { json, problems, textParameter } from './shapes.ts';

const timeZone = z
  .string()
  .max(50)
  .refine(isTimeZone, 'must be an IANA time zone such as UTC or Asia/Shanghai');

const unknownZone = { parameter: 'timeZone', detail: 'is a zone that the database does not know' };
/** PostgreSQL's code for it. */
const invalidParameter = '22023';

const trends = createRoute({
  method: 'get',
  path: '/v1/trends',
  summary:
    'Volume, share of coverage and mean sentiment over time, with bursts, changes of level and of coverage',
  description:
    'One series, several that are compared, or one that is split. Copies and off-topic articles are left out unless ' +
    'asked for. Every period is given, with zeros where nothing appeared. docs/method.md tells how the figures are made.',
  tags: ['Trends'],
  request: {
    query: z.strictObject({
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
    }),
  },
  responses: {
    200: json(
      z.object({
        by: z.enum(units),
        timeZone: z.string(),
        count: z.enum(['articles', 'stories']),
        from: z.iso.date().describe('First day, and last day, that the series are about'),
        to: z.iso.date(),
        series: z.array(seriesShape),
        method: z.object({
          text: z.string().describe('How the figures are made, to be shown beside them'),
          taggedWith: taggedWithShape,
        }),
      }),
      'The series, on one axis of time',
    ),
    ...problems(400),
  },
});

export function trendRoutes({ orm, now }: Deps) {
  const app = createRouter();
  app.openapi(trends, async (c) => {
    const {
      q = '',
      compare = [],
      split,
      ids,
      top,
      by,
      timeZone,
      count,
      ...parameters
    } = c.req.valid('query');
    checkSplit(split, compare, ids);
    await knownEntity(orm, parameters.entity);
    const queries = [{ text: q, parameter: 'q' }, ...compare.map((text) => ({ text, parameter: 'compare' }))];
    const wish = { queries, filter: filterOf(parameters), split, ids, top, view: { by, timeZone, count } };
    const { asked, view } = await askedSeries(orm, wish, now());
    const { series, taggedWith, from, to } = await readSeries(orm, asked, view, now()).catch(zoneRefused);
    const method = { text: methodOf(view.count, Boolean(view.copies), Boolean(view.offTopic)), taggedWith };
    return c.json({ by, timeZone, count, from, to, series, method }, 200);
  });
  return app;
}

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
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
