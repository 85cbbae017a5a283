import { type Estimate, estimate, type Interval, pooled, type Sample } from './intervals.ts';
import { periodOf, type Unit } from './periods.ts';

/** What the articles, or stories, of a period come to: how many they are, and the scores of those that have one. */
export interface Sums extends Sample {
  /** First day, `YYYY-MM-DD`. */
  period: string;
  volume: number;
}

/** One period of a series. */
export interface Point {
  /** First day of the period, `YYYY-MM-DD`. */
  period: string;
  /** Articles or stories. */
  volume: number;
  /** All such coverage of the period: what the share is taken of. */
  all: number;
  /** 0…1; null where there is no coverage at all. */
  share: number | null;
  /** −1…1; null where n is 0. */
  meanSentiment: number | null;
  /** How many the mean is taken over: those that have a sentiment. */
  n: number;
  /** Of the mean, 95%; null where n is below 2. */
  interval: Interval | null;
}

/** Days, or parts of them, as the periods that they lie in, in order. */
export function rolledUp(days: readonly Sums[], unit: Unit): Sums[] {
  const periods = new Map<string, Sums>();
  for (const day of days) {
    const period = periodOf(day.period, unit);
    const { volume = 0, ...sample } = periods.get(period) ?? { n: 0, sum: 0, squares: 0 };
    periods.set(period, { period, volume: volume + day.volume, ...pooled([sample, day]) });
  }
  return [...periods.values()].sort((a, b) => (a.period < b.period ? -1 : 1));
}

/** A point for each period of an axis, zeros where there is nothing. */
export function pointsOf(
  axis: readonly string[],
  sums: readonly Sums[],
  all: ReadonlyMap<string, number>,
): Point[] {
  const known = new Map(sums.map((of) => [of.period, of]));
  return axis.map((period) => {
    const { volume = 0, ...sample } = known.get(period) ?? { n: 0, sum: 0, squares: 0 };
    return { period, ...shareOf(volume, all.get(period) ?? 0), ...meanOf(estimate(sample)) };
  });
}

export const shareOf = (volume: number, all: number) => ({
  volume,
  all,
  share: all > 0 ? Math.round((volume / all) * 100_000) / 100_000 : null,
});

export const meanOf = ({ mean, n, interval }: Estimate) => ({ meanSentiment: mean, n, interval });

/** Volumes of consecutive periods, zeros where there is nothing. */
export function volumesOf(
  axis: readonly string[],
  sums: readonly Pick<Sums, 'period' | 'volume'>[],
): number[] {
  const known = new Map(sums.map(({ period, volume }) => [period, volume]));
  return axis.map((period) => known.get(period) ?? 0);
}
