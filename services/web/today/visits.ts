import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

// Since when what a reader sees is new: the end of the visit before this one, kept by the reader's own browser.

const cookie = 'visit';
/** So long without a page ends a visit. */
const pauseMs = 30 * 60_000;
const keptSeconds = 90 * 86_400;

export interface Visit {
  /** Last page of the visit before; undefined in the first. */
  since: Date | undefined;
  /** Last page of this one. */
  seen: Date;
}

/** The visit that a request at `now` is part of, given the cookie of the page before, whatever stands in it. */
export function visitAfter(written: string | undefined, now: Date): Visit {
  const found = /^(-|\d{1,11})\.(\d{1,11})$/.exec(written ?? '');
  const seen = found && new Date(Number(found[2]) * 1000);
  if (!seen || seen > now) return { since: undefined, seen: now };
  if (now.getTime() - seen.getTime() > pauseMs) return { since: seen, seen: now };
  const since = found[1] === '-' ? undefined : new Date(Number(found[1]) * 1000);
  return { since: since && since < seen ? since : undefined, seen: now };
}

const seconds = (at: Date) => String(Math.floor(at.getTime() / 1000));
/** The cookie of a visit. */
export const written = ({ since, seen }: Visit): string => `${since ? seconds(since) : '-'}.${seconds(seen)}`;

export const visitOf = (c: Context, now: Date): Visit => visitAfter(getCookie(c, cookie), now);

/** Has the browser remember that its reader saw a page now. */
export function keepVisit(c: Context, now: Date): void {
  setCookie(c, cookie, written(visitOf(c, now)), {
    ...{ path: '/', sameSite: 'Lax', httpOnly: true, maxAge: keptSeconds },
  });
}
