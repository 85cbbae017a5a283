import { and, count, desc, eq, type SQL, sql } from 'drizzle-orm';
import { lockOwner } from './alerts.ts';
import type { Orm } from './database.ts';
import { alertChannels, channels, deliveries } from './schema.ts';

export type Channel = typeof channels.$inferSelect;
export type ListedChannel = Channel & {
  /** Alerts that tell through it. */
  alerts: number;
  /** When something was last taken there; null where nothing was yet, or not within the log’s time. */
  lastDeliveredAt: Date | null;
};

/** @returns the channel’s id; null where the owner has `most` already */
export const addChannel = (
  orm: Orm,
  channel: Pick<Channel, 'owner' | 'kind' | 'name' | 'target' | 'secrets'>,
  most: number,
  now: Date,
): Promise<number | null> =>
  orm.transaction(async (tx) => {
    await lockOwner(tx, channel.owner);
    const [there] = await tx.select({ n: count() }).from(channels).where(eq(channels.owner, channel.owner));
    if (there!.n >= most) return null;
    const [added] = await tx
      .insert(channels)
      .values({ ...channel, madeAt: now })
      .returning({ id: channels.id });
    return added!.id;
  });

/** What may be changed; what is left out stays. */
export type ChannelChanges = Partial<
  Pick<Channel, 'name' | 'target' | 'secrets' | 'state' | 'reason' | 'failingSince' | 'retryAt'>
>;

/** @returns false where the owner has no such channel */
export async function changeChannel(
  orm: Orm,
  owner: string,
  id: number,
  changes: ChannelChanges,
): Promise<boolean> {
  const changed = await orm
    .update(channels)
    .set(changes)
    .where(owned(owner, id))
    .returning({ id: channels.id });
  return changed.length > 0;
}

/** With its deliveries. @returns false where the owner has no such channel */
export async function removeChannel(orm: Orm, owner: string, id: number): Promise<boolean> {
  const gone = await orm.delete(channels).where(owned(owner, id)).returning({ id: channels.id });
  return gone.length > 0;
}

/** All of an owner’s channels, the newest first. */
export const listChannels = (orm: Orm, owner: string): Promise<ListedChannel[]> =>
  listed(orm, eq(channels.owner, owner));

/** @returns null where the owner has no such channel */
export async function getChannel(orm: Orm, owner: string, id: number): Promise<ListedChannel | null> {
  const [channel] = await listed(orm, owned(owner, id));
  return channel ?? null;
}

/** Whoever’s it is. */
export async function findChannel(orm: Orm, id: number): Promise<Channel | null> {
  const [channel] = await orm.select().from(channels).where(eq(channels.id, id));
  return channel ?? null;
}

const owned = (owner: string, id: number): SQL => and(eq(channels.owner, owner), eq(channels.id, id))!;

async function listed(orm: Orm, which: SQL): Promise<ListedChannel[]> {
  const telling = orm
    .select({ alerts: count().as('alerts') })
    .from(alertChannels)
    .where(eq(alertChannels.channelId, channels.id))
    .as('telling');
  const last = orm
    .select({ at: deliveries.deliveredAt })
    .from(deliveries)
    .where(and(eq(deliveries.channelId, channels.id), eq(deliveries.state, 'delivered')))
    .orderBy(desc(deliveries.id))
    .limit(1)
    .as('last_delivered');
  const rows = await orm
    .select({ channel: channels, alerts: telling.alerts, lastDeliveredAt: last.at })
    .from(channels)
    .innerJoinLateral(telling, sql`true`)
    .leftJoinLateral(last, sql`true`)
    .where(which)
    .orderBy(desc(channels.id));
  return rows.map(({ channel, ...rest }) => ({ ...channel, ...rest }));
}
