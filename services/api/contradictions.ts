import { createRoute, z } from '@hono/zod-openapi';
import type { Orm } from '../../db/database.ts';
import { listToldEvents } from '../../db/toldEvents.ts';
import { contradictionsOf, differences } from '../search/events/contradictions.ts';
import { knownEntity, time } from './parameters.ts';
import { createRouter, type Deps } from './router.ts';
import { entityId, json, problems } from './shapes.ts';
import {
  namedShape,
  namesIn,
  readAtMost,
  readShape,
  shownSources,
  sourceShower,
  sourcesShape,
} from './sources.ts';

const differ = z
  .enum(differences)
  .describe(
    'certainty: stated against denied; opposite: listed against removed, allowed against refused; status: rescinded against ' +
      'not enforced or paused; count: another number of the same; day: another day of the same in one story',
  );

const contradictionShape = z
  .object({
    type: z.string().describe('Of the event as told first'),
    about: z.array(namedShape),
    differ,
    sides: z
      .array(
        z.object({
          says: z.string().describe('stated, licence-denied, 36, 2025-01-15, …'),
          ...sourcesShape,
        }),
      )
      .length(2)
      .describe('The one told first comes first'),
  })
  .openapi('Contradiction');

const list = createRoute({
  method: 'get',
  path: '/v1/contradictions',
  summary: 'In what publishers contradict each other about one event',
  description:
    'Events of one type, or of opposite types, about the same entity in articles of two publishers ten days apart at most. ' +
    'Copies are left out. A contradiction is a reason to read both, not a verdict on either.',
  tags: ['Over time'],
  request: {
    query: z.strictObject({
      entity: entityId.optional().describe('Events in which this entity, or what belongs to it, has a part'),
      differ: differ.optional(),
      after: time
        .optional()
        .describe(
          'In articles published at or after this date or time (UTC); without it 365 days before the end',
        ),
      before: time
        .optional()
        .describe('In articles published before this date or time (UTC); now when absent'),
      limit: z.coerce.number().int().min(1).max(500).default(100).describe('How many at most, 1 to 500'),
    }),
  },
  responses: {
    200: json(z.object({ contradictions: z.array(contradictionShape), read: readShape }), 'The newest first'),
    ...problems(400),
  },
});

const mostEvents = 10_000;
const year = 365 * 24 * 60 * 60 * 1000;

export function contradictionRoutes({ orm, now }: Deps) {
  const app = createRouter();
  app.openapi(list, async (c) => {
    const { differ, limit, ...asked } = c.req.valid('query');
    await knownEntity(orm, asked.entity);
    const { contradictions: all, read } = await loadContradictions(orm, asked, now());
    const contradictions = all.filter((each) => !differ || each.differ === differ).slice(0, limit);
    return c.json({ contradictions, read }, 200);
  });
  return app;
}

interface Asked {
  entity?: string | undefined;
  after?: Date | undefined;
  before?: Date | undefined;
}

/** In what publishers contradict each other, the newest first; in a year where no time is asked for. */
export async function loadContradictions(orm: Orm, asked: Asked, now: Date) {
  const { entity, before = now } = asked;
  const after = asked.after ?? new Date(before.getTime() - year);
  const { told, read } = await readAtMost(mostEvents, (most) =>
    listToldEvents(orm, { entity, after, before }, most),
  );
  const names = namesIn(told);
  const show = await sourceShower(orm);
  const contradictions = contradictionsOf(told).map(({ about, sides, ...each }) => ({
    ...each,
    about: names(about),
    sides: sides.map(({ says, sources }) => ({ says, ...shownSources(sources, show) })),
  }));
  return { contradictions, read };
}
