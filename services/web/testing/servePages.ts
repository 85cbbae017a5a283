import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { Orm } from '../../../db/database.ts';
import { speaking } from '../language/speaking.ts';
import { createPages } from '../pages.tsx';

/** The pages alone on a free port, at a moment of the test's choosing; without accounts or workers. */
export async function servePages(orm: Orm, now: Date): Promise<{ origin: string; close(): Promise<void> }> {
  const app = new Hono()
    .use(compress())
    .use(speaking)
    .route('/', createPages({ orm, now: () => now, report: (error) => console.error(error) }));
  const server = await new Promise<ReturnType<typeof serve>>((done) => {
    const started = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => done(started));
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () => new Promise((done) => server.close(() => done())),
  };
}
