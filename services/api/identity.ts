import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { hasAdminKey, type Key } from '../../db/keys.ts';
import { openKey } from '../keys/keys.ts';
import { signedIn } from '../keys/signIns.ts';
import type { Caller, IdentityDeps, Refusal } from './access.ts';
import { type Client, neighbourhood } from './client.ts';
import { isFromHere } from './origin.ts';

/** Who asks, and how that is known: by a key, a browser’s cookie, the machine it runs on, or not at all. */
export interface Identified {
  caller: Caller;
  by: 'key' | 'cookie' | 'place' | 'nothing';
  /** Why a key that was sent does not do. */
  refusal?: Refusal;
}

export const nobody: Caller = { owner: null, scope: null };
export const unknown: Identified = { caller: nobody, by: 'nothing' };

/** The cookie of browsers that are signed in; over TLS its name forbids others to set it. */
export const cookieName = (https: boolean): string => (https ? '__Host-chipwire' : 'chipwire');

const longestToken = 200;

/** Finds out who asks: a key that is sent counts before a cookie, and that before the machine. */
export async function identify(c: Context, client: Client, deps: IdentityDeps): Promise<Identified> {
  // Proxies have passwords of their own in this header.
  const sent = /^Bearer\b *(.*)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (sent !== undefined) return byKey(sent.trim(), client, deps);
  const token = getCookie(c, cookieName(client.https));
  const key = token && token.length <= longestToken ? await signedIn(deps.orm, token, deps.now()) : null;
  if (key) return { caller: callerWith(key), by: 'cookie' };
  if (isFromHere(c, client, deps.isProxy)) return { caller: await here(deps), by: 'place' };
  const scope = deps.reading === 'public' ? 'read' : null;
  return { caller: { owner: null, scope }, by: 'nothing' };
}

async function byKey(sent: string, client: Client, deps: IdentityDeps): Promise<Identified> {
  const opened = await tryKey(sent, client, deps);
  return 'key' in opened
    ? { caller: callerWith(opened.key), by: 'key' }
    : { caller: nobody, by: 'key', refusal: opened };
}

const wrong: Refusal = {
  status: 401,
  detail: 'There is no such key. It is sent as authorization: Bearer cw_…',
};
const revoked: Refusal = { status: 401, detail: 'This key was revoked.' };
const tooMany: Refusal = {
  status: 429,
  detail: 'Too many wrong keys came from this address. Try again in a minute.',
};

/** Looks a key up. Whoever has sent too many wrong ones must wait before the next, right or wrong, is looked at. */
export async function tryKey(
  given: string,
  client: Client,
  { orm, now, limits }: Pick<IdentityDeps, 'orm' | 'now' | 'limits'>,
): Promise<{ key: Key } | Refusal> {
  const guesser = neighbourhood(client.address);
  const { remaining, reset } = await limits.look('wrong-keys', guesser);
  if (remaining === 0) return { ...tooMany, retryAfter: reset };
  const opened = await openKey(orm, given, now());
  if (opened === 'wrong') await limits.take('wrong-keys', guesser);
  return opened === 'wrong' ? wrong : opened === 'revoked' ? revoked : opened;
}

const callerWith = ({ id, scope }: Key): Caller => ({ owner: id, scope });

/** Programs on this machine may do everything until somebody holds a key for that. */
const here = async ({ orm }: IdentityDeps): Promise<Caller> => ({
  owner: 'local',
  scope: (await hasAdminKey(orm)) ? 'read' : 'admin',
});
