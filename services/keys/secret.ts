import { createHash, timingSafeEqual } from 'node:crypto';

/** Bytes of chance that make a key: the first few name it, the rest are its secret. */
export const keyBytes = 32;
const idBytes = 6;

/** What a new key is. */
export interface NewKey {
  id: string;
  /** `cw_<id>_<secret>`: told once, to whoever made it. */
  key: string;
  /** What is kept of it. */
  hash: string;
}

/**
 * @param bytes {@link keyBytes} of them, from a good source of chance
 * @param id of the key that gets another secret; a new one when absent
 */
export function newKey(bytes: Buffer, id = bytes.subarray(0, idBytes).toString('hex')): NewKey {
  const key = `cw_${id}_${bytes.subarray(idBytes, keyBytes).toString('base64url')}`;
  return { id, key, hash: hashOf(key) };
}

const shape = /^cw_([0-9a-f]{12})_[\w-]{35}$/;

/** The id that a key names; null for what is no key. */
export const idOf = (key: string): string | null => shape.exec(key)?.[1] ?? null;

/** SHA-256, in hex. Keys are chance through and through: nothing slower is needed. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Whether two hashes are the same, in a time that does not tell where they differ. */
export function sameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one, 'hex'), Buffer.from(other, 'hex')];
  return a.length === b.length && timingSafeEqual(a, b);
}
