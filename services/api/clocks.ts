import { createRoute, z } from '@hono/zod-openapi';
import type { Orm } from '../../db/database.ts';
import { listLegal } from '../../db/relatives.ts';
import { legalStatuses } from '../../db/schema.ts';
import { listToldEvents } from '../../db/toldEvents.ts';
import { type Clock, clocksOf } from '../search/events/clocks.ts';
import { clockKinds, clockSentence } from '../search/events/clockWords.ts';
import { dayOf, daysBetween, type Told } from '../search/events/told.ts';
import { datesIn } from '../tag/dates/dates.ts';
import { day, knownEntity } from './parameters.ts';
import { createRouter, type Deps } from './router.ts';
import { entityId, json, problems } from './shapes.ts';
import {
  countArticles,
  inTurns,
  mostListed,
  namedShape,
  namesIn,
  readAtMost,
  readShape,
  type ShowSource,
  sourceShape,
  sourceShower,
  sourcesShape,
} from './sources.ts';

const clockShape = z
  .object({
    kind: z
      .enum(clockKinds)
      .describe(
        'takes-effect, ceases (a pause, a rescission begins), pause-ends, expires, comments-close, comply-by; due: told to ' +
          'happen on that day and no more',
      ),
    day: z.iso.date().describe('First day of what begins, last day of what ends'),
    daysLeft: z.int().describe('Days from today (UTC), negative for past ones'),
    state: z.enum(['upcoming', 'past']),
    rules: z.array(namedShape).describe('Rules of the entity list that it is about'),
    about: z.array(namedShape).describe('Whom or what else'),
    certainty: z
      .enum(['law', 'stated', 'planned', 'unconfirmed', 'denied'])
      .describe('law: the entity list says so; else the surest of its articles'),
    law: z
      .object({ is: z.enum(legalStatuses), note: z.string().optional(), source: z.string().optional() })
      .nullable()
      .describe('What the entity list says, with its source; null where articles alone do'),
    otherDays: z
      .array(z.iso.date())
      .describe('Other days that are told for the same at about the same time: the sources conflict'),
    ...sourcesShape,
    sources: z
      .array(sourceShape.extend({ words: z.string().describe('The date as written') }))
      .describe(`The first ${mostListed} of them, the earliest first`),
  })
  .openapi('Clock');

const query = z
  .strictObject({
    from: day.optional().describe('Clocks of this day or later').openapi({ example: '2026-11-01' }),
    to: day.optional().describe('Clocks of this day or earlier').openapi({ example: '2026-12-31' }),
    entity: entityId
      .optional()
      .describe('Clocks of this rule, or of events in which this entity, or what belongs to it, has a part'),
    state: z
      .enum(['upcoming', 'past'])
      .optional()
      .describe(
        'upcoming: today or later, the next first; past: the last first. Without any of from, to and state: upcoming',
      ),
    limit: z.coerce.number().int().min(1).max(500).default(100).describe('How many at most, 1 to 500'),
  })
  .refine(({ from, to }) => !from || !to || from <= to, {
    message: 'must not be later than to',
    path: ['from'],
  });

const list = createRoute({
  method: 'get',
  path: '/v1/clocks',
  summary: 'What takes effect or ends when',
  description:
    'Dated facts of the entity list, and days to which sentences give a meaning (“suspended until 27 November 2026”, ' +
    '“自8月1日起实施”), one clock for each day and thing with all its sources. Copies are no sources.',
  tags: ['Over time'],
  request: { query },
  responses: {
    200: json(z.object({ today: z.iso.date(), clocks: z.array(clockShape), read: readShape }), 'The clocks'),
    ...problems(400),
  },
});

/** Sentences that are read for dates, the newest: half a millisecond each. */
const mostEvents = 2000;

export function clockRoutes({ orm, now }: Deps) {
  const app = createRouter();
  app.openapi(list, async (c) => {
    const asked = c.req.valid('query');
    await knownEntity(orm, asked.entity);
    const { today, clocks, read } = await loadClocks(orm, asked.entity, now());
    return c.json({ today, clocks: chosen(clocks, asked), read }, 200);
  });
  return app;
}

export type ShownClock = ReturnType<typeof shownClock>;

/** All clocks by day, or those of an entity, as the API tells them. */
export async function loadClocks(orm: Orm, entity: string | undefined, now: Date) {
  const today = dayOf(now);
  const [{ told, read }, laws] = await Promise.all([
    readAtMost(mostEvents, (most) =>
      listToldEvents(orm, { entity, dating: clockSentence, before: now }, most),
    ),
    listLegal(orm, entity),
  ]);
  const dates = await inTurns<Told, ReturnType<typeof datesOf>>(told, datesOf);
  const names = namesIn(told, laws);
  const show = await sourceShower(orm);
  const clocks = clocksOf(told, laws, (event) => dates.get(event) ?? []);
  return { today, read, clocks: clocks.map((clock) => shownClock(clock, names, today, show)) };
}

const datesOf = ({ sentence, article }: Told) =>
  datesIn(sentence, { start: 0, end: sentence.length }, article.language, article.publishedAt);

function chosen(clocks: readonly ShownClock[], asked: z.output<typeof query>): ShownClock[] {
  const { from, to, limit } = asked;
  const state = asked.state ?? (from || to ? undefined : 'upcoming');
  const kept = clocks.filter(
    (clock) => (!from || clock.day >= from) && (!to || clock.day <= to) && (!state || clock.state === state),
  );
  return (state === 'past' ? kept.reverse() : kept).slice(0, limit);
}

function shownClock(clock: Clock, names: ReturnType<typeof namesIn>, today: string, show: ShowSource) {
  const { kind, day, certainty, law, otherDays } = clock;
  return {
    ...{ kind, day, certainty, otherDays, daysLeft: daysBetween(today, day) },
    state: day >= today ? ('upcoming' as const) : ('past' as const),
    rules: names(clock.rules),
    about: names(clock.about),
    law: law && { is: law.is, note: law.note, source: law.source },
    told: countArticles(clock.sources),
    sources: clock.sources.slice(0, mostListed).map(({ words, ...source }) => ({ ...show(source), words })),
  };
}
