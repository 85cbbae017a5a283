import type { Sample } from './settings.ts';

/** What came of a load run, as numbers. */
export interface LoadReport {
  articles: number;
  seconds: number;
  articlesPerSecond: number;
  cpuSecondsPerArticle: number;
  /** Articles found and not finished, at most. */
  deepest: number;
  /** Megabytes at most, and by how much they rise in a thousand articles over the second half: a leak shows there. */
  rss: number;
  heap: number;
  rssPerThousand: number;
  heapPerThousand: number;
  /** Milliseconds: the median and the greatest of the samples' p99 of the event loop's lateness. */
  lag: { median: number; most: number };
}

/** Slope of the line that fits best. @param points x and y */
export function slopeOf(points: readonly (readonly [number, number])[]): number {
  const mean = (of: 0 | 1) => points.reduce((sum, point) => sum + point[of], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const spread = points.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
  return spread === 0 ? 0 : points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) / spread;
}

/** @param samples in order; at least two */
export function reportOf(samples: readonly Sample[]): LoadReport {
  const last = samples.at(-1)!;
  const end = samples.find(({ done }) => done === last.done) ?? last;
  const late = samples.slice(Math.floor(samples.length / 2));
  const per = (of: 'rss' | 'heap') => round(slopeOf(late.map((one) => [one.done / 1000, one[of]])), 2);
  const lags = samples.map(({ lag }) => lag).sort((a, b) => a - b);
  const most = (of: 'rss' | 'heap' | 'waiting') => Math.max(...samples.map((one) => one[of]));
  return {
    articles: last.done,
    seconds: end.second,
    articlesPerSecond: round(last.done / Math.max(1, end.second), 1),
    cpuSecondsPerArticle: round(end.cpu / Math.max(1, last.done), 4),
    deepest: most('waiting'),
    rss: most('rss'),
    heap: most('heap'),
    rssPerThousand: per('rss'),
    heapPerThousand: per('heap'),
    lag: { median: lags[lags.length >> 1]!, most: lags.at(-1)! },
  };
}

const round = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits;
