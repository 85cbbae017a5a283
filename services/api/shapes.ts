import { z } from '@hono/zod-openapi';
import type { FoundArticle } from '../../db/found.ts';
import { entityTypes, sentimentLabels } from '../../db/schema.ts';
import { problemSchema } from './problems.ts';

/** Not as a pattern: other languages would read the flag as part of it. */
function isPlain(text: string): boolean {
  return !/\p{Cc}/u.test(text);
}

export const score = z
  .number()
  .min(-1)
  .max(1)
  .describe('Sentiment from −1 (wholly negative) through 0 (neutral) to 1 (wholly positive)');
/** The same as a parameter in an address. */
export const scoreParameter = z.coerce
  .number()
  .min(-1)
  .max(1)
  .openapi({ type: 'number', minimum: -1, maximum: 1 });
/** Text in an address: PostgreSQL knows no NUL, and nobody means a control character. */
export const textParameter = z.string().refine(isPlain, 'must not contain control characters');
export const label = z.enum(sentimentLabels);
export const sentiment = z.object({ score, label });
export const moment = z.iso.datetime().describe('Time in UTC, ISO 8601');
export const salience = z
  .number()
  .min(0)
  .max(1)
  .describe('How much the article is about the entity: 0 (named in passing) to 1 (its main subject)');
export const relevance = z.number().min(0).max(1).describe('How much the article is about the topic, 0 to 1');
export const articleId = z.int().positive();
export const entityId = z
  .string()
  .refine(isPlain, 'must not contain control characters')
  .min(1)
  .max(300)
  .describe('Stable id such as huawei; type~name for an entity that is not on the list')
  .openapi({ example: 'huawei' });

export const entityShape = z
  .object({
    id: entityId,
    type: z.enum(entityTypes),
    name: z.string(),
    nameZh: z.string().nullable(),
    aliases: z.array(z.string()),
    parentId: entityId.nullable().describe('Whom it belongs to: Ascend 910C to Huawei'),
    tickers: z.array(z.string()).describe('As Yahoo Finance writes them: NVDA, 0981.HK'),
    wikidata: z.string().nullable().describe('Wikidata id, Q…'),
    listed: z.boolean().describe('False for names found in texts that are not on the entity list'),
    articles: z.int().min(0).describe('Articles that name it, copies left out'),
    meanSentiment: score.nullable().describe('Mean over these articles, −1…1; null without any'),
  })
  .openapi('Entity');

export const articleFields = {
  id: articleId,
  title: z.string(),
  url: z.url().nullable().describe('The publisher’s page; null when the feed gave none'),
  publisher: z.string(),
  byline: z.array(z.string()),
  language: z.string().describe('BCP 47 tag of the text: en, zh, …'),
  publishedAt: moment.describe('When the publisher says it appeared; never later than foundAt'),
  updatedAt: moment.nullable(),
  foundAt: moment.describe('When Chipwire first saw it'),
  words: z.int().min(0).describe('Length of the text in words (Chinese: as counted by the reader stage)'),
  section: z.string().nullable(),
  paywalled: z.boolean(),
  syndicatedFrom: z.string().nullable().describe('Publisher that the text itself names as its origin'),
  feedId: z.string(),
  storyId: z.int().nullable(),
  copyOf: articleId
    .nullable()
    .describe('The earliest article with nearly the same text; null for that one itself'),
  sentiment: sentiment.nullable().describe('Of the article as a whole'),
  topics: z.array(z.object({ id: z.string(), relevance })),
};

export const articleEntity = z.object({
  id: entityId,
  name: z.string(),
  nameZh: z.string().nullable(),
  type: z.enum(entityTypes),
  mentions: z.int().min(1),
  salience,
  sentiment: sentiment.describe('Towards this entity, over all its mentions'),
});

export const listedArticleShape = z
  .object({
    ...articleFields,
    copies: z.int().min(0).describe('Other articles with nearly the same text'),
    entities: z.array(articleEntity).describe('The most salient, at most eight'),
  })
  .openapi('ListedArticle');

export const mentionShape = z
  .object({
    entityId,
    name: z.string(),
    field: z.enum(['title', 'text']).describe('Which text the offsets count in'),
    start: z.int().min(0).describe('First UTF-16 code unit'),
    end: z.int().min(1).describe('One past the last UTF-16 code unit'),
    words: z.string().describe('The text between them'),
    sentence: z.object({ start: z.int(), end: z.int() }),
    sentiment,
    cues: z.array(z.string()).describe('The words that decided the sentiment'),
    reason: z
      .string()
      .nullable()
      .describe('Why the words were taken for this entity; null where they can mean nothing else'),
  })
  .openapi('Mention');

/** What is told of everything that was found in an article. */
export const foundShape = {
  id: z.string().describe('Article and place among its others; another after the article is tagged anew'),
  field: z.enum(['title', 'text']).describe('Which text the offsets (UTF-16 code units) count in'),
  start: z.int().min(0),
  end: z.int().min(1),
  taggerVersion: z.string(),
};

export const foundArticleShape = z.object({
  id: articleId,
  title: z.string(),
  url: z.url().nullable(),
  publisher: z.string(),
  language: z.string(),
  publishedAt: moment,
});

interface FoundRow {
  articleId: number;
  nth: number;
  field: 'title' | 'text';
  startsAt: number;
  endsAt: number;
  taggerVersion: string;
}

/** The fields of {@link foundShape}. */
export const foundFields = ({ articleId, nth, field, startsAt, endsAt, taggerVersion }: FoundRow) => ({
  id: `${articleId}-${nth}`,
  field,
  start: startsAt,
  end: endsAt,
  taggerVersion,
});

/** The fields of {@link foundArticleShape}. */
export const foundArticle = ({ publishedAt, ...article }: FoundArticle) => ({
  ...article,
  publishedAt: publishedAt.toISOString(),
});

const problemWords = {
  400: 'A parameter is wrong',
  403: 'The key may not do this',
  404: 'There is no such thing',
  409: 'It cannot be done as things stand',
  415: 'The body is not JSON',
  503: 'It cannot be done here, or now',
};

/** Responses that every route may give besides its own. */
export const problems = (...statuses: (keyof typeof problemWords)[]) =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: problemWords[status],
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    ]),
  );

export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});
