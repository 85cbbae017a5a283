import { burstHistory, burstsOf, mostWithoutBurst } from './bursts.ts';
import { daysAfter, nextPeriod, periodOf, periodsBetween } from './periods.ts';
import { rolledUp, type Sums, volumesOf } from './points.ts';
import { type Regime, regimesOf } from './regimes.ts';

/** First and last day, `YYYY-MM-DD`. */
export interface Days {
  from: string;
  to: string;
}

/** A burst with its days. */
export interface DatedBurst extends Days {
  articles: number;
  /** Articles that these days usually bring. */
  expected: number;
}

/** A change of regime with the Monday of its first week, and shares of all coverage before and after. */
export interface DatedRegime extends Omit<Regime, 'at'> {
  week: string;
  shareBefore: number | null;
  shareAfter: number | null;
}

/** Part of all coverage that lies before the archive proper: feeds show a few entries from long before. */
const stray = 0.005;

/** The first day of the archive proper, or null where there is none. */
export function archiveStart(all: readonly Sums[]): string | null {
  const days = rolledUp(all, 'day');
  const least = stray * days.reduce((sum, { volume }) => sum + volume, 0);
  let before = 0;
  for (const { period, volume } of days) {
    before += volume;
    if (before > least) return period;
  }
  return null;
}

/** How far back days must be known for the bursts from a day on. */
export const historyOf = (day: string): string => daysAfter(day, -burstHistory);

/**
 * Bursts in a span of days.
 *
 * @param start before this day nothing was gathered: no news is no news only from then on
 */
export function datedBursts(days: readonly Sums[], start: string, { from, to }: Days): DatedBurst[] {
  const first = later(historyOf(from), start);
  const axis = periodsBetween(first, to, 'day');
  const judged = axis.findIndex((day) => day >= from);
  if (judged === -1) return [];
  return burstsOf(volumesOf(axis, rolledUp(days, 'day')), judged).map((burst) => ({
    ...burst,
    from: axis[burst.from]!,
    to: axis[burst.to]!,
  }));
}

/** From how many articles on a day is a burst, after the days before it; infinite where it cannot be judged. */
export function leastBurst(days: readonly Sums[], start: string, day: string): number {
  const before = periodsBetween(later(historyOf(day), start), daysAfter(day, -1), 'day');
  return mostWithoutBurst(volumesOf(before, rolledUp(days, 'day'))) + 1;
}

/** Changes of regime in the whole weeks of a span of days. */
export function datedRegimes(
  days: readonly Sums[],
  all: readonly Sums[],
  start: string,
  { from, to }: Days,
): DatedRegime[] {
  const first = periodOf(daysAfter(later(from, start), 6), 'week');
  const end = periodOf(daysAfter(to, 1), 'week');
  const axis = periodsBetween(first, daysAfter(end, -1), 'week');
  const [volumes, everything] = [days, all].map((sums) => volumesOf(axis, rolledUp(sums, 'week')));
  const regimes = regimesOf(volumes!);
  const share = (at: number, weeks: number) =>
    shareBetween(volumes!.slice(at, at + weeks), everything!.slice(at, at + weeks));
  return regimes.map(({ at, ...regime }) => ({
    week: axis[at]!,
    ...regime,
    shareBefore: share(at - regime.before.weeks, regime.before.weeks),
    shareAfter: share(at, regime.after.weeks),
  }));
}

function shareBetween(volumes: readonly number[], all: readonly number[]): number | null {
  const [part, whole] = [volumes, all].map((counts) => counts.reduce((sum, count) => sum + count, 0));
  return whole ? Math.round((part! / whole) * 100_000) / 100_000 : null;
}

const later = (a: string, b: string) => (a > b ? a : b);

/** The days around a turn in which a change of what is gathered may be behind it. */
export const suspectDays = {
  burst: ({ from, to }: Days): Days => ({ from: daysAfter(from, -1), to }),
  regime: ({ week }: { week: string }): Days => ({ from: daysAfter(week, -7), to: nextPeriod(week, 'week') }),
};
