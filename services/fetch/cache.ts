import { parseDate } from './dates.ts';

/**
 * `Retry-After` in both its forms (RFC 9110 §10.2.3) as milliseconds from now.
 *
 * @returns undefined where absent, unreadable or already past; not capped
 */
export function retryAfterMs(value: string | undefined, now: Date): number | undefined {
  const text = value?.trim() ?? '';
  const wait = /^\d{1,15}$/.test(text) ? Number(text) * 1000 : untilDate(text, now);
  return wait !== undefined && wait > 0 ? wait : undefined;
}

/**
 * For how many seconds an answer stays fresh: `max-age` less `Age`, else `Expires` less `Date` (RFC 9111 §4.2.1). `no-cache`
 * and `no-store` say nothing about how often to ask.
 */
export function cacheSeconds(headers: Record<string, string>, now: Date): number | undefined {
  const control = headers['cache-control']?.toLowerCase() ?? '';
  if (/\bno-(?:cache|store)\b/.test(control)) return undefined;
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,15})/.exec(control)?.[1];
  if (maxAge !== undefined) return positive(Number(maxAge) - (Number(headers.age) || 0));
  const sent = headers.date ? parseDate(headers.date) : null;
  const fresh = headers.expires ? untilDate(headers.expires, sent ?? now) : undefined;
  return fresh === undefined ? undefined : positive(Math.round(fresh / 1000));
}

function untilDate(text: string, from: Date): number | undefined {
  // `Expires: 0` and bare numbers mean the past, not a year
  const date = /[a-z]/i.test(text) ? parseDate(text) : null;
  return date ? date.getTime() - from.getTime() : undefined;
}

function positive(value: number): number | undefined {
  return value > 0 ? value : undefined;
}
