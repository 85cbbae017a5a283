import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import { noteNotRemoved, noteRemoved } from './coverage.ts';
import type { Orm } from './database.ts';
import { afresh, type Feed, type FeedSource } from './feeds.ts';
import { feeds } from './schema.ts';
import { storableRow } from './storable.ts';

// What people do to feeds; feeds.yaml goes on ruling over its own.

/**
 * Adds feeds that people chose. One that was there before and was taken away comes back with its articles.
 *
 * @param choose makes them of what there is, while nobody else can add any; an id that is known is that feed
 */
export async function addFeeds(
  orm: Orm,
  choose: (known: Feed[]) => FeedSource[],
  now: Date,
): Promise<Feed[]> {
  return orm.transaction(async (tx) => {
    // Two people may add the same site at once.
    await tx.execute(sql`lock table ${feeds} in share row exclusive mode`);
    const known = await tx.select().from(feeds);
    const added: Feed[] = [];
    for (const source of choose(known)) {
      const row = { ...storableRow(source), ...afresh(now), listedBy: 'people' as const, pausedAt: null };
      const [feed] = await tx
        .insert(feeds)
        .values({ ...row, addedAt: now })
        .onConflictDoUpdate({ target: feeds.id, set: row })
        .returning();
      added.push(feed!);
    }
    return added;
  });
}

export type FeedSettings = {
  [Setting in 'publisher' | 'family' | 'language' | 'topics' | 'interval']?: FeedSource[Setting] | undefined;
};

const isOfPeople = and(eq(feeds.listedBy, 'people'), ne(feeds.state, 'removed'));

/** Changes what people said of a feed that they added. @returns null where there is none with this id */
export async function changeFeed(orm: Orm, id: string, settings: FeedSettings): Promise<Feed | null> {
  const [feed] = await orm
    .update(feeds)
    .set(storableRow(settings))
    .where(and(eq(feeds.id, id), isOfPeople))
    .returning();
  return feed ?? null;
}

/** Stops the polling of a feed, or lets it go on when it is next due; what stands that way already stays as it is. */
export async function pauseFeed(orm: Orm, id: string, paused: boolean, now: Date): Promise<void> {
  await orm.transaction(async (tx) => {
    const [before] = await tx.select().from(feeds).where(eq(feeds.id, id)).for('update');
    if (!before || (before.pausedAt !== null) === paused) return;
    await tx
      .update(feeds)
      .set({ pausedAt: paused ? now : null })
      .where(eq(feeds.id, id));
    if (paused) await noteRemoved(tx, [before], now, 'paused');
    else await noteNotRemoved(tx, id, before.pausedAt!, now);
  });
}

/** Takes away a feed that people added; its articles stay. @returns whether there was one */
export async function removeFeed(orm: Orm, id: string, now: Date): Promise<boolean> {
  return orm.transaction(async (tx) => {
    const removed = await tx
      .update(feeds)
      .set({ state: 'removed', reason: 'taken away', pausedAt: null })
      .where(and(eq(feeds.id, id), isOfPeople))
      .returning();
    await noteRemoved(tx, removed, now);
    return removed.length > 0;
  });
}

/**
 * Makes a feed due now, also one that was gone.
 *
 * @param quietMs that its publisher is left alone after a poll, whoever asks
 * @returns whether it is due
 */
export async function pollSoon(orm: Orm, id: string, now: Date, quietMs: number): Promise<boolean> {
  const since = new Date(now.getTime() - quietMs);
  const rested = sql`coalesce(${feeds.lastPollAt} <= ${since.toISOString()}::timestamptz, true)`;
  const due = await orm
    .update(feeds)
    .set({
      nextPollAt: now,
      state: sql`case ${feeds.state} when 'gone' then 'failing' else ${feeds.state} end`,
    })
    .where(and(eq(feeds.id, id), ne(feeds.state, 'removed'), isNull(feeds.pausedAt), rested))
    .returning({ id: feeds.id });
  return due.length > 0;
}
