import type { AskedFault } from '../../watch/fault.ts';
import { Say, say } from '../language/say.tsx';
import {
  Check,
  Choice,
  Chosen,
  FaultOf,
  Faults,
  Numeric,
  Options,
  type Part,
  Text,
} from '../parts/controls.tsx';
import { eventName } from '../parts/names.ts';
import { QueryHelp } from '../search/queryHelp.tsx';
import type { AlertFields } from './alertFields.ts';
import { Gates, Rhythm } from './alertLimits.tsx';
import { type ChannelKind, kindName } from './channelKinds.ts';
import { spanNames, usualSpan } from './tries.ts';

/** What the form offers to choose from. */
export interface AlertChoices {
  /** Names offered while an entity is typed. */
  entities: string[];
  eventTypes: string[];
  /** For an example of a query: one that the archive has. */
  publisher: string | undefined;
  channels: { id: number; name: string; kind: ChannelKind }[];
}

interface FormProps {
  asked: AlertFields;
  faults: readonly AskedFault[];
  choices: AlertChoices;
  /** Where it is sent. */
  action: string;
  save: string;
  /** Whether the reader’s key may save anything. */
  mayWrite: boolean;
}

/** Makes or changes an alert. Works without a script: what belongs to a trigger shows where it is chosen. */
export function AlertForm({ asked, faults, choices, action, save, mayWrite }: FormProps) {
  const part = { fields: asked.fields, faults };
  const { version } = asked.fields;
  return (
    <form class="alert-form" method="post" action={action}>
      {/* What Enter in a field presses is the first button of a form. */}
      {mayWrite && <button type="submit" hidden />}
      <Faults {...part} />
      {version !== undefined && <input type="hidden" name="version" value={version} />}
      <Text {...part} name="name" label={say('Name')} maxlength={100} required />
      <fieldset>
        <legend>{say('What it watches')}</legend>
        <Text
          {...part}
          {...{ name: 'query', label: say('A query, as for search; empty for every article') }}
          placeholder="entity:huawei (licence OR 许可)"
          maxlength={1000}
          complete="query"
          search
        />
        <p class="hint">
          <Say
            sentence="{search} puts a query together from a form; “Make this an alert” there leads back here."
            search={<a href="/search">{say('The search page')}</a>}
          />
        </p>
        <QueryHelp publisher={choices.publisher} />
      </fieldset>
      <Triggers {...part} choices={choices} />
      <Gates {...part} />
      <Rhythm {...part} />
      <Channels {...{ asked, faults, choices, action, mayWrite }} />
      <div class="ends">
        {mayWrite ? (
          <button type="submit">{save}</button>
        ) : (
          <p class="hint">{say('Your key may read only: you can try alerts, and save none.')}</p>
        )}
        <Trying {...{ action }} span={asked.fields['try.days'] || usualSpan} />
      </div>
    </form>
  );
}

/** Runs what the form holds over the past; the form comes back as it was. */
function Trying({ action, span }: { action: string; span: string }) {
  return (
    <p class="trying" id="try">
      <button type="submit" class="plain" formaction={`${action}/try#tried`} formnovalidate>
        {say('Try it against the past')}
      </button>
      <select name="try.days" aria-label={say('How far back it is tried')}>
        {Object.entries(spanNames).map(([days, says]) => (
          <option value={days} selected={days === span}>
            {say(says)}
          </option>
        ))}
      </select>
      <span class="hint">{say('Shows when it would have fired; saves and sends nothing.')}</span>
    </p>
  );
}

function Triggers({ fields, faults, choices }: Part & { choices: AlertChoices }) {
  const part = { fields, faults };
  const developments = say('also what is new in a story that was told before');
  const towards = { ...part, label: say('Towards'), list: 'entities-known', complete: 'entity' } as const;
  const over = { ...part, label: say('Over days'), min: 1 };
  const least = { ...part, label: say('Articles at least'), min: 1, max: 1000, usual: 5 };
  return (
    <fieldset>
      <legend>{say('When it fires')}</legend>
      <Chosen {...part} on="story" label={say('Each new story')}>
        <Check {...part} name="story.developments" label={developments} />
      </Chosen>
      <Chosen {...part} on="event" label={say('An event, once for each story')}>
        <div class="fields">
          <Choice {...part} name="event.type" label={say('Type')} options={typesOf(choices.eventTypes)} />
          <Text
            {...part}
            name="event.entity"
            label={say('Entity with a part in it (if any)')}
            list="entities-known"
            complete="entity"
          />
        </div>
        <Check
          {...part}
          name="event.anywhere"
          label={say('also where it is told further down, as background mostly is')}
        />
        <Check {...part} name="event.developments" label={developments} />
      </Chosen>
      <Chosen {...part} on="level" label={say('Mean sentiment crosses a level')}>
        <div class="fields">
          <Text {...towards} name="level.entity" />
          <Choice {...part} name="level.side" label={say('It')} options={sides()} />
          <Numeric
            {...part}
            {...{ name: 'level.level', label: say('Level, −1 to 1'), min: -1, max: 1, step: 0.05 }}
          />
          <Numeric {...over} name="level.days" max={60} usual={7} />
          <Numeric {...least} name="level.least" />
        </div>
      </Chosen>
      <Chosen {...part} on="move" label={say('Mean sentiment moves, either way, against the month before')}>
        <div class="fields">
          <Text {...towards} name="move.entity" />
          <Numeric
            {...part}
            {...{ name: 'move.by', label: say('By at least'), min: 0.05, max: 2, step: 0.05 }}
          />
          <Numeric {...over} name="move.days" max={14} usual={3} />
          <Numeric {...least} name="move.least" />
        </div>
      </Chosen>
      <Chosen {...part} on="burst" label={say('A burst: more articles on a day than chance explains')} />
      <Chosen {...part} on="silence" label={say('Silence: no article for some days')}>
        <div class="fields">
          <Numeric {...part} name="silence.days" label={say('Days')} min={1} max={365} />
        </div>
      </Chosen>
      <Options id="entities-known" values={choices.entities} />
    </fieldset>
  );
}

const typesOf = (ids: string[]) => ({
  '': say('Choose …'),
  ...Object.fromEntries(
    ids.map((id) => [id, eventName(id)] as const).sort(([, a], [, b]) => a.localeCompare(b)),
  ),
});

const sides = () => ({ below: say('falls below'), above: say('rises above') });

function Channels({ asked, faults, choices, action, mayWrite }: Omit<FormProps, 'save'>) {
  const back = action === '/alerts' ? '/alerts/new' : `${action}/edit`;
  return (
    <fieldset>
      <legend>{say('Where it tells')}</legend>
      {choices.channels.length === 0 && (
        <p>{say('There is no channel yet. Without one, follow the alert by its feed or the live stream.')}</p>
      )}
      {choices.channels.map(({ id, name, kind }) => (
        <label class="radio">
          <input
            type="checkbox"
            name="channels"
            value={String(id)}
            checked={asked.channels.includes(String(id))}
          />{' '}
          {name} <span class="other">{kindName(kind)}</span>
        </label>
      ))}
      <FaultOf field="channels" faults={faults} fields={asked.fields} />
      {mayWrite && (
        <p class="trying">
          <button
            type="submit"
            class="plain"
            {...{
              name: 'back',
              value: back,
              formaction: '/channels',
              formmethod: 'get',
              formnovalidate: true,
            }}
          >
            {say('Add a channel')}
          </button>
          <span class="hint">{say('What is filled in here comes back with you.')}</span>
        </p>
      )}
    </fieldset>
  );
}
