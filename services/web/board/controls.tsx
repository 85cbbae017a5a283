import { firstPublished } from '../../../db/articles.ts';
import type { Orm } from '../../../db/database.ts';
import { bothNamesOf, entityNamed } from '../../../db/names.ts';
import { controlStatus } from '../../api/controls.ts';
import { namedIn } from '../entity/standing.tsx';
import { counted, nameOf, Say, type Sentence, say } from '../language/say.tsx';
import { addressOf, entityAddress, isStorable } from '../layout/address.ts';
import { certaintyName } from '../parts/names.ts';
import { dateOf, dayMs, shortDay } from '../parts/times.tsx';
import { Board, DayField, Narrow } from './board.tsx';
import { Sources } from './told.tsx';

type Status = Awaited<ReturnType<typeof controlStatus>>;
type Control = Status['controls'][number];
type Step = Control['steps'][number];
type Names = ReadonlyMap<string, { name: string; nameZh: string | null }>;

/** Sources that are shown of a step. */
const mostSources = 2;

/** What is asked: whose controls, on which day, and whether only by what was published until then. */
interface ControlsAsked {
  typed: string;
  on: Date;
  badDay: string | undefined;
  thenKnown: boolean;
}

/** Whose controls were found: null where nobody has the name, undefined where none was asked for. */
type ControlsFound = { name: string; nameZh: string | null; status: Status; names: Names } | null | undefined;

/** @param typed an id, a name in either language, an alias or a ticker */
export async function findControls(
  orm: Orm,
  { typed, on, thenKnown }: ControlsAsked,
): Promise<ControlsFound> {
  if (typed === '') return undefined;
  const entity = isStorable(typed) ? await entityNamed(orm, [typed]) : null;
  if (!entity) return null;
  const knownBy = thenKnown ? new Date(Date.parse(dateOf(on)) + dayMs) : undefined;
  const status = await controlStatus(orm, entity, dateOf(on), knownBy);
  const { name, nameZh } = entity;
  return { name, nameZh, status, names: await bothNamesOf(orm, namedIn(status)) };
}

/** Well known ones, for those who have none in mind: of each kind, and of both sides. */
const exampleIds = ['huawei', 'smic', 'zhipu', 'deepseek', 'h20', 'nvidia'];

/** What the page knows whoever is asked for. */
export interface ControlsGround {
  /** When the oldest article of the archive was published. */
  begins: Date | null;
  examples: { id: string; name: string; nameZh: string | null }[];
}

export async function loadGround(orm: Orm): Promise<ControlsGround> {
  const [begins, known] = await Promise.all([firstPublished(orm), bothNamesOf(orm, exampleIds)]);
  return {
    begins,
    examples: exampleIds.flatMap((id) => (known.has(id) ? { id, ...known.get(id)! } : [])),
  };
}

interface PageProps {
  asked: ControlsAsked;
  found: ControlsFound;
  ground: ControlsGround;
}

export function ControlsPage({ asked, found, ground: { begins, examples } }: PageProps) {
  return (
    <Board path="/controls" scripts={['complete']}>
      <p class="lead">
        {say(
          'Under which controls a company, lab, chip or model stood on a day: listings, licences and bans, as articles tell.',
        )}
      </p>
      <ControlsForm asked={asked} unknown={found === null} />
      {!found && examples.length > 0 && <Examples examples={examples} />}
      {begins && (
        <p class="by-what">
          {say(
            'By what this archive’s articles tell, which begin on {day}, and not by the law: what was listed earlier may be missing. What is planned, unconfirmed or denied is told and changes nothing.',
            { day: shortDay(begins) },
          )}
        </p>
      )}
      {found && <Found {...{ asked, found }} />}
    </Board>
  );
}

const Examples = ({ examples }: Pick<ControlsGround, 'examples'>) => (
  <p class="examples">
    {say('For example:')}
    {examples.map((example) => (
      <>
        {' '}
        <a href={addressOf('/controls', { entity: example.id })}>{nameOf(example)}</a>
      </>
    ))}
  </p>
);

