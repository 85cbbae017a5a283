import { createRoute, z } from '@hono/zod-openapi';
import type { Orm } from '../../db/database.ts';
import { type Facets, facetKinds, facets, type Total, total } from '../../db/search/facets.ts';
import { newest, type Search, searchOf } from '../../db/search/pages.ts';
import { best, halfLifeDays, ranked, rankedByTitle } from '../../db/search/ranking.ts';
import { listedArticles } from '../../db/search.ts';
import { listedArticle } from './articles.ts';
import { readCursor, readPlace, writeCursor, writePlace } from './cursor.ts';
import { queryMeant, showFound } from './finding.ts';
import { badCursor, flag, nextCursor, queryParameter } from './parameters.ts';
import { askedQuery } from './query.ts';
import { createRouter, type Deps } from './router.ts';
import { json, listedArticleShape, problems } from './shapes.ts';

export const sorts = ['relevance', 'newest'] as const;
export type Sort = (typeof sorts)[number];

const textPart = z.object({
  text: z.string(),
  hit: z.boolean().describe('Whether it is what the query asks for'),
});
const foundArticle = listedArticleShape
  .extend({
    score: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .describe('Of the best found one’s; null where articles are newest first'),
    highlights: z.object({
      title: z.array(textPart).describe('The whole title, plain text in parts'),
      snippets: z.array(z.array(textPart)).describe('Up to three stretches of the text'),
    }),
  })
  .openapi('FoundArticle');

const facetCount = z.object({
  value: z.string().describe('As the query language takes it; of months 2025-01'),
  name: z.string().optional().describe('Of entities'),
  nameZh: z.string().nullable().optional(),
  articles: z.int().min(0),
});

const route = createRoute({
  method: 'get',
  path: '/v1/search',
  summary: 'Articles that a query finds, with what in them it found',
  description: `The query language is in docs/search.md. By relevance, the newest ${ranked} articles found are ranked, and the newest ${rankedByTitle} with the words in their titles: by how often, how close together and where the words stand, halved for every ${halfLifeDays} days of age.`,
  tags: ['Search'],
  request: {
    query: z.strictObject({
      q: queryParameter.default(''),
      sort: z.enum(sorts).default('relevance'),
      limit: z.coerce.number().int().min(1).max(50).default(20).describe('Articles a page, 1 to 50'),
      cursor: z.string().max(100).optional().describe('`next` of the page before'),
      facets: flag.optional().describe('true counts what the articles found have in common'),
      copies: flag.optional().describe('true takes copies beside their originals; default false'),
      offTopic: flag.optional().describe('false leaves out articles on none of the topics of the beat'),
    }),
  },
  responses: {
    200: json(
      z.object({
        query: z.string().describe('The query in its canonical words'),
        hints: z.array(z.string()).describe('What is right in the query and was perhaps not meant'),
        didYouMean: z.string().nullable().describe('A query that finds something, where this one does not'),
        total: z.object({ count: z.int().min(0), about: z.boolean().describe('Whether it is an estimate') }),
        articles: z.array(foundArticle),
        partly: z.boolean().describe('Whether more articles were found than were ranked'),
        facets: z
          .record(z.enum(facetKinds), z.array(facetCount))
          .nullable()
          .describe(
            'The ten commonest values of each; the last 60 months. Counts are estimates where `total` is',
          ),
        next: nextCursor,
      }),
      'One page',
    ),
    ...problems(400),
  },
});

export function searchRoutes({ orm, now }: Deps) {
  const app = createRouter();
  app.openapi(route, async (c) => {
    const { q, facets: counted, ...asked } = c.req.valid('query');
    const { condition, canonical, hints } = await askedQuery(orm, q, now());
    const search = searchOf(condition, asked);
    const [page, counts] = await Promise.all([
      pageOf(orm, search, condition, asked),
      countsOf(orm, search, counted),
    ]);
    const ids = page.found.map(({ id }) => id);
    const [articles, shown] = await Promise.all([listedArticles(orm, ids), showFound(orm, ids, condition)]);
    const scores = new Map(page.found.map(({ id, score }) => [id, score]));
    return c.json(
      {
        query: canonical,
        hints: hints.map(({ message }) => message),
        didYouMean: counts.count === 0 ? await queryMeant(orm, canonical) : null,
        total: { count: counts.count, about: counts.about },
        articles: articles.map((article) => ({
          ...listedArticle(article),
          score: scores.get(article.id) ?? null,
          highlights: shown.get(article.id) ?? { title: [], snippets: [] },
        })),
        partly: page.partly,
        facets: counts.facets ?? null,
        next: page.next,
      },
      200,
    );
  });
  return app;
}

const countsOf = (
  orm: Orm,
  search: Search,
  byFacet: boolean | undefined,
): Promise<Total & { facets?: Facets['facets'] }> => (byFacet ? facets(orm, search) : total(orm, search));

interface FoundPage {
  found: { id: number; score: number | null }[];
  partly: boolean;
  next: string | null;
}

/** One page in the order asked for. @throws ProblemError when the cursor is none of ours */
export async function pageOf(
  orm: Orm,
  search: Search,
  condition: Parameters<typeof best>[2],
  { sort, limit, cursor }: { sort: Sort; limit: number; cursor?: string | undefined },
): Promise<FoundPage> {
  if (sort === 'newest') {
    const from = cursor === undefined ? undefined : readCursor(cursor);
    if (from === null) throw badCursor();
    const places = await newest(orm, search, limit + 1, from);
    const last = places[limit - 1];
    const next = places.length > limit && last ? writeCursor(last) : null;
    return { found: places.slice(0, limit).map(({ id }) => ({ id, score: null })), partly: false, next };
  }
  const place = cursor === undefined ? undefined : readPlace(cursor);
  if (place === null) throw badCursor();
  const from = place && { newest: place, shown: place.nth };
  const { articles, next, partly } = await best(orm, search, condition, limit, from);
  return { found: articles, partly, next: next && writePlace({ ...next.newest, nth: next.shown }) };
}
