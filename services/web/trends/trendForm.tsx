import type { ChartFault, ChartFields, Show as ShowName } from '../charts/asked.ts';
import { type Sentence, say } from '../language/say.tsx';
import { Check, Choice, Day, Field, one, said } from './controls.tsx';
import { Kept } from './kept.tsx';
import { Spans } from './spans.tsx';

interface FormProps {
  fields: ChartFields;
  show: ShowName;
  faults: readonly ChartFault[];
  /** The split that is there though nobody asked for it. */
  offered?: string | undefined;
  now: Date;
}

const mostCompared = 5;
const zones = [
  'UTC',
  'America/New_York',
  'Europe/London',
  'Europe/Brussels',
  'Asia/Shanghai',
  'Asia/Taipei',
  'Asia/Tokyo',
];

/** What a chart is of, and how it counts; sent with GET, so that the address says it all. */
export function TrendForm({ fields, show, faults, offered, now }: FormProps) {
  const compared = [fields.compare ?? []].flat();
  const blank = Math.min(mostCompared, Math.max(2, compared.length + 1));
  const own = { fields, faults };
  return (
    <form class="trend-form" action="/trends" method="get" aria-label={say('Build a chart')}>
      <Field name="q" {...own}>
        <input
          id="f-q"
          name="q"
          type="search"
          data-complete="query"
          maxlength={1000}
          value={one(fields.q)}
          {...said('q', faults)}
        />
      </Field>
      <Field name="compare" {...own}>
        {Array.from({ length: blank }, (_, at) => (
          <input
            id={at === 0 ? 'f-compare' : undefined}
            aria-label={at === 0 ? undefined : say('Compare with, query {n}', { n: at + 1 })}
            name="compare"
            type="search"
            data-complete="query"
            maxlength={1000}
            value={compared[at] ?? ''}
            {...said('compare', faults)}
          />
        ))}
      </Field>
      <p class="hint">
        <a href="/search#query-help">{say('The query language')}</a>
      </p>
      <Choice name="split" options={splitWords} {...own} />
      {offered && <input type="hidden" name="offered" value={offered} />}
      <div class="pair">
        <Choice name="by" options={unitWords} usual="month" {...own} />
        <Show show={show} />
      </div>
      <div class="pair">
        <Day name="after" {...own} />
        <Day name="before" {...own} />
      </div>
      <Spans {...{ fields, show, now }} />
      <details
        open={
          fields.count === 'stories' ||
          Boolean(fields.timeZone || fields.copies || fields.offTopic) ||
          faults.some(({ parameter }) => parameter === 'timeZone')
        }
      >
        <summary>{say('How it counts')}</summary>
        <Choice name="count" options={countWords} usual="articles" {...own} />
        <Field name="timeZone" {...own}>
          <input
            id="f-timeZone"
            name="timeZone"
            list="zones"
            placeholder="UTC"
            maxlength={50}
            value={one(fields.timeZone)}
            {...said('timeZone', faults)}
          />
          <datalist id="zones">
            {zones.map((zone) => (
              <option value={zone} />
            ))}
          </datalist>
        </Field>
        <Check name="copies" label={say('Count copies as well')} fields={fields} />
        <Check name="offTopic" label={say('Count off-topic articles as well')} fields={fields} />
      </details>
      <Kept fields={fields} faults={faults} />
      <button type="submit">{say('Draw')}</button>
    </form>
  );
}

const splitWords: Record<string, Sentence> = {
  '': 'not split',
  entity: 'by entity',
  publisher: 'by publisher',
  language: 'by language',
  topic: 'by topic',
  event: 'by event',
};
const unitWords: Record<string, Sentence> = { day: 'day', week: 'week', month: 'month' };
const countWords: Record<string, Sentence> = { articles: 'articles', stories: 'stories' };
const showWords: Record<ShowName, Sentence> = { articles: 'numbers', share: 'share of coverage' };

const Show = ({ show }: { show: ShowName }) => (
  <div class="field">
    <label for="f-show">{say('Shows')}</label>
    <select id="f-show" name="show">
      {Object.entries(showWords).map(([option, words]) => (
        <option value={option} selected={option === show}>
          {say(words)}
        </option>
      ))}
    </select>
  </div>
);
