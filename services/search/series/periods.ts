export const units = ['day', 'week', 'month'] as const;
export type Unit = (typeof units)[number];

// Days are `YYYY-MM-DD` of whatever time zone a series is in: the zone is settled before they get here.

const dayMs = 86_400_000;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** The day so many days later. */
export const daysAfter = (day: string, days: number): string => dayOf(Date.parse(day) + days * dayMs);

/** From one day to another, in days. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / dayMs);

/** First day of the period that a day falls in; weeks begin on Monday. */
export function periodOf(day: string, unit: Unit): string {
  if (unit === 'month') return `${day.slice(0, 7)}-01`;
  return unit === 'day' ? day : daysAfter(day, -((new Date(day).getUTCDay() + 6) % 7));
}

/** First day of the next period. */
export function nextPeriod(period: string, unit: Unit): string {
  if (unit !== 'month') return daysAfter(period, unit === 'week' ? 7 : 1);
  return dayOf(Date.UTC(Number(period.slice(0, 4)), Number(period.slice(5, 7)), 1));
}

/** How many periods lie between two days, those of both included. */
export function countPeriods(from: string, to: string, unit: Unit): number {
  const [first, last] = [periodOf(from, unit), periodOf(to, unit)];
  if (unit !== 'month') return daysBetween(first, last) / (unit === 'week' ? 7 : 1) + 1;
  const monthOf = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return monthOf(last) - monthOf(first) + 1;
}

/** First days of all periods between two days, those of both included. */
export function periodsBetween(from: string, to: string, unit: Unit): string[] {
  const periods: string[] = [];
  for (let period = periodOf(from, unit); period <= to; period = nextPeriod(period, unit))
    periods.push(period);
  return periods;
}
