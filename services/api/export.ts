import { createRoute, z } from '@hono/zod-openapi';
import { textRights } from '../../db/rights.ts';
import { evidenceType } from '../export/evidence.ts';
import { formats } from '../export/formats.ts';
import { exportFile, exportFormats } from '../exportFile.ts';
import { flag, queryParameter } from './parameters.ts';
import { ProblemError } from './problems.ts';
import { askedQuery } from './query.ts';
import { createRouter, type Deps } from './router.ts';
import { problems } from './shapes.ts';
import { streamOf } from './stream.ts';

const query = z.strictObject({
  q: queryParameter.optional(),
  format: z
    .enum(exportFormats)
    .describe('csv, jsonl (everything), bibtex or csl (CSL-JSON) for citing, evidence (a zip for checking)')
    .openapi({ example: 'csv' }),
  copies: flag.optional().describe('true takes copies beside their originals; default false'),
  text: flag
    .optional()
    .describe('false leaves the articles’ texts out; default true, in evidence never')
    .openapi({ example: 'false' }),
  bom: flag.optional().describe('true begins CSV with a byte order mark, which Excel wants; default false'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000_000)
    .optional()
    .describe('The newest so many; all when left out'),
});

const types = [
  ...Object.values(formats).map(({ writer }) => writer({ now: new Date(0) }).type),
  evidenceType,
];
const file = z.string().openapi({ format: 'binary' });
const download = createRoute({
  method: 'get',
  path: '/v1/export',
  summary: 'Every article that a query finds, as a file',
  description:
    'The archive is asked once, when the download begins: what arrives later is not in it, and nothing is in it twice. ' +
    'docs/export.md tells the columns and the files of the evidence pack.',
  tags: ['Export'],
  request: { query },
  responses: {
    200: {
      description: 'The file',
      content: Object.fromEntries(types.map((type) => [type.split(';')[0] ?? type, { schema: file }])),
    },
    ...problems(400),
  },
});

/** Exports at the same time: each takes a share of the database from those who read pages. */
const mostAtOnce = 4;

export function exportRoutes({ orm, now }: Deps) {
  const app = createRouter();
  let running = 0;
  // Counted from the first chunk on: a HEAD request makes a body that nobody ever reads.
  async function* counted(chunks: AsyncGenerator<string | Uint8Array>) {
    running += 1;
    try {
      yield* chunks;
    } finally {
      running -= 1;
    }
  }
  app.openapi(download, async (c) => {
    const { q = '', limit, copies, ...asked } = c.req.valid('query');
    if (running >= mostAtOnce)
      throw new ProblemError(503, { detail: 'Several exports are running; try again in a minute.' });
    const { condition, canonical } = await askedQuery(orm, q, now());
    const { chunks, type, name } = await exportFile(orm, {
      ...asked,
      ...{ filter: { condition, copies }, query: q, canonical, most: limit, now: now() },
      mayShow: await textRights(orm),
    });
    return c.body(streamOf(counted(chunks)), 200, {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    }) as never;
  });
  return app;
}
