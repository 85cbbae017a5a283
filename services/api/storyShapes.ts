import { z } from '@hono/zod-openapi';
import { entityTypes, pairKinds, rulingKinds, stances } from '../../db/schema.ts';
import { intervalShape } from './seriesShapes.ts';
import { articleId, entityId, foundArticleShape, moment, score, sentiment } from './shapes.ts';

export const storyId = z
  .int()
  .positive()
  .describe(
    'Made from the address of the story’s first article; stays good when the story becomes part of another',
  )
  .openapi({ example: 4_503_599_627_370 });

const share = z.number().min(0).max(1);

const storyEntity = z.object({
  id: entityId,
  name: z.string(),
  nameZh: z.string().nullable(),
  type: z.enum(entityTypes),
  articles: z.int().min(1).describe('Articles of the story that name it, copies left out'),
  meanSentiment: score.describe('Mean over these articles, −1…1'),
});

export const storyFields = {
  id: storyId,
  headline: z.string().describe('Title of its first article'),
  language: z.string().describe('Of the headline'),
  firstAt: moment.describe('When its first article appeared'),
  lastAt: moment.describe('When its last article appeared'),
  articles: z.int().min(1).describe('All its articles, copies too'),
  publishers: z.int().min(1).describe('Publishers that wrote of it themselves: a copy corroborates nothing'),
};

/** A story as an article names it. */
export const storyOfArticle = z.object({
  id: storyId,
  articles: storyFields.articles,
  publishers: storyFields.publishers,
});

export const listedStoryShape = z
  .object({
    ...storyFields,
    first: foundArticleShape.describe('Who broke it'),
    entities: z.array(storyEntity).describe('What it is most about, at most five'),
  })
  .openapi('ListedStory');

const link = z
  .object({
    to: articleId.describe('The earlier article that it was put together with'),
    score: share.describe('How sure it is that both are about one happening, 0 to 1'),
    reasons: z
      .object({})
      .catchall(z.unknown())
      .describe('What the two share: entities, names, words, numbers, events, and daysApart')
      .openapi({
        example: {
          entities: ['huawei'],
          names: ['ascend'],
          words: [],
          numbers: ['910'],
          events: [],
          daysApart: 0.3,
        },
      }),
  })
  .describe('Why it is in this story');

const timelineArticle = foundArticleShape.extend({
  minutesAfterFirst: z.int().min(0),
  copyOf: articleId.nullable().describe('The earlier article with nearly the same text'),
  copyShare: share.nullable().describe('How much of its text is the original’s, 0 to 1'),
  sentiment: sentiment.nullable(),
  link: link.nullable().describe('null for the first'),
});

const firstTold = z.object({ articleId, publisher: z.string(), publishedAt: moment }).nullable();

export const storyShape = z
  .object({
    ...storyFields,
    first: foundArticleShape.describe('Who broke it'),
    firstInEnglish: firstTold,
    firstInChinese: firstTold,
    timeline: z.array(timelineArticle).describe('A page of its articles, the first first'),
    next: articleId.nullable().describe('`after` for the next page of the timeline'),
    entities: z.array(storyEntity).describe('What it is most about first, at most 30'),
    sentimentByPublisher: z
      .array(
        z.object({
          publisher: z.string(),
          entityId,
          articles: z.int().min(1),
          meanSentiment: score,
          interval: intervalShape,
        }),
      )
      .describe('Towards the three entities that it is most about; copies left out'),
    events: z
      .array(
        z.object({
          type: z.string(),
          days: z.object({ from: z.iso.date(), to: z.iso.date() }),
          stance: z.enum(stances),
          articles: z.int().min(1),
          publishers: z.int().min(1),
          firstToldAt: moment,
        }),
      )
      .describe('What most articles tell of first, copies left out; at most 50'),
    copies: z
      .array(
        z.object({
          original: articleId,
          copies: z.array(
            z.object({
              articleId,
              publisher: z.string(),
              publishedAt: moment,
              share: share.nullable(),
            }),
          ),
        }),
      )
      .describe('Originals that were copied, with their copies'),
    byPublisher: z.array(
      z.object({
        publisher: z.string(),
        articles: z.int().min(0).describe('That it wrote itself'),
        copies: z.int().min(0),
        firstAt: moment,
      }),
    ),
    revisions: z.int().min(0).describe('How often publishers have edited its articles'),
  })
  .openapi('Story');

export const rulingShape = z
  .object({
    id: z.int().positive(),
    kind: z.enum(rulingKinds),
    note: z.string().nullable(),
    madeAt: moment,
    stories: z.array(storyId).describe('Stories that its articles are in now'),
    pairs: z.array(z.object({ articleId, otherId: articleId, kind: z.enum(pairKinds) })),
  })
  .openapi('Ruling');
