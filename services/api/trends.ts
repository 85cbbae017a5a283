import { createRoute, z } from '@hono/zod-openapi';
import { taggedWith, trend, trendUnits } from '../../db/trends.ts';
import { filterOf, filterParameters } from './articles.ts';
import { knownEntity } from './parameters.ts';
import { badParameters } from './problems.ts';
import { createRouter, type Deps } from './router.ts';
import { json, problems, trendPointShape } from './shapes.ts';

const timeZone = z
  .string()
  .max(50)
  .refine(isTimeZone, 'must be an IANA time zone such as UTC or Asia/Shanghai');

const unknownZone = { parameter: 'timeZone', detail: 'is a zone that the database does not know' };
/** PostgreSQL's code for it. */
const invalidParameter = '22023';

const series = createRoute({
  method: 'get',
  path: '/v1/trends',
  summary: 'Volume and mean sentiment over time',
  description:
    'Counts articles by publication time. Copies and off-topic articles are left out unless asked for, and every ' +
    'period between the first and the last is given, with zeros where nothing appeared.',
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
      z.object({
        by: z.enum(trendUnits),
        timeZone: z.string(),
        points: z.array(trendPointShape),
        taggedWith: z
          .array(
            z.object({
              taggerVersion: z.string().nullable(),
              listVersion: z.string().nullable(),
              articles: z.int().min(1),
            }),
          )
          .describe(
            'Taggers and entity lists behind the series; with several, its points are not made alike',
          ),
      }),
      'The series',
    ),
    ...problems(400),
  },
});

export function trendRoutes({ orm }: Deps) {
  const app = createRouter();
  app.openapi(series, async (c) => {
    const { by, timeZone, ...parameters } = c.req.valid('query');
    await knownEntity(orm, parameters.entity);
    const filter = filterOf(parameters);
    const points = await trend(orm, filter, by, timeZone).catch((error) => {
      // Of the zones that Intl knows, PostgreSQL knows all but a few.
      if (error.cause?.code === invalidParameter) throw badParameters([unknownZone]);
      throw error;
    });
    return c.json({ by, timeZone, points, taggedWith: await taggedWith(orm, filter) }, 200);
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
