import { and, asc, count, desc, eq, inArray, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import { batches } from './batches.ts';
import type { Orm } from './database.ts';
import { alerts, articles, matches, unmatched } from './schema.ts';
import { rowsOf } from './series.ts';

/** A row is left to the job that was made with it for so long; a second job for it does nothing. */
const jobsTurnMs = 2_000;
/** Grouping comes first for an article that was edited; where that is lost, it is shown all the same. */
const groupingMs = 10_000;

/** Articles that alerts have not seen although their turn has come, oldest first. */
export async function unmatchedArticles(orm: Orm, now: Date, limit: number): Promise<number[]> {
  const rows = await orm
    .select({ id: unmatched.articleId })
    .from(unmatched)
    .where(and(isNull(unmatched.failure), lte(unmatched.since, new Date(now.getTime() - jobsTurnMs))))
    .orderBy(asc(unmatched.since))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Notes that alerts could not be told of an article. */
export async function failMatching(orm: Orm, articleId: number, reason: string): Promise<void> {
  await orm.update(unmatched).set({ failure: reason }).where(eq(unmatched.articleId, articleId));
}

/** Shows alerts again what they gave up on: all of it, or some articles. @returns ids of articles */
export async function retryMatching(orm: Orm, now: Date, ids?: number[]): Promise<number[]> {
  const failed = and(isNotNull(unmatched.failure), ids ? inArray(unmatched.articleId, ids) : undefined);
  const rows = await orm
    .update(unmatched)
    .set({ failure: null, since: now })
    .where(failed)
    .returning({ id: unmatched.articleId });
  return rows.map(({ id }) => id);
}

/** How many articles alerts have not seen yet, and how many they gave up on. */
export async function countUnmatched(orm: Orm): Promise<{ waiting: number; failed: number }> {
  const [row] = await orm.select({ all: count(), failed: count(unmatched.failure) }).from(unmatched);
  return { waiting: row!.all - row!.failed, failed: row!.failed };
}

/** An article that waits for alerts. */
export interface Waiting {
  since: Date;
  /** When it was finished first: what waits because it was edited was there before. */
  finishedAt: Date;
  /** Whether there are any alerts. */
  any: boolean;
}

/** @returns null for an article that does not wait for alerts */
export async function waitsForAlerts(orm: Orm, articleId: number): Promise<Waiting | null> {
  const [row] = rowsOf(
    await orm.execute(sql`
      select ${unmatched.since}, ${articles.stepAt},
        exists (select 1 from ${alerts} where not ${alerts.paused} and ${alerts.program} is not null) as any
      from ${unmatched} join ${articles} on ${articles.id} = ${unmatched.articleId}
      where ${unmatched.articleId} = ${articleId}`),
  );
  if (!row) return null;
  const [since, finishedAt] = [row.since, row.step_at].map((at) => new Date(at as string | Date));
  return { since: since!, finishedAt: finishedAt!, any: row.any === true };
}

/**
 * Takes an article from those that alerts have not seen. Whoever edits it holds its row first, and so does this: neither
 * waits for the other with the one row in hand and the other wanted.
 *
 * @param since when the caller read it: what was edited after that is shown once more
 * @returns false when somebody else was faster
 */
export async function takeUnmatched(tx: Orm, articleId: number, since: Date): Promise<boolean> {
  const taken = await tx.execute(sql`
    with held as (select ${articles.id} from ${articles} where ${articles.id} = ${articleId} for key share)
    delete from ${unmatched} where ${unmatched.articleId} in (select id from held)
      and ${unmatched.since} = ${since.toISOString()}::timestamptz
    returning 1`);
  return rowsOf(taken).length > 0;
}

/** Whether an article is still in this story, and a copy of none. */
export async function isPlacedAs(
  tx: Orm,
  { id, storyId }: { id: number; storyId: number | null },
): Promise<boolean> {
  const [row] = await tx
    .select({ storyId: articles.storyId, copyOf: articles.copyOf })
    .from(articles)
    .where(eq(articles.id, id));
  return row !== undefined && row.storyId === storyId && row.copyOf === null;
}

/** Shows an article to alerts once more: its publisher has edited it. */
export async function showAgain(tx: Orm, articleId: number, now: Date): Promise<void> {
  const since = new Date(now.getTime() + groupingMs);
  await tx
    .insert(unmatched)
    .values({ articleId, since })
    .onConflictDoUpdate({ target: unmatched.articleId, set: { since, failure: null } });
}

/** Alerts that somebody must look at now. */
export async function alertsToLookAt(orm: Orm, now: Date, limit: number): Promise<number[]> {
  const rows = await orm
    .select({ id: alerts.id })
    .from(alerts)
    .where(and(lte(alerts.lookAt, now), eq(alerts.paused, false)))
    .orderBy(asc(alerts.lookAt))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** An earlier match, with the story that it is about today. */
export interface EarlierMatch {
  alertId: number;
  about: string;
  storyId: number | null;
  matchedAt: Date;
}

/**
 * What some alerts found before: all that is about a story, also by an article that came to it or through a story that
 * became part of it, and the latest that each of them told or holds.
 */
export async function earlierMatches(
  tx: Orm,
  alertIds: readonly number[],
  storyId: number,
): Promise<EarlierMatch[]> {
  if (alertIds.length === 0) return [];
  const those = sql`select value::bigint from json_array_elements_text(${JSON.stringify(alertIds)}::json)`;
  const result = await tx.execute(sql`
    with asked(id) as (${those}), found as (
      select m.alert_id, m.about, m.matched_at from ${matches} m
      where m.alert_id in (select id from asked)
        and m.article_id in (select a.id from articles a where a.story_id = ${storyId})
      union
      select m.alert_id, m.about, m.matched_at from ${matches} m
      where m.alert_id in (select id from asked)
        and m.story_id in (select s.id from stories s where s.id = ${storyId} or s.moved_to = ${storyId}))
    select alert_id, about, matched_at, ${storyId}::bigint as story_id from found
    union all
    select asked.id, last.about, last.matched_at, coalesce(s.moved_to, s.id) from asked
      cross join lateral (select m.about, m.matched_at, m.story_id from ${matches} m
        where m.alert_id = asked.id and m.state <> 'muted' order by m.id desc limit 1) as last
      left join stories s on s.id = last.story_id
      where not exists (select 1 from found where found.alert_id = asked.id and found.about = last.about)`);
  return rowsOf(result).map((row) => ({
    alertId: Number(row.alert_id),
    about: String(row.about),
    storyId: row.story_id === null ? null : Number(row.story_id),
    matchedAt: new Date(row.matched_at as string | Date),
  }));
}

/** What an alert found, before anybody is told. */
export type NewMatch = Pick<
  typeof matches.$inferInsert,
  'alertId' | 'about' | 'storyId' | 'articleId' | 'told' | 'state'
>;

/** Adds what was not found before. @returns ids of those that were added, by alert and what they are about */
export async function addMatches(tx: Orm, found: readonly NewMatch[], now: Date) {
  const added: { id: number; alertId: number; about: string }[] = [];
  for (const batch of batches(found))
    added.push(
      ...(await tx
        .insert(matches)
        .values(batch.map((match) => ({ ...match, matchedAt: now })))
        .onConflictDoNothing({ target: [matches.alertId, matches.about] })
        .returning({ id: matches.id, alertId: matches.alertId, about: matches.about })),
    );
  return added;
}

/** Articles of which an alert holds matches. */
export async function heldArticles(tx: Orm, alertId: number): Promise<number[]> {
  const rows = await tx
    .selectDistinct({ id: matches.articleId })
    .from(matches)
    .where(and(heldBy(alertId), isNotNull(matches.articleId)));
  return rows.map(({ id }) => id!);
}

/** What an alert holds of these articles is told to nobody. */
export async function muteHeld(tx: Orm, alertId: number, articleIds: readonly number[]): Promise<void> {
  if (articleIds.length === 0) return;
  const those = sql`${matches.articleId} = any(${`{${articleIds.join()}}`}::bigint[])`;
  await tx
    .update(matches)
    .set({ state: 'muted' })
    .where(and(heldBy(alertId), those));
}

const heldBy = (alertId: number) => and(eq(matches.alertId, alertId), eq(matches.state, 'held'));

/** What an alert holds: the newest of it, the newest first, and all its ids. */
export async function heldMatches(tx: Orm, alertId: number, most: number) {
  const rows = await tx
    .select({ id: matches.id, matchedAt: matches.matchedAt })
    .from(matches)
    .where(heldBy(alertId))
    .orderBy(desc(matches.id));
  const newest = await tx
    .select({ id: matches.id, told: matches.told })
    .from(matches)
    .where(
      inArray(
        matches.id,
        rows.slice(0, most).map(({ id }) => id),
      ),
    )
    .orderBy(desc(matches.id));
  return { newest, ids: rows.map(({ id }) => id), since: rows.at(-1)?.matchedAt ?? null };
}
