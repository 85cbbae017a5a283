import { createRoute, z } from '@hono/zod-openapi';
import type { Orm } from '../../db/database.ts';
import { foundIds, readArticles } from '../../db/export.ts';
import { textRights } from '../../db/rights.ts';
import type { ArticleFilter } from '../../db/search.ts';
import { type MayShow, shown } from '../export/article.ts';
import { atom, atomType } from '../export/atom.ts';
import { type Channel, type OutEntry, outEntry } from '../export/channel.ts';
import { jsonFeed, jsonFeedType } from '../export/jsonFeed.ts';
import { rss, rssType } from '../export/rss.ts';
import { conditional } from './conditional.ts';
import { flag, queryParameter } from './parameters.ts';
import { askedQuery } from './query.ts';
import { createRouter, type Deps } from './router.ts';
import { problems } from './shapes.ts';

const kinds = {
  rss: { type: rssType, write: rss, says: 'RSS 2.0' },
  atom: { type: atomType, write: atom, says: 'Atom 1.0' },
  json: { type: jsonFeedType, write: jsonFeed, says: 'JSON Feed 1.1' },
};

/** Entries of a feed. */
const mostEntries = 50;

const routeOf = (kind: keyof typeof kinds) =>
  createRoute({
    method: 'get',
    path: `/v1/search.${kind}`,
    summary: `The newest ${mostEntries} articles that a query finds, as a feed (${kinds[kind].says})`,
    description: 'For feed readers. If-None-Match is answered with 304 while nothing has changed.',
    tags: ['Export'],
    request: {
      query: z.strictObject({
        q: queryParameter.optional(),
        copies: flag.optional().describe('true takes copies beside their originals; default false'),
      }),
    },
    responses: {
      200: {
        description: 'The feed',
        content: { [kinds[kind].type.split(';')[0] ?? '']: { schema: z.string() } },
      },
      304: { description: 'Nothing has changed' },
      ...problems(400),
    },
  });

export function searchFeedRoutes({ orm, now, home }: Deps) {
  const app = createRouter();
  for (const kind of ['rss', 'atom', 'json'] as const)
    app.openapi(routeOf(kind), async (c) => {
      const { q = '', copies } = c.req.valid('query');
      const { condition } = await askedQuery(orm, q, now());
      const entries = await newestEntries(orm, { condition, copies }, await textRights(orm));
      const { write, type } = kinds[kind];
      return conditional(c, write(channelOf(selfOf(c.req.url, home), q), entries), type) as never;
    });
  return app;
}

async function newestEntries(orm: Orm, filter: ArticleFilter, mayShow: MayShow): Promise<OutEntry[]> {
  const entries: OutEntry[] = [];
  for await (const { articles } of readArticles(orm, await foundIds(orm, filter, mostEntries), 'names'))
    entries.push(...articles.map((article) => outEntry(shown(article, mayShow))));
  return entries;
}

/** The feed's own address, where people open Chipwire. */
function selfOf(asked: string, home: string | undefined): URL {
  const { pathname, search, origin } = new URL(asked);
  return new URL(pathname + search, home ?? origin);
}

/** By the query as typed: in its canonical words, `after:7d` is another time at every look. */
function channelOf(self: URL, query: string): Channel {
  const home = new URL('/', self);
  if (query !== '') home.searchParams.set('q', query);
  return {
    title: query === '' ? 'Chipwire' : `Chipwire: ${query}`,
    description:
      query === '' ? 'Everything in the archive, newest first' : `What the archive has on ${query}`,
    home: home.href,
    self: self.href,
    query,
  };
}
