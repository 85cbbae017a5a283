import { daysAfter, nextPeriod, periodOf, type Unit } from '../../search/series/periods.ts';
import { dateFormat, localDay } from '../../text/formats.ts';
import { type Language, language, tags } from '../language/language.ts';
import { say } from '../language/say.tsx';

// Days and periods as charts write them, in the language of the page. Days are `YYYY-MM-DD`.

const formats = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  shortDay: { day: 'numeric', month: 'short' },
  shortDayYear: { day: 'numeric', month: 'short', year: 'numeric' },
  shortMonth: { month: 'short' },
  shortMonthYear: { month: 'short', year: 'numeric' },
  year: { year: 'numeric' },
} satisfies Record<string, Intl.DateTimeFormatOptions>;
type Format = keyof typeof formats;

/** Days on an axis where they are shorter in figures: `11/2`. */
const shorter: Partial<Record<Language, Partial<Record<Format, Intl.DateTimeFormatOptions>>>> = {
  zh: {
    shortDay: { day: 'numeric', month: 'numeric' },
    shortDayYear: { day: 'numeric', month: 'numeric', year: 'numeric' },
  },
};

function written(day: string, format: Format): string {
  const options = shorter[language()]?.[format] ?? formats[format];
  return dateFormat(tags[language()], { ...options, timeZone: 'UTC' }).format(new Date(day));
}

/** `4 March 2024` */
export const longDay = (day: string): string => written(day, 'day');

/** `March 2024`, `week of 4 March 2024` or `4 March 2024` */
export function periodName(period: string, by: Unit): string {
  if (by === 'month') return written(period, 'month');
  return by === 'week' ? say('week of {day}', { day: longDay(period) }) : longDay(period);
}

/** `4 March 2024`, or `4 March 2024 to 6 March 2024` */
export const daysName = (from: string, to: string): string =>
  from === to ? longDay(from) : say('{from} to {to}', { from: longDay(from), to: longDay(to) });

/** Whether a period ends after today, as its zone has it. */
export const isUnfinished = (period: string, by: Unit, now: Date, timeZone = 'UTC'): boolean =>
  nextPeriod(period, by) > localDay(now, timeZone);

/** The first day of as many days until now, with the whole of the period that it lies in. */
export const spanStart = (now: Date, days: number, by: Unit): string =>
  periodOf(daysAfter(localDay(now, 'UTC'), 1 - days), by);

export interface Tick {
  day: string;
  label: string;
  /** Without the year, where there is no room for it. */
  plain: string;
}

const daySteps = [1, 2, 7, 14];
const monthSteps = [1, 3, 6, 12, 24, 60, 120, 240, 600];
const mondayFirst = 4; // 1970-01-05 was a Monday

/**
 * Days, weeks, months or years that label a time axis, whichever are the finest of which there are no more than fit.
 *
 * @param from first day
 * @param to the day after the last one
 */
export function timeTicks(from: string, to: string, most: number): Tick[] {
  const days = (Date.parse(to) - Date.parse(from)) / dayMs;
  for (const step of daySteps)
    if (days / step <= most) return labelled(everyDays(from, to, step), ['shortDay', 'shortDayYear']);
  for (const step of monthSteps) {
    const found = everyMonths(from, to, step);
    if (found.length <= most)
      return labelled(found, step >= 12 ? ['year', 'year'] : ['shortMonth', 'shortMonthYear']);
  }
  return [];
}

const dayMs = 86_400_000;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

function everyDays(from: string, to: string, step: number): string[] {
  const first = Math.round(Date.parse(from) / dayMs);
  const offset = (((mondayFirst - first) % step) + step) % step;
  const found: string[] = [];
  for (let at = first + offset; at * dayMs < Date.parse(to); at += step) found.push(dayOf(at * dayMs));
  return found;
}

function everyMonths(from: string, to: string, step: number): string[] {
  const monthOf = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  const first = monthOf(from) + (from.endsWith('-01') ? 0 : 1);
  const found: string[] = [];
  for (let month = Math.ceil(first / step) * step; ; month += step) {
    const day = dayOf(Date.UTC(Math.floor(month / 12), month % 12, 1));
    if (day >= to) return found;
    found.push(day);
  }
}

/** The first label, and the first of a year, say which year. */
const labelled = (days: string[], [plain, withYear]: [Format, Format]): Tick[] =>
  days.map((day, at) => ({
    day,
    plain: written(day, plain),
    label: written(day, at === 0 || day.slice(0, 4) !== days[at - 1]!.slice(0, 4) ? withYear : plain),
  }));
