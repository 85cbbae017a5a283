import { createRoute, z } from '@hono/zod-openapi';
import { countSteps } from '../../db/articles.ts';
import { isReady } from '../../db/client.ts';
import { ProblemError, problemSchema } from './problems.ts';
import { createRouter, type Deps } from './router.ts';
import { json } from './shapes.ts';

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
      }),
      'It can',
    ),
    503: {
      description: 'It cannot',
      content: { 'application/problem+json': { schema: problemSchema } },
    },
  },
});

export function healthRoutes({ orm }: Deps) {
  const app = createRouter();
  app.openapi(alive, (c) => c.json({ ok: true as const }, 200));
  app.openapi(ready, async (c) => {
    if (!(await isReady(orm))) throw new ProblemError(503, { detail: 'The database does not answer.' });
    return c.json({ ok: true as const, articles: await countSteps(orm) }, 200);
  });
  return app;
}
