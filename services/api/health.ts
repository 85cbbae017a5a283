import { createRoute, z } from '@hono/zod-openapi';
import { countSteps } from '../../db/articles.ts';
import type { Orm } from '../../db/database.ts';
import { deliveryNumbers } from '../../db/deliveries.ts';
import { countUnmatched } from '../../db/matches.ts';
import { tell, worst } from '../health/check.ts';
import { findings, states } from '../health/findings.ts';
import { partsAround, watchHealth } from '../health/health.ts';
import { inTime } from '../health/inTime.ts';
import { problem, problemSchema } from './problems.ts';
import { createRouter, type Deps } from './router.ts';
import { json, moment } from './shapes.ts';

const alive = createRoute({
  method: 'get',
  path: '/healthz',
  summary: 'Whether the process answers',
  tags: ['Health'],
  responses: { 200: json(z.object({ ok: z.literal(true) }), 'It does') },
});

const stateSchema = z
  .enum(states)
  .describe('`doubtful`: somebody should look at it; `failing`: something does not work');

const checkSchema = z
  .object({
    name: z.string().describe('What was looked at, such as database, queue, workers, feeds'),
    code: z
      .enum(Object.keys(findings) as [keyof typeof findings])
      .describe('What was found; it stays the same, whatever words say it'),
    state: stateSchema,
    says: z.string().describe('The same in a sentence'),
    todo: z.string().optional().describe('What whoever runs this Chipwire can do about it'),
  })
  .openapi('Check');

const checks = z.array(checkSchema).describe('Each thing that was looked at; what there is not is left out');
const leftOut = 'left out where counting takes too long';

const ready = createRoute({
  method: 'get',
  path: '/readyz',
  summary: 'Whether the process can serve, and how Chipwire is',
  tags: ['Health'],
  responses: {
    200: json(
      z.object({
        ok: z.literal(true),
        state: stateSchema.describe('The worst state of all checks'),
        checks,
        articles: z
          .object({ found: z.int(), read: z.int(), tagged: z.int(), clustered: z.int(), failed: z.int() })
          .optional()
          .describe(`Articles at each step of the pipeline; clustered ones are done; ${leftOut}`),
        alerts: z
          .object({ waiting: z.int(), failed: z.int() })
          .optional()
          .describe(
            `Finished articles that alerts have not seen yet, and those that they gave up on; ${leftOut}`,
          ),
        deliveries: z
          .object({
            due: z.int().describe('Deliveries that are to be sent now'),
            dueSince: moment.nullable().describe('Since when the oldest of them is'),
            failing: z.int().describe('Channels that fail'),
            off: z.int().describe('Channels that nothing is sent through any more'),
          })
          .optional()
          .describe(`How sending goes; ${leftOut}`),
      }),
      'It can',
    ),
    503: {
      description: 'It cannot: the database does not answer',
      content: {
        'application/problem+json': { schema: problemSchema.extend({ state: stateSchema, checks }) },
      },
    },
  },
});

export function healthRoutes({ orm, now, health = watchHealth(partsAround(orm, now)) }: Deps) {
  const app = createRouter();
  app.openapi(alive, (c) => c.json({ ok: true as const }, 200));
  app.openapi(ready, async (c) => {
    const found = await health.look();
    const told = { state: worst(found), checks: found.map(tell) };
    const database = found.find(({ name }) => name === 'database');
    if (database?.state === 'failing')
      return problem(c, 503, { detail: tell(database).says, ...told }) as never;
    return c.json({ ok: true as const, ...told, ...(await numbers(orm, now())) }, 200);
  });
  return app;
}

const countingMs = 5_000;

/** @returns nothing where counting takes too long, or fails: whether pages can be served does not hang on it */
async function numbers(orm: Orm, now: Date) {
  const counting = Promise.all([countSteps(orm), countUnmatched(orm), deliveryNumbers(orm, now)]);
  const counted = await inTime(counting, countingMs).catch(() => null);
  if (!counted) return {};
  const [articles, alerts, { dueSince, ...deliveries }] = counted;
  return { articles, alerts, deliveries: { ...deliveries, dueSince: dueSince?.toISOString() ?? null } };
}
