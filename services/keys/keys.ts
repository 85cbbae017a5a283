import { randomBytes } from 'node:crypto';
import type { Orm } from '../../db/database.ts';
import { countKeys, findKey, insertKey, type Key, rehashKey, touchKey } from '../../db/keys.ts';
import type { KeyScope } from '../../db/schema.ts';
import { hashOf, idOf, keyBytes, newKey, sameHash } from './secret.ts';

/** Keys that may hold at once. */
export const mostKeys = 1000;
/** How exactly it is known when a key was used last. */
const touchEveryMs = 60_000;

/** A key as it is told to whoever makes it: this once. */
export type ToldKey = Key & { key: string };

/** @returns null when there are as many keys as there may be */
export async function createKey(
  orm: Orm,
  { name, scope }: { name: string; scope: KeyScope },
  now: Date,
): Promise<ToldKey | null> {
  if ((await countKeys(orm)) >= mostKeys) return null;
  const { id, key, hash } = newKey(randomBytes(keyBytes));
  return { ...(await insertKey(orm, { id, name, scope, hash, madeAt: now })), key };
}

/** Gives a key another secret; the old one opens nothing more. @returns null when no key with this id holds */
export async function rotateKey(orm: Orm, id: string): Promise<ToldKey | null> {
  const { key, hash } = newKey(randomBytes(keyBytes), id);
  const row = await rehashKey(orm, id, hash);
  return row && { ...row, key };
}

/** What a key turned out to be; `revoked` only for whoever has its secret. */
export type Opened = { key: Key } | 'revoked' | 'wrong';

/** Looks a key up, and notes that it is used. */
export async function openKey(orm: Orm, given: string, now: Date): Promise<Opened> {
  const id = idOf(given);
  const found = id === null ? null : await findKey(orm, id);
  if (!found || !sameHash(found.hash, hashOf(given))) return 'wrong';
  if (found.key.revoked) return 'revoked';
  await noteUse(orm, found.key, now);
  return { key: found.key };
}

export async function noteUse(orm: Orm, { id, lastUsedAt }: Key, now: Date): Promise<void> {
  if (lastUsedAt && now.getTime() - lastUsedAt.getTime() < touchEveryMs) return;
  await touchKey(orm, id, now);
}
