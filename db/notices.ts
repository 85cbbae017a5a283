import { sql } from 'drizzle-orm';
import { batches } from './batches.ts';
import type { Orm } from './database.ts';
import { deliveries, matches, notices } from './schema.ts';
import { rowsOf } from './series.ts';

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

/** The same as {@link addNotices} for one. @returns its id */
export async function addNotice(tx: Orm, notice: NewNotice, now: Date): Promise<number> {
  const [id] = await addNotices(tx, [notice], now);
  return id!;
}

/**
 * Writes notices and a delivery for each of their channels. In a transaction of the caller’s, which should end soon: who
 * follows notices by their number would miss one that was committed behind a later one, so that they queue here.
 *
 * @returns their ids
 */
export async function addNotices(tx: Orm, made: readonly NewNotice[], now: Date): Promise<number[]> {
  if (made.length === 0) return [];
  await tx.execute(sql`select pg_advisory_xact_lock(${noticesLock})`);
  const ids = await nextNumbers(tx, made.length);
  const rows = made.map(({ matchIds: _, channelIds: __, ...columns }, n) => ({
    ...{ ...columns, id: ids[n]! },
    madeAt: now,
  }));
  for (const batch of batches(rows)) await tx.insert(notices).values(batch);
  await markTold(
    tx,
    made.flatMap(({ matchIds }, n) => matchIds.map((id) => ({ id, notice: ids[n]! }))),
  );
  const due = made.flatMap(({ channelIds }, n) =>
    channelIds.map((channelId) => ({ noticeId: ids[n]!, channelId, madeAt: now, dueAt: now })),
  );
  for (const batch of batches(due)) await tx.insert(deliveries).values(batch);
  return ids;
}

async function nextNumbers(tx: Orm, count: number): Promise<number[]> {
  const result = await tx.execute(
    sql`select nextval(pg_get_serial_sequence('notices', 'id')) as id from generate_series(1, ${count})`,
  );
  return rowsOf(result).map(({ id }) => Number(id));
}

const markTold = (tx: Orm, told: { id: number; notice: number }[]) =>
  tx.execute(sql`
    update ${matches} set state = 'told', notice_id = t.notice
    from json_to_recordset(${JSON.stringify(told)}::json) as t(id bigint, notice bigint)
    where ${matches.id} = t.id`);
