import type { Condition } from '../../db/condition.ts';
import { type CoverageChange, listCoverageChanges } from '../../db/coverage.ts';
import type { Orm } from '../../db/database.ts';
import type { ArticleFilter } from '../../db/search.ts';
import { type DaySums, type PeriodSums, sumDays, sumStories } from '../../db/series.ts';
import { type TopStory, topStories } from '../../db/topStories.ts';
import { estimate, pooled } from '../search/series/intervals.ts';
import { isMarked, type Mark, marksOf } from '../search/series/marks.ts';
import { countPeriods, daysAfter, periodsBetween, type Unit } from '../search/series/periods.ts';
import { meanOf, type Point, pointsOf, rolledUp } from '../search/series/points.ts';
import {
  archiveStart,
  type DatedBurst,
  type DatedRegime,
  type Days,
  datedBursts,
  datedRegimes,
  historyOf,
  suspectDays,
} from '../search/series/turns.ts';
import { localDay } from '../text/formats.ts';
import { badParameters } from './problems.ts';

/** How series are counted. */
export interface SeriesView {
  by: Unit;
  /** IANA name. */
  timeZone: string;
  count: 'articles' | 'stories';
  /** Published in these; without `after` a series begins with its first article, without `before` it ends now. */
  after?: Date | undefined;
  before?: Date | undefined;
  copies?: boolean | undefined;
  offTopic?: boolean | undefined;
}

/** One series that is asked for. */
export interface AskedSeries {
  /** What it is called: the query's canonical words, or the id of its part. */
  name: string;
  /** What its articles are, beside when they were published. */
  condition: Condition;
  words?: string | undefined;
  /** Whom the sentiment is towards; of whole articles where null. */
  towards: string | null;
  /** What its shares are taken of. */
  share: Share;
  /** The publishers that it is confined to, where it is. */
  publishers: string[] | undefined;
}
/** All coverage, or that of the one publisher or language. */
export type Share = { of: 'all' } | { of: 'its own'; condition: Condition };

export type Burst = DatedBurst & { story: TopStory | null; coverageChanged: boolean };
export type RegimeChange = DatedRegime & { coverageChanged: boolean };
export type CoverageMark = Mark<CoverageChange['kind']>;

export interface Series {
  name: string;
  sentimentTowards: string | null;
  shareOf: Share['of'];
  /** All articles of the series, however it counts. */
  articles: number;
  meanSentiment: number | null;
  n: number;
  interval: Point['interval'];
  points: Point[];
  bursts: Burst[];
  regimes: RegimeChange[];
  marks: CoverageMark[];
}

export interface SeriesAnswer extends Days {
  series: Series[];
  taggedWith: { taggerVersion: string | null; listVersion: string | null; articles: number }[];
}

const mostPoints = 5000;
const burstsNamed = 30;
const marksRead = 2000;

/**
 * Several series on one axis of time.
 *
 * @throws ProblemError when the axis would be too long
 */
export async function readSeries(
  orm: Orm,
  asked: AskedSeries[],
  view: SeriesView,
  now: Date,
): Promise<SeriesAnswer> {
  const all = await count(orm, everything, view);
  const counted = [];
  for (const one of asked) counted.push(isEverything(one) ? all : await count(orm, one, view));
  const span = spanOf(counted, view, now);
  const axis = axisOf(span, view.by);
  const series = [];
  for (const [nth, one] of asked.entries()) {
    const own = one.share.of === 'all' ? all : await count(orm, { ...everything, ...one.share }, view);
    series.push(await tell(orm, one, counted[nth]!, { view, span, axis, all, own }));
  }
  return { ...span, series, taggedWith: taggersOf(counted.flatMap(({ shown }) => shown)) };
}

/** Articles by day: those asked for, and those of the weeks before that bursts are judged by. */
interface Counted {
  shown: DaySums[];
  history: DaySums[];
  /** By period of the axis, as the series counts. */
  sums: PeriodSums[];
}
type Countable = Pick<AskedSeries, 'condition' | 'words' | 'towards'>;
const everything: Countable = { condition: { is: 'all' }, towards: null };
const isEverything = ({ condition, words }: Countable) => condition.is === 'all' && !words;

async function count(orm: Orm, of: Countable, view: SeriesView): Promise<Counted> {
  const { timeZone, by } = view;
  const days = (filter: ArticleFilter) => ({ filter, timeZone, towards: of.towards ?? undefined });
  const shown = await sumDays(orm, days(filterOf(of, view)));
  const earlier = earlierThan(view);
  const history = earlier ? await sumDays(orm, days(filterOf(of, earlier))) : [];
  const sums =
    view.count === 'articles' ? rolledUp(shown, by) : await sumStories(orm, days(filterOf(of, view)), by);
  return { shown, history, sums };
}

