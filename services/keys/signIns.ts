import { randomBytes } from 'node:crypto';
import type { Orm } from '../../db/database.ts';
import { deleteSignIn, insertSignIn, type Key, signedInKey } from '../../db/keys.ts';
import { noteUse } from './keys.ts';
import { hashOf } from './secret.ts';

// A browser holds no key but a token of its own: what is taken from it opens nothing after it has signed out.

/** How long a browser stays signed in. */
export const signInSeconds = 30 * 86_400;
const tokenBytes = 32;

/** Signs a browser in with a key. @returns what its cookie holds */
export async function signIn(orm: Orm, { id }: Key, now: Date): Promise<string> {
  const token = randomBytes(tokenBytes).toString('base64url');
  const endsAt = new Date(now.getTime() + signInSeconds * 1000);
  await insertSignIn(orm, { hash: hashOf(token), keyId: id, madeAt: now, endsAt });
  return token;
}

/** Whose browser this is. @returns null when it is not signed in, or not any more */
export async function signedIn(orm: Orm, token: string, now: Date): Promise<Key | null> {
  const key = await signedInKey(orm, hashOf(token), now);
  if (key) await noteUse(orm, key, now);
  return key;
}

export const signOut = (orm: Orm, token: string): Promise<void> => deleteSignIn(orm, hashOf(token));
