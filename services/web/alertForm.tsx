import { priorities } from '../alert/spec.ts';
import type { AskedFault } from '../watch/fault.ts';
import type { AlertFields, Fields } from './alertFields.ts';
import { Check, Choice, Chosen, FaultOf, Faults, Numeric, Options, type Part, Text } from './controls.tsx';
import { QueryHelp } from './queryHelp.tsx';

/** What the form offers to choose from. */
export interface AlertChoices {
  /** Names offered while an entity is typed. */
  entities: string[];
  eventTypes: string[];
  channels: { id: number; name: string; kind: string }[];
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
      <Faults faults={faults} />
      <Text {...part} name="name" label="Name" maxlength={100} required />
      <Text {...part} name="query" label="What it watches: a query, as for search" maxlength={1000} search />
      <QueryHelp />
      <Triggers {...part} choices={choices} />
      <Rhythm {...part} />
      <Channels {...{ asked, faults, choices }} />
      <Gates {...part} />
      <button type="submit">{save}</button>
    </form>
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
          <Text {...part} name="event.type" label="Type" list="event-types" />
          <Text {...part} name="event.entity" label="With a part for (may be empty)" list="entities-known" />
        </div>
        <Check {...part} name="event.developments" label="also what is new in a story that was told before" />
      </Chosen>
      <Chosen {...part} on="level" label="Mean sentiment crosses a level">
        <div class="fields">
          <Text {...part} name="level.entity" label="Towards" list="entities-known" />
          <Choice {...part} name="level.side" label="It" options={sides} />
          <Numeric {...part} name="level.level" label="−1 to 1" {...{ min: -1, max: 1, step: 0.05 }} />
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
      <Options id="event-types" values={choices.eventTypes} />
    </fieldset>
  );
}

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
const urgencies = Object.fromEntries(
  priorities.map((each) => [each, each === 'high' ? 'high: passes quiet hours' : each]),
);

function Rhythm(part: Part) {
  return (
    <fieldset>
      <legend>When it tells</legend>
      <div class="fields">
        <Choice {...part} name="rhythm.every" label="Matches are told" options={everies} />
        <Text {...part} name="rhythm.timeZone" label="Time zone" placeholder="UTC" />
        <Choice {...part} name="priority" label="Priority" options={urgencies} usual="normal" />
      </div>
      <details open={hasAny(part.fields, /^rhythm\.(at|weekday|quiet|throttle)/)}>
        <summary>Time of digests, quiet hours, throttle</summary>
        <div class="fields">
          <Text {...part} name="rhythm.at" label="Digests at" placeholder="08:00" />
          <Choice {...part} name="rhythm.weekday" label="Weekly ones on" options={weekdays} usual="1" />
          <Text {...part} name="rhythm.quiet.from" label="Quiet from" placeholder="23:00" />
          <Text {...part} name="rhythm.quiet.to" label="Quiet until" placeholder="07:00" />
          <Numeric
            {...part}
            name="rhythm.throttle.most"
            label="At most so many messages"
            min={1}
            max={1000}
          />
          <Numeric {...part} name="rhythm.throttle.minutes" label="In so many minutes" min={1} max={10080} />
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
          {name} <span class="other">{kind}</span>
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
      <summary>Gates: what an article must be beyond being found</summary>
      <p class="hint">
        0 to 100, and at least: <code>docs/alerts.md</code> says how each is reckoned.
      </p>
      <div class="fields">
        <Numeric {...gate} name="gates.relevance" label="Relevance of the entities" />
        <Numeric {...gate} name="gates.novelty" label="Novelty in its story" />
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
