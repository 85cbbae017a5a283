import type { MiddlewareHandler } from 'hono';
import { problem } from './problems.ts';

/**
 * While a process stops, it answers what it was asked, but tells whoever asks by /readyz to send nobody here any more, and
 * everybody that their connection ends.
 */
export function whileStopping(isStopping: () => boolean): MiddlewareHandler {
  return async (c, next) => {
    if (isStopping() && c.req.path === '/readyz')
      c.res = problem(c, 503, { detail: 'This process is stopping; what it was asked is still answered.' });
    else await next();
    // What was asked before that, too.
    if (isStopping()) c.header('connection', 'close');
  };
}
