import type { TrendPoint, TrendUnit } from '../../../db/trends.ts';
import { dateOf, dayMs } from '../parts/times.tsx';

/** First day of the period that `at` falls in; weeks begin on Monday, as in the database. */
export function periodOf(at: Date, unit: TrendUnit): Date {
  const start = new Date(`${dateOf(at)}T00:00:00Z`);
  if (unit === 'month') start.setUTCDate(1);
  if (unit === 'week') start.setUTCDate(start.getUTCDate() - ((start.getUTCDay() + 6) % 7));
  return start;
}

/** First day of the next period. */
export function nextPeriod(start: Date, unit: TrendUnit): Date {
  if (unit === 'month') return new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1));
  return new Date(start.getTime() + (unit === 'week' ? 7 : 1) * dayMs);
}

/**
 * The series from the period of `from` (or its own first) to that of `to`. A series from the database ends with its
 * last article, and a chart that ended there would hide that nothing has come since.
 */
export function spread(
  points: TrendPoint[],
  unit: TrendUnit,
  from: Date | undefined,
  to: Date,
): TrendPoint[] {
  const first = from ?? (points[0] ? new Date(points[0].period) : to);
  const known = new Map(points.map((point) => [point.period, point]));
  const all: TrendPoint[] = [];
  for (let start = periodOf(first, unit); start <= to; start = nextPeriod(start, unit)) {
    const period = dateOf(start);
    all.push(known.get(period) ?? { period, articles: 0, allArticles: 0, meanSentiment: null });
  }
  return all;
}

const month = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** `March 2024`, `week of 4 March 2024` or `4 March 2024` */
export function periodName(period: string, unit: TrendUnit): string {
  const start = new Date(period);
  if (unit === 'month') return month.format(start);
  return unit === 'week' ? `week of ${day.format(start)}` : day.format(start);
}

/** Articles of some points and their mean, each article counting once. */
export function total(points: TrendPoint[]): { articles: number; meanSentiment: number | null } {
  const articles = points.reduce((sum, point) => sum + point.articles, 0);
  const weighted = points.reduce((sum, point) => sum + (point.meanSentiment ?? 0) * point.articles, 0);
  return { articles, meanSentiment: articles > 0 ? weighted / articles : null };
}
