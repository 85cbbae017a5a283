import { randomUUID } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { type Log, within } from '../runtime/log.ts';
import type { Meter } from './meter.ts';

interface RequestDeps {
  log: Log;
  meter: Pick<Meter, 'request'>;
}

/**
 * Stands in front of everything: gives each request an id, which every line that is logged for it carries and its answer
 * tells, counts and times it, and writes one line on it at debug.
 */
export function watchRequests({ log, meter }: RequestDeps): MiddlewareHandler {
  return (c, next) => {
    const request = givenId(c.req.header('x-request-id')) ?? randomUUID();
    return within({ request }, async () => {
      const started = performance.now();
      await next();
      c.header('x-request-id', request);
      const { method } = c.req;
      const { status } = c.res;
      const [route, ms] = [routeOf(c), performance.now() - started];
      meter.request({ method, route, status, ms });
      // Neither path nor query: both may hold what is nobody else's business.
      log.debug({ method, route, status, ms: Math.round(ms) }, 'answered');
    });
  };
}

/** One that a proxy of ours may have made; anything else could be meant for whoever reads the log. */
const givenId = (told: string | undefined) => (told && /^[\w.-]{8,64}$/.test(told) ? told : undefined);

/**
 * The pattern that the route stands for which answered; `(none)` where none did: nothing is there, or access was refused
 * in front of all of them. It must not be the path, of which whoever asks can make as many as they like.
 */
function routeOf(c: Context): string {
  const pattern = matchedRoutes(c)[c.req.routeIndex]?.path ?? '*';
  return /^\/?\*$/.test(pattern) ? '(none)' : pattern;
}
