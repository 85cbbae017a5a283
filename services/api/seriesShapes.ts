import { z } from '@hono/zod-openapi';
import { coverageMarks } from '../../db/schema.ts';
import { articleId, entityId, score } from './shapes.ts';

const day = z.iso.date();

export const intervalShape = z
  .object({ low: z.number(), high: z.number() })
  .nullable()
  .describe('95% interval (Student’s t); null where n is below 2');

/** A mean of sentiments. */
export const meanFields = {
  meanSentiment: score.nullable().describe('null where n is 0'),
  n: z.int().min(0).describe('Articles, or stories, with a sentiment: what the mean is taken over'),
  interval: intervalShape,
};

export const shareShape = z
  .number()
  .min(0)
  .max(1)
  .nullable()
  .describe('0 to 1; null where there is no coverage');

export const pointShape = z
  .object({
    period: day.describe('First day of the period in the asked time zone'),
    volume: z.int().min(0).describe('Articles, or stories with an article in the period'),
    all: z.int().min(0).describe('All coverage in the period, counted alike: what the share is taken of'),
    share: shareShape,
    ...meanFields,
  })
  .openapi('SeriesPoint');

export const markShape = z
  .object({
    day,
    until: day.describe('Of a back-fill the last day that its articles were published on, else `day`'),
    kind: z.enum(coverageMarks),
    feeds: z.int().min(1),
    publishers: z.array(z.string()).describe('At most 20'),
    articles: z.int().nullable().describe('That came at once, where some did'),
    notes: z.array(z.string()),
  })
  .openapi('CoverageMark');

const coverageChanged = z
  .boolean()
  .describe('What is gathered changed at about that time (see marks): perhaps no news at all');

const burstShape = z
  .object({
    from: day,
    to: day,
    articles: z.int().min(1),
    expected: z.number().describe('Articles that these days usually bring'),
    story: z
      .object({
        storyId: z.int().nullable(),
        headline: z.string().describe('Of its first article in these days'),
        articleId,
        articles: z.int().min(1),
        publishers: z.int().min(1),
      })
      .nullable()
      .describe('The story that most of these articles are on'),
    coverageChanged,
  })
  .openapi('Burst');

const level = z.object({ weeks: z.int().min(1), median: z.number().describe('Articles a week') });

const regimeShape = z
  .object({
    week: day.describe('Monday of the first week of the new level'),
    before: level,
    after: level,
    changePercent: z.number().nullable().describe('From median to median; null where it was 0 before'),
    shareBefore: shareShape,
    shareAfter: shareShape,
    coverageChanged,
  })
  .openapi('RegimeChange');

export const seriesShape = z
  .object({
    name: z.string().describe('The query, or the part of a split'),
    sentimentTowards: entityId.nullable().describe('null: the sentiment of whole articles'),
    shareOf: z.enum(['all', 'its own']).describe('All coverage, or all of the same publisher or language'),
    articles: z.int().min(0).describe('All articles of the series'),
    ...meanFields,
    points: z.array(pointShape),
    bursts: z.array(burstShape).describe('The 30 greatest, in order of time'),
    regimes: z.array(regimeShape),
    marks: z.array(markShape).describe('What changed in what is gathered, as far as it touches this series'),
  })
  .openapi('Series');

export const taggedWithShape = z
  .array(
    z.object({
      taggerVersion: z.string().nullable(),
      listVersion: z.string().nullable(),
      articles: z.int().min(1),
    }),
  )
  .describe(
    'Taggers and entity lists behind the figures; with several, not all are made alike. An article of two series counts in both',
  );
