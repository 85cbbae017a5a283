import { priorities } from '../../alert/spec.ts';
import { weekdays } from '../../alert/words.ts';
import { say } from '../language/say.tsx';
import { Choice, Numeric, Options, type Part, Text } from '../parts/controls.tsx';
import type { Fields } from './alertFields.ts';

// The parts of an alert’s form that say what it lets pass, and when it tells.

/** What an article must have for an alert to fire on it. */
export function Gates(part: Part) {
  const gate = { ...part, min: 0, max: 100, usual: 0 };
  return (
    <details class="gates" open={hasAny(part.fields, /^gates\./)}>
      <summary>
        {say('Gates: let only articles pass that are relevant, new, important or credible enough')}
      </summary>
      <p class="hint">
        {say(
          'The least that an article must have, 0 to 100. Relevance: how much it is about the entities asked for. Novelty: 100 for the first report of a story, less for each repeat. Importance: 60 and more for rules, licences and listings. Credibility: 95 for a regulator’s own text, about 40 for a rumour. Try it against the past to see what a gate would have stopped.',
        )}
      </p>
      <div class="fields">
        <Numeric {...gate} name="gates.relevance" label={say('Relevance')} />
        <Numeric {...gate} name="gates.novelty" label={say('Novelty')} />
        <Numeric {...gate} name="gates.importance" label={say('Importance')} />
        <Numeric {...gate} name="gates.credibility" label={say('Credibility')} />
        <Numeric
          {...part}
          {...{ name: 'gates.maxAgeHours', label: say('Hours old at most'), min: 1, max: 8760, usual: 72 }}
        />
        <Numeric
          {...part}
          {...{ name: 'gates.cooldownMinutes', label: say('Rest after a match, minutes') }}
          {...{ min: 0, max: 43_200, usual: 0 }}
        />
      </div>
    </details>
  );
}

const timeZones = ['UTC', ...Intl.supportedValuesOf('timeZone')];

/** When matches are told. */
export function Rhythm(part: Part) {
  return (
    <fieldset class="rhythm">
      <legend>{say('When it tells')}</legend>
      <div class="fields">
        <Choice {...part} name="rhythm.every" label={say('Matches are told')} options={everies()} />
        <div class="of-week">
          <Choice {...part} name="rhythm.weekday" label={say('On')} options={weekdayNames()} usual="1" />
        </div>
        <div class="of-day">
          <Text {...part} name="rhythm.at" label={say('At')} placeholder="08:00" />
        </div>
        <Text
          {...part}
          {...{ name: 'rhythm.timeZone', label: say('Time zone'), placeholder: 'UTC', list: 'time-zones' }}
        />
        <Choice {...part} name="priority" label={say('Priority')} options={urgencies()} usual="normal" />
      </div>
      <Options id="time-zones" values={timeZones} />
      <details open={hasAny(part.fields, /^rhythm\.(quiet|throttle)/)}>
        <summary>{say('Quiet hours, and a limit of messages')}</summary>
        <div class="fields">
          <Text {...part} name="rhythm.quiet.from" label={say('Quiet from')} placeholder="23:00" />
          <Text {...part} name="rhythm.quiet.to" label={say('Quiet until')} placeholder="07:00" />
          <Numeric
            {...part}
            {...{ name: 'rhythm.throttle.most', label: say('Messages at most'), min: 1, max: 1000 }}
          />
          <Numeric
            {...part}
            {...{ name: 'rhythm.throttle.minutes', label: say('Within minutes'), min: 1, max: 10_080 }}
          />
        </div>
      </details>
    </fieldset>
  );
}

const everies = () => ({
  match: say('At once'),
  hour: say('Together, hourly'),
  day: say('Together, daily'),
  week: say('Together, weekly'),
});
const weekdayNames = () => Object.fromEntries(weekdays.map((day, nth) => [String(nth + 1), say(day)]));
const urgencyWords = { low: 'low', normal: 'normal', high: 'high: passes quiet hours' } as const;
const urgencies = () => Object.fromEntries(priorities.map((each) => [each, say(urgencyWords[each])]));

const hasAny = (fields: Fields, names: RegExp) =>
  Object.entries(fields).some(([name, value]) => value !== '' && names.test(name));
