import { createRoute, z } from '@hono/zod-openapi';
import type { Orm } from '../../db/database.ts';
import {
  countByPublisher,
  listHaste,
  listPublishers,
  type Publisher,
  scoreFamilies,
  scoreFamilyPairs,
  scorePublishers,
} from '../../db/publishers.ts';
import type { ArticleFilter } from '../../db/search.ts';
import { estimate, type Gap, pairedGap, type Sample, welchGap } from '../search/series/intervals.ts';
import { meanOf, shareOf } from '../search/series/points.ts';
import { filterOf, filterParameters } from './articles.ts';
import { askedSeries } from './askedSeries.ts';
import { knownEntity, queryParameter, time } from './parameters.ts';
import { createRouter, type Deps } from './router.ts';
import { meanFields, shareShape } from './seriesShapes.ts';
import { entityId, json, moment, problems } from './shapes.ts';

const publisherShape = z
  .object({
    publisher: z.string(),
    families: z
      .array(z.string())
      .describe('As the feeds that brought its articles are given: trade-press, …'),
    languages: z.array(z.string()),
    articles: z.int().min(1).describe('Copies included'),
    originals: z.int().min(0),
    copyShare: z.number().min(0).max(1).describe('Share of its articles that are copies of earlier ones'),
    firstAt: moment.describe('When the first, and the last, of its articles was published'),
    lastAt: moment,
  })
  .openapi('Publisher');

const list = createRoute({
  method: 'get',
  path: '/v1/publishers',
  summary: 'Publishers, most articles first',
  tags: ['Publishers'],
  request: {
    query: z.strictObject({
      after: time.optional().describe('Count articles published at or after this date or time (UTC)'),
      before: time.optional().describe('Count articles published before this date or time (UTC)'),
      limit: z.coerce.number().int().min(1).max(500).default(100).describe('Publishers a page, 1 to 500'),
      offset: z.coerce.number().int().min(0).max(100_000).default(0).describe('Publishers to skip'),
    }),
  },
  responses: { 200: json(z.object({ publishers: z.array(publisherShape) }), 'One page'), ...problems(400) },
});

const gapShape = z
  .object({
    gap: z.number().describe('How much higher the mean of the first is'),
    interval: z.object({ low: z.number(), high: z.number() }).describe('95%'),
  })
  .nullable();

const compared = z
  .object({
    publisher: z.string(),
    families: z.array(z.string()),
    ...{ volume: z.int().min(0), all: z.int().min(0), share: shareShape },
    ...meanFields,
    shared: z.int().min(0).describe('Stories of these articles that it tells beside other publishers'),
    first: z.int().min(0).describe('Of these, stories that nobody told before it'),
    medianMinutesBehind: z
      .int()
      .nullable()
      .describe('Median time behind the first publisher, in the stories that another told first'),
  })
  .openapi('ComparedPublisher');

const familyShape = z.object({
  family: z.string(),
  publishers: z.int().min(1),
  articles: z.int().min(1),
  ...meanFields,
});

const familyGap = z
  .object({
    families: z.tuple([z.string(), z.string()]),
    overall: gapShape.describe('Between the means of all their articles (Welch)'),
    within: z
      .object({ stories: z.int().min(1), difference: gapShape })
      .nullable()
      .describe('Within the stories that both tell (paired): the same happening, told by each'),
  })
  .openapi('ToneGap');

const compare = createRoute({
  method: 'get',
  path: '/v1/publishers/compare',
  summary:
    'Who covers a query, with what slant, how late; and the gap in tone between families of publishers',
  description:
    'Copies are left out, and off-topic articles unless asked for. Where the query demands one entity, sentiment is ' +
    'towards it. Of many gaps, one in 20 intervals misses the truth by chance.',
  tags: ['Publishers'],
  request: {
    query: z.strictObject({
      q: queryParameter.optional(),
      ...withoutCopies(filterParameters),
      limit: z.coerce.number().int().min(1).max(200).default(50).describe('Publishers, 1 to 200'),
    }),
  },
  responses: {
    200: json(
      z.object({
        query: z.string(),
        sentimentTowards: entityId.nullable(),
        publishers: z.array(compared).describe('Most articles first'),
        families: z.array(familyShape),
        gaps: z
          .array(familyGap)
          .describe('Each two families that have two articles with a sentiment or more'),
        method: z.string(),
      }),
      'The comparison',
    ),
    ...problems(400),
  },
});

