import { createRoute, z } from '@hono/zod-openapi';
import { listCoverageChanges } from '../../db/coverage.ts';
import { coverageMarks } from '../../db/schema.ts';
import { publisherName, time } from './parameters.ts';
import { createRouter, type Deps } from './router.ts';
import { json, moment, problems } from './shapes.ts';

const changeShape = z
  .object({
    at: moment.describe('From when on; of a back-fill, when the first of its articles was published'),
    until: moment.nullable().describe('Of a back-fill, when the last of its articles was published'),
    kind: z.enum(coverageMarks),
    feedId: z.string().nullable(),
    publisher: z.string().nullable(),
    articles: z.int().nullable().describe('That came at once, where some did'),
    note: z.string().nullable(),
  })
  .openapi('CoverageChange');

const most = 1000;

const list = createRoute({
  method: 'get',
  path: '/v1/coverage',
  summary:
    'Changes in what is gathered: feeds added, dead, revived or removed, and back-fills, earliest first',
  tags: ['Publishers'],
  request: {
    query: z.strictObject({
      after: time.optional().describe('Changes at or after this date or time (UTC)'),
      before: time.optional().describe('Changes before this date or time (UTC)'),
      publisher: publisherName.optional().describe('Changes that touch this publisher'),
    }),
  },
  responses: {
    200: json(
      z.object({
        changes: z.array(changeShape),
        complete: z.boolean().describe(`False where there are more than ${most}: ask for less time`),
      }),
      'The changes',
    ),
    ...problems(400),
  },
});

const ever = { after: new Date('1900-01-01'), before: new Date('9999-12-31') };

export function coverageRoutes({ orm }: Deps) {
  const app = createRouter();
  app.openapi(list, async (c) => {
    const { after = ever.after, before = ever.before, publisher } = c.req.valid('query');
    const span = { from: after, before };
    const changes = await listCoverageChanges(orm, span, publisher ? [publisher] : undefined, most + 1);
    const told = changes.slice(0, most).map(({ id: _, at, until, ...change }) => ({
      ...{ at: at.toISOString(), until: until?.toISOString() ?? null },
      ...change,
    }));
    return c.json({ changes: told, complete: changes.length <= most }, 200);
  });
  return app;
}
