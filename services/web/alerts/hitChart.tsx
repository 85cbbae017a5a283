import type { PropsWithChildren } from 'hono/jsx';
import type { PreviewHit, PreviewSummary } from '../../watch/past/lines.ts';
import { daysName, longDay, timeTicks } from '../charts/time.ts';
import { counted, number, say } from '../language/say.tsx';
import { dateOf, dayMs } from '../parts/times.tsx';
import { type HitPeriod, type HitPeriods, hitPeriods } from './hitPeriods.ts';

interface ChartProps {
  summary: PreviewSummary;
  /** Those that are listed below, newest first. */
  hits: readonly PreviewHit[];
}

/** Pixels from top to bottom: bars of hits rise from the line, what was held back hangs from it. */
const size = { top: 18, up: 84, down: 44, axis: 20 };
/** Hits stand one on another, each a mark of its own, where no bar has more than this. */
const mostMarks = 14;
const ticksWide = 12;

/**
 * Hits over time, each mark a way to what it stands for in the list below. All places across are in percent, so that the one
 * drawing does for every width. The text around it tells the same: it is hidden from those who can’t see it.
 */
export function HitChart({ summary, hits }: ChartProps) {
  const { periods, days } = hitPeriods(summary, hits);
  const hangs = periods.some(({ copies, held }) => copies + held > 0);
  const scene = { periods, most: Math.max(...periods.map((each) => each.hits), 1), zero: size.top + size.up };
  const depth = hangs ? size.down : 0;
  const height = scene.zero + depth + size.axis;
  return (
    <figure class="hit-chart">
      <svg aria-hidden="true" width="100%" height={height}>
        <Ticks {...{ periods, days }} bottom={scene.zero + depth} />
        <Top most={scene.most} />
        <CoverageLines {...{ summary, periods, days }} bottom={scene.zero + depth} />
        {hangs && <Hanging {...scene} />}
        {periods.map((_, nth) => (
          <Bar {...{ ...scene, nth, hits, days }} />
        ))}
        <line class="zero" x1="0" x2="100%" y1={scene.zero} y2={scene.zero} />
      </svg>
      <Legend
        {...{ periods, days }}
        covers={summary.coverage.length > 0}
        listsAll={summary.hits === hits.length}
      />
      <HitTable {...{ periods, days }} />
    </figure>
  );
}

interface LegendProps extends HitPeriods {
  /** Whether what is gathered changed. */
  covers: boolean;
  /** Whether the list has every hit. */
  listsAll: boolean;
}

/** What is drawn how, each with its sign. */
function Legend({ periods, days, covers, listsAll }: LegendProps) {
  const most = (of: (period: HitPeriod) => number) => Math.max(...periods.map(of));
  const [hits, copies, held] = [
    most((each) => each.hits),
    most(({ copies: n }) => n),
    most(({ held: n }) => n),
  ];
  return (
    <figcaption>
      <ul>
        <Key of="hit">
          {days === 1
            ? say('hits by day, {n} at most; each leads to its place in the list', { n: hits })
            : days === 7
              ? say('hits by week, {n} at most; each leads to its place in the list', { n: hits })
              : say('hits by {weeks}, {n} at most; each leads to its place in the list', {
                  ...{ weeks: counted(days / 7, 'week'), n: hits },
                })}
        </Key>
        {!listsAll && <Key of="earlier">{say('earlier hits, which the list leaves out')}</Key>}
        {copies > 0 && <Key of="copies">{say('copies held back, {n} at most', { n: copies })}</Key>}
        {held > 0 && <Key of="held">{say('others held back, {n} at most', { n: held })}</Key>}
        {covers && <Key of="coverage">{say('what is gathered changed')}</Key>}
      </ul>
    </figcaption>
  );
}

const Key = ({ of, children }: PropsWithChildren<{ of: string }>) => (
  <li>
    <span class={`key-${of}`} aria-hidden="true" /> {children}
  </li>
);

type Scene = { periods: HitPeriod[]; most: number; zero: number };

const percent = (share: number) => `${Math.round(share * 10_000) / 100}%`;
const pixels = (length: number) => Math.round(length * 10) / 10;
/** Where a bar stands across, with a gap behind it. */
const across = (nth: number, of: number) => ({ x: percent((nth + 0.08) / of), width: percent(0.84 / of) });

/** How much the tallest bar is. */
const Top = ({ most }: { most: number }) => (
  <g class="grid">
    <line x1="0" x2="100%" y1={size.top} y2={size.top} />
    <text x="0" y={size.top - 5}>
      {counted(most, 'hit')}
    </text>
  </g>
);

type BarProps = Scene & { nth: number; days: number; hits: readonly PreviewHit[] };

