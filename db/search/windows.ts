import type { SQL } from 'drizzle-orm';
import { anyKey } from './lexemes.ts';

/** When articles must have been published: `from` inclusive, `before` exclusive; null where that is not confined. */
export interface Times {
  from: Date | null;
  before: Date | null;
}

const dayMs = 86_400_000;
/** The first stretch of time to look at: a common word fills a page from it. */
export const firstDays = 2;
/** A stretch of more days is all that is left. */
const mostSpanned = 1000;
const [leastWidening, mostWidening] = [4, 60];

/** The stretch of whole days that ends `before`, of what is left back to `from` or to the beginning. */
export function windowBack(before: Date, from: Date | null, days: number): Times {
  if (days > mostSpanned) return { from, before };
  const start = new Date((Math.floor((before.getTime() - 1) / dayMs) + 1 - days) * dayMs);
  return { from: from && start <= from ? from : start, before };
}

/** How many days to look at next, after some were found and others are still missing: half as many again as it seems. */
export function widened(days: number, found: number, missing: number): number {
  const factor = found === 0 ? mostWidening : (1.5 * missing) / found;
  return Math.ceil(days * Math.min(mostWidening, Math.max(leastWidening, factor)));
}

const mostDays = 20;
const mostMonths = 20;
const mostYears = 100;
/** No article is of then. */
const farAway = new Date('2100-01-01');

/** Keys of which every article of a time has one: its days, or months or years where there would be too many. */
export function keysOf({ from, before }: Times): SQL | null {
  if (!from) return null;
  const last = new Date((before ?? farAway).getTime() - 1);
  const days = dayOf(last) - dayOf(from) + 1;
  if (days <= mostDays)
    return anyKey(
      'day',
      range(days, (n) => dayName(dayOf(from) + n)),
    );
  const months = monthOf(last) - monthOf(from) + 1;
  if (months <= mostMonths)
    return anyKey(
      'month',
      range(months, (n) => monthName(monthOf(from) + n)),
    );
  const years = last.getUTCFullYear() - from.getUTCFullYear() + 1;
  return years <= mostYears
    ? anyKey(
        'year',
        range(years, (n) => from.getUTCFullYear() + n),
      )
    : null;
}

const range = <T>(length: number, of: (n: number) => T) => Array.from({ length }, (_, n) => of(n));
const dayOf = (time: Date) => Math.floor(time.getTime() / dayMs);
const dayName = (day: number) => new Date(day * dayMs).toISOString().slice(0, 10);
const monthOf = (time: Date) => time.getUTCFullYear() * 12 + time.getUTCMonth();
const monthName = (month: number) => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
