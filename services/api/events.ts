import { createRoute, z } from '@hono/zod-openapi';
import { type FoundEvent, listEvents } from '../../db/events.ts';
import { certainties, entityTypes, instrumentKinds, pressStatuses, stances } from '../../db/schema.ts';
import { catalogueOf } from '../tag/events/catalogue.ts';
import { day, foundParameters, knownEntity, nextCursor, pageOf } from './parameters.ts';
import { createRouter, type Deps } from './router.ts';
import { entityId, foundArticleShape, foundFields, foundShape, json, problems } from './shapes.ts';

const stance = z
  .enum(stances)
  .describe('What it does to the flow of chips and models: tighten, loosen, enforce, retaliate, none');

const { types } = catalogueOf('en');
const roles = new Set(types.flatMap((type) => type.roles.map(({ role }) => role)));

const roleShape = z.object({
  entityId,
  name: z.string(),
  nameZh: z.string().nullable(),
  type: z.enum(entityTypes),
  listed: z.boolean(),
  role: z.string().describe('The part: target, actor, exporter, buyer, rival, …'),
  effect: z.int().min(-1).max(1).describe('What the event does to it: −1 bad, 0 neither, 1 good'),
  words: z.string().describe('As the text names it'),
  start: z.int().min(0),
  end: z.int().min(1),
});

export const eventOfArticle = z.object({
  ...foundShape,
  type: z.string().describe('entity-listing, licence-granted, model-release-open, …'),
  words: z.string().describe('The words that show it'),
  sentence: z
    .object({ text: z.string(), start: z.int(), end: z.int() })
    .describe('The sentence around them; of a very long one the part around the words'),
  days: z
    .object({
      from: z.iso.date(),
      to: z.iso.date(),
      dated: z.boolean().describe('False where the text gives no date and the days are that of publication'),
    })
    .describe('When it happened or shall happen, both ends included'),
  certainty: z.enum(certainties),
  stance,
  instrument: z
    .object({
      kind: z.enum(instrumentKinds),
      entityId: entityId.nullable(),
      name: z.string().nullable(),
      pressStatus: z.enum(pressStatuses).nullable().describe('What the text says of its standing'),
    })
    .nullable()
    .describe('What a policy event works through'),
  who: z.array(roleShape),
});

const eventShape = eventOfArticle.extend({ article: foundArticleShape }).openapi('Event');

const listQuery = z
  .strictObject({
    type: z
      .enum(types.map(({ id }) => id))
      .optional()
      .describe('entity-listing, price-cut, …'),
    entity: entityId.optional().describe('Events in which this entity, or what belongs to it, has a part …'),
    role: z
      .enum([...roles])
      .optional()
      .describe('… this part: target, actor, …'),
    stance: stance.optional(),
    certainty: z.enum(certainties).optional(),
    instrument: entityId.optional().describe('Events that work through this rule'),
    from: day
      .optional()
      .describe('That happened, or shall happen, on this day or later')
      .openapi({ example: '2025-01-01' }),
    to: day.optional().describe('On this day or earlier').openapi({ example: '2025-12-31' }),
    ...foundParameters,
  })
  .refine(({ from, to }) => !from || !to || from <= to, {
    message: 'must not be later than to',
    path: ['from'],
  });

const list = createRoute({
  method: 'get',
  path: '/v1/events',
  summary: 'Events, those of the newest articles first',
  tags: ['Events'],
  request: { query: listQuery },
  responses: {
    200: json(z.object({ events: z.array(eventShape), next: nextCursor }), 'One page'),
    ...problems(400),
  },
});

export function eventRoutes({ orm }: Deps) {
  const app = createRouter();
  app.openapi(list, async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query');
    await knownEntity(orm, filter.entity);
    await knownEntity(orm, filter.instrument, 'instrument');
    const { shown, next } = await pageOf(
      { limit, cursor },
      (most, from) => listEvents(orm, filter, most, from),
      shownEvent,
    );
    return c.json({ events: shown, next }, 200);
  });
  return app;
}

/** An event as the API tells it. */
export function shownEvent(event: FoundEvent) {
  const { instrument, instrumentId, instrumentName, pressStatus } = event;
  return {
    ...foundFields(event),
    type: event.type,
    words: event.words,
    sentence: { text: event.sentence, start: event.sentenceStart, end: event.sentenceEnd },
    days: { from: event.fromDay, to: event.toDay, dated: event.dated },
    certainty: event.certainty,
    stance: event.stance,
    instrument: instrument && { kind: instrument, entityId: instrumentId, name: instrumentName, pressStatus },
    who: event.who.map(({ startsAt, endsAt, ...role }) => ({ ...role, start: startsAt, end: endsAt })),
  };
}