/** A period’s hits: a mark for each, or one bar of many, which leads to the first of them. */
function Bar({ periods, most, zero, nth, hits, days }: BarProps) {
  const period = periods[nth]!;
  if (period.hits === 0) return null;
  const unit = size.up / most;
  const place = across(nth, periods.length);
  const unlisted = period.hits - period.listed.length;
  if (most > mostMarks) {
    const tall = period.hits * unit;
    const bar = <rect {...place} y={pixels(zero - tall)} height={pixels(tall)} />;
    const title = `${periodName(period.from, days)}: ${counted(period.hits, 'hit')}`;
    return <Leading to={period.listed[0]} title={title} mark={bar} />;
  }
  return (
    <>
      {Array.from({ length: period.hits }, (_, at) => {
        // What is not listed any more is the earliest.
        const to = at < unlisted ? undefined : period.listed[at - unlisted];
        const bar = (
          <rect {...place} y={pixels(zero - (at + 1) * unit)} height={pixels(Math.max(1, unit - 1))} />
        );
        return (
          <Leading
            to={to}
            title={titleOf(to === undefined ? undefined : hits[to], period, days)}
            mark={bar}
          />
        );
      })}
    </>
  );
}

const titleOf = (hit: PreviewHit | undefined, { from }: HitPeriod, days: number) =>
  hit ? `${dateOf(hit.at)}: ${hit.article?.title ?? hit.why}` : periodName(from, days);

/** A mark that leads to a listed hit. Whoever goes by keyboard has the list itself. */
const Leading = ({ to, title, mark }: { to: number | undefined; title: string; mark: unknown }) =>
  to === undefined ? (
    <g>
      {mark}
      <title>{title}</title>
    </g>
  ) : (
    <a href={`#hit-${to}`} tabindex={-1}>
      {mark}
      <title>{title}</title>
    </a>
  );

/** What was held back: copies outlined, the rest pale. */
function Hanging({ periods, zero }: Scene) {
  const unit = (size.down - 4) / Math.max(...periods.map(({ copies, held }) => copies + held));
  return (
    <g>
      {periods.map(({ copies, held }, nth) => {
        const place = across(nth, periods.length);
        return (
          <>
            {copies > 0 && (
              <rect class="copies" {...place} y={zero + 1} height={pixels(Math.max(2, copies * unit))} />
            )}
            {held > 0 && (
              <rect
                class="held"
                {...{ ...place, y: pixels(zero + 1 + copies * unit) }}
                height={pixels(Math.max(2, held * unit))}
              />
            )}
          </>
        );
      })}
    </g>
  );
}

/** Where a day lies across, of 1. */
const shareOf = (day: string | Date, { periods, days }: HitPeriods): number =>
  (new Date(day).getTime() - Date.parse(periods[0]!.from)) / (periods.length * days * dayMs);

/** Every second label is for wide screens. */
function Ticks({ bottom, ...all }: HitPeriods & { bottom: number }) {
  const end = dateOf(new Date(Date.parse(all.periods[0]!.from) + all.periods.length * all.days * dayMs));
  return (
    <g class="ticks">
      {timeTicks(all.periods[0]!.from, end, ticksWide)
        .map(({ day, label }) => ({ label, share: shareOf(day, all) }))
        .filter(({ share }) => share < 0.93)
        .map(({ label, share }, nth) => (
          <g class={nth % 3 === 0 ? undefined : 'fine'}>
            <line x1={percent(share)} x2={percent(share)} y1={bottom} y2={bottom + 5} />
            <text x={percent(share)} dx="3" y={bottom + 15}>
              {label}
            </text>
          </g>
        ))}
    </g>
  );
}

/** Where what is gathered changed: a line a day. */
function CoverageLines({
  summary,
  bottom,
  ...all
}: HitPeriods & { summary: PreviewSummary; bottom: number }) {
  const changed = new Set(summary.coverage.map(({ at }) => dateOf(at)));
  return (
    <g class="coverage">
      {[...changed].map((day) => {
        const x = percent(Math.max(0, shareOf(day, all)));
        return <line x1={x} x2={x} y1={size.top - 10} y2={bottom} />;
      })}
    </g>
  );
}

/** The same in figures, for periods that have any. */
function HitTable({ periods, days }: HitPeriods) {
  const some = periods.filter(({ hits, copies, held }) => hits + copies + held > 0);
  if (some.length === 0) return null;
  return (
    <details class="numbers">
      <summary>{say('The numbers as a table')}</summary>
      <table>
        <caption class="hidden">{say('Hits and what was held back')}</caption>
        <thead>
          <tr>
            <th scope="col">{days === 1 ? say('Day') : say('From')}</th>
            <th scope="col" class="number">
              {say('Hits')}
            </th>
            <th scope="col" class="number">
              {say('Copies held back')}
            </th>
            <th scope="col" class="number">
              {say('Others held back')}
            </th>
          </tr>
        </thead>
        <tbody>
          {some.map(({ from, hits, copies, held }) => (
            <tr>
              <th scope="row">
                <time datetime={from}>{longDay(from)}</time>
              </th>
              <td class="number">{number(hits)}</td>
              <td class="number">{number(copies)}</td>
              <td class="number">{number(held)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

const periodName = (from: string, days: number): string =>
  daysName(from, dateOf(new Date(Date.parse(from) + (days - 1) * dayMs)));
