import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { HonoAdapter } from '@bull-board/hono';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { problem } from '../api/problems.ts';
import type { QueueSight } from './sight.ts';

const path = '/queues';

/**
 * Bull Board, for administrators, to look at the queues: rows say what is to be done and `chipwire retry` does it again,
 * so that whatever would be changed here is undone in seconds, or stops the work unseen.
 */
export function boardRoutes(sight: QueueSight): Hono {
  const app = new Hono();
  let opened: Hono | undefined;
  app.on(['POST', 'PUT', 'PATCH', 'DELETE'], `${path}/*`, (c) =>
    problem(c, 403, {
      detail: 'The queues can be looked at here and not changed: the archive says what is to be done.',
    }),
  );
  app.get(`${path}/`, (c) => c.redirect(path));
  app.on('GET', [path, `${path}/*`], async (c) => {
    opened ??= openBoard(sight);
    const answer = await opened.fetch(c.req.raw, c.env);
    for (const [name, value] of Object.entries(headers)) answer.headers.set(name, value);
    return answer.headers.get('content-type')?.startsWith('text/html') ? ownOnly(answer) : answer;
  });
  return app;
}

/** As on our own pages, but that the page names the folder which its files are in, and edits JSON in a worker. */
const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
    "worker-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'private, no-cache',
};

function openBoard(sight: QueueSight): Hono {
  const serverAdapter = new HonoAdapter(serveStatic);
  serverAdapter.setBasePath(path);
  createBullBoard({
    queues: sight.queues().map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })),
    serverAdapter,
    options: {
      uiConfig: {
        boardTitle: 'Chipwire',
        miscLinks: [{ text: 'Feeds', url: '/feeds' }],
        // The database does not know them, and the board would say that there are none.
        showWorkers: sight.knowsWorkers,
        locale: { lng: 'en' },
      },
    },
  });
  return new Hono().route(path, serverAdapter.registerPlugin());
}

/**
 * Its page asks Google for its letters: who looks at queues is nobody else’s business, and the policy lets nobody ask. Nor
 * does it let styles stand in the page; those that do are of its first moment alone.
 */
async function ownOnly(answer: Response): Promise<Response> {
  const page = (await answer.text())
    .replaceAll(/<link [^<>]*fonts\.googleapis\.com[^<>]*>/g, '')
    .replaceAll(/ style="[^"]*"/g, '')
    .replaceAll(/<style>[^<]*<\/style>/g, '');
  answer.headers.delete('content-length');
  return new Response(page, answer);
}