const ControlsForm = ({
  asked: { typed, on, badDay, thenKnown },
  unknown,
}: {
  asked: ControlsAsked;
  unknown: boolean;
}) => (
  <Narrow path="/controls">
    <div class="field">
      <label for="entity">{say('Company, lab, chip or model')}</label>
      <input
        id="entity"
        name="entity"
        type="text"
        maxlength={100}
        value={typed}
        required
        {...{ autocomplete: 'off', 'data-complete': 'entity' }}
        aria-invalid={unknown ? 'true' : undefined}
        aria-describedby={unknown ? 'fault-entity' : undefined}
      />
      {unknown && (
        <p class="fault" id="fault-entity">
          {say('No entity has this name.')}
        </p>
      )}
    </div>
    <DayField {...{ on, badDay }} />
    <label class="radio">
      <input type="checkbox" name="known" value="then" checked={thenKnown} />{' '}
      {say('only by what was published until then')}
    </label>
  </Narrow>
);

function Found({ asked: { on }, found }: { asked: ControlsAsked; found: NonNullable<ControlsFound> }) {
  const { status, names } = found;
  return (
    <section aria-labelledby="stood">
      <h2 id="stood">
        <Say
          sentence="{name} on {day}"
          name={<a href={entityAddress(status.entityId)}>{nameOf(found)}</a>}
          day={shortDay(on)}
        />
      </h2>
      {status.controls.length === 0 && <p class="none">{say('Not known to be under any control.')}</p>}
      <ol class="early-reports">
        {status.controls.map((control) => (
          <li>
            <OneControl {...{ control, names }} />
          </li>
        ))}
      </ol>
      {status.family.length > 0 && <Family {...{ status, names }} />}
      <p>
        <a
          href={addressOf(`/v1/entities/${encodeURIComponent(status.entityId)}/status`, {
            asOf: status.asOf,
          })}
        >
          {say('The API call for this')}
        </a>
      </p>
    </section>
  );
}

const states = {
  listed: 'listed',
  removed: 'removed from the list',
  'licence-required': 'licence required',
  allowed: 'licence granted',
  refused: 'licence refused',
  banned: 'banned',
  discouraged: 'purchases discouraged',
} as const satisfies Record<Step['state'], Sentence>;
const controlNames: Record<Control['control'], Sentence> = {
  'trade-list': 'Trade blacklist',
  'military-list': 'Military list',
  'chinese-list': 'List of China',
  licence: 'Export licence',
  'app-ban': 'Ban of apps',
  purchases: 'Purchase guidance',
};

function OneControl({ control, names }: { control: Control; names: Names }) {
  const { state, by, rule, steps } = control;
  const name = (one: { entityId: string; name: string }) => nameOf(names.get(one.entityId) ?? one);
  return (
    <article>
      <h3>
        {rule ? <a href={entityAddress(rule.entityId)}>{name(rule)}</a> : say(controlNames[control.control])}
        {by && <span class="none">{` · ${name(by)}`}</span>}
      </h3>
      <p class="fate">
        <strong>{state === null ? say('not known to be under it') : say(states[state])}</strong>
        {control.since && ` ${say('since {from}', { from: control.since })}`}
      </p>
      <ol class="steps">
        {steps.map((step) => (
          <OneStep step={step} />
        ))}
      </ol>
    </article>
  );
}

function OneStep({ step: { state, days, certainty, changes, told, sources } }: { step: Step }) {
  const day = days.dated ? days.from : say('by {day}', { day: days.to });
  return (
    <li class={changes ? undefined : 'unsure'}>
      <p>
        <time datetime={days.to}>{day}</time> <strong>{say(states[state])}</strong>
        {certaintyName(certainty) && ` · ${certaintyName(certainty)}`}
        {` · ${counted(told, 'article')}`}
      </p>
      <details>
        <summary>{say('What articles say')}</summary>
        <Sources sources={sources.slice(0, mostSources)} />
      </details>
    </li>
  );
}

const Family = ({ status: { family }, names }: { status: Status; names: Names }) => (
  <>
    <h3>{say('Held back in its family')}</h3>
    <ul>
      {family.map((relative) => (
        <li>
          <a href={entityAddress(relative.entityId)}>{nameOf(names.get(relative.entityId) ?? relative)}</a>
          {': '}
          {relative.controls.map(({ state }) => (state ? say(states[state]) : '')).join(', ')}
        </li>
      ))}
    </ul>
  </>
);
