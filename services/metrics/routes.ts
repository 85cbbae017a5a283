import { Hono } from 'hono';
import type { Metrics } from './metrics.ts';

/** What Prometheus asks for; who may is found out in front of it. */
export function metricsRoutes(metrics: Pick<Metrics, 'text' | 'contentType'>): Hono {
  const app = new Hono();
  app.get('/metrics', async (c) =>
    c.body(await metrics.text(), 200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' }),
  );
  return app;
}
