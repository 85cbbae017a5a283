import { createRoute, z } from '@hono/zod-openapi';
import { hasEntity } from '../../db/entities.ts';
import { coMentions, countQuotes, eventMonths, reachOf, type SeenArticle } from '../../db/entityNumbers.ts';
import { scorePublishers } from '../../db/publishers.ts';
import { entityTypes } from '../../db/schema.ts';
import { estimate } from '../search/series/intervals.ts';
import { meanOf } from '../search/series/points.ts';
import { flag, time } from './parameters.ts';
import { notFound } from './problems.ts';
import { createRouter, type Deps } from './router.ts';
import { meanFields } from './seriesShapes.ts';
import { articleId, entityId, json, moment, problems, score } from './shapes.ts';

const seen = z
  .object({ id: articleId, title: z.string(), publisher: z.string(), publishedAt: moment })
  .nullable();

const numbersShape = z
  .object({
    id: entityId,
    ...{ articles: z.int().min(0), stories: z.int().min(0), publishers: z.int().min(0) },
    firstSeen: seen.describe('The first article that names it or what belongs to it'),
    lastSeen: seen,
    coMentions: z
      .array(
        z.object({
          ...{ id: entityId, name: z.string(), nameZh: z.string().nullable(), type: z.enum(entityTypes) },
          articles: z.int().min(1).describe('Articles that name both'),
          lift: z.number().min(0).describe('How many times as often it is named there as in all coverage'),
          towardsIt: score.describe('Mean sentiment towards it in these articles'),
          towardsAsked: score.describe('Mean sentiment in these articles towards the entity asked for'),
        }),
      )
      .describe('Listed entities that do not belong to it, most articles first, at most 30'),
    quotes: z.object({
      by: z.int().min(0).describe('Quotes that it speaks itself'),
      about: z.int().min(0).describe('Quotes whose words name it or what belongs to it'),
    }),
    events: z
      .array(
        z.object({
          month: z.string().describe('YYYY-MM, that of the event’s first day'),
          ...{ type: z.string(), articles: z.int().min(1), stories: z.int().min(1) },
        }),
      )
      .describe('Events in which it, or what belongs to it, has a part, earliest first'),
    byPublisher: z
      .array(z.object({ publisher: z.string(), articles: z.int().min(1), ...meanFields }))
      .describe('Sentiment towards it, most articles first, at most 30'),
  })
  .openapi('EntityNumbers');

const one = createRoute({
  method: 'get',
  path: '/v1/entities/{id}/numbers',
  summary: 'An entity in numbers: since when, beside whom, quotes, events by month, sentiment by publisher',
  description:
    'Counts what names it or what belongs to it; copies are left out, and off-topic articles unless asked for.',
  tags: ['Entities'],
  request: {
    params: z.object({ id: entityId }),
    query: z.strictObject({
      after: time.optional().describe('Count articles published at or after this date or time (UTC)'),
      before: time.optional().describe('Count articles published before this date or time (UTC)'),
      offTopic: flag.optional().describe('true takes articles on none of the topics as well'),
    }),
  },
  responses: { 200: json(numbersShape, 'The numbers'), ...problems(400, 404) },
});

const mostTold = 30;

export function entityNumberRoutes({ orm }: Deps) {
  const app = createRouter();
  app.openapi(one, async (c) => {
    const { id } = c.req.valid('param');
    if (!(await hasEntity(orm, id))) throw notFound('There is no entity with this id.');
    const { offTopic = false, ...times } = c.req.valid('query');
    const scope = { ...times, offTopic };
    const own = { ...scope, entity: id };
    const [{ first, last, ...reach }, beside, quotes, events, publishers] = await Promise.all([
      reachOf(orm, own),
      coMentions(orm, id, scope, mostTold),
      countQuotes(orm, id, scope),
      eventMonths(orm, id, scope),
      scorePublishers(orm, own, id, mostTold),
    ]);
    const byPublisher = publishers.map(({ publisher, articles, ...sample }) => ({
      ...{ publisher, articles },
      ...meanOf(estimate(sample)),
    }));
    return c.json(
      {
        id,
        ...reach,
        firstSeen: told(first),
        lastSeen: told(last),
        coMentions: beside,
        quotes,
        events,
        byPublisher,
      },
      200,
    );
  });
  return app;
}

const told = (article: SeenArticle | null) =>
  article && { ...article, publishedAt: article.publishedAt.toISOString() };
