import { and, count, desc, eq, inArray, lt, ne, type SQL, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { byOwner } from './found.ts';
import { alertChannels, alerts, channels, keys, matches } from './schema.ts';

export type Alert = typeof alerts.$inferSelect;
/** What of an alert its owner decides, with what is made of its query. */
export type AlertParts = Pick<
  Alert,
  'name' | 'query' | 'spec' | 'program' | 'programVersion' | 'programUntil'
>;
export type AlertChannel = Pick<typeof channels.$inferSelect, 'id' | 'kind' | 'name' | 'state' | 'reason'>;

/** An alert as lists show it. */
export interface ListedAlert extends Omit<Alert, 'program' | 'memory'> {
  channels: AlertChannel[];
  /** Of those that were not muted; null before the first. */
  lastMatchAt: Date | null;
  /** Matches that wait for a digest, or the end of quiet hours. */
  held: number;
}

/** Whoever changes what is theirs queues here, so that nobody gets past a bound by asking twice at once. */
export async function lockOwner(tx: Orm, owner: string): Promise<void> {
  await tx.select({ id: keys.id }).from(keys).where(eq(keys.id, owner)).for('update');
}

/** @returns the alert’s id; null where the owner has `most` already */
export const addAlert = (
  orm: Orm,
  alert: AlertParts & { owner: string; lookAt: Date | null },
  channelIds: readonly number[],
  most: number,
  now: Date,
): Promise<number | null> =>
  orm.transaction(async (tx) => {
    await lockOwner(tx, alert.owner);
    const [there] = await tx.select({ n: count() }).from(alerts).where(eq(alerts.owner, alert.owner));
    if (there!.n >= most) return null;
    const [added] = await tx
      .insert(alerts)
      .values({ ...alert, madeAt: now, changedAt: now })
      .returning({ id: alerts.id });
    await setChannels(tx, added!.id, channelIds);
    return added!.id;
  });

/** Whoever else changes the alert waits until this transaction ends. */
export async function lockAlert(tx: Orm, owner: string, id: number): Promise<void> {
  await tx.select({ id: alerts.id }).from(alerts).where(owned(owner, id)).for('update');
}

/** What may be changed; what is left out stays. */
export type AlertChanges = Partial<AlertParts & Pick<Alert, 'paused' | 'fault' | 'memory' | 'lookAt'>>;

/** @returns false where the owner has no such alert */
export const changeAlert = (
  orm: Orm,
  { owner, id }: { owner: string; id: number },
  changes: AlertChanges,
  channelIds: readonly number[] | undefined,
  now: Date,
): Promise<boolean> =>
  orm.transaction(async (tx) => {
    const changed = await tx
      .update(alerts)
      // Two changes within a millisecond must not look like one.
      .set({
        ...changes,
        changedAt: sql`greatest(${now.toISOString()}::timestamptz, ${alerts.changedAt} + interval '1 millisecond')`,
      })
      .where(owned(owner, id))
      .returning({ id: alerts.id });
    if (changed.length === 0) return false;
    if (channelIds) await setChannels(tx, id, channelIds);
    return true;
  });

async function setChannels(tx: Orm, alertId: number, channelIds: readonly number[]): Promise<void> {
  await tx.delete(alertChannels).where(eq(alertChannels.alertId, alertId));
  if (channelIds.length > 0)
    await tx.insert(alertChannels).values(channelIds.map((channelId) => ({ alertId, channelId })));
}

/** With its matches, notices and deliveries. @returns false where the owner has no such alert */
export async function removeAlert(orm: Orm, owner: string, id: number): Promise<boolean> {
  const gone = await orm.delete(alerts).where(owned(owner, id)).returning({ id: alerts.id });
  return gone.length > 0;
}

/** An owner’s alerts, the newest first, at most `limit`, of those before `cursor` (an id). */
export const listAlerts = (orm: Orm, owner: string, limit: number, cursor?: number): Promise<ListedAlert[]> =>
  listed(orm, and(eq(alerts.owner, owner), cursor === undefined ? undefined : lt(alerts.id, cursor)), limit);

/** @returns null where the owner has no such alert */
export async function getAlert(orm: Orm, owner: string, id: number): Promise<ListedAlert | null> {
  const [alert] = await listed(orm, owned(owner, id), 1);
  return alert ?? null;
}

/** @param hash null takes the address away. @returns false where the owner has no such alert */
export async function setFeedHash(
  orm: Orm,
  owner: string,
  id: number,
  hash: string | null,
): Promise<boolean> {
  const changed = await orm
    .update(alerts)
    .set({ feedHash: hash })
    .where(owned(owner, id))
    .returning({ id: alerts.id });
  return changed.length > 0;
}

/** The alert whose feed’s secret has this hash; not when its owner’s key was revoked. */
export async function alertOfFeed(
  orm: Orm,
  hash: string,
): Promise<Pick<Alert, 'id' | 'name' | 'query' | 'madeAt'> | null> {
  const [alert] = await orm
    .select({ id: alerts.id, name: alerts.name, query: alerts.query, madeAt: alerts.madeAt })
    .from(alerts)
    .innerJoin(keys, eq(keys.id, alerts.owner))
    .where(and(eq(alerts.feedHash, hash), eq(keys.revoked, false)));
  return alert ?? null;
}

const owned = (owner: string, id: number): SQL => and(eq(alerts.owner, owner), eq(alerts.id, id))!;

async function listed(orm: Orm, which: SQL | undefined, limit: number): Promise<ListedAlert[]> {
  const [last, waiting] = [lastMatch(orm), heldMatches(orm)];
  const rows = await orm
    .select({ ...shownColumns, lastMatchAt: last.at, held: waiting.held })
    .from(alerts)
    .leftJoinLateral(last, sql`true`)
    .innerJoinLateral(waiting, sql`true`)
    .where(which)
    .orderBy(desc(alerts.id))
    .limit(limit);
  const theirs = await channelsOf(
    orm,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, channels: theirs.get(row.id) ?? [] }));
}

