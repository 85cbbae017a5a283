import { createRoute, z } from '@hono/zod-openapi';
import { type Instrument, listInstruments } from '../../db/instruments.ts';
import { certainties, legalStatuses, pressStatuses } from '../../db/schema.ts';
import { legalStatus } from '../tag/names/legal-status.ts';
import { day, knownEntity } from './parameters.ts';
import { createRouter, type Deps } from './router.ts';
import { entityId, foundArticle, foundArticleShape, json, moment, problems } from './shapes.ts';

const legalState = z.object({
  from: z.iso.date().describe('First day of it'),
  to: z.iso.date().optional().describe('Its last day, where nothing is known to follow'),
  is: z.enum(legalStatuses),
  note: z.string().optional(),
  source: z.string().optional(),
});

const instrumentShape = z
  .object({
    id: entityId,
    name: z.string(),
    nameZh: z.string().nullable(),
    parentId: entityId.nullable(),
    legal: legalState.nullable().describe('Its standing in law on the day asked for; null where not known'),
    history: z.array(legalState).describe('Its standing in law over time, oldest first'),
    press: z
      .array(
        z.object({
          status: z.enum(pressStatuses),
          events: z.int().min(1).describe('Events that say so, copies left out'),
          latestAt: moment,
        }),
      )
      .describe('What articles say of its standing'),
    latest: z
      .object({
        status: z.enum(pressStatuses),
        certainty: z.enum(certainties),
        sentence: z.string(),
        article: foundArticleShape,
      })
      .nullable()
      .describe('The newest article that says so'),
  })
  .openapi('Instrument');

const list = createRoute({
  method: 'get',
  path: '/v1/instruments',
  summary: 'Rules with their standing in law beside what the press says of it',
  description:
    'The standing in law is a fact of the entity list, with its source; that in the press is what articles say. They ' +
    'differ, for example, where a headline says “rescinded” and the rule is still on the books.',
  tags: ['Instruments'],
  request: {
    query: z.strictObject({
      id: entityId.optional().describe('This rule alone'),
      on: day.optional().describe('The day whose standing in law is told; today when absent'),
    }),
  },
  responses: {
    200: json(
      z.object({ instruments: z.array(instrumentShape) }),
      'All, those that articles told of last first',
    ),
    ...problems(400),
  },
});

export function instrumentRoutes({ orm, now }: Deps) {
  const app = createRouter();
  app.openapi(list, async (c) => {
    const { id, on } = c.req.valid('query');
    await knownEntity(orm, id, 'id');
    const day = on === undefined ? now() : new Date(on);
    const instruments = await listInstruments(orm, id);
    return c.json({ instruments: instruments.map((instrument) => shownInstrument(instrument, day)) }, 200);
  });
  return app;
}

function shownInstrument({ status, press, latest, ...rule }: Instrument, on: Date) {
  return {
    ...rule,
    legal: legalStatus({ status }, on) ?? null,
    history: status,
    press: press.map(({ latestAt, ...report }) => ({ ...report, latestAt: latestAt.toISOString() })),
    latest: latest && { ...latest, article: foundArticle(latest.article) },
  };
}
