import type { Unit } from '../../search/series/periods.ts';
import type { ChartFields, Show } from '../charts/asked.ts';
import { chartAddress } from '../charts/takeChart.tsx';
import { spanStart } from '../charts/time.ts';
import { type Sentence, say } from '../language/say.tsx';
import { one } from './controls.tsx';

const spans: [Sentence, number | null, Unit][] = [
  ['30 days', 30, 'day'],
  ['3 months', 91, 'week'],
  ['1 year', 365, 'week'],
  ['5 years', 5 * 365, 'month'],
  ['everything', null, 'month'],
];

/** The same chart over another time. */
export const Spans = ({ fields, show, now }: { fields: ChartFields; show: Show; now: Date }) => (
  <p class="spans">
    {spans.map(([words, days, by]) => {
      const after = days === null ? undefined : spanStart(now, days, by);
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
