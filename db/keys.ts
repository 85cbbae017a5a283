import { and, asc, type Column, desc, eq, gt, isNotNull, lte, notInArray, or, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { type KeyScope, keys, signIns } from './schema.ts';

export type Key = Omit<typeof keys.$inferSelect, 'hash'>;

/** What may be shown of a key: all but its hash. */
const shown = {
  id: keys.id,
  name: keys.name,
  scope: keys.scope,
  madeAt: keys.madeAt,
  lastUsedAt: keys.lastUsedAt,
  revoked: keys.revoked,
};
const lives = eq(keys.revoked, false);

/** Whether an owner’s key still holds: what is a revoked one’s is told to nobody. */
export const ownerLives = (owner: Column) =>
  sql<boolean>`${owner} not in (select ${keys.id} from ${keys} where ${keys.revoked})`;

export async function insertKey(
  orm: Orm,
  key: { id: string; name: string; scope: KeyScope; hash: string; madeAt: Date },
): Promise<Key> {
  const [row] = await orm.insert(keys).values(key).returning(shown);
  return row!;
}

/** A key with its hash; null where there is none with this id, or where it is one that nothing opens. */
export async function findKey(orm: Orm, id: string): Promise<{ key: Key; hash: string } | null> {
  const [row] = await orm
    .select({ key: shown, hash: keys.hash })
    .from(keys)
    .where(and(eq(keys.id, id), isNotNull(keys.hash)));
  return row ? { key: row.key, hash: row.hash! } : null;
}

/** Who an owner is, also `local`; null where there is none with this id. */
export async function findOwner(orm: Orm, id: string): Promise<Key | null> {
  const [row] = await orm.select(shown).from(keys).where(eq(keys.id, id));
  return row ?? null;
}

/** Keys, those that hold first, then newest first. */
export function listKeys(orm: Orm, limit: number): Promise<Key[]> {
  return orm
    .select(shown)
    .from(keys)
    .where(isNotNull(keys.hash))
    .orderBy(asc(keys.revoked), desc(keys.madeAt), asc(keys.id))
    .limit(limit);
}

export async function countKeys(orm: Orm): Promise<number> {
  return orm.$count(keys, and(isNotNull(keys.hash), lives));
}

/** Whether anybody holds a key for administration. */
export async function hasAdminKey(orm: Orm): Promise<boolean> {
  const rows = await orm
    .select({ id: keys.id })
    .from(keys)
    .where(and(eq(keys.scope, 'admin'), isNotNull(keys.hash), lives))
    .limit(1);
  return rows.length > 0;
}

/** Gives a key another secret, and signs out whoever was signed in with the old one. @returns null when none holds with this id */
export function rehashKey(orm: Orm, id: string, hash: string): Promise<Key | null> {
  return changeKey(orm, id, { hash });
}

/** Makes a key open nothing more, and signs out whoever was signed in with it. @returns null when none holds with this id */
export function revokeKey(orm: Orm, id: string): Promise<Key | null> {
  return changeKey(orm, id, { revoked: true });
}

function changeKey(orm: Orm, id: string, change: { hash: string } | { revoked: true }) {
  return orm.transaction(async (tx) => {
    const [row] = await tx
      .update(keys)
      .set(change)
      .where(and(eq(keys.id, id), isNotNull(keys.hash), lives))
      .returning(shown);
    await tx.delete(signIns).where(eq(signIns.keyId, id));
    return row ?? null;
  });
}

/** Notes that a key was used. */
export async function touchKey(orm: Orm, id: string, now: Date): Promise<void> {
  await orm.update(keys).set({ lastUsedAt: now }).where(eq(keys.id, id));
}

/** Browsers that may be signed in with one key; the oldest ones must sign in again. */
const mostSignIns = 100;

/** Notes that a browser is signed in, and forgets those whose time is over. */
export async function insertSignIn(orm: Orm, signIn: typeof signIns.$inferInsert): Promise<void> {
  await orm.insert(signIns).values(signIn);
  const ofKey = eq(signIns.keyId, signIn.keyId);
  const newest = orm.select({ hash: signIns.hash }).from(signIns).where(ofKey);
  const kept = newest.orderBy(desc(signIns.madeAt), asc(signIns.hash)).limit(mostSignIns);
  await orm
    .delete(signIns)
    .where(or(lte(signIns.endsAt, signIn.madeAt), and(ofKey, notInArray(signIns.hash, kept))));
}

/** The key that a browser is signed in with; null when it is not, or not any more. */
export async function signedInKey(orm: Orm, hash: string, now: Date): Promise<Key | null> {
  const [row] = await orm
    .select(shown)
    .from(signIns)
    .innerJoin(keys, eq(keys.id, signIns.keyId))
    .where(and(eq(signIns.hash, hash), gt(signIns.endsAt, now), lives));
  return row ?? null;
}

export async function deleteSignIn(orm: Orm, hash: string): Promise<void> {
  await orm.delete(signIns).where(eq(signIns.hash, hash));
}