const method =
  'Originals by time of publication. A share is of the publisher’s own coverage. Means have 95% intervals by Student’s t, ' +
  'gaps by Welch’s, both taking articles for independent; within stories, each story counts once. Who is first goes by the ' +
  'times that publishers give, and some give only a day. See docs/method.md.';

export function publisherRoutes({ orm, now }: Deps) {
  const app = createRouter();
  app.openapi(list, async (c) => {
    const { limit, offset, ...times } = c.req.valid('query');
    return c.json({ publishers: (await listPublishers(orm, times, limit, offset)).map(shownPublisher) }, 200);
  });
  app.openapi(compare, async (c) => {
    const { q = '', limit, ...parameters } = c.req.valid('query');
    await knownEntity(orm, parameters.entity);
    const view = { by: 'month', timeZone: 'UTC', count: 'articles' } as const;
    const wish = { queries: [{ text: q, parameter: 'q' }], filter: filterOf(parameters), view };
    const {
      asked,
      view: { after, before, offTopic },
    } = await askedSeries(orm, wish, now());
    const { name, towards, condition, words } = asked[0]!;
    const scope = { after, before, offTopic };
    const answer = await comparison(orm, { ...scope, condition, words }, scope, towards ?? undefined, limit);
    return c.json({ query: name, sentimentTowards: towards, ...answer, method }, 200);
  });
  return app;
}

function shownPublisher({ firstAt, lastAt, ...publisher }: Publisher) {
  const copies = publisher.articles - publisher.originals;
  return {
    ...publisher,
    copyShare: Math.round((copies / publisher.articles) * 1000) / 1000,
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
  };
}

async function comparison(
  orm: Orm,
  filter: ArticleFilter,
  everything: ArticleFilter,
  towards: string | undefined,
  limit: number,
) {
  const [scores, all, haste, families, pairs] = await Promise.all([
    scorePublishers(orm, filter, towards, limit),
    countByPublisher(orm, everything),
    listHaste(orm, filter),
    scoreFamilies(orm, filter, towards),
    scoreFamilyPairs(orm, filter, towards),
  ]);
  return {
    publishers: scores.map(({ publisher, families, articles, ...sample }) => ({
      ...{ publisher, families },
      ...shareOf(articles, all.get(publisher) ?? 0),
      ...meanOf(estimate(sample)),
      ...(haste.get(publisher) ?? { shared: 0, first: 0, medianMinutesBehind: null }),
    })),
    families: families.map(({ family, publishers, articles, ...sample }) => ({
      ...{ family, publishers, articles },
      ...meanOf(estimate(sample)),
    })),
    gaps: toneGaps(families, pairs),
  };
}

/** The gap between each two families, those in the alphabetical order of their names. */
function toneGaps(
  families: (Sample & { family: string })[],
  pairs: (Sample & { families: [string, string] })[],
): {
  families: [string, string];
  overall: Gap | null;
  within: { stories: number; difference: Gap | null } | null;
}[] {
  const sorted = families.toSorted((a, b) => (a.family < b.family ? -1 : 1));
  return sorted.flatMap((one, at) =>
    sorted.slice(at + 1).flatMap((other) => {
      const overall = welchGap(one, other);
      const pair = pairs.find(({ families: [a, b] }) => a === one.family && b === other.family);
      const within = pair ? { stories: pair.n, difference: pairedGap(pair) } : null;
      return overall ? [{ families: [one.family, other.family] as [string, string], overall, within }] : [];
    }),
  );
}

function withoutCopies<Fields extends { copies: unknown }>({ copies: _, ...fields }: Fields) {
  return fields;
}
