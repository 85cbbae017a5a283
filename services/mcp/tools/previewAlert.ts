import { z } from 'zod';
import { triggerSchema } from '../../alert/spec.ts';
import { counted } from '../../cli/lines.ts';
import type { Archive } from '../archive.ts';
import { line } from '../clean.ts';
import { articleShape, cited, citedShape, minuteOf, told } from '../shapes.ts';
import { tool } from '../tool.ts';

const fields = {
  at: z.string().describe('When it would have fired'),
  kind: z.string(),
  why: z.string(),
  storyId: z.number().nullable(),
};
const apiHit = z.object({ ...fields, article: articleShape.nullable() });
const hit = z.object({ ...fields, article: citedShape.nullable() });
const summary = z.object({
  from: z.string(),
  until: z.string(),
  articles: z.number().describe('Found by the query, copies too'),
  hits: z.number(),
  aWeek: z.object({ hits: z.number(), notices: z.number() }),
  busiest: z.object({ week: z.string(), hits: z.number() }),
  held: z.record(z.string(), z.number()).describe('Articles that made nothing fire, by why'),
  publishers: z.array(z.object({ publisher: z.string(), hits: z.number() })),
});
const lineShape = z.union([
  z.object({ hit: apiHit }),
  z.object({ summary }),
  z.object({ progress: z.unknown() }),
]);
const output = z.object({ summary, hits: z.array(hit).describe('The last of them, in the order of time') });

export const previewAlert = tool({
  name: 'preview_alert',
  title: 'Try an alert against the past',
  description:
    'When an alert would have fired, on what, and how often, had it been made in the past. Saves nothing. The trigger is each new story unless another is given; gates (0 to 100) hold back what matters less.',
  input: z.strictObject({
    query: z.string().max(1000).describe('What it watches; query language: see search'),
    trigger: triggerSchema.optional(),
    gates: z
      .strictObject(
        Object.fromEntries(
          ['relevance', 'novelty', 'importance', 'credibility'].map((gate) => [
            gate,
            z.int().min(0).max(100).optional(),
          ]),
        ),
      )
      .optional(),
    from: z.string().max(40).optional().describe('As if made on that day; a year ago when left out'),
    until: z.string().max(40).optional(),
    hits: z.int().min(0).max(50).default(10).describe('The last so many are told'),
  }),
  output,
  async find(archive, { hits, ...alert }) {
    const all: z.output<typeof hit>[] = [];
    let sum: z.output<typeof summary> | undefined;
    for await (const text of archive.tryAlert(alert)) {
      const read = lineShape.parse(text);
      if ('summary' in read) sum = read.summary;
      else if ('hit' in read) all.push(withPage(archive, read.hit));
    }
    return { summary: sum!, hits: all.slice(all.length - Math.min(hits, all.length)) };
  },
  tell: ({ summary, hits }) =>
    [
      `Would have fired ${counted(summary.hits, 'time')} from ${summary.from.slice(0, 10)} to ${summary.until.slice(0, 10)}, ${summary.aWeek.hits.toFixed(2)} a week, at most ${summary.busiest.hits} in the week of ${summary.busiest.week}.`,
      `The query found ${counted(summary.articles, 'article')}. Held back: ${heldBack(summary.held) || 'none'}.`,
      ...(hits.length > 0 ? [`The last ${hits.length}:`] : []),
      ...hits.map(
        ({ at, why, article }) => `\n${minuteOf(at)}: ${line(why)}${article ? `\n${told(article)}` : ''}`,
      ),
    ].join('\n'),
});

const withPage = (archive: Archive, { article, ...hit }: z.output<typeof apiHit>) => ({
  ...hit,
  article: article && cited(archive, article),
});

const heldBack = (held: Record<string, number>): string =>
  Object.entries(held)
    .filter(([, articles]) => articles > 0)
    .map(([why, articles]) => `${why} ${articles}`)
    .join(', ');
