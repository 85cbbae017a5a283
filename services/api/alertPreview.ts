import { createRoute } from '@hono/zod-openapi';
import type { AskedPreview, PreviewLine } from '../watch/past/lines.ts';
import { mostShown, preview } from '../watch/preview.ts';
import { asProblem, body, ownerOf } from './alertShapes.ts';
import { askedPreviewShape, previewLineShape } from './previewShapes.ts';
import { ProblemError } from './problems.ts';
import { createRouter, type Deps } from './router.ts';
import { problems } from './shapes.ts';
import { streamOf } from './stream.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/alerts/preview',
  summary: 'Try an alert against the past before it is saved',
  description:
    'Runs it over the archive as if it had been made at `from`, with what the archive knew at each moment. The answer is ' +
    `lines of JSON, each as soon as it is known: hits in the order of time (${mostShown.toLocaleString('en')} at most), ` +
    'how far it is, and in the last line what they come to. docs/alerts.md says what it can’t know.',
  tags: ['Alerts'],
  request: { body: body(askedPreviewShape) },
  responses: {
    200: { description: 'Lines', content: { 'application/x-ndjson': { schema: previewLineShape } } },
    ...problems(400),
  },
});

/** At the same time: each takes a share of the database from those who read pages. */
const mostAtOnce = 2;
const yearMs = 365 * 86_400_000;

export function alertPreviewRoutes({ orm, now }: Deps) {
  const app = createRouter();
  let running = 0;
  // Counted from the first line on: nobody may ever read it.
  async function* written(lines: AsyncGenerator<PreviewLine>): AsyncGenerator<string> {
    running += 1;
    try {
      for await (const line of lines) yield `${JSON.stringify(line)}\n`;
    } finally {
      running -= 1;
    }
  }
  app.openapi(route, async (c) => {
    ownerOf(c);
    const { query, from, until, ...spec } = c.req.valid('json');
    const present = now();
    const asked: AskedPreview = {
      ...{ query, spec },
      from: from ?? new Date((until ?? present).getTime() - yearMs),
      until: until ?? present,
    };
    if (running >= mostAtOnce)
      throw new ProblemError(503, { detail: 'Several alerts are being tried; try again in a minute.' });
    const lines = await preview(orm, asked, present, c.req.raw.signal).catch(asProblem);
    return c.body(streamOf(written(lines)), 200, {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    }) as never;
  });
  return app;
}
