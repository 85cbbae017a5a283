import { and, asc, desc, eq, inArray, isNull, lte, ne, notInArray, sql } from 'drizzle-orm';
import { notePoll, noteRemoved } from './coverage.ts';
import type { Orm } from './database.ts';
import { feeds, polls } from './schema.ts';
import { storableRow } from './storable.ts';

export type Feed = typeof feeds.$inferSelect;
export type Poll = typeof polls.$inferSelect;
export type FeedSource = Pick<
  Feed,
  'id' | 'url' | 'publisher' | 'family' | 'language' | 'topics' | 'interval'
>;
const isPolled = and(notInArray(feeds.state, ['gone', 'removed']), isNull(feeds.pausedAt));

/** How many feeds are to be polled and never were. */
export const countUnpolled = (orm: Orm): Promise<number> =>
  orm.$count(feeds, and(isPolled, isNull(feeds.lastPollAt)));

/** What a feed begins with, at the first time and whenever it has another address or comes back. */
export const afresh = (now: Date) => ({
  state: 'new' as const,
  reason: null,
  etag: null,
  lastModified: null,
  pollUrl: null,
  movedTo: null,
  movedCount: 0,
  rhythm: 0,
  failures: 0,
  nextPollAt: now,
});

/**
 * Makes the table say what feeds.yaml says. A feed that left the file is kept, with its articles, as `removed`;
 * one whose address changed starts afresh, since validators belong to an address. Of a feed that people added and the file
 * lists by now, the file's own is polled.
 */
export async function syncFeeds(orm: Orm, sources: FeedSource[], now: Date): Promise<void> {
  await orm.transaction(async (tx) => {
    const known = new Map((await tx.select().from(feeds)).map((feed) => [feed.id, feed]));
    for (const source of sources) {
      const before = known.get(source.id);
      // Several processes may start on an empty database at once.
      if (!before)
        await tx
          .insert(feeds)
          .values({ ...source, addedAt: now, nextPollAt: now })
          .onConflictDoNothing();
      else {
        const restart = before.url !== source.url || before.state === 'removed';
        await tx
          .update(feeds)
          .set({ ...source, listedBy: 'file', ...(restart ? afresh(now) : {}) })
          .where(eq(feeds.id, source.id));
      }
    }
    const ids = sources.map(({ id }) => id);
    const urls = sources.map(({ url }) => url);
    const left = and(eq(feeds.listedBy, 'file'), ids.length > 0 ? notInArray(feeds.id, ids) : undefined);
    const listedNow = and(eq(feeds.listedBy, 'people'), inArray(feeds.url, urls));
    const remove = (which: typeof left, reason: string) =>
      tx
        .update(feeds)
        .set({ state: 'removed', reason })
        .where(and(ne(feeds.state, 'removed'), which))
        .returning();
    const removed = [
      ...(await remove(left, 'no longer in the feed list')),
      ...(await remove(listedNow, 'in the feed list by now, under another id')),
    ];
    await noteRemoved(tx, removed, now);
  });
}

/** Feeds whose time has come, longest waiting first. */
export async function dueFeeds(orm: Orm, now: Date): Promise<string[]> {
  const due = and(lte(feeds.nextPollAt, now), isPolled);
  const rows = await orm.select({ id: feeds.id }).from(feeds).where(due).orderBy(asc(feeds.nextPollAt));
  return rows.map((row) => row.id);
}

/**
 * Takes a due feed for one poll by moving its next poll out of reach, so that no two polls of a feed overlap
 * however many workers there are. It moves as far as the feed waited last time: the publisher was perhaps asked by a
 * worker that died before it could note so, and must not be asked again at once. Only a feed that was never polled is
 * free again after the lease.
 *
 * @param leaseMs that a poll may last; the wait lies between it and a day
 * @returns the feed, or null when it is not due (any more)
 */
export async function claimPoll(orm: Orm, id: string, now: Date, leaseMs: number): Promise<Feed | null> {
  const due = and(eq(feeds.id, id), lte(feeds.nextPollAt, now), isPolled);
  const at = sql`${now.toISOString()}::timestamptz`;
  const lease = sql`${leaseMs} * interval '1 millisecond'`;
  const waited = sql`least(${feeds.nextPollAt} - ${feeds.lastPollAt}, interval '24 hours')`;
  const nextPollAt = sql`${at} + case when ${feeds.lastPollAt} is null then ${lease}
    else greatest(${lease}, ${feeds.interval} * interval '1 second', ${waited}) end`;
  const [feed] = await orm.update(feeds).set({ nextPollAt }).where(due).returning();
  return feed ?? null;
}

/** Gives a claimed feed back unpolled, due at `until`. */
export async function postponePoll(orm: Orm, claimed: Feed, until: Date): Promise<void> {
  const stillClaimed = and(eq(feeds.id, claimed.id), eq(feeds.nextPollAt, claimed.nextPollAt));
  await orm.update(feeds).set({ nextPollAt: until }).where(stillClaimed);
}

export type FeedChange = Partial<
  Pick<
    Feed,
    | 'state'
    | 'reason'
    | 'etag'
    | 'lastModified'
    | 'lastEntryAt'
    | 'pollUrl'
    | 'movedTo'
    | 'movedCount'
    | 'rhythm'
  >
> &
  Pick<Feed, 'failures' | 'nextPollAt'>;

/** Stores a poll, what it changes about its feed, and what that means for the coverage. */
export async function recordPoll(orm: Orm, poll: Omit<Poll, 'id'>, change: FeedChange): Promise<void> {
  await orm.transaction(async (tx) => {
    const [stored] = await tx.insert(polls).values(storableRow(poll)).returning();
    const [feed] = await tx
      .update(feeds)
      .set({ ...storableRow(change), lastPollAt: poll.at })
      // Somebody may have taken it away while it was asked.
      .where(and(eq(feeds.id, poll.feedId), ne(feeds.state, 'removed')))
      .returning();
    if (stored && feed) await notePoll(tx, feed, stored);
  });
}

/** Deletes polls older than `before`; a year of 60 feeds at half-hourly polls is a million rows that nobody reads. */
export async function forgetPolls(orm: Orm, before: Date): Promise<void> {
  await orm.delete(polls).where(lte(polls.at, before));
}

/** Every feed, or those with these ids, by publisher. */
export async function listFeeds(orm: Orm, ids?: string[]): Promise<Feed[]> {
  return orm
    .select()
    .from(feeds)
    .where(ids ? inArray(feeds.id, ids) : undefined)
    .orderBy(asc(feeds.publisher), asc(feeds.id));
}

/** A feed's latest polls, newest first. */
export async function listPolls(orm: Orm, feedId: string, limit: number): Promise<Poll[]> {
  return orm
    .select()
    .from(polls)
    .where(eq(polls.feedId, feedId))
    .orderBy(desc(polls.at), desc(polls.id))
    .limit(limit);
}
