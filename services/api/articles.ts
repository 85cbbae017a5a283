import { createRoute, z } from '@hono/zod-openapi';
import { getArticle } from '../../db/articles.ts';
import { listEvents } from '../../db/events.ts';
import { listQuotes } from '../../db/quotes.ts';
import { listReleases } from '../../db/releases.ts';
import { countRevisions } from '../../db/revisions.ts';
import { textRights } from '../../db/rights.ts';
import { stances, textRights as textRightWords, textSources } from '../../db/schema.ts';
import { type ArticleFilter, type ListedArticle, listArticles, listTopics } from '../../db/search.ts';
import { getStory, listCopies } from '../../db/stories.ts';
import { listArticleEntities, listMentions, type NamedEntity } from '../../db/tags.ts';
import { textFor } from '../export/article.ts';
import { searchableQuery } from '../search/words.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { eventOfArticle, shownEvent } from './events.ts';
import {
  badCursor,
  flag,
  knownEntity,
  nextCursor,
  publisherName,
  queryParameter,
  time,
} from './parameters.ts';
import { notFound } from './problems.ts';
import { askedQuery } from './query.ts';
import { quoteOfArticle, shownQuote } from './quotes.ts';
import { releaseOfArticle, shownRelease } from './releases.ts';
import { createRouter, type Deps } from './router.ts';
import {
  articleEntity,
  articleId,
  articleFields as articleShapeFields,
  entityId,
  json,
  listedArticleShape,
  mentionShape,
  moment,
  problems,
  scoreParameter,
  textParameter,
} from './shapes.ts';
import { storyOfArticle } from './storyShapes.ts';

/** Which articles: shared by the list and by trends. */
export const filterParameters = {
  text: textParameter
    .trim()
    .min(1)
    .max(256)
    .optional()
    .describe('Words to find; "phrases", or, -without')
    .openapi({ example: 'export licence' }),
  entity: entityId
    .optional()
    .describe(
      'Articles that name this entity or what belongs to it; with a sentiment range, the entity itself',
    ),
  publisher: publisherName.optional().describe('Publisher’s name, exactly'),
  topic: textParameter.max(50).optional().describe('export-controls or model-releases'),
  language: textParameter.max(20).optional().describe('en, zh, …'),
  minSentiment: scoreParameter
    .optional()
    .describe('Least sentiment, −1…1: towards `entity` if given, else overall'),
  maxSentiment: scoreParameter.optional().describe('Greatest sentiment, −1…1, as above'),
  after: time.optional().describe('Published at or after this date or time (UTC)'),
  before: time.optional().describe('Published before this date or time (UTC)'),
  copies: flag.optional().describe('true lists copies beside their originals; default false'),
  offTopic: flag
    .optional()
    .describe(
      'false leaves out articles on none of the topics, true takes them; trends leave them out by default, lists do not',
    ),
};

const listQuery = z
  .strictObject({
    q: queryParameter.optional(),
    ...filterParameters,
    story: z.coerce
      .number()
      .int()
      .positive()
      .max(Number.MAX_SAFE_INTEGER)
      .optional()
      .describe('Articles of this story'),
    feed: textParameter.max(100).optional().describe('Articles first found in this feed'),
    limit: z.coerce.number().int().min(1).max(100).default(20).describe('Articles a page, 1 to 100'),
    cursor: z.string().max(100).optional().describe('`next` of the page before'),
  })
  .refine(({ minSentiment: least = -1, maxSentiment: most = 1 }) => least <= most, {
    message: 'must not be greater than maxSentiment',
    path: ['minSentiment'],
  });

const list = createRoute({
  method: 'get',
  path: '/v1/articles',
  summary: 'Articles, newest first',
  tags: ['Articles'],
  request: { query: listQuery },
  responses: {
    200: json(
      z.object({
        articles: z.array(listedArticleShape),
        next: nextCursor,
      }),
      'One page',
    ),
    ...problems(400),
  },
});

const articleShape = z
  .object({
    ...articleShapeFields,
    text: z.string().describe('Paragraphs separated by a blank line'),
    textShown: z
      .enum(textRightWords)
      .describe('How much of the text its publisher lets be shown; an excerpt is its beginning'),
    revisions: z.int().min(0).describe('Earlier versions, at /v1/articles/{id}/revisions'),
    textSource: z.enum(textSources).nullable().describe('Where the text was taken from'),
    textReason: z.string().nullable().describe('Why it was not the page'),
    image: z.string().nullable(),
    taggerVersion: z.string().nullable().describe('The method that the article was tagged by'),
    listVersion: z.string().nullable().describe('The entity list that it was tagged with'),
    taggedAt: moment.nullable(),
    stance: z.enum(stances).nullable().describe('What its policy events do together'),
    entities: z.array(articleEntity).describe('All, most salient first'),
    mentions: z.array(mentionShape).describe('In reading order, the title first'),
    events: z.array(eventOfArticle).describe('In reading order, as quotes and releases'),
    quotes: z.array(quoteOfArticle),
    releases: z.array(releaseOfArticle),
    story: storyOfArticle.nullable(),
    copies: z.array(
      z.object({ id: articleId, title: z.string(), publisher: z.string(), publishedAt: moment }),
    ),
  })
  .openapi('Article');

