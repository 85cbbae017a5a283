import { and, asc, desc, eq, exists, isNull, lte, ne, or, type SQL, sql } from 'drizzle-orm';
import { batches } from './batches.ts';
import type { Orm } from './database.ts';
import { ownerLives } from './keys.ts';
import { channels, deliveries, deliveryTries, notices } from './schema.ts';

/** Channels through which something may be sent now: on, not waiting after a failure, of a key that still opens. */
export const sendable = (now: Date): SQL =>
  and(
    ne(channels.state, 'off'),
    or(isNull(channels.retryAt), lte(channels.retryAt, now)),
    ownerLives(channels.owner),
  )!;

const due = (now: Date): SQL => and(eq(deliveries.state, 'pending'), lte(deliveries.dueAt, now))!;

/** Channels through which something is to be sent now. */
export async function dueChannels(orm: Orm, now: Date, limit: number): Promise<number[]> {
  // A look into an index for each channel: what waits in those that fail, which can be much, is not read.
  const something = orm
    .select({ one: sql`1`.as('one') })
    .from(deliveries)
    .where(and(eq(deliveries.channelId, channels.id), due(now)))
    .limit(1)
    .as('something');
  const rows = await orm
    .select({ id: channels.id })
    .from(channels)
    .innerJoinLateral(something, sql`true`)
    .where(sendable(now))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Deliveries of a channel that are due: those of high priority first, then the oldest. */
export async function dueDeliveries(
  orm: Orm,
  channelId: number,
  now: Date,
  limit: number,
): Promise<number[]> {
  const rows = await orm
    .select({ id: deliveries.id })
    .from(deliveries)
    .innerJoin(channels, eq(channels.id, deliveries.channelId))
    .innerJoin(notices, eq(notices.id, deliveries.noticeId))
    .where(and(eq(deliveries.channelId, channelId), due(now), sendable(now)))
    .orderBy(desc(sql`${notices.content}->>'priority' = 'high'`), asc(deliveries.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

export interface Taken {
  id: number;
  /** So far. */
  tries: number;
  notice: { id: number; content: object };
  channel: typeof channels.$inferSelect;
}

/**
 * Takes a delivery for one try: nobody else gets it for `leaseMs`, after which it is due again, should this process die.
 *
 * @returns null where it is not due any more, or its channel waits or is off
 */
export async function takeDelivery(orm: Orm, id: number, now: Date, leaseMs: number): Promise<Taken | null> {
  const open = orm
    .select({ one: sql`1` })
    .from(channels)
    .where(and(eq(channels.id, deliveries.channelId), sendable(now)));
  const taken = await orm
    .update(deliveries)
    .set({ dueAt: new Date(now.getTime() + leaseMs) })
    .where(and(eq(deliveries.id, id), due(now), exists(open)))
    .returning({ id: deliveries.id });
  if (taken.length === 0) return null;
  const [row] = await orm
    .select({
      ...{ id: deliveries.id, tries: deliveries.tries, channel: channels },
      notice: { id: notices.id, content: notices.content },
    })
    .from(deliveries)
    .innerJoin(channels, eq(channels.id, deliveries.channelId))
    .innerJoin(notices, eq(notices.id, deliveries.noticeId))
    .where(eq(deliveries.id, id));
  return row ?? null;
}

/** Makes a lease longer. @returns false where somebody else has the delivery by now, or it is settled */
export async function renewLease(orm: Orm, id: number, until: Date, next: Date): Promise<boolean> {
  const renewed = await orm
    .update(deliveries)
    .set({ dueAt: next })
    .where(and(eq(deliveries.id, id), eq(deliveries.state, 'pending'), eq(deliveries.dueAt, until)))
    .returning({ id: deliveries.id });
  return renewed.length > 0;
}

/** One try and what the receiver said. */
export type Try = Omit<typeof deliveryTries.$inferSelect, 'deliveryId' | 'nth'>;

/** What a delivery is after a try. */
export type Fate = { state: 'delivered' | 'failed' } | { state: 'pending'; dueAt: Date };

/** Notes a try. @returns false where the delivery is settled already, or gone */
export async function noteTry(tx: Orm, deliveryId: number, tried: Try, fate: Fate): Promise<boolean> {
  const [noted] = await tx
    .update(deliveries)
    .set({
      ...{ state: fate.state, tries: sql`${deliveries.tries} + 1` },
      dueAt: fate.state === 'pending' ? fate.dueAt : null,
      deliveredAt: fate.state === 'delivered' ? new Date(tried.at.getTime() + tried.ms) : null,
    })
    .where(and(eq(deliveries.id, deliveryId), eq(deliveries.state, 'pending')))
    .returning({ nth: deliveries.tries });
  if (!noted) return false;
  await tx.insert(deliveryTries).values({ ...tried, deliveryId, nth: noted.nth });
  return true;
}

/** A channel took something: whatever waits for it may go. */
export async function markWell(tx: Orm, channelId: number): Promise<void> {
  await tx
    .update(channels)
    .set({ state: 'ok', reason: null, failingSince: null, retryAt: null })
    .where(and(eq(channels.id, channelId), eq(channels.state, 'failing')));
}

/** A channel did not take something: nothing goes before `retryAt`. */
export async function markFailing(
  tx: Orm,
  channelId: number,
  { reason, since, retryAt }: { reason: string; since: Date; retryAt: Date },
): Promise<void> {
  await tx
    .update(channels)
    .set({
      state: 'failing',
      reason,
      failingSince: sql`coalesce(${channels.failingSince}, ${since})`,
      retryAt,
    })
    .where(and(eq(channels.id, channelId), ne(channels.state, 'off')));
}

/**
 * Switches a channel off. What waited for it has failed, and can be sent by hand when it is on again.
 *
 * @returns false where it was off already, or is gone
 */
export async function markOff(tx: Orm, channelId: number, reason: string, now: Date): Promise<boolean> {
  const off = await tx
    .update(channels)
    .set({ state: 'off', reason, retryAt: null })
    .where(and(eq(channels.id, channelId), ne(channels.state, 'off')))
    .returning({ id: channels.id });
  if (off.length === 0) return false;
  await failWaiting(tx, channelId, 'not sent: its channel was switched off', now);
  return true;
}

async function failWaiting(tx: Orm, channelId: number, reason: string, now: Date): Promise<void> {
  const failed = await tx
    .update(deliveries)
    .set({ state: 'failed', dueAt: null, tries: sql`${deliveries.tries} + 1` })
    .where(and(eq(deliveries.channelId, channelId), eq(deliveries.state, 'pending')))
    .returning({ deliveryId: deliveries.id, nth: deliveries.tries });
  const noted = failed.map((delivery) => ({ ...delivery, at: now, ms: 0, reason }));
  for (const batch of batches(noted)) await tx.insert(deliveryTries).values(batch);
}

/** Channels of an owner that work. */
export async function wellChannels(tx: Orm, owner: string): Promise<number[]> {
  const rows = await tx
    .select({ id: channels.id })
    .from(channels)
    .where(and(eq(channels.owner, owner), eq(channels.state, 'ok')))
    .orderBy(asc(channels.id));
  return rows.map(({ id }) => id);
}
