import { dateFormat, localDay } from '../../text/formats.ts';

const dayMs = 86_400_000;

/** A moment of the past as people say it: `08:00`, `yesterday 08:00`, `Monday 08:00`, `20 November 08:00`. */
export function sinceWords(since: Date, now: Date, timeZone: string): string {
  const time = dateFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(since);
  const days = (Date.parse(localDay(now, timeZone)) - Date.parse(localDay(since, timeZone))) / dayMs;
  if (days <= 0) return time;
  if (days === 1) return `yesterday ${time}`;
  const named = days < 7 ? ({ weekday: 'long' } as const) : ({ day: 'numeric', month: 'long' } as const);
  return `${dateFormat('en-GB', { timeZone, ...named }).format(since)} ${time}`;
}
