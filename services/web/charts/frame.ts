import type { Series } from '../../api/series.ts';
import { nextPeriod, type Unit } from '../../search/series/periods.ts';
import { widthOf } from './lineEnds.ts';
import { isUnfinished } from './time.ts';

/** Sizes that charts are drawn in, in pixels: text must stay readable, so that a phone gets a drawing of its own. */
export const sizes = {
  wide: { width: 880, text: 13, volume: 190, mean: 92, labels: 150, ticks: 9, bar: 44 },
  narrow: { width: 360, text: 12, volume: 140, mean: 76, labels: 20, ticks: 5, bar: 30 },
} as const;
export type Size = keyof typeof sizes;

/** What is drawn. */
export interface Drawn {
  /** On one axis of time; those of which no point lies on it are left out of the drawing. */
  series: readonly Series[];
  /** What the series are called, in their order. */
  names: readonly string[];
  by: Unit;
  count: 'articles' | 'stories';
  show: 'articles' | 'share';
  now: Date;
  /** Decides where days begin; UTC when left out. */
  timeZone?: string | undefined;
}

/** Where time lies on a drawing. */
export interface Frame {
  size: (typeof sizes)[Size];
  left: number;
  right: number;
  /** First days of the periods. */
  periods: string[];
  /** Milliseconds of the first moment and of the one after the last. */
  domain: [number, number];
  /** Where a moment lies, in pixels. */
  x(ms: number): number;
  /** Start, middle and end of a period’s bar, in milliseconds; lines have their points in the middle. */
  bar(period: string): { from: number; middle: number; to: number };
  /** Whether the last period may still grow. */
  unfinished: boolean;
}

const barPart = 0.8;
/** Latin letters that fit a name at the end of a line; Chinese ones are twice as wide. */
export const mostLetters = 18;

/** Pixels that names at the ends of lines take. */
const labelsOf = (names: readonly string[], { labels, text }: Frame['size']) =>
  Math.min(labels, 28 + Math.max(...names.map((name) => Math.min(mostLetters, widthOf(name)))) * text * 0.58);

export function frameOf({ series, names, by, now, timeZone }: Drawn, name: Size): Frame {
  const size = sizes[name];
  const periods = series[0]?.points.map(({ period }) => period) ?? [];
  const start = Date.parse(periods[0] ?? now.toISOString().slice(0, 10));
  const last = periods.at(-1) ?? now.toISOString().slice(0, 10);
  const end = Date.parse(nextPeriod(last, by));
  // Several series are named at the ends of their lines.
  const right = size.width - (series.length > 1 ? labelsOf(names, size) : 1);
  const perMs = right / (end - start);
  const bars = new Map(
    periods.map((period) => {
      const [from, to] = [Date.parse(period), Date.parse(nextPeriod(period, by))];
      const half = Math.min((to - from) * barPart, size.bar / perMs) / 2;
      const middle = (from + to) / 2;
      return [period, { from: middle - half, middle, to: middle + half }];
    }),
  );
  return {
    ...{ size, left: 0, right, periods, domain: [start, end] },
    x: (ms) => (ms - start) * perMs,
    bar: (period) => bars.get(period)!,
    unfinished: isUnfinished(last, by, now, timeZone),
  };
}

/** A round number at or above `value`: the top of an axis that counts. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  const tops = [1, 2, 3, 4, 6, 8, 10].map((step) => step * power);
  return tops.find((top) => top >= value) ?? value;
}

/** A round share at or above `value`, which is 0…1. */
export const roundShare = (value: number): number =>
  [0.01, 0.02, 0.04, 0.06, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1].find((top) => top >= value) ?? 1;

/** Means of fewer articles than this are drawn pale. */
export const fewArticles = 5;

/**
 * How far a sentiment axis must reach, in quarters: to ±1 it would flatten every mean, and intervals of few articles
 * would make it.
 */
export function sentimentReach(series: readonly Pick<Series, 'points'>[]): number {
  const sizes = series.flatMap(({ points }) =>
    points.flatMap(({ meanSentiment, interval, n }) => [
      Math.abs(meanSentiment ?? 0),
      ...(interval && n >= fewArticles ? [Math.abs(interval.low), Math.abs(interval.high)] : []),
    ]),
  );
  const widest = sizes.reduce((most, size) => Math.max(most, size), 0.25);
  return Math.min(1, Math.ceil(widest * 4) / 4);
}

/** Beyond so many periods each is too narrow to have a bar and a dot: they are drawn as one area, or one line. */
export const mostBars = 200;
