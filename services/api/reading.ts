import { AsyncLocalStorage } from 'node:async_hooks';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Database, Orm } from '../../db/database.ts';
import { mostBehindMs, routed } from '../../db/replica.ts';
import { callerOf } from './access.ts';

/** Which server answers what is only read. */
export interface Reading {
  /** Asks the read replica or the primary, as the request says for which it is used. */
  orm: Orm;
  /** Stands behind whatever finds out who asks. */
  choose: MiddlewareHandler;
}

/** Whoever has changed something sees it for as long as a replica in use may not have it. */
const remembersMs = 2 * mostBehindMs;
const cookie = 'chipwire-wrote';
/** What tells how this very process and its primary are. */
const onItself = /^\/(healthz|readyz|metrics|health|queues)(\/|$)/;

/** Without a replica, everything reads from the one server. */
export function readingFrom({ orm, replica }: Pick<Database, 'orm' | 'replica'>, now: () => Date): Reading {
  if (!replica) return { orm, choose: (_, next) => next() };
  const scope = new AsyncLocalStorage<'replica'>();
  const writers = recent(remembersMs, now);
  const mayUse = (c: Context) =>
    replica.state() === 'used' &&
    !onItself.test(c.req.path) &&
    getCookie(c, cookie) === undefined &&
    !writers.has(nameOf(c));
  return {
    orm: routed(orm, replica.orm, () => scope.getStore() === 'replica'),
    choose: async (c, next) => {
      if (isRead(c)) return mayUse(c) ? scope.run('replica', next) : next();
      await next();
      writers.add(nameOf(c));
      // Of other processes too, which know nothing of what was sent to this one.
      setCookie(c, cookie, '1', {
        ...{
          path: '/',
          httpOnly: true,
          sameSite: 'Lax',
          secure: c.get('client')?.https ?? false,
          maxAge: remembersMs / 1000,
        },
      });
    },
  };
}

const isRead = ({ req }: Context) =>
  req.method === 'GET' || req.method === 'HEAD' || req.method === 'OPTIONS' || req.path === '/mcp';

/** Whoever has no key is taken for one. */
const nameOf = (c: Context): string => callerOf(c).owner ?? '';

/** Names that were added less than `ms` ago. */
export function recent(ms: number, now: () => Date) {
  const times = new Map<string, number>();
  const isOld = (time: number) => now().getTime() - time >= ms;
  return {
    add(name: string): void {
      // In order of time: the old ones come first.
      for (const [name, time] of times) {
        if (!isOld(time)) break;
        times.delete(name);
      }
      times.delete(name);
      times.set(name, now().getTime());
    },
    has(name: string): boolean {
      const time = times.get(name);
      return time !== undefined && !isOld(time);
    },
  };
}
