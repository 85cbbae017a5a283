import type { Days } from '../tags.ts';

/** A calendar day as whole days since 1970-01-01, so that weeks and neighbours are plain arithmetic. */
export type Day = number;

const MS = 86_400_000;

/** The day that a moment falls on, in UTC. */
export const dayOf = (moment: Date): Day => Math.floor(moment.getTime() / MS);

/** @param month 1…12, or beyond, which runs over into other years; @param date 0 is the last day of the month before */
export const dayFrom = (year: number, month: number, date: number): Day =>
  Math.floor(Date.UTC(year, month - 1, date) / MS);

/** Year, month 1…12 and date of a day. */
export function partsOf(day: Day): { year: number; month: number; date: number } {
  const moment = new Date(day * MS);
  return { year: moment.getUTCFullYear(), month: moment.getUTCMonth() + 1, date: moment.getUTCDate() };
}

/** 1 Monday … 7 Sunday. */
export const weekdayOf = (day: Day): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** The stretch from one day to another as the tags write it; undefined beyond the years 1900 to 2100. */
export function stretch(from: Day, to: Day = from): Days | undefined {
  if (!(from >= EARLIEST && to <= LATEST && from <= to)) return undefined;
  return { from: written(from), to: written(to) };
}

const EARLIEST = dayFrom(1900, 1, 1);
const LATEST = dayFrom(2100, 1, 1);

const written = (day: Day): string => new Date(day * MS).toISOString().slice(0, 10);

/** A day of a month that has it: 30 February is none. */
export function monthDay(year: number, month: number, date: number): Days | undefined {
  if (month < 1 || month > 12 || date < 1 || date > partsOf(dayFrom(year, month + 1, 0)).date)
    return undefined;
  return stretch(dayFrom(year, month, date));
}

/** A month, or its first ten days, second ten, or rest. */
export function monthPart(
  year: number,
  month: number,
  part: 'all' | 'early' | 'mid' | 'late',
): Days | undefined {
  if (month < 1 || month > 12) return undefined;
  const last = dayFrom(year, month + 1, 0);
  const from = { all: 1, early: 1, mid: 11, late: 21 }[part];
  const to = { all: last, early: dayFrom(year, month, 10), mid: dayFrom(year, month, 20), late: last }[part];
  return stretch(dayFrom(year, month, from), to);
}

/** Some months of a year, both ends included: a quarter, a half, or the early, middle or late part of the year. */
export const months = (year: number, from: number, to: number): Days | undefined =>
  stretch(dayFrom(year, from, 1), dayFrom(year, to + 1, 0));

/** The week, Monday to Sunday, so many weeks from a day's own. */
export function week(day: Day, away: number): Days | undefined {
  const monday = day - weekdayOf(day) + 1 + 7 * away;
  return stretch(monday, monday + 6);
}

/** The year in which a month, or a day of one, lies nearest to another day: news seldom looks back half a year without saying so. */
export function nearestYear(published: Day, month: number, date = 15): number {
  const { year } = partsOf(published);
  const away = (candidate: number) => Math.abs(dayFrom(candidate, month, date) - published);
  return [year - 1, year, year + 1].reduce((best, each) => (away(each) < away(best) ? each : best));
}
