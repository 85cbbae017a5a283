import { createRoute, z } from '@hono/zod-openapi';
import { seriesColumns, seriesCsv } from '../export/seriesCsv.ts';
import { units } from '../search/series/periods.ts';
import { readTrends, trendsQuery } from './askedTrends.ts';
import { createRouter, type Deps } from './router.ts';
import { keptAs } from './seriesFileName.ts';
import { seriesShape, taggedWithShape } from './seriesShapes.ts';
import { json, problems } from './shapes.ts';

const trends = createRoute({
  method: 'get',
  path: '/v1/trends',
  summary:
    'Volume, share of coverage and mean sentiment over time, with bursts, changes of level and of coverage',
  description:
    'One series, several that are compared, or one that is split. Copies and off-topic articles are left out unless ' +
    'asked for. Every period is given, with zeros where nothing appeared. docs/method.md tells how the figures are made.',
  tags: ['Trends'],
  request: { query: trendsQuery },
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

const trendsCsv = createRoute({
  method: 'get',
  path: '/v1/trends.csv',
  summary: 'The same series as CSV: one row for each series and period',
  description: `Columns: ${seriesColumns.join(', ')}. Text that a spreadsheet would take for a formula gets an apostrophe in front.`,
  tags: ['Trends'],
  request: { query: trendsQuery },
  responses: {
    200: {
      description: 'The file',
      content: { 'text/csv': { schema: z.string().openapi({ format: 'binary' }) } },
    },
    ...problems(400),
  },
});

export function trendRoutes({ orm, now }: Deps) {
  const app = createRouter();
  app.openapi(trends, async (c) => c.json(await readTrends(orm, c.req.valid('query'), now()), 200));
  app.openapi(trendsCsv, async (c) => {
    const asked = c.req.valid('query');
    const { from, to, series } = await readTrends(orm, asked, now());
    return c.body(seriesCsv(series), 200, {
      'content-type': 'text/csv; charset=utf-8',
      ...keptAs('csv', { asked, from, to }),
    });
  });
  return app;
}
