import { createRoute, z } from '@hono/zod-openapi';
import { changeFeed, pauseFeed, pollSoon, removeFeed } from '../../db/addedFeeds.ts';
import { feedFigures } from '../../db/feedHealth.ts';
import { type Feed, listFeeds, listPolls } from '../../db/feeds.ts';
import { opml, opmlType } from '../export/opml.ts';
import { addAskedFeeds, feedAt, type Refused } from '../feeds/add.ts';
import { askedFeedSchema, feedSettingsSchema } from '../feeds/asked.ts';
import { readFeedHealth } from '../feeds/health.ts';
import { outlinesOf, restMs } from '../feeds/list.ts';
import { body } from './alertShapes.ts';
import {
  feedId,
  feedShape,
  foundFeedsShape,
  pollShape,
  shownFeed,
  shownFound,
  shownPoll,
} from './feedShapes.ts';
import { notFound, ProblemError } from './problems.ts';
import { createRouter, type Deps } from './router.ts';
import { json, problems, textParameter } from './shapes.ts';

const tags = ['Feeds'];
const params = { params: z.object({ id: feedId }) };
const oneFeed = json(feedShape, 'The feed');

const list = createRoute({
  method: 'get',
  path: '/v1/feeds',
  summary: 'Every feed with its health',
  tags,
  responses: { 200: json(z.object({ feeds: z.array(feedShape) }), 'All feeds, by publisher') },
});

const asOpml = createRoute({
  method: 'get',
  path: '/v1/feeds.opml',
  summary: 'The feeds that are polled, as feed readers take them: OPML',
  tags,
  responses: { 200: { description: 'OPML 2.0', content: { 'text/x-opml': { schema: z.string() } } } },
});

const find = createRoute({
  method: 'post',
  path: '/v1/feeds/find',
  summary: 'Look for the feeds of a site',
  description:
    'Takes up to 25 seconds: the site is asked for one thing at a time. Private addresses are refused, robots.txt is obeyed.',
  tags,
  request: {
    body: body(
      z.strictObject({ address: textParameter.trim().min(1).max(2000).describe('Of a site or a feed') }),
    ),
  },
  responses: { 200: json(foundFeedsShape, 'What was found'), ...problems(400, 403, 503) },
});

const add = createRoute({
  method: 'post',
  path: '/v1/feeds',
  summary: 'Add a feed; it is polled at once, and stays when feeds.yaml changes',
  tags,
  request: { body: body(askedFeedSchema) },
  responses: { 201: oneFeed, ...problems(400, 403, 409) },
});

const one = createRoute({
  method: 'get',
  path: '/v1/feeds/{id}',
  summary: 'One feed with its latest polls',
  tags,
  request: params,
  responses: {
    200: json(
      feedShape.extend({ polls: z.array(pollShape).describe('Latest 50, newest first') }),
      'The feed',
    ),
    ...problems(404),
  },
});

const change = createRoute({
  method: 'patch',
  path: '/v1/feeds/{id}',
  summary: 'Pause a feed or let it go on; of one that people added, change what is said of it',
  tags,
  request: {
    ...params,
    body: body(
      feedSettingsSchema.extend({ paused: z.boolean().optional().describe('Whether it is left unpolled') }),
    ),
  },
  responses: { 200: oneFeed, ...problems(400, 403, 404, 409) },
});

const remove = createRoute({
  method: 'delete',
  path: '/v1/feeds/{id}',
  summary: 'Take away a feed that people added; its articles stay',
  tags,
  request: params,
  responses: { 204: { description: 'It is polled no more' }, ...problems(403, 404, 409) },
});

const poll = createRoute({
  method: 'post',
  path: '/v1/feeds/{id}/poll',
  summary: 'Poll a feed now; once a minute at most',
  tags,
  request: params,
  responses: {
    202: json(z.object({ id: z.string() }), 'A worker polls it within seconds'),
    ...problems(403, 404, 409),
  },
});

const pollsShown = 50;
const conflict = (detail: string) => new ProblemError(409, { detail });

export function feedRoutes({ orm, now, finder }: Deps) {
  const app = createRouter();
  const the = async (id: string) => {
    const [feed] = await readFeedHealth(orm, now(), await feedFigures(orm, now(), [id]), [id]);
    if (!feed) throw notFound('There is no feed with this id.');
    return feed;
  };
  const ofPeople = async (id: string) => {
    const feed = await the(id);
    if (feed.listedBy === 'file')
      throw conflict('feeds.yaml lists this feed: change it there. Here it can be paused.');
    if (feed.state === 'removed') throw conflict('This feed was taken away; add it again.');
    return feed;
  };

  app.openapi(list, async (c) => {
    const feeds = await readFeedHealth(orm, now(), await feedFigures(orm, now()));
    return c.json({ feeds: feeds.map(shownFeed) }, 200);
  });
  app.openapi(asOpml, async (c) => {
    c.header('content-type', opmlType);
    return c.body(opml('Feeds of Chipwire', outlinesOf(await listFeeds(orm)), now()), 200);
  });
  app.openapi(find, async (c) => {
    if (!finder) throw new ProblemError(503, { detail: 'Nothing is fetched by this process.' });
    const found = await finder.find(c.req.valid('json').address);
    const known = await listFeeds(orm);
    return c.json(
      shownFound(found, (url) => feedAt(known, url)?.id ?? null),
      200,
    );
  });
  app.openapi(add, async (c) => {
    const { added, refused } = await addAskedFeeds(orm, [c.req.valid('json')], now());
    if (!added[0]) throw conflict(alreadyThere(refused[0]!));
    return c.json(shownFeed(await the(added[0].id)), 201, { location: `/v1/feeds/${added[0].id}` });
  });
  app.openapi(one, async (c) => {
    const feed = await the(c.req.valid('param').id);
    const polls = await listPolls(orm, feed.id, pollsShown);
    return c.json({ ...shownFeed(feed), polls: polls.map(shownPoll) }, 200);
  });
  app.openapi(change, async (c) => {
    const { id } = c.req.valid('param');
    const { paused, ...settings } = c.req.valid('json');
    if (Object.keys(settings).length > 0) await changeFeed(orm, (await ofPeople(id)).id, settings);
    if (paused !== undefined) await pauseFeed(orm, (await notRemoved(await the(id))).id, paused, now());
    return c.json(shownFeed(await the(id)), 200);
  });
  app.openapi(remove, async (c) => {
    await removeFeed(orm, (await ofPeople(c.req.valid('param').id)).id, now());
    return c.body(null, 204);
  });
  app.openapi(poll, async (c) => {
    const { id } = notRemoved(await the(c.req.valid('param').id));
    if (!(await pollSoon(orm, id, now(), restMs)))
      throw conflict('It is paused, or was polled within the last minute.');
    return c.json({ id }, 202);
  });
  return app;
}

const alreadyThere = ({ known }: Refused) => `${known.id} (${known.publisher}) has this address already.`;

function notRemoved<Some extends Feed>(feed: Some): Some {
  if (feed.state === 'removed') throw conflict('This feed is on the list no more.');
  return feed;
}
