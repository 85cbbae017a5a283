import { createHash, randomBytes } from 'node:crypto';
import { setFeedHash } from '../../db/alerts.ts';
import type { Orm } from '../../db/database.ts';

/**
 * Gives an alert a feed at a new secret address; the one before leads nowhere any more.
 *
 * @returns the secret, which is kept nowhere; null where the owner has no such alert
 */
export async function makeFeed(orm: Orm, owner: string, id: number): Promise<string | null> {
  const secret = randomBytes(24).toString('base64url');
  return (await setFeedHash(orm, owner, id, feedHashOf(secret))) ? secret : null;
}

/** @returns false where the owner has no such alert */
export const removeFeed = (orm: Orm, owner: string, id: number): Promise<boolean> =>
  setFeedHash(orm, owner, id, null);

/** SHA-256 in hex: secrets are looked up by it, so that how long the look takes tells nothing of them. */
export const feedHashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