/** Of the alert beside it. */
const lastMatch = (orm: Orm) =>
  orm
    .select({ at: matches.matchedAt })
    .from(matches)
    .where(and(eq(matches.alertId, alerts.id), ne(matches.state, 'muted')))
    .orderBy(desc(matches.id))
    .limit(1)
    .as('last_match');

const heldMatches = (orm: Orm) =>
  orm
    .select({ held: count().as('held') })
    .from(matches)
    .where(and(eq(matches.alertId, alerts.id), eq(matches.state, 'held')))
    .as('waiting');

const shownColumns = {
  id: alerts.id,
  owner: alerts.owner,
  name: alerts.name,
  query: alerts.query,
  spec: alerts.spec,
  paused: alerts.paused,
  madeAt: alerts.madeAt,
  changedAt: alerts.changedAt,
  fault: alerts.fault,
  programVersion: alerts.programVersion,
  programUntil: alerts.programUntil,
  lookAt: alerts.lookAt,
  feedHash: alerts.feedHash,
};

async function channelsOf(orm: Orm, alertIds: number[]): Promise<Map<number, AlertChannel[]>> {
  const rows = await orm
    .select({
      alertId: alertChannels.alertId,
      channel: {
        ...{ id: channels.id, kind: channels.kind, name: channels.name },
        ...{ state: channels.state, reason: channels.reason },
      },
    })
    .from(alertChannels)
    .innerJoin(channels, eq(channels.id, alertChannels.channelId))
    .where(inArray(alertChannels.alertId, alertIds))
    .orderBy(channels.id);
  return byOwner(
    rows,
    ({ alertId }) => alertId,
    ({ channel }) => channel,
  );
}

/** Of these channels, those that the owner has. */
export async function ownChannels(orm: Orm, owner: string, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const rows = await orm
    .select({ id: channels.id })
    .from(channels)
    .where(and(eq(channels.owner, owner), inArray(channels.id, [...ids])));
  return new Set(rows.map(({ id }) => id));
}

/** An alert’s channels that take something. */
export async function openChannels(orm: Orm, alertId: number): Promise<number[]> {
  const rows = await orm
    .select({ id: channels.id })
    .from(alertChannels)
    .innerJoin(channels, eq(channels.id, alertChannels.channelId))
    .where(and(eq(alertChannels.alertId, alertId), ne(channels.state, 'off')))
    .orderBy(channels.id);
  return rows.map(({ id }) => id);
}
