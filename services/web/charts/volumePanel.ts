import * as Plot from '@observablehq/plot';
import type { Point } from '../../search/series/points.ts';
import { number, percent } from '../language/say.tsx';
import { colourOf, dashOf } from './colours.ts';
import { type Drawn, type Frame, mostBars, mostLetters, roundShare, roundUp } from './frame.ts';
import { apart, fitted } from './lineEnds.ts';
import { draw } from './plot.ts';

type Value = (point: Point) => number | null;
const above = 14;

/** How much was written: bars of one series, lines of several. */
export function volumePanel(drawn: Drawn, frame: Frame): string {
  const { series, show } = drawn;
  const value: Value = show === 'share' ? ({ share }) => share : ({ volume }) => volume;
  const values = series.flatMap(({ points }) => points.map((point) => value(point) ?? 0));
  const most = values.reduce((top, each) => Math.max(top, each), 0);
  const top = show === 'share' ? roundShare(most) : roundUp(most);
  const { size, domain, left, right } = frame;
  return draw({
    width: size.width,
    height: size.volume,
    x: { type: 'utc', domain, range: [left, right] },
    y: { domain: [0, top], range: [size.volume - 1, above] },
    marks: [
      ...grid(top, show, frame),
      ...(series.length === 1
        ? bars(series[0]!.points, value, frame)
        : [...lines(drawn, value, frame), ends(drawn, value, frame, top)]),
    ],
  });
}

function grid(top: number, show: Drawn['show'], { size, domain }: Frame): Plot.Markish[] {
  const ticks = show === 'share' || top % 2 === 0 ? [top / 2, top] : [top];
  const [x1, x2] = domain;
  return [
    Plot.ruleY(ticks, { x1, x2, stroke: 'var(--rule)' }),
    Plot.ruleY([0], { x1, x2, stroke: 'var(--soft)' }),
    Plot.text(ticks, {
      ...{ className: 'tick', y: (tick: number) => tick, frameAnchor: 'left', textAnchor: 'start' },
      ...{ dy: -size.text / 2 - 1, fill: 'var(--soft)' },
      text: (tick: number) => (show === 'share' ? percent(tick) : number(tick)),
    }),
  ];
}

function bars(points: Point[], value: Value, frame: Frame): Plot.Markish[] {
  const isOpen = ({ period }: Point) => frame.unfinished && period === frame.periods.at(-1);
  const place = {
    x1: ({ period }: Point) => frame.bar(period).from,
    x2: ({ period }: Point) => frame.bar(period).to,
    y1: 0,
    y2: value,
  };
  const over = points.filter((point) => !isOpen(point));
  const x = ({ period }: Point) => frame.bar(period).middle;
  return [
    points.length > mostBars
      ? Plot.areaY(over, { x, y1: 0, y2: value, curve: 'step', fill: 'var(--bar)' })
      : Plot.rectY(over.filter(value), { ...place, fill: 'var(--bar)' }),
    Plot.rectY(
      points.filter((point) => value(point) && isOpen(point)),
      { ...place, fill: 'none', stroke: 'var(--bar)', strokeWidth: 1.5, inset: 0.75 },
    ),
  ];
}

function lines({ series }: Drawn, value: Value, frame: Frame): Plot.Markish[] {
  const x = ({ period }: Point) => frame.bar(period).middle;
  return series.flatMap(({ points }, at) => {
    const look = { x, y: value, stroke: colourOf(at), strokeWidth: 2 };
    const fill = frame.unfinished ? 'var(--ground)' : colourOf(at);
    return [
      Plot.lineY(frame.unfinished ? points.slice(0, -1) : points, {
        ...look,
        strokeDasharray: dashOf(at),
      }),
      // What is not over yet.
      Plot.lineY(frame.unfinished ? points.slice(-2) : [], { ...look, strokeOpacity: 0.4 }),
      Plot.dot(points.slice(-1), { ...look, fill, r: 3.5 }),
    ];
  });
}

/** A number that the list below the chart explains, and the name where there is room. */
function ends({ series, names }: Drawn, value: Value, { size, domain }: Frame, top: number): Plot.Markish {
  const tall = size.volume - 1 - above;
  const wanted = series.map(({ points }) => above + tall * (1 - (value(points.at(-1)!) ?? 0) / top));
  const placed = apart(wanted, size.text + 2, size.text / 2, size.volume - size.text / 2);
  const labels = names.map((name, at) => ({
    y: top * (1 - (placed[at]! - above) / tall),
    text: size.labels > 100 ? `${at + 1} ${fitted(name, mostLetters)}` : String(at + 1),
    fill: colourOf(at),
  }));
  return Plot.text(labels, {
    ...{ className: 'end', x: domain[1], y: 'y', text: 'text', fill: 'fill', textAnchor: 'start', dx: 6 },
  });
}
