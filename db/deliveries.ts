import { and, asc, count, desc, eq, exists, inArray, lt, lte, min, ne, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { sendable } from './deliveryTries.ts';
import { channels, deliveries, deliveryTries, notices } from './schema.ts';

type Delivery = typeof deliveries.$inferSelect;
type Tried = Omit<typeof deliveryTries.$inferSelect, 'deliveryId'>;

export interface DeliveryFilter {
  owner: string;
  alertId?: number | undefined;
  channelId?: number | undefined;
  /** The one message. */
  noticeId?: number | undefined;
  state?: Delivery['state'] | undefined;
}

/** A delivery as its owner sees it in the log; `dueAt` is when it is tried, which its channel may put off. */
export interface ListedDelivery extends Omit<Delivery, 'tries'> {
  /** In their order. */
  tries: Tried[];
  notice: { id: number; kind: (typeof notices.$inferSelect)['kind']; title: string; alertId: number | null };
  channel: Pick<typeof channels.$inferSelect, 'id' | 'name' | 'kind' | 'state' | 'retryAt'>;
}

/** An owner’s deliveries, the newest first: at most `limit`, with ids below `cursor`. */
export async function listDeliveries(
  orm: Orm,
  filter: DeliveryFilter,
  limit: number,
  cursor?: number,
): Promise<ListedDelivery[]> {
  const { owner, channelId } = filter;
  // By channel: an owner has few, and each one’s newest stand together in an index.
  const newest = newestOf(orm, filter, limit, cursor);
  const { id, name, kind, state, retryAt } = channels;
  const rows = await orm
    .select({ id: newest.id, channel: { id, name, kind, state, retryAt } })
    .from(channels)
    .innerJoinLateral(newest, sql`true`)
    .where(and(eq(channels.owner, owner), channelId ? eq(channels.id, channelId) : undefined))
    .orderBy(desc(newest.id))
    .limit(limit);
  return told(orm, rows);
}

function newestOf(orm: Orm, { alertId, noticeId, state }: DeliveryFilter, limit: number, cursor?: number) {
  const ofAlert = (alert: number) =>
    exists(
      orm
        .select({ one: sql`1` })
        .from(notices)
        .where(and(eq(notices.id, deliveries.noticeId), eq(notices.alertId, alert))),
    );
  return orm
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.channelId, channels.id),
        alertId ? ofAlert(alertId) : undefined,
        noticeId ? eq(deliveries.noticeId, noticeId) : undefined,
        state ? eq(deliveries.state, state) : undefined,
        cursor ? lt(deliveries.id, cursor) : undefined,
      ),
    )
    .orderBy(desc(deliveries.id))
    .limit(limit)
    .as('newest');
}

/** Their rows, the newest first, with notices and tries. */
async function told(
  orm: Orm,
  chosen: { id: number; channel: ListedDelivery['channel'] }[],
): Promise<ListedDelivery[]> {
  const ids = chosen.map(({ id }) => id);
  if (ids.length === 0) return [];
  const { id, kind, alertId } = notices;
  const title = sql<string>`${notices.content}->>'title'`;
  const rows = await orm
    .select({ delivery: deliveries, notice: { id, kind, alertId, title } })
    .from(deliveries)
    .innerJoin(notices, eq(notices.id, deliveries.noticeId))
    .where(inArray(deliveries.id, ids))
    .orderBy(desc(deliveries.id));
  const tries = await orm
    .select()
    .from(deliveryTries)
    .where(inArray(deliveryTries.deliveryId, ids))
    .orderBy(asc(deliveryTries.nth));
  return rows.map(({ delivery, notice }) => {
    const { channel } = chosen.find((one) => one.id === delivery.id)!;
    return {
      ...{ ...delivery, notice, channel, dueAt: later(delivery.dueAt, channel.retryAt) },
      tries: tries.flatMap(({ deliveryId, ...tried }) => (deliveryId === delivery.id ? [tried] : [])),
    };
  });
}

const later = (due: Date | null, retryAt: Date | null) => (due && retryAt && retryAt > due ? retryAt : due);

/**
 * Makes a delivery due now, whatever became of it: one that failed is tried once more, and its channel does not wait any
 * longer.
 *
 * @returns `unknown` where the owner has no such delivery; `delivered` and `off` (its channel) where nothing is to be sent
 */
export const retryDelivery = (
  orm: Orm,
  { owner, id }: { owner: string; id: number },
  now: Date,
): Promise<'due' | 'unknown' | 'delivered' | 'off'> =>
  orm.transaction(async (tx) => {
    const [row] = await tx
      .select({ state: deliveries.state, channelId: channels.id, channel: channels.state })
      .from(deliveries)
      .innerJoin(channels, eq(channels.id, deliveries.channelId))
      .where(and(eq(deliveries.id, id), eq(channels.owner, owner)))
      .for('update', { of: deliveries });
    if (!row) return 'unknown';
    if (row.state === 'delivered') return 'delivered';
    if (row.channel === 'off') return 'off';
    await tx.update(deliveries).set({ state: 'pending', dueAt: now }).where(eq(deliveries.id, id));
    await letGo(tx, row.channelId);
    return 'due';
  });

/** A channel that waits after a failure waits no longer. */
export async function letGo(tx: Orm, channelId: number): Promise<void> {
  await tx.update(channels).set({ retryAt: null }).where(eq(channels.id, channelId));
}

export interface DeliveryNumbers {
  /** Deliveries that are due now, and the moment since which the oldest of them is. */
  due: number;
  dueSince: Date | null;
  /** Channels that fail, and that are off. */
  failing: number;
  off: number;
}

/** How sending goes, for whoever watches over this Chipwire. */
export async function deliveryNumbers(orm: Orm, now: Date): Promise<DeliveryNumbers> {
  const [waiting] = await orm
    .select({ due: count(), dueSince: min(deliveries.dueAt) })
    .from(deliveries)
    .innerJoin(channels, eq(channels.id, deliveries.channelId))
    .where(and(eq(deliveries.state, 'pending'), lte(deliveries.dueAt, now), sendable(now)));
  const states = await orm
    .select({ state: channels.state, n: count() })
    .from(channels)
    .where(ne(channels.state, 'ok'))
    .groupBy(channels.state);
  const of = (state: string) => states.find((row) => row.state === state)?.n ?? 0;
  return { ...waiting!, failing: of('failing'), off: of('off') };
}

/** Forgets deliveries made before a moment, with their tries: so many at most. @returns how many */
export async function forgetDeliveries(orm: Orm, before: Date, most = 20_000): Promise<number> {
  const old = orm
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(lt(deliveries.madeAt, before))
    .limit(most);
  const gone = await orm
    .delete(deliveries)
    .where(inArray(deliveries.id, old))
    .returning({ id: deliveries.id });
  return gone.length;
}
