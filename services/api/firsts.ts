import { createRoute, z } from '@hono/zod-openapi';
import { type FirstTold, listFirsts } from '../../db/firsts.ts';
import { chineseLead, summaryOf } from '../search/events/firsts.ts';
import { knownEntity, time } from './parameters.ts';
import { createRouter, type Deps } from './router.ts';
import { entityId, foundArticle, foundArticleShape, json, problems } from './shapes.ts';

const lead = z.number().describe('Minutes by which Chinese was earlier; negative where English was');

const firstShape = z
  .object({
    storyId: z.int(),
    first: z.enum(['zh', 'en', 'both']),
    lead,
    chinese: foundArticleShape.describe('The first article in Chinese'),
    english: foundArticleShape.describe('The first article in English'),
  })
  .openapi('FirstLanguage');

const list = createRoute({
  method: 'get',
  path: '/v1/firsts',
  summary: 'In which language a story was told first, and by how much',
  description:
    'Stories with articles in Chinese and in English, those that began last first, and what they come to. The times are ' +
    'those that publishers give; copies count, since they are read too.',
  tags: ['Over time'],
  request: {
    query: z.strictObject({
      entity: entityId.optional().describe('An article of the story names this entity or what belongs to it'),
      after: time.optional().describe('Stories that began at or after this date or time (UTC)'),
      before: time.optional().describe('Stories that began before this date or time (UTC)'),
      limit: z.coerce.number().int().min(1).max(500).default(100).describe('How many to list, 1 to 500'),
    }),
  },
  responses: {
    200: json(
      z.object({
        summary: z
          .object({
            stories: z.int().min(0),
            chineseFirst: z.int().min(0),
            englishFirst: z.int().min(0),
            shareChineseFirst: z.number().min(0).max(1).nullable(),
            medianLead: lead.nullable(),
            complete: z
              .boolean()
              .describe('False where there are more stories than are counted at once (5,000, the newest)'),
          })
          .describe('Over all stories, listed or not'),
        stories: z.array(firstShape),
      }),
      'The stories',
    ),
    ...problems(400),
  },
});

const mostStories = 5000;

export function firstRoutes({ orm }: Deps) {
  const app = createRouter();
  app.openapi(list, async (c) => {
    const { limit, ...filter } = c.req.valid('query');
    await knownEntity(orm, filter.entity);
    const found = await listFirsts(orm, filter, mostStories + 1);
    const told = found.slice(0, mostStories);
    const summary = { ...summaryOf(told), complete: found.length <= mostStories };
    return c.json({ summary, stories: told.slice(0, limit).map(shownFirst) }, 200);
  });
  return app;
}

function shownFirst({ storyId, chinese, english }: FirstTold) {
  const lead = chineseLead({ chinese, english });
  const first = lead > 0 ? ('zh' as const) : lead < 0 ? ('en' as const) : ('both' as const);
  return { storyId, first, lead, chinese: foundArticle(chinese), english: foundArticle(english) };
}
