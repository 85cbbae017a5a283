import { createRoute, z } from '@hono/zod-openapi';
import type { Orm } from '../../db/database.ts';
import { type Entity, getEntity } from '../../db/entities.ts';
import { listGovernments, type Relative, relativesOf } from '../../db/relatives.ts';
import { certainties } from '../../db/schema.ts';
import { listToldEvents } from '../../db/toldEvents.ts';
import {
  type Control,
  controlKinds,
  controlStates,
  controlsOf,
  controlTypes,
  holdsBack,
} from '../search/events/controls.ts';
import { dayOf } from '../search/events/told.ts';
import { day, time } from './parameters.ts';
import { notFound } from './problems.ts';
import { createRouter, type Deps } from './router.ts';
import { entityId, json, moment, problems } from './shapes.ts';
import {
  namedShape,
  namesIn,
  readAtMost,
  readShape,
  type ShowSource,
  shownSources,
  sourceShower,
  sourcesShape,
} from './sources.ts';

const state = z
  .enum(controlStates)
  .describe(
    'listed, removed, licence-required, allowed, refused, banned (apps), discouraged (China’s buyers)',
  );

const stepShape = z.object({
  state,
  days: z.object({
    from: z.iso.date(),
    to: z.iso.date(),
    dated: z.boolean().describe('False where no text gives the day: it had happened by then'),
  }),
  certainty: z.enum(certainties),
  changes: z
    .boolean()
    .describe(
      'Whether it makes the state; what is planned, unconfirmed or denied is told and changes nothing',
    ),
  role: z.string().describe('The entity’s part: target, exporter, buyer, seller'),
  actors: z.array(namedShape).describe('Who acts, as far as the articles say'),
  ...sourcesShape,
});

const controlShape = z
  .object({
    control: z.enum(controlKinds),
    by: namedShape
      .nullable()
      .describe('The government whose control it is; where no article names any, the usual one or null'),
    rule: namedShape.nullable().describe('The list or rule, where articles name it'),
    state: state.nullable().describe('null: not known to be under it'),
    since: z.iso
      .date()
      .nullable()
      .describe('The day of the step that made the state, or by which it was made'),
    says: z.string().describe('The same in words'),
    steps: z.array(stepShape).describe('In the order of their days'),
  })
  .openapi('Control');

const statusShape = z
  .object({
    entityId,
    name: z.string(),
    asOf: z.iso.date(),
    knownBy: moment.nullable(),
    says: z.string().describe('In a sentence; “not known to be” where no article of the archive says so'),
    controls: z.array(controlShape).describe('Its own'),
    family: z
      .array(
        namedShape.extend({
          relation: z.enum(['above', 'below']).describe('Whom it belongs to, or what belongs to it'),
          controls: z.array(controlShape).describe('Those that hold it back on that day'),
        }),
      )
      .describe('Relatives that are held back: the parent of a chip, the units of a firm'),
    read: readShape,
  })
  .openapi('ControlStatus');

const one = createRoute({
  method: 'get',
  path: '/v1/entities/{id}/status',
  summary: 'Under which controls an entity stood on a day, as far as articles say',
  description:
    'Listings, licences, bans and the like, folded in the order of their days, each step with its sources. It is what the ' +
    'archive’s articles say, not the law: an archive that begins later than a listing does not know it.',
  tags: ['Over time'],
  request: {
    params: z.object({ id: entityId }),
    query: z.strictObject({
      asOf: day
        .optional()
        .describe('The day, included; today when absent')
        .openapi({ example: '2025-06-01' }),
      knownBy: time
        .optional()
        .describe('Only what articles published before this date or time said: what could be known then'),
    }),
  },
  responses: { 200: json(statusShape, 'The status'), ...problems(400, 404) },
});

const mostEvents = 5000;
const mostRelatives = 100;

export function controlRoutes({ orm, now }: Deps) {
  const app = createRouter();
  app.openapi(one, async (c) => {
    const entity = await getEntity(orm, c.req.valid('param').id);
    if (!entity) throw notFound('There is no entity with this id.');
    const { asOf = dayOf(now()), knownBy } = c.req.valid('query');
    return c.json(await controlStatus(orm, entity, asOf, knownBy), 200);
  });
  return app;
}

