import { priorities } from '../../alert/spec.ts';
import type { AskedFault } from '../../watch/fault.ts';
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
import { eventName } from '../parts/events.tsx';
import { QueryHelp } from '../search/queryHelp.tsx';
import type { AlertFields, Fields } from './alertFields.ts';
import { trySpans, usualSpan } from './alertTry.tsx';
import { type ChannelKind, kindNames } from './channelKinds.ts';

/** What the form offers to choose from. */
export interface AlertChoices {
  /** Names offered while an entity is typed. */
  entities: string[];
  eventTypes: string[];
  channels: { id: number; name: string; kind: ChannelKind }[];
}

interface FormProps {
  asked: AlertFields;
  faults: readonly AskedFault[];
  choices: AlertChoices;
  /** Where it is sent. */
  action: string;
  save: string;
}

/** Makes or changes an alert. Works without a script: what belongs to a trigger shows where it is chosen. */
export function AlertForm({ asked, faults, choices, action, save }: FormProps) {
  const part = { fields: asked.fields, faults };
  return (
    <form class="alert-form" method="post" action={action}>
      <Faults {...part} />
      <Text {...part} name="name" label="Name" maxlength={100} required />
      <Text
        {...part}
        {...{ name: 'query', label: 'What it watches: a query, as for search; empty for every article' }}
        placeholder="entity:huawei (licence OR 许可)"
        maxlength={1000}
        search
      />
      <QueryHelp />
      <Triggers {...part} choices={choices} />
      <Gates {...part} />
      <Rhythm {...part} />
      <Channels {...{ asked, faults, choices }} />
      <div class="ends">
        <button type="submit">{save}</button>
        <Trying {...{ action }} span={asked.fields['try.days'] || usualSpan} />
      </div>
    </form>
  );
}

/** Runs what the form holds over the past; the form comes back as it was. */
function Trying({ action, span }: { action: string; span: string }) {
  return (
    <p class="trying">
      <button type="submit" class="plain" formaction={`${action}/try#tried`} formnovalidate>
        Try it against the past
      </button>
      <select name="try.days" aria-label="How far back it is tried">
        {Object.entries(trySpans).map(([days, says]) => (
          <option value={days} selected={days === span}>
            {says}
          </option>
        ))}
      </select>
      <span class="hint">Shows when it would have fired; saves and sends nothing.</span>
    </p>
  );
}

function Triggers({ fields, faults, choices }: Part & { choices: AlertChoices }) {
  const part = { fields, faults };
  return (
    <fieldset>
      <legend>When it fires</legend>
      <Chosen {...part} on="story" label="Each new story">
        <Check {...part} name="story.developments" label="also what is new in a story that was told before" />
      </Chosen>
      <Chosen {...part} on="event" label="An event, once for each story">
        <div class="fields">
          <Choice {...part} name="event.type" label="Type" options={typesOf(choices.eventTypes)} />
          <Text
            {...part}
            name="event.entity"
            label="Entity with a part in it (if any)"
            list="entities-known"
          />
        </div>
        <Check
          {...part}
          name="event.anywhere"
          label="also where it is told further down, as background mostly is"
        />
        <Check {...part} name="event.developments" label="also what is new in a story that was told before" />
      </Chosen>
      <Chosen {...part} on="level" label="Mean sentiment crosses a level">
        <div class="fields">
          <Text {...part} name="level.entity" label="Towards" list="entities-known" />
          <Choice {...part} name="level.side" label="It" options={sides} />
          <Numeric {...part} name="level.level" label="Level, −1 to 1" {...{ min: -1, max: 1, step: 0.05 }} />
          <Numeric {...part} name="level.days" label="Over days" min={1} max={60} usual={7} />
          <Numeric {...part} name="level.least" label="Articles at least" min={1} max={1000} usual={5} />
        </div>
      </Chosen>
      <Chosen {...part} on="move" label="Mean sentiment moves, either way, against the month before">
        <div class="fields">
          <Text {...part} name="move.entity" label="Towards" list="entities-known" />
          <Numeric {...part} name="move.by" label="By at least" {...{ min: 0.05, max: 2, step: 0.05 }} />
          <Numeric {...part} name="move.days" label="Over days" min={1} max={14} usual={3} />
          <Numeric {...part} name="move.least" label="Articles at least" min={1} max={1000} usual={5} />
        </div>
      </Chosen>
      <Chosen {...part} on="burst" label="A burst: more articles on a day than chance explains" />
      <Chosen {...part} on="silence" label="Silence: no article for some days">
        <div class="fields">
          <Numeric {...part} name="silence.days" label="Days" min={1} max={365} />
        </div>
      </Chosen>
      <Options id="entities-known" values={choices.entities} />
    </fieldset>
  );
}

