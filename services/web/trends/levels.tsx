import type { RegimeChange, Series } from '../../api/series.ts';
import { longDay } from '../charts/time.ts';
import { number, percent, say } from '../language/say.tsx';

interface LevelsProps {
  series: readonly Series[];
  names: readonly string[];
}

/** Lasting changes of level, in words. */
export function Levels({ series, names }: LevelsProps) {
  const told = series.flatMap(({ regimes }, at) => regimes.map((regime) => ({ name: names[at]!, regime })));
  if (told.length === 0) return null;
  return (
    <section aria-labelledby="levels">
      <h3 id="levels">{say('Lasting changes of level')}</h3>
      <ul class="told">
        {told.map(({ name, regime }) => (
          <li>
            {series.length > 1 && <strong>{name} </strong>}
            <Level {...regime} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Level({
  week,
  before,
  after,
  changePercent,
  shareBefore,
  shareAfter,
  coverageChanged,
}: RegimeChange) {
  const told = say('From the week of {day}: {after} articles a week where there had been {before}', {
    ...{ day: longDay(week), after: number(after.median), before: number(before.median) },
  });
  const change =
    changePercent === null ? '' : ` (${changePercent > 0 ? '+' : '−'}${number(Math.abs(changePercent))}%)`;
  const shares =
    shareBefore === null || shareAfter === null || shareBefore === 1
      ? null
      : say('share of coverage {before} before, {after} after', {
          ...{ before: percent(shareBefore), after: percent(shareAfter) },
        });
  return (
    <>
      {told + change}
      {shares && ` · ${shares}`}
      {coverageChanged && (
        <span class="hint"> {say('What is gathered changed at that time: perhaps no news at all.')}</span>
      )}
    </>
  );
}