/** Under which controls an entity stood on a day, by what was published before `knownBy`. */
export async function controlStatus(
  orm: Orm,
  { id, name }: Pick<Entity, 'id' | 'name'>,
  asOf: string,
  knownBy?: Date,
): Promise<z.infer<typeof statusShape>> {
  const [relatives, governments] = await Promise.all([
    relativesOf(orm, id, mostRelatives),
    listGovernments(orm),
  ]);
  const places = new Map(governments.flatMap((one) => one.members.map((member) => [member, one.id])));
  const filter = {
    types: controlTypes,
    anyOf: [id, ...relatives.map((relative) => relative.id)],
    before: knownBy,
  };
  const { told, read } = await readAtMost(mostEvents, (most) => listToldEvents(orm, filter, most));
  const tell = teller(namesIn(told, [...relatives, ...governments]), await sourceShower(orm));
  const of = (entityId: string) => controlsOf(entityId, told, asOf, places);
  const controls = of(id).map(tell);
  const family = relatives.flatMap(heldBack(of, tell));
  const known = knownBy?.toISOString() ?? null;
  const says = saying(name, controls, family);
  return { entityId: id, name, asOf, knownBy: known, says, controls, family, read };
}

const heldBack =
  (of: (id: string) => Control[], tell: ReturnType<typeof teller>) =>
  ({ id, name, relation }: Relative) => {
    const controls = of(id)
      .filter((control) => holdsBack(control.state))
      .map(tell);
    return controls.length === 0 ? [] : [{ entityId: id, name, relation, controls }];
  };

type Told = ReturnType<ReturnType<typeof teller>>;

const teller = (names: ReturnType<typeof namesIn>, show: ShowSource) => (control: Control) => {
  const { state, steps } = control;
  const made = steps.findLast(({ changes }) => changes);
  const by = control.by === null ? null : names([control.by])[0]!;
  const rule = control.rule === null ? null : names([control.rule])[0]!;
  return {
    ...{ control: control.control, by, rule, state, since: made?.toDay ?? null },
    says: words(control, by?.name, rule?.name),
    steps: steps.map(({ fromDay, toDay, dated, actors, sources, ...step }) => ({
      ...step,
      days: { from: fromDay, to: toDay, dated },
      actors: names(actors),
      ...shownSources(sources, show),
    })),
  };
};

const lists = {
  'trade-list': 'a trade blacklist',
  'military-list': 'the military list',
  'chinese-list': 'a Chinese list',
};

function words({ control, state, steps }: Control, by: string | undefined, rule: string | undefined): string {
  const made = steps.findLast(({ changes }) => changes);
  const isList = control.endsWith('-list');
  if (state === null || !made) {
    const only = [...new Set(steps.map(({ certainty }) => certainty))].filter((each) => each !== 'stated');
    return `not known to be ${isList ? 'listed' : 'controlled'}${only.length ? `, only ${only.join(' and ')}` : ''}`;
  }
  const since = made.fromDay === made.toDay && made.dated ? `since ${made.toDay}` : `by ${made.toDay}`;
  const what = isList
    ? `${state} ${state === 'listed' ? 'on' : 'from'} ${rule ?? lists[control as keyof typeof lists]}`
    : state;
  return `${what}${by ? ` (${by})` : ''} ${since}`;
}

/** Who is not known to be listed may be: the archive does not say that he is not. */
function saying(
  name: string,
  controls: readonly Told[],
  family: readonly { name: string; controls: Told[] }[],
): string {
  const own = controls.filter(({ state }) => state !== null).map(({ says }) => says);
  const isListed = controls.some(({ control, state }) => control.endsWith('-list') && state === 'listed');
  const others = family.map(
    (relative) => `${relative.name}: ${relative.controls.map(({ says }) => says).join('; ')}.`,
  );
  return [
    `${name}: ${[...(isListed ? [] : ['not known to be listed']), ...own].join('; ')}.`,
    ...others,
  ].join(' ');
}
