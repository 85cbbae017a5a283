import { createRoute, z } from '@hono/zod-openapi';
import { trend, trendUnits } from '../../db/trends.ts';
import { filterOf, filterParameters } from './articles.ts';
import { createRouter, type Deps } from './router.ts';
import { json, problems, trendPointShape } from './shapes.ts';

const timeZone = z
  .string()
  .max(50)
  .refine(isTimeZone, 'must be an IANA time zone such as UTC or Asia/Shanghai');

const series = createRoute({
  method: 'get',
  path: '/v1/trends',
  summary: 'Volume and mean sentiment over time',
  description:
    'Counts articles by publication time. Copies are left out unless asked for, and every period between the first ' +
    'and the last is given, with zeros where nothing appeared.',
  tags: ['Trends'],
  request: {
    query: z.strictObject({
      ...filterParameters,
      by: z.enum(trendUnits).default('month').describe('Length of a period; weeks begin on Monday'),
      timeZone: timeZone.default('UTC').describe('Decides where days begin'),
    }),
  },
  responses: {
    200: json(
      z.object({ by: z.enum(trendUnits), timeZone: z.string(), points: z.array(trendPointShape) }),
      'The series',
    ),
    ...problems(400),
  },
});

export function trendRoutes({ orm }: Deps) {
  const app = createRouter();
  app.openapi(series, async (c) => {
    const { by, timeZone, ...parameters } = c.req.valid('query');
    return c.json({ by, timeZone, points: await trend(orm, filterOf(parameters), by, timeZone) }, 200);
  });
  return app;
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
