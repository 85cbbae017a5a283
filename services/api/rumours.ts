import { createRoute, z } from '@hono/zod-openapi';
import type { Orm } from '../../db/database.ts';
import { listToldEvents } from '../../db/toldEvents.ts';
import { type Rumour, recordsOf, rumoursOf, rumourTypes } from '../search/events/rumours.ts';
import { knownEntity, time } from './parameters.ts';
import { createRouter, type Deps } from './router.ts';
import { entityId, json, problems } from './shapes.ts';
import {
  namedShape,
  namesIn,
  readAtMost,
  readShape,
  type ShowSource,
  sourceShape,
  sourceShower,
} from './sources.ts';

const fate = z
  .enum(['came-true', 'open', 'not-yet'])
  .describe('came-true within so many days; open while these are not over; else not-yet');

const rumourShape = z
  .object({
    type: z
      .string()
      .describe('The event: entity-listing, licence-granted, …; for a proposal the rule that it becomes'),
    about: z.array(namedShape),
    fate,
    days: z
      .number()
      .nullable()
      .describe('From the first early article to the first that states it, in days; null while none does'),
    early: z.array(sourceShape).describe('The first early article of each publisher, the earliest first'),
    stated: sourceShape.nullable().describe('The first article that states it'),
    denied: sourceShape.nullable().describe('The first article that denies it'),
  })
  .openapi('Rumour');

const recordShape = z
  .object({
    publisher: z.string(),
    early: z
      .int()
      .describe('Happenings that it told as planned, unconfirmed or proposed before any article stated them'),
    first: z.int().describe('Of these, those that it told first'),
    cameTrue: z.int(),
    open: z.int(),
    notYet: z.int(),
    denied: z.int().describe('Of these, those that some article denies'),
    medianDays: z
      .number()
      .nullable()
      .describe('From its early article to the first statement, over those that came true'),
  })
  .openapi('RumourRecord');

const asked = {
  entity: entityId.optional().describe('Happenings in which this entity, or what belongs to it, has a part'),
  after: time
    .optional()
    .describe(
      'In articles published at or after this date or time (UTC); without it 730 days before the end',
    ),
  before: time.optional().describe('In articles published before this date or time (UTC); now when absent'),
  within: z.coerce
    .number()
    .int()
    .min(1)
    .max(730)
    .default(180)
    .describe('Days within which it has to be stated to count as come true, 1 to 730'),
};
const window = { within: z.int().describe('Days'), read: readShape };

const list = createRoute({
  method: 'get',
  path: '/v1/rumours',
  summary: 'What was told before it was sure, and how long it took to be stated',
  tags: ['Over time'],
  request: {
    query: z.strictObject({
      ...asked,
      type: z.enum(rumourTypes).optional().describe('entity-listing, licence-granted, …'),
      fate: fate.optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100).describe('How many at most, 1 to 500'),
    }),
  },
  responses: {
    200: json(z.object({ rumours: z.array(rumourShape), ...window }), 'The newest first'),
    ...problems(400),
  },
});

const publishers = createRoute({
  method: 'get',
  path: '/v1/rumours/publishers',
  summary: 'What became of each publisher’s early reports',
  tags: ['Over time'],
  request: { query: z.strictObject(asked) },
  responses: {
    200: json(z.object({ publishers: z.array(recordShape), ...window }), 'Most early reports first'),
    ...problems(400),
  },
});

const mostEvents = 10_000;
const years = 730 * 24 * 60 * 60 * 1000;

export function rumourRoutes({ orm, now }: Deps) {
  const app = createRouter();
  app.openapi(list, async (c) => {
    const { type, fate, limit, ...asked } = c.req.valid('query');
    const { rumours, read } = await loadRumours(orm, asked, now());
    const shown = rumours
      .filter((rumour) => (!type || rumour.type === type) && (!fate || rumour.fate === fate))
      .slice(0, limit);
    return c.json({ rumours: shown, within: asked.within, read }, 200);
  });
  app.openapi(publishers, async (c) => {
    const asked = c.req.valid('query');
    const { records, read } = await loadRumours(orm, asked, now());
    return c.json({ publishers: records, within: asked.within, read }, 200);
  });
  return app;
}

interface Asked {
  entity?: string | undefined;
  after?: Date | undefined;
  before?: Date | undefined;
  within: number;
}

export type ShownRumour = ReturnType<typeof shownRumour>;

/** Early reports, the newest first, and what became of each publisher's; in two years where no time is asked for. */
export async function loadRumours(orm: Orm, { entity, after, before, within }: Asked, now: Date) {
  await knownEntity(orm, entity);
  const end = before ?? now;
  const filter = { types: rumourTypes, entity, before: end, after: after ?? new Date(end.getTime() - years) };
  const { told, read } = await readAtMost(mostEvents, (most) => listToldEvents(orm, filter, most));
  const rumours = rumoursOf(told, { within, now: end });
  const names = namesIn(told);
  const show = await sourceShower(orm);
  return {
    read,
    rumours: rumours.map((rumour) => shownRumour(rumour, names, show)),
    records: recordsOf(rumours),
  };
}

const shownRumour = (
  { type, subjects, fate, days, early, stated, denied }: Rumour,
  names: ReturnType<typeof namesIn>,
  show: ShowSource,
) => ({
  ...{ type, fate, days },
  about: names(subjects),
  early: early.map(show),
  stated: stated && show(stated),
  denied: denied && show(denied),
});
