import { units } from '../../search/series/periods.ts';
import { type Sentence, say } from '../language/say.tsx';
import { entityAddress } from '../layout/address.ts';
import { type Preset, presets } from './span.ts';
import { type View, viewAddress, viewParameters } from './view.ts';

interface BarProps {
  id: string;
  view: View;
}

const presetNames: Record<Preset, Sentence> = {
  '30d': '30 days',
  '3m': '3 months',
  '1y': '1 year',
  all: 'all',
};
const unitNames: Record<(typeof units)[number], Sentence> = {
  day: 'by day',
  week: 'by week',
  month: 'by month',
};

/** The time that the whole page is about, and how the chart counts it. */
export function SpanBar({ id, view }: BarProps) {
  const { span, show, offTopic } = view;
  return (
    <div class="span-bar">
      <nav aria-label={say('Time of everything on this page')}>
        <ul class="switch">
          {(Object.keys(presets) as Preset[]).map((preset) => (
            <li>
              <a
                href={viewAddress(id, view, {
                  span: { preset, by: presets[preset].by, after: undefined, before: undefined, fault: null },
                })}
                aria-current={preset === span.preset ? 'true' : undefined}
              >
                {say(presetNames[preset])}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <OwnDays {...{ id, view }} />
      <ul class="switch" aria-label={say('What the chart counts')}>
        {units.map((by) => (
          <li>
            <a
              href={viewAddress(id, view, { span: { ...span, by } })}
              aria-current={by === span.by ? 'true' : undefined}
            >
              {say(unitNames[by])}
            </a>
          </li>
        ))}
        <li class="apart">
          <a href={viewAddress(id, view, { show: show === 'share' ? 'articles' : 'share' })}>
            {say(show === 'share' ? 'as articles' : 'as share of all coverage')}
          </a>
        </li>
        <li>
          <a href={viewAddress(id, view, { offTopic: !offTopic })}>
            {say(offTopic ? 'leave off-topic articles out' : 'count off-topic articles too')}
          </a>
        </li>
      </ul>
    </div>
  );
}

const faults = {
  day: 'A day is written 2026-03-31; the page shows its usual time.',
  order: 'The first day must lie before the other; the page shows its usual time.',
} as const;

function OwnDays({ id, view }: BarProps) {
  const { span } = view;
  const days = span.preset === null ? span : null;
  const fault = span.fault && (
    <p class="fault" id="span-fault" role="alert">
      {say(faults[span.fault])}
    </p>
  );
  const described = fault ? { 'aria-invalid': 'true' as const, 'aria-describedby': 'span-fault' } : {};
  return (
    <form class="own-days" action={entityAddress(id)} aria-label={say('Days of your own')}>
      <Kept view={view} without={['range', 'after', 'before', 'by']} />
      <label>
        {say('From')} <input type="date" name="after" value={days?.after} {...described} />
      </label>
      <label>
        {say('and before')} <input type="date" name="before" value={days?.before} {...described} />
      </label>
      <button type="submit" class="small">
        {say('Show')}
      </button>
      {fault}
    </form>
  );
}

/** Keeps the rest of the view where a form asks for a part of it. */
export const Kept = ({ view, without }: { view: View; without: readonly string[] }) => (
  <>
    {Object.entries(viewParameters(view))
      .filter(([name]) => !without.includes(name))
      .flatMap(([name, value]) => [value].flat().map((each) => [name, each] as const))
      .map(([name, value]) => value && <input type="hidden" name={name} value={String(value)} />)}
  </>
);
