import { z } from 'zod';
import { counted, signed } from '../../cli/lines.ts';
import { line } from '../clean.ts';
import { after, before, pageShape, titled } from '../shapes.ts';
import { tool } from '../tool.ts';

const mean = {
  meanSentiment: z.number().nullable(),
  n: z.number().describe('What the mean is taken over'),
  interval: z.object({ low: z.number(), high: z.number() }).nullable().describe('95%'),
};
const point = z.object({ period: z.string(), volume: z.number(), share: z.number().nullable(), ...mean });
const burst = z.object({
  from: z.string(),
  to: z.string(),
  articles: z.number(),
  expected: z.number(),
  story: z.object({ storyId: z.number().nullable(), headline: z.string(), articleId: z.number() }).nullable(),
  coverageChanged: z.boolean().describe('What is gathered changed about then: perhaps no news at all'),
});
const level = z.object({ median: z.number() });
const series = z.object({
  name: z.string(),
  sentimentTowards: z.string().nullable().describe('null: sentiment of whole articles'),
  shareOf: z.string(),
  articles: z.number(),
  ...mean,
  points: z.array(point),
  bursts: z.array(burst).describe('Days beyond what chance explains'),
  regimes: z.array(z.object({ week: z.string(), before: level, after: level, coverageChanged: z.boolean() })),
});
const fields = {
  by: z.string(),
  timeZone: z.string(),
  count: z.string(),
  from: z.string(),
  to: z.string(),
  method: z.object({
    text: z.string().describe('How the figures are made; cite it with them'),
    taggedWith: z.array(
      z.object({
        taggerVersion: z.string().nullable(),
        listVersion: z.string().nullable(),
        articles: z.number(),
      }),
    ),
  }),
};
const output = z.object({
  ...fields,
  page: pageShape,
  series: z.array(series.extend({ pointsLeftOut: z.number().describe('Earlier ones than are shown') })),
});
type Found = z.output<typeof output>;
type FoundSeries = Found['series'][number];

const turnsTold = 8;
const query = z.string().max(1000);

export const trends = tool({
  name: 'trends',
  title: 'Coverage and sentiment over time',
  description:
    'How many articles a query finds by day, week or month, their share of all coverage and mean sentiment with intervals; bursts, changes of level. Compares queries, or splits one by publisher, entity, language, topic or event. Query language: see search.',
  input: z.strictObject({
    query: query
      .default('')
      .describe('All coverage when empty; entity:huawei alone counts sentiment towards it'),
    compare: z.array(query).max(5).optional().describe('Other queries, each a series beside the first'),
    split: z.enum(['publisher', 'entity', 'language', 'topic', 'event']).optional(),
    top: z.int().min(1).max(12).default(5).describe('Of a split, the greatest parts'),
    by: z.enum(['day', 'week', 'month']).default('month'),
    count: z.enum(['articles', 'stories']).default('articles'),
    after,
    before,
    timeZone: z.string().max(50).default('UTC').describe('Where days begin, such as Asia/Shanghai'),
    points: z.int().min(1).max(200).default(24).describe('Periods shown of each series, the newest'),
  }),
  output,
  async find(archive, { query, points, ...asked }) {
    const parameters = { ...asked, q: query };
    const shape = z.object({ ...fields, series: z.array(series) });
    const answer = await archive.get(shape, '/v1/trends', parameters);
    return {
      ...answer,
      page: archive.page(pagePath(parameters)),
      series: answer.series.map((one) => ({
        ...one,
        points: one.points.slice(-points),
        pointsLeftOut: Math.max(0, one.points.length - points),
        bursts: one.bursts.slice(-turnsTold),
        regimes: one.regimes.slice(-turnsTold),
      })),
    };
  },
  tell: ({ series, by, timeZone, count, from, to, method, page }) =>
    [
      `${count} by ${by} (${timeZone}), ${from} to ${to}${page ? `, ${page}` : ''}`,
      ...series.flatMap((one) => [...told(one, by)]),
      `\n${method.text}`,
      ...method.taggedWith.map(
        ({ taggerVersion, listVersion, articles }) =>
          `${counted(articles, 'article')} tagged by ${taggerVersion ?? 'nothing yet'}, entity list ${listVersion ?? 'none'}`,
      ),
    ].join('\n'),
});

function pagePath({
  compare = [],
  ...asked
}: Record<string, unknown> & { compare?: string[] | undefined }): string {
  const given = Object.entries(asked).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]));
  for (const other of compare) search.append('compare', other);
  return `/trends?${search}`;
}

function* told(one: FoundSeries, by: string): Generator<string> {
  const towards = one.sentimentTowards
    ? `sentiment towards ${one.sentimentTowards}`
    : 'sentiment of whole articles';
  yield `\n${line(one.name) || 'all coverage'}: ${counted(one.articles, 'article')}, ${towards} ${meanOf(one)}`;
  if (one.pointsLeftOut > 0)
    yield `(${counted(one.pointsLeftOut, `earlier ${by}`)} left out: points, after and before choose others)`;
  for (const { period, volume, share, ...mean } of one.points)
    yield `${period}: ${volume}${share === null ? '' : `, ${(share * 100).toFixed(1)}%`}${mean.n > 0 ? `, ${meanOf(mean)}` : ''}`;
  for (const { from, to, articles, expected, story, coverageChanged } of one.bursts)
    yield `Burst ${from}${to === from ? '' : ` to ${to}`}: ${articles} instead of ${expected.toFixed(1)}${story ? `; “${titled(story.headline)}” [${story.articleId}]` : ''}${doubt(coverageChanged)}`;
  for (const { week, before, after, coverageChanged } of one.regimes)
    yield `New level from ${week}: ${after.median} articles a week after ${before.median}${doubt(coverageChanged)}`;
}

const doubt = (changed: boolean) => (changed ? ' (what is gathered changed about then)' : '');

function meanOf({
  meanSentiment,
  n,
  interval,
}: Pick<FoundSeries, 'meanSentiment' | 'n' | 'interval'>): string {
  if (meanSentiment === null) return 'none';
  const range = interval ? `, 95%: ${signed(interval.low)} to ${signed(interval.high)}` : '';
  return `${signed(meanSentiment)} (n ${n}${range})`;
}
