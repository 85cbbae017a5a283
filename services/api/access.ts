import type { Context } from 'hono';
import type { KeyScope } from '../../db/schema.ts';

/** Who sent a request, and what that one may do. */
export interface Caller {
  /** The key’s id; `local` for a program on this machine without one, null for anyone else without one. */
  owner: string | null;
  /** Null may do nothing. */
  scope: KeyScope | null;
}

/** Whom this machine’s programs are without a key. */
export const localCaller: Caller = { owner: 'local', scope: 'admin' };

/** Who sent this request, as the middleware in front of all routes found out. */
export const callerOf = (c: Context): Caller => c.get('caller') ?? localCaller;
