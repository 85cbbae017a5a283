import { createRoute, z } from '@hono/zod-openapi';
import { countSteps } from '../../db/articles.ts';
import { isReady } from '../../db/client.ts';
import { deliveryNumbers } from '../../db/deliveries.ts';
import { countUnmatched } from '../../db/matches.ts';
import { ProblemError, problemSchema } from './problems.ts';
import { createRouter, type Deps } from './router.ts';
import { json, moment } from './shapes.ts';

const alive = createRoute({
  method: 'get',
  path: '/healthz',
  summary: 'Whether the process answers',
  tags: ['Health'],
  responses: { 200: json(z.object({ ok: z.literal(true) }), 'It does') },
});

const ready = createRoute({
  method: 'get',
  path: '/readyz',
  summary: 'Whether the process can serve: the database answers',
  tags: ['Health'],
  responses: {
    200: json(
      z.object({
        ok: z.literal(true),
        articles: z
          .object({ found: z.int(), read: z.int(), tagged: z.int(), clustered: z.int(), failed: z.int() })
          .describe('Articles at each step of the pipeline; clustered ones are done'),
        alerts: z
          .object({ waiting: z.int(), failed: z.int() })
          .describe('Finished articles that alerts have not seen yet, and those that they gave up on'),
        deliveries: z
          .object({
            due: z.int().describe('Deliveries that are to be sent now'),
            dueSince: moment.nullable().describe('Since when the oldest of them is'),
            failing: z.int().describe('Channels that fail'),
            off: z.int().describe('Channels that nothing is sent through any more'),
          })
          .describe('How sending goes'),
      }),
      'It can',
    ),
    503: {
      description: 'It cannot',
      content: { 'application/problem+json': { schema: problemSchema } },
    },
  },
});

export function healthRoutes({ orm, now }: Deps) {
  const app = createRouter();
  app.openapi(alive, (c) => c.json({ ok: true as const }, 200));
  app.openapi(ready, async (c) => {
    if (!(await isReady(orm))) throw new ProblemError(503, { detail: 'The database does not answer.' });
    const { dueSince, ...numbers } = await deliveryNumbers(orm, now());
    const deliveries = { ...numbers, dueSince: dueSince?.toISOString() ?? null };
    const [articles, alerts] = [await countSteps(orm), await countUnmatched(orm)];
    return c.json({ ok: true as const, articles, alerts, deliveries }, 200);
  });
  return app;
}
