import { createRoute, z } from '@hono/zod-openapi';
import type { StreamedNotice } from '../../db/noticeStream.ts';
import { webhookMessage } from '../alert/channels/webhook.ts';
import { noticeFrom } from '../alert/links.ts';
import { createStreams, type Streamed } from '../watch/stream/streams.ts';
import { ownerOf } from './alertShapes.ts';
import { ProblemError } from './problems.ts';
import { createRouter, type Deps } from './router.ts';
import { problems } from './shapes.ts';
import { streamOf } from './stream.ts';

/** A reader that takes nothing for so long is cut off; it goes on from its last notice when it comes back. */
const patienceMs = 30_000;
const number = z.coerce.number('must be the id of a notice, a whole number').int().min(0);

const route = createRoute({
  method: 'get',
  path: '/v1/alerts/stream',
  summary: 'Your alerts’ notices as they come, as server-sent events',
  description:
    'Each event is a notice with its number as id and its JSON as data, the same as webhooks get. A reader that comes back ' +
    'with Last-Event-ID (browsers do) misses none. A comment every 15 seconds shows that the line holds.',
  tags: ['Alerts'],
  request: {
    query: z.strictObject({
      after: number.optional().describe('The notices behind this one first; from now on when left out'),
    }),
    headers: z.object({ 'last-event-id': number.optional().describe('The same; goes before `after`') }),
  },
  responses: {
    200: { description: 'Events', content: { 'text/event-stream': { schema: z.string() } } },
    ...problems(400),
  },
});

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

export function alertStreamRoutes({ orm, streams = ownStreams(orm) }: Deps) {
  const app = createRouter();
  app.openapi(route, async (c) => {
    const after = c.req.valid('header')['last-event-id'] ?? c.req.valid('query').after ?? null;
    const owner = ownerOf(c);
    // Nobody would read, or end, what was opened for its head.
    if (c.req.method === 'HEAD') return c.body(null, 200, headers) as never;
    const notices = await streams.open(owner, after, c.req.raw.signal);
    if (!notices)
      throw new ProblemError(429, {
        detail: 'There are as many streams open as may be; close one, or come back later.',
      });
    return c.body(streamOf(eventsOf(notices), patienceMs), 200, headers) as never;
  });
  return app;
}

const ownStreams = (orm: Deps['orm']) => createStreams({ orm, write: eventWriter(() => 'http://localhost') });

async function* eventsOf(notices: AsyncGenerator<Streamed | null>): AsyncGenerator<string | Uint8Array> {
  yield 'retry: 3000\n\n';
  for await (const notice of notices) yield notice ? notice.bytes : ': still here\n\n';
}

/**
 * How notices are written for streams. JSON has no line breaks of its own, so that it is one line.
 *
 * @param home where people open Chipwire, for links
 */
export const eventWriter =
  (home: () => string) =>
  ({ id, content }: StreamedNotice): Uint8Array =>
    Buffer.from(
      `id: ${id}\nevent: notice\ndata: ${JSON.stringify(webhookMessage(noticeFrom({ id, content }, home())))}\n\n`,
    );
