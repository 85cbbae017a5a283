import { and, asc, eq, gt, inArray, max } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { keys, notices } from './schema.ts';

/** What is written of a notice, in the order of numbers and commits. */
export interface StreamedNotice {
  id: number;
  owner: string;
  alertId: number | null;
  content: object;
}

/** The number of the newest notice; 0 before the first. Whatever is committed later has a greater one. */
export async function newestNotice(orm: Orm): Promise<number> {
  const [row] = await orm.select({ id: max(notices.id) }).from(notices);
  return row?.id ?? 0;
}

/** Notices of these owners with numbers above `after`, by rising number. */
export async function noticesAfter(
  orm: Orm,
  owners: readonly string[],
  after: number,
  limit: number,
): Promise<StreamedNotice[]> {
  if (owners.length === 0) return [];
  return orm
    .select({
      ...{ id: notices.id, owner: notices.owner },
      ...{ alertId: notices.alertId, content: notices.content },
    })
    .from(notices)
    .where(and(inArray(notices.owner, [...owners]), gt(notices.id, after)))
    .orderBy(asc(notices.id))
    .limit(limit);
}

/** Of these owners, what opens their key today: another hash when it was rotated, and nothing when it was revoked. */
export async function openingHashes(
  orm: Orm,
  owners: readonly string[],
): Promise<Map<string, string | null>> {
  const rows = await orm
    .select({ id: keys.id, hash: keys.hash })
    .from(keys)
    .where(and(inArray(keys.id, [...owners]), eq(keys.revoked, false)));
  return new Map(rows.map(({ id, hash }) => [id, hash]));
}
