import type { PreviewHit, PreviewSummary } from '../../watch/past/lines.ts';
import { dateOf, dayMs } from '../parts/times.tsx';

/** One bar of a try: a day, a week, or several weeks where there are many. */
export interface HitPeriod {
  /** First day, `YYYY-MM-DD`. */
  from: string;
  hits: number;
  /** Copies held back. */
  copies: number;
  /** Others held back. */
  held: number;
  /** Places in the list of the hits that are in it, the earliest first. */
  listed: number[];
}

export interface HitPeriods {
  periods: HitPeriod[];
  /** Days of one. */
  days: number;
}

/** Spans of so many days are drawn by day. */
const mostDays = 92;
const mostBars = 110;

/** What a try found, by periods of one length from its beginning to its end. @param hits that are listed, newest first */
export function hitPeriods(
  { from, until, weeks, days }: Pick<PreviewSummary, 'from' | 'until' | 'weeks' | 'days'>,
  hits: readonly Pick<PreviewHit, 'at'>[],
): HitPeriods {
  const byDay = until.getTime() - from.getTime() <= mostDays * dayMs;
  const length = byDay ? 1 : 7 * Math.ceil(weeks.length / mostBars);
  const start = Date.parse(byDay ? dateOf(from) : weeks[0]!.week);
  const placeOf = (ms: number) => Math.floor((ms - start) / (length * dayMs));
  const periods = Array.from(
    { length: placeOf(until.getTime() - 1) + 1 },
    (_, nth): HitPeriod => ({
      from: dateOf(new Date(start + nth * length * dayMs)),
      ...{ hits: 0, copies: 0, held: 0, listed: [] },
    }),
  );
  for (const each of days) {
    const period = periods[placeOf(Date.parse(each.day))];
    if (!period) continue;
    period.hits += each.hits;
    period.copies += each.copies;
    period.held += each.held;
  }
  for (const [nth, { at }] of hits.entries()) periods[placeOf(at.getTime())]?.listed.unshift(nth);
  return { periods, days: length };
}
