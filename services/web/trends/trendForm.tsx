import type { PropsWithChildren } from 'hono/jsx';
import type { ChartFault, ChartFields, Show as ShowName } from '../charts/asked.ts';
import { chartAddress } from '../charts/takeChart.tsx';
import { type Sentence, say } from '../language/say.tsx';
import { dateOf, daysBefore } from '../parts/times.tsx';

interface FormProps {
  fields: ChartFields;
  show: ShowName;
  faults: readonly ChartFault[];
  now: Date;
}
type FieldName = keyof ChartFields;

const mostCompared = 5;
const fieldsShown = new Set<string>([
  'q',
  'compare',
  'split',
  'by',
  'after',
  'before',
  'count',
  'timeZone',
  'copies',
  'offTopic',
]);
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
export function TrendForm({ fields, show, faults, now }: FormProps) {
  const compared = [fields.compare ?? []].flat();
  const blank = Math.min(mostCompared, Math.max(2, compared.length + 1));
  const own = { fields, faults };
  return (
    <form class="trend-form" action="/trends" method="get" aria-label={say('Build a chart')}>
      <Field name="q" label={say('Query')} {...own}>
        <input
          id="f-q"
          name="q"
          type="search"
          maxlength={1000}
          value={one(fields.q)}
          {...said('q', faults)}
        />
      </Field>
      <Field name="compare" label={say('Compare with')} {...own}>
        {Array.from({ length: blank }, (_, at) => (
          <input
            id={at === 0 ? 'f-compare' : undefined}
            aria-label={at === 0 ? undefined : say('Compare with, query {n}', { n: at + 1 })}
            name="compare"
            type="search"
            maxlength={1000}
            value={compared[at] ?? ''}
            {...said('compare', faults)}
          />
        ))}
      </Field>
      <p class="hint">
        <a href="/search#query-help">{say('The query language')}</a>
      </p>
      <Choice name="split" label={say('Or split the query')} options={splitWords} {...own} />
      <div class="pair">
        <Choice name="by" label={say('By')} options={unitWords} usual="month" {...own} />
        <Show show={show} />
      </div>
      <div class="pair">
        <Day name="after" label={say('From')} {...own} />
        <Day name="before" label={say('Until before')} {...own} />
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
        <Choice name="count" label={say('Counts')} options={countWords} usual="articles" {...own} />
        <Field name="timeZone" label={say('Time zone')} {...own}>
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
        <Check name="copies" label={say('Count copies as well')} {...own} />
        <Check name="offTopic" label={say('Count off-topic articles as well')} {...own} />
      </details>
      <Kept fields={fields} />
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

const one = (value: string | string[] | undefined): string => [value ?? ''].flat()[0] ?? '';

type ControlProps = Pick<FormProps, 'fields' | 'faults'> & { name: FieldName; label: string };

/** `compare.1` is typed in `compare`. */
const isOf = ({ parameter }: ChartFault, name: string) => parameter.split('.')[0] === name;

const said = (name: FieldName, faults: readonly ChartFault[]) =>
  faults.some((fault) => isOf(fault, name))
    ? ({ 'aria-invalid': 'true', 'aria-describedby': `fault-${name}` } as const)
    : {};

function Field({ name, label, faults, children }: PropsWithChildren<ControlProps>) {
  const own = faults.filter((fault) => isOf(fault, name));
  return (
    <div class="field">
      <label for={`f-${name}`}>{label}</label>
      {children}
      {own.length > 0 && (
        <div class="fault" id={`fault-${name}`} lang="en">
          {own.map(({ detail, mend }) => (
            <p>
              {detail}
              {mend !== undefined && <code>{` ${mend}`}</code>}
            </p>
          ))}
        </div>
      )}
    </div>
  );
}

type ChoiceProps = ControlProps & { options: Record<string, Sentence>; usual?: string };

function Choice({ options, usual = '', ...control }: ChoiceProps) {
  const { name, fields, faults } = control;
  const value = one(fields[name]) || usual;
  return (
    <Field {...control}>
      <select id={`f-${name}`} name={name} {...said(name, faults)}>
        {Object.entries(options).map(([option, words]) => (
          <option value={option} selected={option === value}>
            {say(words)}
          </option>
        ))}
      </select>
    </Field>
  );
}

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

function Day(control: ControlProps) {
  const value = one(control.fields[control.name]);
  // Browsers blank what is no date, and nobody would see what was wrong.
  const type = value === '' || /^\d{4}-\d\d-\d\d$/.test(value) ? 'date' : 'text';
  return (
    <Field {...control}>
      <input
        id={`f-${control.name}`}
        name={control.name}
        {...{ type, value }}
        {...said(control.name, control.faults)}
      />
    </Field>
  );
}

const Check = ({ name, label, fields }: ControlProps) => (
  <label class="radio">
    <input type="checkbox" name={name} value="true" checked={fields[name] === 'true'} /> {label}
  </label>
);

const spans: [Sentence, number | null, string][] = [
  ['30 days', 30, 'day'],
  ['3 months', 91, 'week'],
  ['1 year', 365, 'week'],
  ['5 years', 5 * 365, 'month'],
  ['everything', null, 'month'],
];

/** The same chart over another time. */
const Spans = ({ fields, show, now }: Pick<FormProps, 'fields' | 'show' | 'now'>) => (
  <p class="spans">
    {spans.map(([words, days, by]) => {
      const after = days === null ? undefined : dateOf(daysBefore(now, days));
      const there = one(fields.after) === (after ?? '') && one(fields.by) === by && !fields.before;
      return (
        <a
          href={chartAddress('/trends', {
            ...fields,
            by,
            after,
            before: undefined,
            show: show === 'share' ? show : undefined,
          })}
          aria-current={there ? 'true' : undefined}
        >
          {say(words)}
        </a>
      );
    })}
  </p>
);

/** What an address asks beside the form: kept, and shown with a way to leave it out. */
function Kept({ fields }: { fields: ChartFields }) {
  const others = Object.entries(fields).filter(([name]) => !fieldsShown.has(name));
  if (others.length === 0) return null;
  return (
    <ul class="kept" aria-label={say('Also asked')}>
      {others.map(([name, values]) => {
        const { [name as FieldName]: _, ...rest } = fields;
        return (
          <li>
            {[values].flat().map((value) => (
              <input type="hidden" name={name} value={value} />
            ))}
            <span lang="en">{`${name}: ${[values].flat().join(', ')}`}</span>{' '}
            <a href={chartAddress('/trends', rest)}>{say('leave out')}</a>
          </li>
        );
      })}
    </ul>
  );
}
