import type { MiddlewareHandler } from 'hono';
import { problem } from './problems.ts';

/** Answers that a process makes at the same time, and requests that wait for their turn. */
export interface Turns {
  atOnce: number;
  inLine: number;
}

/** More at once end no sooner: all of it is work of one thread, and each that is begun holds its rows. */
const usual: Turns = { atOnce: 16, inLine: 2_000 };

const withoutTurn = new Set(['/healthz', '/readyz', '/health', '/metrics', '/mcp']);

/**
 * Lets so many requests that read be answered at a time; others wait in line, where they cost a socket. What writes does
 * not take part: who sends a body slowly would hold a turn. Nor does /mcp, which asks other routes, nor what tells how
 * Chipwire is.
 */
export function inTurn({ atOnce, inLine }: Turns = usual): MiddlewareHandler {
  let running = 0;
  const line: (() => void)[] = [];
  /** @returns false where who asked has hung up meanwhile, and would hold up those behind with an answer for nobody */
  const turn = (hungUp: AbortSignal) =>
    new Promise<boolean>((settle) => {
      const begin = () => {
        hungUp.removeEventListener('abort', leave);
        settle(true);
      };
      const leave = () => {
        line.splice(line.indexOf(begin), 1);
        settle(false);
      };
      if (hungUp.aborted) return settle(false);
      line.push(begin);
      hungUp.addEventListener('abort', leave, { once: true });
    });
  return async (c, next) => {
    if (c.req.method !== 'GET' || withoutTurn.has(c.req.path)) return next();
    if (running < atOnce) running++;
    else if (line.length < inLine) {
      if (!(await turn(c.req.raw.signal))) return c.body(null, 408);
    } else {
      c.header('retry-after', '5');
      return problem(c, 503, { detail: 'Too many ask at once. Try again in some seconds.' });
    }
    try {
      await next();
    } finally {
      const following = line.shift();
      if (following) following();
      else running--;
    }
  };
}
