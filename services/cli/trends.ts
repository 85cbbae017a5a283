import { ask, checkQuery } from './ask.ts';
import { type CommandContext, exitCodes } from './context.ts';
import { barOf, counted, plain, signed } from './lines.ts';

export interface TrendsCommand {
  query: string;
  by: string;
  count: string;
  compare?: string[];
  timeZone: string;
  json?: boolean;
}

interface Point {
  period: string;
  volume: number;
  share: number | null;
  meanSentiment: number | null;
  n: number;
  interval: { low: number; high: number } | null;
}

interface Level {
  median: number;
}

/** What of a series in the answer of /v1/trends is shown. */
interface Series {
  name: string;
  articles: number;
  points: Point[];
  bursts: {
    from: string;
    to: string;
    articles: number;
    expected: number;
    story: { headline: string } | null;
    coverageChanged: boolean;
  }[];
  regimes: { week: string; before: Level; after: Level; coverageChanged: boolean }[];
  marks: { day: string; kind: string; publishers: string[]; articles: number | null }[];
}

interface Answer {
  series: Series[];
  method: { text: string; taggedWith: { taggerVersion: string | null; articles: number }[] };
}

/** Prints coverage and sentiment over time. */
export async function trends(ctx: CommandContext, asked: TrendsCommand): Promise<number> {
  const { query, compare = [], by, count, timeZone, json } = asked;
  for (const each of [query, ...compare]) await checkQuery(ctx, each);
  const answer = await ask<Answer>(ctx, '/v1/trends', [
    ['q', query],
    ...compare.map((other): [string, string] => ['compare', other]),
    ...Object.entries({ by, count, timeZone }),
  ]);
  if (ctx.signal.aborted) return exitCodes.interrupted;
  if (json) ctx.out(JSON.stringify(answer));
  else for (const line of told(answer, count)) ctx.out(line);
  return exitCodes.done;
}

function* told({ series, method }: Answer, count: string): Generator<string> {
  const most = Math.max(...series.flatMap(({ points }) => points.map(({ volume }) => volume)), 0);
  for (const each of series) {
    yield `${plain(each.name)} · ${counted(each.articles, 'article')}`;
    yield `${'period'.padEnd(10)} ${count.padStart(9)} ${'share'.padStart(7)}   sentiment (95%)`;
    for (const point of each.points) yield row(point, most);
    yield* turns(each);
    yield '';
  }
  yield method.text;
  if (method.taggedWith.length > 1)
    yield 'Not all articles were tagged with the same tagger and entity list; chipwire retag makes them alike.';
}

function row({ period, volume, share, ...mean }: Point, most: number): string {
  const shared = share === null ? '' : `${(share * 100).toFixed(1)}%`;
  const cells = [
    period,
    volume.toLocaleString('en').padStart(9),
    shared.padStart(7),
    ` ${tone(mean).padEnd(17)}`,
  ];
  return `${cells.join(' ')}${barOf(volume, most)}`.trimEnd();
}

/** `−0.21 ±0.10` */
function tone({ meanSentiment, interval }: Pick<Point, 'meanSentiment' | 'interval'>): string {
  if (meanSentiment === null) return '';
  return `${signed(meanSentiment)}${interval ? ` ±${((interval.high - interval.low) / 2).toFixed(2)}` : ''}`;
}

/** What stands out in a series, and what may only seem to. */
function* turns({ bursts, regimes, marks }: Series): Generator<string> {
  const doubt = (coverageChanged: boolean) =>
    coverageChanged ? ' (what is gathered changed about then)' : '';
  for (const { from, to, articles, expected, story, coverageChanged } of bursts)
    yield `Burst ${from}${to === from ? '' : ` to ${to}`}: ${counted(articles, 'article')}, usually ${expected.toFixed(1)}${story ? `: ${plain(story.headline)}` : ''}${doubt(coverageChanged)}`;
  for (const { week, before, after, coverageChanged } of regimes)
    yield `New level from ${week}: ${after.median} articles a week after ${before.median}${doubt(coverageChanged)}`;
  for (const { day, kind, publishers, articles } of marks)
    yield `${day} ${kind.replace('-', ' ')}: ${publishers.map(plain).join(', ')}${articles === null ? '' : `, ${counted(articles, 'article')}`}`;
}
