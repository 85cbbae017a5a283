import type { ChartFields } from '../charts/asked.ts';
import { chartAddress } from '../charts/takeChart.tsx';
import { say } from '../language/say.tsx';
import { type ControlProps, FaultsOf, isOf } from './controls.tsx';

const ofForm = new Set<string>([
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

/** What an address asks beside the form: kept, and shown with a way to leave it out. */
export function Kept({ fields, faults }: Omit<ControlProps, 'name'>) {
  const others = Object.entries(fields).filter(([name]) => !ofForm.has(name));
  if (others.length === 0) return null;
  return (
    <ul class="kept" id="f-kept" aria-label={say('Also asked')}>
      {others.map(([name, values]) => {
        const { [name as keyof ChartFields]: _, ...rest } = fields;
        return (
          <li>
            {[values].flat().map((value) => (
              <input type="hidden" name={name} value={value} />
            ))}
            <span lang="en">{`${name}: ${[values].flat().join(', ')}`}</span>{' '}
            <a href={chartAddress('/trends', rest)}>{say('leave out')}</a>
            {faults.some((fault) => isOf(fault, name)) && <FaultsOf name={name} faults={faults} />}
          </li>
        );
      })}
    </ul>
  );
}
