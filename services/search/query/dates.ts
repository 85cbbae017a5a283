/** A time read from a query, or what is wrong with it and how it would be right. */
export type ReadDate = { at: Date } | { message: string; mend?: string };

const form = 'A date is written as 2025-01-20, a month as 2025-01, a year as 2025';
const [firstYear, lastYear] = [1900, 2199];
const dayMs = 86_400_000;

/**
 * The beginning of the day, month or year that `text` names, in UTC; a moment such as 2025-01-20T08:30Z; or the day
 * that lies so long back (`7d`, `2w`, `6m`, `1y`), `today` and `yesterday`.
 *
 * @param now that the last forms count back from; without it they are refused
 */
export function readDate(text: string, now: Date | undefined): ReadDate {
  const back = /^(?:(\d{1,4})([hdwmy])|(today)|(yesterday))$/i.exec(text);
  if (back) return now ? { at: before(now, back) } : { message: `${form}; “${text}” can’t be counted here.` };
  const moment = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/i.exec(text);
  const [, year = '', month = '01', day = '01'] =
    /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(moment?.[1] ?? text) ?? [];
  if (!year) return { message: `${form}.`, ...guess(text) };
  const wrong = noSuchDay(Number(year), Number(month), Number(day));
  if (wrong) return wrong;
  const at = new Date(moment ? text.toUpperCase() : `${year}-${month}-${day}`);
  return Number.isNaN(at.getTime())
    ? { message: 'There is no such time of day.', mend: moment![1]! }
    : { at };
}

function noSuchDay(year: number, month: number, day: number): { message: string; mend?: string } | null {
  if (year < firstYear || year > lastYear)
    return { message: `The year must lie between ${firstYear} and ${lastYear}.` };
  if (month < 1 || month > 12) return { message: 'A year has the months 01 to 12.' };
  const days = daysIn(year, month);
  if (day >= 1 && day <= days) return null;
  return { message: `That month has the days 01 to ${days}.`, mend: iso(year, month, day < 1 ? 1 : days) };
}

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();
const iso = (year: number, month?: number, day?: number) =>
  [year, month, day]
    .filter((part) => part !== undefined)
    .map((part) => String(part).padStart(2, '0'))
    .join('-');

/** The date that was meant by another way of writing it. */
function guess(text: string): { mend?: string } {
  const parts =
    /^(\d{4})[-/.年](\d{1,2})(?:[-/.月](?:(\d{1,2})日?)?)?$/.exec(text)?.slice(1, 4) ??
    /^(\d{4})(\d\d)(\d\d)$/.exec(text)?.slice(1, 4) ??
    dayFirst(text) ??
    /^(\d{4})年$/.exec(text)?.slice(1, 2);
  if (!parts) return {};
  const [year = 0, month, day] = parts.filter((part) => part !== undefined).map(Number);
  return noSuchDay(year, month ?? 1, day ?? 1) ? {} : { mend: iso(year, month, day) };
}

/** 20/01/2025, and 01/20/2025 where it can mean nothing else. */
function dayFirst(text: string): string[] | undefined {
  const [, first, second, year] = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text) ?? [];
  if (!first || !second || !year) return undefined;
  return Number(second) > 12 ? [year, first, second] : [year, second, first];
}

function before(now: Date, [, count, unit = 'd', today]: RegExpExecArray): Date {
  const back = count === undefined ? (today ? 0 : 1) : Number(count);
  if (unit.toLowerCase() === 'h') return new Date(now.getTime() - (back * dayMs) / 24);
  const midnight = new Date(Math.floor(now.getTime() / dayMs) * dayMs);
  if (unit.toLowerCase() === 'd') return atLeast(midnight.getTime() - back * dayMs);
  if (unit.toLowerCase() === 'w') return atLeast(midnight.getTime() - back * 7 * dayMs);
  const months = unit.toLowerCase() === 'y' ? back * 12 : back;
  const first = new Date(Date.UTC(midnight.getUTCFullYear(), midnight.getUTCMonth() - months, 1));
  const day = Math.min(midnight.getUTCDate(), daysIn(first.getUTCFullYear(), first.getUTCMonth() + 1));
  return atLeast(first.getTime() + (day - 1) * dayMs);
}

/** No date lies before the first year, however far back was asked. */
const atLeast = (ms: number) => new Date(Math.max(ms, Date.UTC(firstYear, 0, 1)));
