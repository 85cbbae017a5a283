import type { PropsWithChildren } from 'hono/jsx';
import type { Orm } from '../../../db/database.ts';
import {
  type Entity,
  type EntityCoverage,
  findEntities,
  knownIds,
  listEntities,
} from '../../../db/entities.ts';
import { entityTypes } from '../../../db/schema.ts';
import { number, type Sentence, say } from '../language/say.tsx';
import { addressOf, isStorable } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import type { Asked } from '../layout/pageTools.ts';
import { typeName } from '../parts/names.ts';
import { type CountedTime, countedTimes, type ReadCoverage, sinceOf } from './coverage.ts';
import { EntityTable, type Line, type Order, orders, sorted } from './entityTable.tsx';
import { NotOnTheListYet, proposedId, UnlistedTable } from './unlisted.tsx';

const entitiesShown = 100;
const kinds = { listed: 'On the entity list', found: 'Not on the list yet' } as const;
type Kind = keyof typeof kinds;

const timeNames: Record<CountedTime, Sentence> = {
  '30d': 'last 30 days',
  '1y': 'last 365 days',
  all: 'whole archive',
};

/** What the list is asked for. */
interface ListAsked {
  name: string;
  type: Entity['type'] | undefined;
  kind: Kind;
  time: CountedTime;
  order: Order;
  /** The other way round. */
  turned: boolean;
  /** Shows those as well that nobody wrote of in this time. */
  quiet: boolean;
  offset: number;
}

/** What can't be understood is left out: this page has no field that a reader could type wrongly. */
function readAsked(asked: Asked): ListAsked {
  const name = (asked('name') ?? '').trim().slice(0, 100);
  const offset = Number(asked('offset') ?? 0);
  const one = <T extends string>(known: readonly T[], parameter: string, usual: T): T =>
    known.find((each) => each === asked(parameter)) ?? usual;
  return {
    name: isStorable(name) ? name : '',
    type: entityTypes.find((type) => type === asked('type')),
    kind: one(Object.keys(kinds) as Kind[], 'kind', 'listed'),
    time: one(Object.keys(countedTimes) as CountedTime[], 'time', '30d'),
    order: one(orders, 'sort', 'articles'),
    turned: asked('turned') === 'true',
    quiet: asked('quiet') === 'true',
    offset: Number.isInteger(offset) && offset > 0 && offset <= 100_000 ? offset : 0,
  };
}

const usual: Partial<ListAsked> = { kind: 'listed', time: '30d', order: 'articles' };

/** The address that asks for it again, with changes. */
const listAddress = (asked: ListAsked, change: Partial<ListAsked> = {}): string => {
  const { order, offset, kind, time, ...rest } = { ...asked, ...change };
  const unusual = <T,>(value: T, by: keyof ListAsked) =>
    value === usual[by] ? undefined : (value as string);
  return addressOf('/entities', {
    ...rest,
    kind: unusual(kind, 'kind'),
    time: unusual(time, 'time'),
    sort: unusual(order, 'order'),
    offset: Math.max(0, offset) || undefined,
  });
};

/** Entities with how much is written about them, in what mood, and how both have changed. */
export async function entitiesPage(orm: Orm, coverage: ReadCoverage, query: Asked, now: Date) {
  const asked = readAsked(query);
  return asked.kind === 'listed' ? listedPage(orm, coverage, asked) : foundPage(orm, asked, now);
}

async function listedPage(orm: Orm, coverage: ReadCoverage, asked: ListAsked) {
  const { name, type, time, offset, order, turned } = asked;
  const counted = await coverage(time);
  const entities = name
    ? await findEntities(orm, { name, type, listed: true })
    : counted.listed.filter((entity) => !type || entity.type === type);
  const lines = entities.map(
    (entity): Line => ({
      entity,
      now: counted.now.get(entity.id) ?? null,
      earlier: counted.earlier && (counted.earlier.get(entity.id) ?? null),
    }),
  );
  // Who looks for a name wants it whether or not anybody wrote of it.
  const told = name || asked.quiet ? lines : lines.filter(({ now, earlier }) => now ?? earlier);
  const shown = sorted(told, order, turned).slice(offset, offset + entitiesShown);
  return (
    <ListPage asked={asked} more={told.length > offset + entitiesShown}>
      {lines.length > 0 && told.length === 0 ? (
        <p class="lead">{say('No entity of the list was named in this time.')}</p>
      ) : shown.length === 0 ? (
        <Nothing asked={asked} />
      ) : (
        <EntityTable
          {...{ lines: shown, order, turned, changes: counted.earlier !== null }}
          caption={say(
            '{n} entities. Articles of the {time} that name the entity itself, copies left out, and the mean sentiment towards it.',
            {
              n: number(told.length),
              time: say(timeNames[time]),
            },
          )}
          sortedBy={(by) => listAddress(asked, { order: by, turned: by === order && !turned, offset: 0 })}
        />
      )}
      {told.length < lines.length && (
        <p class="hint">
          <a href={listAddress(asked, { quiet: true, offset: 0 })}>
            {say('{n} others of the list were not named then: show them too', {
              n: number(lines.length - told.length),
            })}
          </a>
        </p>
      )}
      <NotOnTheListYet entities={counted.unlisted} />
    </ListPage>
  );
}

