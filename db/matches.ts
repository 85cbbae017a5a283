import { and, asc, eq, isNull, lte } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { alerts, unmatched } from './schema.ts';

/** A row is left to the job that was made with it for so long. */
const jobsTurnMs = 10_000;

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
