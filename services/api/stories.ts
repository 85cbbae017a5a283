import { createRoute, z } from '@hono/zod-openapi';
import type { Orm } from '../../db/database.ts';
import { getStory, type ListedStory, listStories } from '../../db/stories.ts';
import { type StoryFacts, type StoryMoment, storyFacts, storyTimeline } from '../../db/storyPages.ts';
import { estimate } from '../search/series/intervals.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { badCursor, knownEntity, nextCursor, time } from './parameters.ts';
import { notFound } from './problems.ts';
import { createRouter, type Deps } from './router.ts';
import { entityId, foundArticle, json, problems, textParameter } from './shapes.ts';
import { listedStoryShape, storyShape } from './storyShapes.ts';

/** Sorting by publishers reads all stories of the time that is asked for; without one of these days. */
export const daysSorted = 30;

const list = createRoute({
  method: 'get',
  path: '/v1/stories',
  summary: 'Stories, those with the newest articles or with most publishers first',
  tags: ['Stories'],
  request: {
    query: z.strictObject({
      entity: entityId.optional().describe('An article of it names this entity or what belongs to it'),
      topic: textParameter
        .max(50)
        .optional()
        .describe('An article of it is on export-controls or model-releases'),
      publishers: z.coerce
        .number()
        .int()
        .min(1)
        .max(1000)
        .optional()
        .describe('At least so many publishers wrote of it themselves')
        .openapi({ example: 2 }),
      after: time.optional().describe('Its last article appeared at or after this date or time (UTC)'),
      before: time.optional().describe('Its first article appeared before this date or time (UTC)'),
      sort: z
        .enum(['newest', 'publishers'])
        .default('newest')
        .describe(
          `publishers: those that most publishers wrote of first, on one page; of the last ${daysSorted} days where after is not given`,
        ),
      limit: z.coerce.number().int().min(1).max(100).default(20).describe('Stories a page, 1 to 100'),
      cursor: z.string().max(100).optional().describe('`next` of the page before'),
    }),
  },
  responses: {
    200: json(z.object({ stories: z.array(listedStoryShape), next: nextCursor }), 'One page'),
    ...problems(400),
  },
});

/** The id in an address. */
export const storyParameter = z.object({
  id: z.coerce.number('must be a whole number').int().positive().max(Number.MAX_SAFE_INTEGER),
});

const one = createRoute({
  method: 'get',
  path: '/v1/stories/{id}',
  summary: 'One story: who broke it, its timeline, and what was said by whom',
  tags: ['Stories'],
  request: {
    params: storyParameter,
    query: z.strictObject({
      limit: z.coerce
        .number()
        .int()
        .min(1)
        .max(500)
        .default(200)
        .describe('Articles in the timeline, 1 to 500'),
      after: z.coerce
        .number()
        .int()
        .positive()
        .max(Number.MAX_SAFE_INTEGER)
        .optional()
        .describe('`next` of the timeline’s page before'),
    }),
  },
  responses: {
    200: json(storyShape, 'The story'),
    308: { description: 'It became part of another story, which `Location` names' },
    ...problems(400, 404),
  },
});

export function storyRoutes({ orm, now }: Deps) {
  const app = createRouter();

  app.openapi(list, async (c) => {
    const { limit, cursor, sort, ...filter } = c.req.valid('query');
    const from = cursor === undefined ? undefined : readCursor(cursor);
    if (from === null) throw badCursor();
    await knownEntity(orm, filter.entity);
    const place = from && { lastAt: from.publishedAt, id: from.id };
    if (sort === 'publishers') filter.after ??= new Date(now().getTime() - daysSorted * 86_400_000);
    const page = await listStories(orm, filter, limit + 1, place, sort);
    const shown = page.slice(0, limit);
    const last = shown.at(-1);
    const more = page.length > limit && last && sort === 'newest';
    const next = more ? writeCursor({ publishedAt: last.lastAt, id: last.id }) : null;
    return c.json({ stories: shown.map(listedStory), next }, 200);
  });

  app.openapi(one, async (c) => {
    const { id } = c.req.valid('param');
    const story = await getStory(orm, id);
    if (!story) throw notFound('There is no story with this id.');
    if (story.movedTo !== null) return c.redirect(`/v1/stories/${story.movedTo}`, 308);
    const { limit, after } = c.req.valid('query');
    return c.json({ ...(await wholeStory(orm, story)), ...(await timelinePage(orm, id, limit, after)) }, 200);
  });
  return app;
}

