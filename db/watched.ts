import { and, type Column, desc, eq, gt, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { byOwner } from './found.ts';
import { alertChannels, alertMutes, alerts, channels, keys, notices, stories } from './schema.ts';
import { rowsOf } from './series.ts';

/** An alert as those see it who decide whether it fires. */
export type WatchedAlert = Pick<
  typeof alerts.$inferSelect,
  'id' | 'owner' | 'name' | 'query' | 'spec' | 'program' | 'memory' | 'lookAt' | 'madeAt'
>;

/**
 * Alerts that are not paused and whose owner may still be told, held for this transaction: nobody else decides on them
 * meanwhile. By rising id, so that two who hold several don’t wait for each other.
 */
export async function holdAlerts(tx: Orm, ids: readonly number[]): Promise<WatchedAlert[]> {
  if (ids.length === 0) return [];
  const { id, owner, name, query, spec, program, memory, lookAt, madeAt } = alerts;
  return tx
    .select({ id, owner, name, query, spec, program, memory, lookAt, madeAt })
    .from(alerts)
    .innerJoin(keys, eq(keys.id, owner))
    .where(and(among(id, ids), eq(alerts.paused, false), eq(keys.revoked, false)))
    .orderBy(id)
    .for('no key update', { of: alerts });
}

/** As one parameter, however many they are. */
const among = (column: Column, ids: readonly number[]): SQL =>
  sql`${column} = any(${`{${ids.join()}}`}::bigint[])`;

/** Has alerts looked at by then, or sooner where that was planned. */
export async function lookSooner(tx: Orm, looks: readonly { id: number; at: Date }[]): Promise<void> {
  if (looks.length === 0) return;
  await tx.execute(sql`
    update ${alerts} set look_at = least(${alerts.lookAt}, l.at)
    from json_to_recordset(${JSON.stringify(looks)}::json) as l(id bigint, at timestamptz)
    where ${alerts.id} = l.id`);
}

/** Notes what a look at an alert left: when the next one is due, and what its trigger remembers. */
export async function noteLook(
  tx: Orm,
  id: number,
  { memory, lookAt }: { memory: object; lookAt: Date | null },
): Promise<void> {
  await tx.update(alerts).set({ memory, lookAt }).where(eq(alerts.id, id));
}

/** Leaves an alert that nobody can look at to itself; one that is paused waits. */
export async function lookNoMore(tx: Orm, id: number): Promise<void> {
  await tx
    .update(alerts)
    .set({ lookAt: null })
    .where(and(eq(alerts.id, id), eq(alerts.paused, false)));
}

/** Channels of alerts that take something, by alert. */
export async function channelsOf(tx: Orm, alertIds: readonly number[]): Promise<Map<number, number[]>> {
  if (alertIds.length === 0) return new Map();
  const { alertId, channelId } = alertChannels;
  const rows = await tx
    .select({ alertId, channelId })
    .from(alertChannels)
    .innerJoin(channels, eq(channels.id, channelId))
    .where(and(among(alertId, alertIds), ne(channels.state, 'off')))
    .orderBy(alertId, channelId);
  return byOwner(
    rows,
    (row) => row.alertId,
    (row) => row.channelId,
  );
}

/** What an alert’s owner wants to hear no more of now. */
export interface Muted {
  alertId: number;
  /** Where it is today. */
  storyId: number | null;
  entityId: string | null;
}

export async function mutesOf(tx: Orm, alertIds: readonly number[], now: Date): Promise<Muted[]> {
  if (alertIds.length === 0) return [];
  const { alertId, storyId, entityId, until } = alertMutes;
  const today = sql<number | null>`coalesce(${stories.movedTo}, ${storyId})`.mapWith(Number);
  return tx
    .select({ alertId, entityId, storyId: today })
    .from(alertMutes)
    .leftJoin(stories, eq(stories.id, storyId))
    .where(and(among(alertId, alertIds), or(isNull(until), gt(until, now))));
}

/** When alerts told something lately, by alert, the oldest first. */
export async function noticesSince(
  tx: Orm,
  asked: readonly { alertId: number; since: Date; most: number }[],
): Promise<Map<number, Date[]>> {
  if (asked.length === 0) return new Map();
  const rows = asked.map(({ alertId, since, most }) => ({ id: alertId, since, most }));
  const result = await tx.execute(sql`
    select asked.id, told.made_at from json_to_recordset(${JSON.stringify(rows)}::json)
        as asked(id bigint, since timestamptz, most int)
      cross join lateral (select n.made_at from ${notices} n
        where n.alert_id = asked.id and n.kind in ('match', 'digest')
        order by n.id desc limit asked.most) as told
    where told.made_at > asked.since order by told.made_at`);
  return byOwner(
    rowsOf(result),
    ({ id }) => Number(id),
    ({ made_at }) => new Date(made_at as string | Date),
  );
}

/** When an alert told its last digest; null before the first. */
export async function lastDigestAt(tx: Orm, alertId: number): Promise<Date | null> {
  const [last] = await tx
    .select({ at: notices.madeAt })
    .from(notices)
    .where(and(eq(notices.alertId, alertId), eq(notices.kind, 'digest')))
    .orderBy(desc(notices.id))
    .limit(1);
  return last?.at ?? null;
}
