import { createRoute, z } from '@hono/zod-openapi';
import { type ListedMatch, listMatches } from '../../db/alertMatches.ts';
import { alertOfFeed } from '../../db/alerts.ts';
import { toldSchema } from '../alert/told.ts';
import { atom, atomType } from '../export/atom.ts';
import { type Channel, type OutEntry, uuidOf } from '../export/channel.ts';
import { jsonFeed, jsonFeedType } from '../export/jsonFeed.ts';
import { feedHashOf, makeFeed, removeFeed } from '../watch/feeds.ts';
import { idParameter, ownerOf } from './alertShapes.ts';
import { noAlert } from './alerts.ts';
import { conditional } from './conditional.ts';
import { notFound } from './problems.ts';
import { createRouter, type Deps } from './router.ts';
import { json, problems } from './shapes.ts';

const tags = ['Alerts'];

/** Entries of a feed. */
const mostEntries = 50;
const kinds = {
  atom: { type: atomType, write: atom, says: 'Atom 1.0' },
  json: { type: jsonFeedType, write: jsonFeed, says: 'JSON Feed 1.1' },
};

const make = createRoute({
  method: 'post',
  path: '/v1/alerts/{id}/feed',
  summary: 'Give an alert a feed at a secret address, in the place of the one before',
  description: 'Whoever has the address can read the feed, without a key; it is shown this once.',
  tags,
  request: { params: idParameter },
  responses: {
    200: json(
      z.object({
        atom: z.string().describe('Path of the feed as Atom'),
        json: z.string().describe('As JSON Feed'),
      }),
      'The addresses',
    ),
    ...problems(400, 403, 404),
  },
});

const remove = createRoute({
  method: 'delete',
  path: '/v1/alerts/{id}/feed',
  summary: 'Take an alert’s feed away',
  tags,
  request: { params: idParameter },
  responses: { 204: { description: 'Its address leads nowhere now' }, ...problems(400, 403, 404) },
});

const routeOf = (kind: keyof typeof kinds) =>
  createRoute({
    method: 'get',
    path: `/feeds/alerts/{secret}.${kind}`,
    summary: `The newest ${mostEntries} matches of an alert, as a feed (${kinds[kind].says})`,
    description: 'For feed readers. If-None-Match is answered with 304 while nothing has changed.',
    tags,
    request: { params: z.object({ secret: z.string() }) },
    responses: {
      200: {
        description: 'The feed',
        content: { [kinds[kind].type.split(';')[0] ?? '']: { schema: z.string() } },
      },
      304: { description: 'Nothing has changed' },
      ...problems(404),
    },
  });

export function alertFeedRoutes({ orm, home }: Deps) {
  const app = createRouter();

  app.openapi(make, async (c) => {
    const secret = await makeFeed(orm, ownerOf(c), c.req.valid('param').id);
    if (secret === null) throw noAlert();
    return c.json(feedAddresses(secret), 200, { 'cache-control': 'no-store' });
  });

  app.openapi(remove, async (c) => {
    if (!(await removeFeed(orm, ownerOf(c), c.req.valid('param').id))) throw noAlert();
    return c.body(null, 204);
  });

  for (const kind of ['atom', 'json'] as const)
    app.get(`/feeds/alerts/:secret{[\\w-]{32}\\.${kind}}`, async (c) => {
      const secret = c.req.param('secret').slice(0, -kind.length - 1);
      const alert = await alertOfFeed(orm, feedHashOf(secret));
      if (!alert) throw notFound('There is no such feed.');
      const found = await listMatches(orm, alert.id, { muted: false, limit: mostEntries });
      const channel = channelOf(home ?? new URL(c.req.url).origin, c.req.path, alert);
      const entries = found.map((match) => entryOf(match, alert, channel));
      const { write, type } = kinds[kind];
      return conditional(c, write(channel, entries), type, secretHeaders);
    });
  for (const kind of ['atom', 'json'] as const) app.openAPIRegistry.registerPath(routeOf(kind));
  return app;
}

/** What is behind a secret address is for whoever has it, and for no search engine or shared cache. */
const secretHeaders = {
  'cache-control': 'private, no-cache',
  'x-robots-tag': 'noindex, nofollow',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

type FeedAlert = NonNullable<Awaited<ReturnType<typeof alertOfFeed>>>;

function channelOf(home: string, path: string, { id, name, query, madeAt }: FeedAlert): Channel {
  return {
    title: `Chipwire alert: ${name}`,
    description: query === '' ? 'Everything' : query,
    home: `${home}/alerts/${id}`,
    self: home + path,
    query: `alert ${id} ${madeAt.toISOString()}`,
  };
}

/** A match as an entry; what is about no article leads to the alert. */
function entryOf({ id, matchedAt, told }: ListedMatch, { madeAt }: FeedAlert, { home }: Channel): OutEntry {
  const { article, why } = toldSchema.parse(told);
  const link =
    article?.url && /^https?:/i.test(article.url) && URL.canParse(article.url) ? article.url : null;
  return {
    id: `urn:uuid:${uuidOf(`match ${id} of an alert made ${madeAt.toISOString()}`)}`,
    url: link === null ? home : new URL(link).href,
    title: article?.title ?? why,
    authors: [],
    publisher: article?.publisher ?? 'Chipwire',
    language: article?.language ?? 'en',
    ...{ publishedAt: matchedAt, updatedAt: matchedAt },
    summary: [why, ...(article?.events ?? []).map(({ words }) => `“${words}”`)].join(' · '),
    categories: (article?.entities ?? []).map(({ name }) => name),
  };
}

/** Paths of an alert’s feed. */
export const feedAddresses = (secret: string) => ({
  atom: `/feeds/alerts/${secret}.atom`,
  json: `/feeds/alerts/${secret}.json`,
});
