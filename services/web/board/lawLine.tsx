import type { Instrument } from '../../../db/instruments.ts';
import { listed, say } from '../language/say.tsx';
import { statusName } from '../parts/names.ts';
import { dayMs } from '../parts/times.tsx';

/** Years that all lines of a page span, the last one not included. */
export interface Years {
  from: number;
  to: number;
}

const width = 320;
const height = 26;
const at = (day: string | number, { from, to }: Years): number => {
  const [start, end] = [Date.UTC(from), Date.UTC(to)];
  const time = typeof day === 'number' ? day : Date.parse(day);
  const share = (Math.min(Math.max(time, start), end) - start) / (end - start);
  return Math.round(share * width * 10) / 10;
};

type State = Instrument['status'][number];

/** A stretch of a rule's standing, to the day before the next one or as far as is known. */
interface Stretch extends State {
  /** In milliseconds, exclusive; null where it goes on. */
  until: number | null;
}

const stretchesOf = (status: readonly State[]): Stretch[] =>
  status.map((state, n) => {
    const next = status[n + 1];
    const last = state.to === undefined ? null : Date.parse(state.to) + dayMs;
    return { ...state, until: next ? Date.parse(next.from) : last };
  });

/**
 * How a rule stood in law over the years, as a line: full where it is in force, hatched where it is paused or not
 * enforced, hollow where it is proposed, and thin where it is gone. Words say the same for those who do not see it.
 */
export function LawLine({ status, years, on }: { status: readonly State[]; years: Years; on: Date }) {
  const marks = Array.from({ length: years.to - years.from }, (_, n) => at(Date.UTC(years.from + n), years));
  return (
    <svg
      class="law-line"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={inWords(status)}
    >
      {marks.map((x) => (
        <line class="year" x1={x} x2={x} y1={0} y2={height} />
      ))}
      {stretchesOf(status).map(({ is, from, until, note }) => {
        const x = at(from, years);
        const end = at(until ?? Date.UTC(years.to), years);
        return (
          <rect
            class={`law ${is}`}
            fill={fillOf(is)}
            x={x}
            y={thin.has(is) ? 12 : 7}
            width={Math.max(end - x, 1.5)}
            height={thin.has(is) ? 2 : 12}
          >
            <title>{[`${from}: ${statusName(is)}`, note].filter(Boolean).join(', ')}</title>
          </rect>
        );
      })}
      <line class="on" x1={at(on.getTime(), years)} x2={at(on.getTime(), years)} y1={0} y2={height} />
    </svg>
  );
}

const fillOf = (is: State['is']): string =>
  is === 'proposed' ? 'none' : is === 'paused' || is === 'not-enforced' ? 'url(#hatched)' : 'var(--bar)';
const thin: ReadonlySet<State['is']> = new Set(['rescinded', 'expired']);

/** The years over the lines. */
export function YearAxis({ years }: { years: Years }) {
  return (
    <svg class="law-line" viewBox={`0 0 ${width} 14`} width={width} height={14} aria-hidden="true">
      {Array.from({ length: years.to - years.from }, (_, n) => (
        <text x={at(Date.UTC(years.from + n), years) + 3} y={11}>
          {`’${String(years.from + n).slice(2)}`}
        </text>
      ))}
    </svg>
  );
}

/** `in force from 2024-12-03, paused from 2025-11-09 to 2026-11-27` */
const inWords = (status: readonly State[]): string =>
  listed(
    status.map(({ is, from, to }) =>
      to === undefined
        ? say('{status} from {from}', { status: statusName(is), from })
        : say('{status} from {from} to {to}', { status: statusName(is), from, to }),
    ),
  );

/** The years from the first day of any of these rules, at most so many, to the end of the year after `now`. */
export function yearsOf(rules: readonly Pick<Instrument, 'status'>[], now: Date): Years {
  const to = now.getUTCFullYear() + 1;
  const firsts = rules.flatMap(({ status }) => status.map(({ from }) => Number(from.slice(0, 4))));
  return { from: Math.max(to - mostYears, Math.min(to - 2, ...firsts)), to };
}

const mostYears = 8;

/** What the fillings mean. */
export const Legend = () => (
  <ul class="law-legend" aria-hidden="true">
    {(['in-force', 'paused', 'proposed', 'rescinded'] as const).map((is) => (
      <li>
        <svg class="law-line" width={28} height={14} viewBox="0 0 28 14" aria-hidden="true">
          <rect
            class={`law ${is}`}
            fill={fillOf(is)}
            x={1}
            y={thin.has(is) ? 6 : 1}
            width={26}
            height={thin.has(is) ? 2 : 12}
          />
        </svg>
        {is === 'paused'
          ? say('paused or not enforced')
          : is === 'rescinded'
            ? say('rescinded or expired')
            : statusName(is)}
      </li>
    ))}
  </ul>
);

/** The hatching that lines refer to; once a page. */
export const Hatching = () => (
  <svg class="hidden" width={0} height={0} aria-hidden="true">
    <defs>
      <pattern id="hatched" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="2" height="5" class="hatch" />
      </pattern>
    </defs>
  </svg>
);