const typesOf = (ids: string[]) => ({
  '': 'Choose …',
  ...Object.fromEntries(ids.map((id) => [id, eventName(id)]).sort(([, a], [, b]) => (a! < b! ? -1 : 1))),
});

const sides = { below: 'falls below', above: 'rises above' };

const everies = {
  match: 'At once',
  hour: 'Together, hourly',
  day: 'Together, daily',
  week: 'Together, weekly',
};
const weekdays = Object.fromEntries(
  ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map((day, nth) => [
    String(nth + 1),
    day,
  ]),
);
const timeZones = ['UTC', ...Intl.supportedValuesOf('timeZone')];
const urgencies = Object.fromEntries(
  priorities.map((each) => [each, each === 'high' ? 'high: passes quiet hours' : each]),
);

function Rhythm(part: Part) {
  return (
    <fieldset class="rhythm">
      <legend>When it tells</legend>
      <div class="fields">
        <Choice {...part} name="rhythm.every" label="Matches are told" options={everies} />
        <div class="of-week">
          <Choice {...part} name="rhythm.weekday" label="On" options={weekdays} usual="1" />
        </div>
        <div class="of-day">
          <Text {...part} name="rhythm.at" label="At" placeholder="08:00" />
        </div>
        <Text {...part} name="rhythm.timeZone" label="Time zone" placeholder="UTC" list="time-zones" />
        <Choice {...part} name="priority" label="Priority" options={urgencies} usual="normal" />
      </div>
      <Options id="time-zones" values={timeZones} />
      <details open={hasAny(part.fields, /^rhythm\.(quiet|throttle)/)}>
        <summary>Quiet hours, and a limit of messages</summary>
        <div class="fields">
          <Text {...part} name="rhythm.quiet.from" label="Quiet from" placeholder="23:00" />
          <Text {...part} name="rhythm.quiet.to" label="Quiet until" placeholder="07:00" />
          <Numeric {...part} name="rhythm.throttle.most" label="Messages at most" min={1} max={1000} />
          <Numeric {...part} name="rhythm.throttle.minutes" label="Within minutes" min={1} max={10080} />
        </div>
      </details>
    </fieldset>
  );
}

function Channels({ asked, faults, choices }: Pick<FormProps, 'asked' | 'faults' | 'choices'>) {
  return (
    <fieldset>
      <legend>Where it tells</legend>
      {choices.channels.length === 0 && (
        <p>
          There is no channel yet: <a href="/channels">add one</a>, or follow the alert by its feed or the
          live stream.
        </p>
      )}
      {choices.channels.map(({ id, name, kind }) => (
        <label class="radio">
          <input
            type="checkbox"
            name="channels"
            value={String(id)}
            checked={asked.channels.includes(String(id))}
          />{' '}
          {name} <span class="other">{kindNames[kind]}</span>
        </label>
      ))}
      <FaultOf field="channels" faults={faults} fields={asked.fields} />
    </fieldset>
  );
}

function Gates(part: Part) {
  const gate = { ...part, min: 0, max: 100, usual: 0 };
  return (
    <details class="gates" open={hasAny(part.fields, /^gates\./)}>
      <summary>Gates: let only articles pass that are relevant, new, important or credible enough</summary>
      <p class="hint">
        The least that an article must have, 0 to 100. Relevance: how much it is about the entities asked for.
        Novelty: 100 for the first report of a story, less for each repeat. Importance: 60 and more for rules,
        licences and listings. Credibility: 95 for a regulator’s own text, about 40 for a rumour. Try it
        against the past to see what a gate would have stopped.
      </p>
      <div class="fields">
        <Numeric {...gate} name="gates.relevance" label="Relevance" />
        <Numeric {...gate} name="gates.novelty" label="Novelty" />
        <Numeric {...gate} name="gates.importance" label="Importance" />
        <Numeric {...gate} name="gates.credibility" label="Credibility" />
        <Numeric {...part} name="gates.maxAgeHours" label="Hours old at most" min={1} max={8760} usual={72} />
        <Numeric
          {...part}
          {...{ name: 'gates.cooldownMinutes', label: 'Rest after a match, minutes', min: 0, max: 43200 }}
          usual={0}
        />
      </div>
    </details>
  );
}

const hasAny = (fields: Fields, names: RegExp) =>
  Object.entries(fields).some(([name, value]) => value !== '' && names.test(name));
