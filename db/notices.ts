import { inArray, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { deliveries, matches, notices } from './schema.ts';

/** Any number, the same in every process: notices are numbered in the order of their commits. */
const noticesLock = 4_201_024;

export interface NewNotice {
  owner: string;
  alertId: number | null;
  kind: (typeof notices.$inferSelect)['kind'];
  /** services/alert/notice.ts has its shape. */
  content: object;
  /** Held matches that it tells of. */
  matchIds: readonly number[];
  /** Where it goes. */
  channelIds: readonly number[];
}

/**
 * Writes a notice and a delivery for each of its channels. In a transaction of the caller’s, which should end soon: who
 * follows notices by their number would miss one that was committed behind a later one, so that they queue here.
 *
 * @returns its id
 */
export async function addNotice(tx: Orm, notice: NewNotice, now: Date): Promise<number> {
  await tx.execute(sql`select pg_advisory_xact_lock(${noticesLock})`);
  const { matchIds, channelIds, ...columns } = notice;
  const [added] = await tx
    .insert(notices)
    .values({ ...columns, madeAt: now })
    .returning({ id: notices.id });
  const noticeId = added!.id;
  if (matchIds.length > 0)
    await tx
      .update(matches)
      .set({ state: 'told', noticeId })
      .where(inArray(matches.id, [...matchIds]));
  if (channelIds.length > 0)
    await tx
      .insert(deliveries)
      .values(channelIds.map((channelId) => ({ noticeId, channelId, madeAt: now, dueAt: now })));
  return noticeId;
}