function listedStory({ first, entities, ...story }: ListedStory) {
  return { ...storyFields(story, first), first: foundArticle(first), entities };
}

const storyFields = (
  {
    id,
    firstAt,
    lastAt,
    articles,
    publishers,
  }: Pick<ListedStory, 'id' | 'firstAt' | 'lastAt' | 'articles' | 'publishers'>,
  first: { title: string; language: string },
) => ({
  ...{ id, headline: first.title, language: first.language, articles, publishers },
  firstAt: firstAt.toISOString(),
  lastAt: lastAt.toISOString(),
});

async function wholeStory(orm: Orm, story: NonNullable<Awaited<ReturnType<typeof getStory>>>) {
  const facts = await storyFacts(orm, story.id);
  if (!facts) throw notFound('This story has no articles any more.');
  const { first, entities, sentimentByPublisher, revisions } = facts;
  return {
    ...storyFields(story, first),
    first: foundArticle(articleOf(first)),
    firstInEnglish: firstTold(facts.firstInEnglish),
    firstInChinese: firstTold(facts.firstInChinese),
    ...{ entities, revisions },
    sentimentByPublisher: sentimentByPublisher.map(({ publisher, entityId, ...sample }) => {
      const { mean, n, interval } = estimate(sample);
      return { publisher, entityId, articles: n, meanSentiment: mean!, interval };
    }),
    events: facts.events.map(({ fromDay, toDay, firstToldAt, ...event }) => ({
      ...event,
      days: { from: fromDay, to: toDay },
      firstToldAt: firstToldAt.toISOString(),
    })),
    copies: copyTree(facts.copies),
    byPublisher: facts.publishers.map(({ firstAt, ...row }) => ({ ...row, firstAt: firstAt.toISOString() })),
  };
}

const articleOf = ({ id, title, url, publisher, language, publishedAt }: StoryMoment) => ({
  ...{ id, title, url, publisher, language, publishedAt },
});

const firstTold = (article: StoryFacts['firstInEnglish']) =>
  article
    ? {
        articleId: article.id,
        publisher: article.publisher,
        publishedAt: article.publishedAt.toISOString(),
      }
    : null;

function copyTree(copies: StoryFacts['copies']) {
  const byOriginal = new Map<number, StoryFacts['copies']>();
  for (const copy of copies) byOriginal.set(copy.original, [...(byOriginal.get(copy.original) ?? []), copy]);
  return [...byOriginal].map(([original, own]) => ({
    original,
    copies: own.map(({ id, publisher, publishedAt, share }) => ({
      ...{ articleId: id, publisher, share },
      publishedAt: publishedAt.toISOString(),
    })),
  }));
}

async function timelinePage(orm: Orm, id: number, limit: number, after: number | undefined) {
  const page = await storyTimeline(orm, id, limit + 1, { after });
  const shown = page.slice(0, limit);
  return { timeline: shown.map(timelineArticle), next: page.length > limit ? shown.at(-1)!.id : null };
}

function timelineArticle(article: StoryMoment) {
  const { minutesAfterFirst, copyOf, copyShare, sentimentScore, sentimentLabel, link } = article;
  return {
    ...foundArticle(articleOf(article)),
    ...{ minutesAfterFirst, copyOf, copyShare },
    sentiment:
      sentimentScore === null || sentimentLabel === null
        ? null
        : { score: sentimentScore, label: sentimentLabel },
    link: link && { to: link.toId, score: link.score, reasons: link.reasons as Record<string, unknown> },
  };
}
