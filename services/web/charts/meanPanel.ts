import * as Plot from '@observablehq/plot';
import type { Point } from '../../search/series/points.ts';
import { labelOfMean, scoreText } from '../parts/sentiment.tsx';
import { colourOf, dashOf } from './colours.ts';
import { type Drawn, type Frame, fewArticles, mostBars, sentimentReach } from './frame.ts';
import { draw } from './plot.ts';

const pale = 0.4;

/** How it was written: means above and below zero, each with its interval; of several series the means alone. */
export function meanPanel(drawn: Drawn, frame: Frame): string {
  const { series } = drawn;
  const reach = sentimentReach(series);
  const { size, domain, left, right } = frame;
  return draw({
    width: size.width,
    height: size.mean,
    x: { type: 'utc', domain, range: [left, right] },
    y: { domain: [-reach, reach], range: [size.mean - 1, 1], clamp: true },
    marks: [
      ...zero(reach, frame),
      ...(series.length === 1
        ? one(series[0]!.points, frame)
        : series.flatMap(({ points }, at) => ofSeveral(points, at, series.length, frame))),
    ],
  });
}

function zero(reach: number, { size, domain }: Frame): Plot.Markish[] {
  const [x1, x2] = domain;
  return [
    Plot.ruleY([-reach, reach], { x1, x2, stroke: 'var(--rule)' }),
    Plot.ruleY([0], { x1, x2, stroke: 'var(--soft)' }),
    ...[reach, -reach].map((end) =>
      Plot.text([end], {
        ...{ className: 'tick', y: (tick: number) => tick, frameAnchor: 'left', textAnchor: 'start' },
        ...{ dy: (Math.sign(end) * (size.text + 3)) / 2, fill: 'var(--soft)', text: scoreText },
      }),
    ),
  ];
}

const known = ({ meanSentiment }: Point) => meanSentiment !== null;
const isFew = ({ n }: Point) => n < fewArticles;
const mean = { y: 'meanSentiment' };

function one(points: Point[], frame: Frame): Plot.Markish[] {
  const x = ({ period }: Point) => frame.bar(period).middle;
  const shown = points.filter(known);
  if (shown.length > mostBars) return dense(points, frame);
  const band = (few: boolean) =>
    Plot.rectY(
      shown.filter((point) => point.interval && isFew(point) === few),
      {
        x1: ({ period }: Point) => frame.bar(period).from,
        x2: ({ period }: Point) => frame.bar(period).to,
        y1: ({ interval }: Point) => interval!.low,
        y2: ({ interval }: Point) => interval!.high,
        fill: 'var(--bar)',
        fillOpacity: few ? 0.12 : 0.28,
      },
    );
  const dots = (few: boolean) =>
    Plot.dot(
      shown.filter((point) => isFew(point) === few),
      {
        ...{
          x,
          ...mean,
          r: few ? 2.5 : 3,
          stroke: toneOf,
          strokeWidth: 1.5,
          fill: few ? 'var(--ground)' : toneOf,
        },
        ...(few ? { strokeOpacity: 0.7 } : {}),
      },
    );
  return [
    band(true),
    band(false),
    Plot.lineY(points, { x, ...mean, stroke: 'var(--soft)', strokeWidth: 1 }),
    dots(true),
    dots(false),
  ];
}

/** A line in its band. */
function dense(points: Point[], frame: Frame): Plot.Markish[] {
  const x = ({ period }: Point) => frame.bar(period).middle;
  const y1 = ({ interval }: Point) => interval?.low ?? null;
  const y2 = ({ interval }: Point) => interval?.high ?? null;
  return [
    Plot.areaY(points, { x, y1, y2, fill: 'var(--bar)', fillOpacity: 0.28 }),
    Plot.lineY(points, { x, ...mean, stroke: 'var(--soft)', strokeWidth: 1.5 }),
  ];
}

const toneOf = ({ meanSentiment }: Point) => `var(--${labelOfMean(meanSentiment ?? 0)})`;

/** Beyond so many series, dots would hide the lines: those alone have one that no line leads to. */
const mostDotted = 3;

function ofSeveral(points: Point[], at: number, all: number, frame: Frame): Plot.Markish[] {
  const x = ({ period }: Point) => frame.bar(period).middle;
  const look = { x, ...mean, stroke: colourOf(at), strokeWidth: 1.75 };
  const alone = (nth: number) => [points[nth - 1], points[nth + 1]].every((near) => !near || !known(near));
  const dotted = points.filter(
    (point, nth) => known(point) && (alone(nth) || (all <= mostDotted && isFew(point))),
  );
  return [
    Plot.lineY(points, { ...look, strokeDasharray: dashOf(at) }),
    Plot.dot(dotted, { ...look, r: 2.5, fill: 'var(--ground)', strokeOpacity: pale }),
  ];
}