async function foundPage(orm: Orm, asked: ListAsked, now: Date) {
  const { name, type, offset, time } = asked;
  const filter = { name: name || undefined, type, listed: false, since: sinceOf(time, now) };
  const entities = await listEntities(orm, filter, entitiesShown + 1, offset);
  const shown = entities.slice(0, entitiesShown);
  return (
    <ListPage asked={asked} more={entities.length > entitiesShown}>
      {shown.length === 0 ? (
        <Nothing asked={asked} />
      ) : (
        <UnlistedTable entities={shown} taken={await takenIds(orm, shown)} time={say(timeNames[time])} />
      )}
    </ListPage>
  );
}

/** Ids that unlisted entities would be given and that others have already. */
const takenIds = (orm: Orm, entities: EntityCoverage[]) =>
  knownIds(
    orm,
    entities.map(({ id, type }) => proposedId(id, type, new Set())),
  );

type ListPageProps = PropsWithChildren<{ asked: ListAsked; more: boolean }>;

const ListPage = ({ asked, more, children }: ListPageProps) => (
  <Page title={say('Entities')} section="entities">
    <h1>{say('Entities')}</h1>
    <Filter asked={asked} />
    {children}
    <p class="pages">
      {asked.offset > 0 && (
        <a href={listAddress(asked, { offset: asked.offset - entitiesShown })}>{say('← Before these')}</a>
      )}
      {more && (
        <a href={listAddress(asked, { offset: asked.offset + entitiesShown })}>{say('After these →')}</a>
      )}
    </p>
    <p class="hint">
      <a href="/quotes">{say('All quotes of the archive')}</a>
    </p>
  </Page>
);

const Nothing = ({ asked }: { asked: ListAsked }) => (
  <p class="lead">
    {say('No entity fits this.')}{' '}
    {asked.kind === 'listed' && asked.name !== '' && (
      <a href={listAddress(asked, { kind: 'found', offset: 0 })}>
        {say('Look among the names that are not on the list yet')}
      </a>
    )}
  </p>
);

function Filter({ asked }: { asked: ListAsked }) {
  return (
    <search aria-label={say('Find entities')}>
      <form class="filter entity-filter" action="/entities">
        <div class="fields row">
          <div class="field">
            <label for="e-name">{say('Name, alias or ticker')}</label>
            <input id="e-name" name="name" type="search" value={asked.name} maxlength={100} />
          </div>
          <Choice
            {...{ name: 'type', label: say('Type'), chosen: asked.type }}
            options={[['', say('Any')], ...entityTypes.map((type) => [type, typeName(type)] as const)]}
          />
          <Choice
            {...{ name: 'time', label: say('Time'), chosen: asked.time }}
            options={(Object.keys(timeNames) as CountedTime[]).map((time) => [time, say(timeNames[time])])}
          />
          <Choice
            {...{ name: 'kind', label: say('Where known from'), chosen: asked.kind }}
            options={(Object.keys(kinds) as Kind[]).map((kind) => [kind, say(kinds[kind])])}
          />
          {asked.order !== usual.order && <input type="hidden" name="sort" value={asked.order} />}
          {asked.quiet && <input type="hidden" name="quiet" value="true" />}
          {asked.turned && <input type="hidden" name="turned" value="true" />}
          <button type="submit">{say('Show')}</button>
        </div>
      </form>
    </search>
  );
}

interface ChoiceProps {
  name: string;
  label: string;
  chosen: string | undefined;
  options: readonly (readonly [value: string, says: string])[];
}

const Choice = ({ name, label, chosen, options }: ChoiceProps) => (
  <div class="field">
    <label for={`e-${name}`}>{label}</label>
    <select id={`e-${name}`} name={name}>
      {options.map(([value, says]) => (
        <option value={value} selected={value === chosen}>
          {says}
        </option>
      ))}
    </select>
  </div>
);
