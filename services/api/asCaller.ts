import type { OpenAPIHono } from '@hono/zod-openapi';
import { Hono } from 'hono';
import type { Caller } from './access.ts';

/** Routes as one caller has them, for what asks them in this very process. */
export function asCaller(routes: Hono | OpenAPIHono, caller: Caller): Hono {
  const app = new Hono<{ Variables: { caller: Caller } }>();
  app.use(async (c, next) => {
    c.set('caller', caller);
    await next();
  });
  app.route('/', routes as Hono);
  return app as unknown as Hono;
}
