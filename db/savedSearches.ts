import { and, count, desc, eq, lt, type SQL } from 'drizzle-orm';
import { lockOwner } from './alerts.ts';
import type { Orm } from './database.ts';
import { savedSearches } from './schema.ts';

export type SavedSearch = typeof savedSearches.$inferSelect;
/** What of a saved search its owner decides. */
export type SavedSearchParts = Pick<SavedSearch, 'name' | 'query' | 'sort'>;

/** An owner’s searches, the newest first, at most `limit`, of those before `cursor` (an id). */
export const listSavedSearches = (
  orm: Orm,
  owner: string,
  limit: number,
  cursor?: number,
): Promise<SavedSearch[]> =>
  orm
    .select()
    .from(savedSearches)
    .where(
      and(eq(savedSearches.owner, owner), cursor === undefined ? undefined : lt(savedSearches.id, cursor)),
    )
    .orderBy(desc(savedSearches.id))
    .limit(limit);

/** @returns null where the owner has no such search */
export async function getSavedSearch(orm: Orm, owner: string, id: number): Promise<SavedSearch | null> {
  const [search] = await orm.select().from(savedSearches).where(owned(owner, id));
  return search ?? null;
}

/** @returns its id; `full` where the owner has `most` already, `taken` where one of them has the name */
export const addSavedSearch = (
  orm: Orm,
  { owner, ...parts }: SavedSearchParts & { owner: string },
  most: number,
  now: Date,
): Promise<number | 'full' | 'taken'> =>
  orm.transaction(async (tx) => {
    await lockOwner(tx, owner);
    const own = eq(savedSearches.owner, owner);
    const [there] = await tx.select({ n: count() }).from(savedSearches).where(own);
    if (there!.n >= most) return 'full';
    const [added] = await tx
      .insert(savedSearches)
      .values({ owner, ...parts, madeAt: now })
      .onConflictDoNothing()
      .returning({ id: savedSearches.id });
    return added?.id ?? 'taken';
  });

/** Changes what is given. @returns `unknown` where the owner has no such search, `taken` where another has the name */
export const changeSavedSearch = (
  orm: Orm,
  { owner, id }: { owner: string; id: number },
  changes: { [Part in keyof SavedSearchParts]?: SavedSearchParts[Part] | undefined },
): Promise<'changed' | 'unknown' | 'taken'> =>
  orm.transaction(async (tx) => {
    await lockOwner(tx, owner);
    const before = await getSavedSearch(tx, owner, id);
    if (!before) return 'unknown';
    const { name = before.name, query = before.query, sort = before.sort } = changes;
    const named = and(eq(savedSearches.owner, owner), eq(savedSearches.name, name));
    const [same] = await tx.select({ id: savedSearches.id }).from(savedSearches).where(named);
    if (same && same.id !== id) return 'taken';
    await tx.update(savedSearches).set({ name, query, sort }).where(owned(owner, id));
    return 'changed';
  });

/** @returns false where the owner has no such search */
export async function removeSavedSearch(orm: Orm, owner: string, id: number): Promise<boolean> {
  const gone = await orm.delete(savedSearches).where(owned(owner, id)).returning({ id: savedSearches.id });
  return gone.length > 0;
}

const owned = (owner: string, id: number): SQL =>
  and(eq(savedSearches.owner, owner), eq(savedSearches.id, id))!;
