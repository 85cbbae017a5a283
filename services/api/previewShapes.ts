import { z } from '@hono/zod-openapi';
import { numbersSchema, toldSchema } from '../alert/told.ts';
import { heldReasons } from '../watch/past/fired.ts';
import { newAlertShape } from './alertShapes.ts';
import { time } from './parameters.ts';
import { articleId, moment } from './shapes.ts';

const article = z.object({
  id: articleId,
  title: z.string().describe('As it was first'),
  url: z.string().nullable(),
  publisher: z.string(),
  publishedAt: moment,
});

const hit = z.object({
  at: moment.describe('When it would have fired'),
  about: z.string().describe('What it is about; an alert never fires twice about one thing'),
  kind: toldSchema.shape.kind,
  why: z.string().describe('In one sentence'),
  toldAt: moment.describe('When its message would have been made, as far as could be said then'),
  numbers: numbersSchema
    .nullable()
    .describe('What the gates looked at; null where many articles made it fire'),
  storyId: z.int().nullable(),
  article: article.extend({ language: z.string() }).nullable(),
  assumed: z
    .boolean()
    .describe('The article was found long after it was published; it is taken as found at once'),
  official: z
    .object({
      minutes: z.int().describe('From the hit to it: 90 came an hour and a half after the hit, −90 before'),
      article,
    })
    .nullable()
    .describe('What the authority itself published of it, within 30 days'),
});

const week = z.object({
  week: z.iso.date().describe('Its Monday (UTC)'),
  hits: z.int(),
  notices: z.int(),
});

const day = z.object({
  day: z.iso.date(),
  hits: z.int(),
  copies: z.int().describe('Copies that made nothing fire'),
  held: z.int().describe('Other articles that made nothing fire'),
});

const summary = z.object({
  from: moment,
  until: moment,
  archiveFrom: moment.nullable().describe('Of the oldest article: before it, nothing could fire'),
  articles: z.int().describe('Found by the query, copies too'),
  hits: z.int(),
  unshown: z.int().describe('Hits beyond those that are listed'),
  notices: z.int().describe('Messages that its rhythm would have made of the hits'),
  aWeek: z.object({ hits: z.number(), notices: z.number() }).describe('On average'),
  busiest: week,
  weeks: z.array(week),
  days: z.array(day).describe('Days (UTC) that have something'),
  held: z
    .object(Object.fromEntries(heldReasons.map((reason) => [reason, z.int()])))
    .describe('Articles found that made nothing fire, by why; `story` is one that had been told already'),
  official: z
    .object({
      hits: z.int().describe('With an official text near them'),
      medianMinutes: z.number().nullable().describe('Above 0: hits came before it'),
      before: z.int().describe('Hits that did'),
      itself: z.int().describe('Hits that were official texts themselves; not among `hits`'),
    })
    .describe('How long before or after the official text'),
  publishers: z.array(z.object({ publisher: z.string(), hits: z.int() })).describe('Who made it fire'),
  assumed: z.int().describe('Articles found long after they were published'),
  retagged: z.int().describe('Articles tagged anew since, judged by their first tags'),
  coverage: z
    .array(
      z.object({
        at: moment,
        kind: z.string(),
        publisher: z.string().nullable(),
        note: z.string().nullable(),
      }),
    )
    .describe('What changed in the gathering'),
});

/** One line of the answer. */
export const previewLineShape = z
  .union([
    z.object({ hit }),
    z.object({
      progress: z.object({ until: moment.describe('All before is done'), articles: z.int(), hits: z.int() }),
    }),
    z.object({ summary }),
  ])
  .openapi('PreviewLine');

export const askedPreviewShape = newAlertShape
  .omit({ name: true, channels: true })
  .extend({
    from: time.optional().describe('As if it had been made then; 365 days ago when left out'),
    until: time.optional().describe('Up to then; now when left out'),
  })
  .openapi('AskedPreview', {
    example: {
      query: 'entity:huawei licence',
      trigger: { on: 'event', type: 'licence-denied', entity: 'huawei' },
      gates: { novelty: 40 },
      from: '2026-01-01',
    },
  });
