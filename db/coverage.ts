import { and, asc, desc, eq, gte, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { coverageChanges, polls } from './schema.ts';
import { storableRow } from './storable.ts';

export type CoverageChange = typeof coverageChanges.$inferSelect;
type Mark = CoverageChange['kind'];
interface Gathered {
  id: string;
  publisher: string;
}

/** A feed that fails for so long is taken for dead: shorter failures lose nothing, feeds show the entries of days. */
const deadAfterDays = 3;

/**
 * Notes that articles came which were not gathered when they appeared.
 *
 * @param span when the first and the last of them were published
 */
export async function noteBackFill(
  orm: Orm,
  span: { from: Date; until: Date },
  fill: Partial<Pick<CoverageChange, 'feedId' | 'publisher' | 'note'>> & { articles: number },
): Promise<void> {
  const row = { kind: 'back-filled' as const, at: span.from, until: span.until, ...fill };
  await orm.insert(coverageChanges).values(storableRow(row));
}

/** Notes what a poll says of its feed's coverage: that it began, ended, or began again. */
export async function notePoll(tx: Orm, feed: Gathered, poll: typeof polls.$inferSelect): Promise<void> {
  const last = await lastMark(tx, feed.id);
  const gathering = last === 'feed-added' || last === 'feed-revived';
  if (poll.outcome === 'entries' || poll.outcome === 'unchanged') {
    if (!gathering) await mark(tx, feed, last ? 'feed-revived' : 'feed-added', poll.at);
  } else if (gathering) {
    const since = poll.outcome === 'gone' ? poll.at : await silentSince(tx, poll);
    if (since) await mark(tx, feed, 'feed-dead', since, poll.reason);
  }
}

/** Notes that feeds left the feed list, or are paused; those that brought nothing then leave no mark. */
export async function noteRemoved(
  tx: Orm,
  removed: Gathered[],
  now: Date,
  note: string | null = null,
): Promise<void> {
  for (const feed of removed) {
    const last = await lastMark(tx, feed.id);
    if (last === 'feed-added' || last === 'feed-revived') await mark(tx, feed, 'feed-removed', now, note);
  }
}

/** Takes back that a feed left at `at`, where it was away for so short a time that nothing was lost. */
export async function noteNotRemoved(tx: Orm, feedId: string, at: Date, now: Date): Promise<void> {
  if (now.getTime() - at.getTime() >= deadAfterDays * 86_400_000) return;
  const { kind, at: markedAt, feedId: of } = coverageChanges;
  await tx.delete(coverageChanges).where(and(eq(of, feedId), eq(kind, 'feed-removed'), eq(markedAt, at)));
}

/** What changed in the gathering of one feed, newest first. */
export async function listFeedChanges(orm: Orm, feedId: string, most: number): Promise<CoverageChange[]> {
  return orm
    .select()
    .from(coverageChanges)
    .where(eq(coverageChanges.feedId, feedId))
    .orderBy(desc(coverageChanges.at), desc(coverageChanges.id))
    .limit(most);
}

/** The latest word on whether a feed is gathered. */
async function lastMark(tx: Orm, feedId: string): Promise<Mark | undefined> {
  const [last] = await tx
    .select({ kind: coverageChanges.kind })
    .from(coverageChanges)
    .where(and(eq(coverageChanges.feedId, feedId), ne(coverageChanges.kind, 'back-filled')))
    .orderBy(desc(coverageChanges.id))
    .limit(1);
  return last?.kind;
}

/** The last poll that went well, once it lies far enough back; polls that are forgotten are no reason to wait longer. */
async function silentSince(tx: Orm, { feedId, at }: { feedId: string; at: Date }): Promise<Date | null> {
  const well = sql`max(${polls.at}) filter (where ${inArray(polls.outcome, ['entries', 'unchanged'])})`;
  const [silent] = await tx
    .select({ since: sql`coalesce(${well}, min(${polls.at}))`.mapWith(polls.at) })
    .from(polls)
    .where(eq(polls.feedId, feedId));
  const dead = silent?.since && at.getTime() - silent.since.getTime() >= deadAfterDays * 86_400_000;
  return dead ? silent.since : null;
}

async function mark(tx: Orm, feed: Gathered, kind: Mark, at: Date, note: string | null = null) {
  const { id: feedId, publisher } = feed;
  await tx.insert(coverageChanges).values(storableRow({ kind, at, feedId, publisher, note }));
}

/**
 * What changed in the gathering between two times, earliest first.
 *
 * @param publishers only what touches these; what belongs to no publisher touches all
 * @param most marks at most
 */
export async function listCoverageChanges(
  orm: Orm,
  span: { from: Date; before: Date },
  publishers: string[] | undefined,
  most: number,
): Promise<CoverageChange[]> {
  const { at, until, publisher } = coverageChanges;
  const touched = publishers && or(isNull(publisher), inArray(publisher, publishers));
  return orm
    .select()
    .from(coverageChanges)
    .where(and(lt(at, span.before), gte(sql`coalesce(${until}, ${at})`, span.from), touched))
    .orderBy(asc(at), asc(coverageChanges.id))
    .limit(most);
}
