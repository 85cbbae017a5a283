import { createRoute, z } from '@hono/zod-openapi';
import { type FeedHealth, listFeeds, listPolls } from '../../db/feeds.ts';
import { notFound } from './problems.ts';
import { createRouter, type Deps } from './router.ts';
import { feedShape, json, pollShape, problems, textParameter } from './shapes.ts';

const list = createRoute({
  method: 'get',
  path: '/v1/feeds',
  summary: 'Every feed with its health',
  tags: ['Feeds'],
  responses: { 200: json(z.object({ feeds: z.array(feedShape) }), 'All feeds, by publisher') },
});

const one = createRoute({
  method: 'get',
  path: '/v1/feeds/{id}',
  summary: 'One feed with its latest polls',
  tags: ['Feeds'],
  request: { params: z.object({ id: textParameter.max(100) }) },
  responses: {
    200: json(
      feedShape.extend({ polls: z.array(pollShape).describe('Latest 50, newest first') }),
      'The feed',
    ),
    ...problems(404),
  },
});

const pollsShown = 50;

export function feedRoutes({ orm }: Deps) {
  const app = createRouter();
  app.openapi(list, async (c) => c.json({ feeds: (await listFeeds(orm)).map(feedFields) }, 200));
  app.openapi(one, async (c) => {
    const [feed] = await listFeeds(orm, [c.req.valid('param').id]);
    if (!feed) throw notFound('There is no feed with this id.');
    const polls = (await listPolls(orm, feed.id, pollsShown)).map(({ id: _, feedId: __, ...poll }) => ({
      ...poll,
      at: poll.at.toISOString(),
    }));
    return c.json({ ...feedFields(feed), polls }, 200);
  });
  return app;
}

function feedFields({ etag: _, lastModified: __, ...feed }: FeedHealth) {
  const iso = (time: Date | null) => time?.toISOString() ?? null;
  return {
    ...feed,
    lastPollAt: iso(feed.lastPollAt),
    nextPollAt: feed.nextPollAt.toISOString(),
    lastEntryAt: iso(feed.lastEntryAt),
    addedAt: feed.addedAt.toISOString(),
    newestArticleAt: iso(feed.newestArticleAt),
  };
}
