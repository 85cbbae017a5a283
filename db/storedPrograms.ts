import { and, asc, eq, gt, gte, isNotNull, or, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { alerts } from './schema.ts';

/** What a matcher knows of an alert. */
export type StoredProgram = Pick<
  typeof alerts.$inferSelect,
  'id' | 'query' | 'paused' | 'program' | 'programVersion' | 'programUntil' | 'changedAt'
>;

const { id, query, paused, program, programVersion, programUntil, changedAt } = alerts;
const columns = { id, query, paused, program, programVersion, programUntil, changedAt };

/** Of all alerts those behind `after`, by rising id. */
export const listPrograms = (orm: Orm, after: number, limit: number): Promise<StoredProgram[]> =>
  orm.select(columns).from(alerts).where(gt(id, after)).orderBy(asc(id)).limit(limit);

/** Of these alerts, those that are there. */
export async function programsByIds(orm: Orm, ids: readonly number[]): Promise<StoredProgram[]> {
  if (ids.length === 0) return [];
  return orm.select(columns).from(alerts).where(among(ids));
}

/** As one parameter, since there may be thousands. */
const among = (ids: readonly number[]) => sql`${id} = any(${`{${ids.join()}}`}::bigint[])`;

/** Alerts that were changed since, or whose id is greater than `above`; each with when it was changed. */
export const changedPrograms = (
  orm: Orm,
  since: Date,
  above: number,
): Promise<Pick<StoredProgram, 'id' | 'changedAt'>[]> =>
  orm
    .select({ id, changedAt })
    .from(alerts)
    .where(or(gte(changedAt, since), gt(id, above)));

/** Of these alerts, those that are to be matched now. */
export async function liveAlerts(orm: Orm, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const live = and(among(ids), eq(paused, false), isNotNull(program));
  const rows = await orm.select({ id }).from(alerts).where(live);
  return new Set(rows.map((row) => row.id));
}

export const countAlerts = (orm: Orm): Promise<number> => orm.$count(alerts);

export async function alertIds(orm: Orm): Promise<Set<number>> {
  const rows = await orm.select({ id }).from(alerts);
  return new Set(rows.map((row) => row.id));
}

/** What became of a query that was compiled anew: a program, or a fault in its place. */
export type Recompiled = Pick<
  typeof alerts.$inferSelect,
  'program' | 'programVersion' | 'programUntil' | 'fault'
>;

/**
 * Stores what became of an alert’s query.
 *
 * @returns the alert as it is now; null where it has another query by now, or is gone
 */
export async function storeProgram(
  orm: Orm,
  alert: Pick<StoredProgram, 'id' | 'query'>,
  recompiled: Recompiled,
  now: Date,
): Promise<StoredProgram | null> {
  const [stored] = await orm
    .update(alerts)
    .set({ ...recompiled, changedAt: laterThanBefore(now) })
    .where(and(eq(id, alert.id), eq(query, alert.query)))
    .returning(columns);
  return stored ?? null;
}

/** Two changes within a millisecond must not look like one. */
const laterThanBefore = (now: Date) =>
  sql`greatest(${now.toISOString()}::timestamptz, ${changedAt} + interval '1 millisecond')`;