const one = createRoute({
  method: 'get',
  path: '/v1/articles/{id}',
  summary: 'One article with its text and every mention',
  tags: ['Articles'],
  request: {
    params: z.object({
      id: z.coerce.number('must be a whole number').int().positive().max(Number.MAX_SAFE_INTEGER),
    }),
  },
  responses: { 200: json(articleShape, 'The article'), ...problems(400, 404) },
});

/** Parameters as the database wants them. */
export function filterOf({ text, ...rest }: z.output<z.ZodObject<typeof filterParameters>>): ArticleFilter {
  return { ...rest, words: text === undefined ? undefined : searchableQuery(text) };
}

/** More events, quotes or releases than any honest article has. */
const foundInOne = 1000;

export function articleRoutes({ orm, now }: Deps) {
  const app = createRouter();

  app.openapi(list, async (c) => {
    const { limit, cursor, story, feed, q, ...parameters } = c.req.valid('query');
    const from = cursor === undefined ? undefined : readCursor(cursor);
    if (from === null) throw badCursor();
    await knownEntity(orm, parameters.entity);
    const { condition } = await askedQuery(orm, q ?? '', now());
    const filter = { ...filterOf(parameters), story, feed, condition };
    const page = await listArticles(orm, filter, limit + 1, from);
    const shown = page.slice(0, limit);
    const last = shown.at(-1);
    return c.json(
      { articles: shown.map(listedArticle), next: page.length > limit && last ? writeCursor(last) : null },
      200,
    );
  });

  app.openapi(one, async (c) => {
    const article = await getArticle(orm, c.req.valid('param').id);
    if (!article) throw notFound('There is no article with this id.');
    const own = { article: article.id };
    const [mentions, entities, copies, story, topics, events, quotes, releases, revisions] =
      await Promise.all([
        listMentions(orm, article.id),
        listArticleEntities(orm, [article.id]),
        listCopies(orm, article),
        article.storyId === null ? null : getStory(orm, article.storyId),
        listTopics(orm, article.id),
        listEvents(orm, own, foundInOne),
        listQuotes(orm, own, foundInOne),
        listReleases(orm, own, foundInOne),
        countRevisions(orm, article.id),
      ]);
    const textShown = (await textRights(orm))(article.publisher);
    const names = new Map(entities.map((entity) => [entity.id, entity.name]));
    return c.json(
      {
        ...articleFields(article),
        topics,
        entities: entities.map(shownEntity),
        text: textFor(textShown, article.text),
        textShown,
        revisions,
        textSource: article.textSource,
        textReason: article.textReason,
        image: article.image,
        taggerVersion: article.taggerVersion,
        listVersion: article.listVersion,
        taggedAt: article.taggedAt?.toISOString() ?? null,
        stance: article.stance,
        events: events.map(shownEvent),
        quotes: quotes.map(shownQuote),
        releases: releases.map(shownRelease),
        mentions: mentions.map((mention) => ({
          entityId: mention.entityId,
          name: names.get(mention.entityId) ?? mention.words,
          field: mention.field,
          start: mention.startsAt,
          end: mention.endsAt,
          words: mention.words,
          sentence: { start: mention.sentenceStart, end: mention.sentenceEnd },
          sentiment: { score: mention.score, label: mention.label },
          cues: mention.cues,
          reason: mention.reason,
        })),
        story: story && { id: story.id, articles: story.articles, publishers: story.publishers },
        copies: copies.map(({ id, title, publisher, publishedAt }) => ({
          id,
          title,
          publisher,
          publishedAt: publishedAt.toISOString(),
        })),
      },
      200,
    );
  });
  return app;
}

type Fields = Omit<ListedArticle, 'entities' | 'copies' | 'topics' | 'inStory'>;

function articleFields(article: Fields) {
  const { sentimentScore, sentimentLabel } = article;
  return {
    id: article.id,
    title: article.title,
    url: article.url,
    publisher: article.publisher,
    byline: article.byline,
    language: article.language,
    publishedAt: article.publishedAt.toISOString(),
    updatedAt: article.updatedAt?.toISOString() ?? null,
    foundAt: article.foundAt.toISOString(),
    words: article.words,
    section: article.section,
    paywalled: article.paywalled,
    syndicatedFrom: article.syndicatedFrom,
    feedId: article.feedId,
    storyId: article.storyId,
    copyOf: article.copyOf,
    sentiment:
      sentimentScore === null || sentimentLabel === null
        ? null
        : { score: sentimentScore, label: sentimentLabel },
  };
}

/** An article of a list, as the API tells it. */
export function listedArticle(article: ListedArticle) {
  return {
    ...articleFields(article),
    topics: article.topics,
    copies: article.copies,
    entities: article.entities.map(shownEntity),
  };
}

function shownEntity({ id, name, nameZh, type, mentions, salience, score, label }: NamedEntity) {
  return { id, name, nameZh, type, mentions, salience, sentiment: { score, label } };
}