const filterOf = (of: Countable, { after, before, copies, offTopic }: SeriesView): ArticleFilter => ({
  ...{ condition: of.condition, words: of.words },
  ...{ after, before, copies, offTopic },
});

/** The view of the weeks before, where a series does not begin with its first article anyway. */
function earlierThan(view: SeriesView): SeriesView | null {
  if (!view.after) return null;
  const from = historyOf(localDay(view.after, view.timeZone));
  return { ...view, after: new Date(from), before: view.after };
}

/** First and last day of the axis. */
function spanOf(series: Counted[], { after, before, timeZone }: SeriesView, now: Date): Days {
  const to = localDay(before && before < now ? new Date(before.getTime() - 1) : now, timeZone);
  const first = series.flatMap(({ shown }) => shown[0]?.period ?? []).sort()[0] ?? to;
  const from = after ? localDay(after, timeZone) : first;
  return { from: from < to ? from : to, to };
}

function axisOf({ from, to }: Days, by: Unit): string[] {
  const points = countPeriods(from, to, by);
  if (points <= mostPoints) return periodsBetween(from, to, by);
  const detail = `gives ${points.toLocaleString('en')} points from ${from} on, and ${mostPoints.toLocaleString('en')} are the most: take longer periods, or begin later with after`;
  throw badParameters([{ parameter: 'by', detail }]);
}

interface Frame {
  view: SeriesView;
  span: Days;
  axis: string[];
  /** All coverage, and what the shares of this series are taken of. */
  all: Counted;
  own: Counted;
}

async function tell(orm: Orm, asked: AskedSeries, counted: Counted, frame: Frame): Promise<Series> {
  const { view, span, axis, own } = frame;
  const { shown, sums } = counted;
  const marks = await readMarks(orm, asked.publishers, span, view.timeZone);
  const isMarkedWithin = (days: Days) => isMarked(marks, days);
  return {
    name: asked.name,
    sentimentTowards: asked.towards,
    shareOf: asked.share.of,
    articles: shown.reduce((sum, { volume }) => sum + volume, 0),
    ...meanOf(estimate(pooled(shown))),
    points: pointsOf(axis, sums, new Map(own.sums.map(({ period, volume }) => [period, volume]))),
    bursts: await readBursts(orm, asked, counted, frame, isMarkedWithin),
    regimes: readRegimes(counted, frame, isMarkedWithin),
    marks,
  };
}

async function readBursts(
  orm: Orm,
  asked: AskedSeries,
  { shown, history }: Counted,
  { view, span, all }: Frame,
  isMarkedWithin: (days: Days) => boolean,
): Promise<Burst[]> {
  const start = archiveStart([...all.history, ...all.shown]);
  if (!start) return [];
  const bursts = datedBursts([...history, ...shown], start, span)
    .sort((a, b) => b.articles - b.expected - (a.articles - a.expected))
    .slice(0, burstsNamed)
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  const stories = await topStories(orm, filterOf(asked, view), bursts, view.timeZone);
  return bursts.map((burst, nth) => ({
    ...burst,
    story: stories[nth] ?? null,
    coverageChanged: isMarkedWithin(suspectDays.burst(burst)),
  }));
}

function readRegimes(
  { shown }: Counted,
  { span, all, own }: Frame,
  isMarkedWithin: (days: Days) => boolean,
): RegimeChange[] {
  const start = archiveStart(all.shown);
  if (!start) return [];
  return datedRegimes(shown, own.shown, start, span).map((regime) => ({
    ...regime,
    coverageChanged: isMarkedWithin(suspectDays.regime(regime)),
  }));
}

async function readMarks(
  orm: Orm,
  publishers: string[] | undefined,
  { from, to }: Days,
  timeZone: string,
): Promise<CoverageMark[]> {
  // A day more on either side: no zone is further from UTC.
  const times = { from: new Date(daysAfter(from, -1)), before: new Date(daysAfter(to, 2)) };
  const changes = (await listCoverageChanges(orm, times, publishers, marksRead)).map((change) => ({
    ...change,
    day: localDay(change.at, timeZone),
    until: localDay(change.until ?? change.at, timeZone),
  }));
  return marksOf(changes).filter(({ day, until }) => day <= to && until >= from);
}

/** By what the articles of some days were tagged, most first. */
function taggersOf(days: DaySums[]): SeriesAnswer['taggedWith'] {
  const taggers = new Map<string, SeriesAnswer['taggedWith'][number]>();
  for (const { taggerVersion, listVersion, volume } of days) {
    const key = JSON.stringify([taggerVersion, listVersion]);
    const known = taggers.get(key) ?? { taggerVersion, listVersion, articles: 0 };
    taggers.set(key, { ...known, articles: known.articles + volume });
  }
  return [...taggers.values()].sort((a, b) => b.articles - a.articles);
}
