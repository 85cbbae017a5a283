import type { MiddlewareHandler } from 'hono';

/** What every answer says unless its route says something of its own: nobody shows it, runs it or takes it for what it is not. */
export const usualHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  // What one reader may see, no shared cache may keep for the next.
  'cache-control': 'private, no-cache',
};

/** Fills in {@link usualHeaders} where an answer leaves them out, refusals and faults too. */
export const usually: MiddlewareHandler = async (c, next) => {
  await next();
  for (const [name, value] of Object.entries(usualHeaders))
    if (!c.res.headers.has(name)) c.header(name, value);
};
