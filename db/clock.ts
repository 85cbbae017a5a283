import { and, gt, isNull, or, sql } from 'drizzle-orm';
import { unfinished } from './articles.ts';
import type { Orm } from './database.ts';
import { articles, feeds, hosts, unmatched } from './schema.ts';

/** Clocks of several machines differ by a little. */
const apartMs = 60_000;
/** Nobody is at a host for longer, nor waits for longer after it. */
const longestVisitMs = 200_000;

/**
 * Brings back what a clock that was ahead has put off: moments that are past by their meaning and yet to come. Each wait
 * begins anew, and is as long as it was meant to be, so that no publisher is asked sooner.
 */
export async function bringBack(orm: Orm, now: Date): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const ahead = new Date(now.getTime() + apartMs);
  await orm
    .update(feeds)
    .set({ nextPollAt: sql`${at} + (${feeds.nextPollAt} - ${feeds.lastPollAt})`, lastPollAt: now })
    .where(gt(feeds.lastPollAt, ahead));
  const unheld = or(isNull(hosts.heldUntil), gt(hosts.freeAt, hosts.heldUntil));
  await orm
    .update(hosts)
    .set({ freeAt: now, lineAt: now, visitor: null })
    .where(and(gt(hosts.freeAt, new Date(now.getTime() + longestVisitMs)), unheld));
  await orm
    .update(articles)
    .set({ stepAt: now })
    .where(and(unfinished, gt(articles.stepAt, ahead)));
  await orm.update(unmatched).set({ since: now }).where(gt(unmatched.since, ahead));
}
