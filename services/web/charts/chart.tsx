import type { TrendPoint, TrendUnit } from '../../../db/trends.ts';
import { labelOfMean, scoreText } from '../parts/sentiment.tsx';
import { counted } from '../parts/words.ts';
import { roundUp, sentimentReach, timeLabels } from './axis.ts';
import { nextPeriod, periodName } from './periods.ts';

/** Heights in CSS pixels. Widths are percentages, so that the chart fits any column and its text is never scaled. */
const volume = { top: 16, height: 132 };
const mean = { top: 172, height: 64 };
const chartHeight = 266;
/** A short series must not become a few broad slabs. */
const fewestSlots = 24;
/** Means of fewer articles than this are drawn pale. */
export const fewArticles = 5;

interface ChartProps {
  /** Distinguishes charts on one page. */
  id: string;
  title: string;
  description: string;
  points: TrendPoint[];
  unit: TrendUnit;
  now: Date;
}

/** Articles per period as bars, and below them their mean sentiment above or below zero. */
export function TrendChart({ id, title, description, points, unit, now }: ChartProps) {
  const slots = Math.max(points.length, fewestSlots);
  const most = roundUp(Math.max(...points.map((point) => point.articles), 1));
  const reach = sentimentReach(points.map((point) => point.meanSentiment));
  const percent = (slot: number) => `${Math.round((slot / slots) * 10_000) / 100}%`;
  return (
    <svg
      class="chart"
      role="img"
      aria-labelledby={`${id}-title ${id}-about`}
      height={chartHeight}
      width="100%"
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-about`}>{description}</desc>
      <VolumeGrid most={most} />
      <MeanGrid reach={reach} />
      {points.map((point, at) => (
        <Period {...{ point, unit, now, most, reach }} x={percent(at)} width={percent(0.78)} />
      ))}
      {timeLabels(points.map((point) => point.period)).map(({ at, label }) => (
        <g class="when">
          <line x1={percent(at)} x2={percent(at)} y1={chartHeight - 20} y2={chartHeight - 13} />
          {at / slots < 0.93 && (
            <text x={percent(at)} y={chartHeight - 1}>
              {label}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

function VolumeGrid({ most }: { most: number }) {
  const lines = most % 2 === 0 ? [most, most / 2, 0] : [most, 0];
  return (
    <g class="grid">
      {lines.map((value) => {
        const y = volume.top + volume.height * (1 - value / most);
        return (
          <>
            <line x1="0" x2="100%" y1={y} y2={y} />
            {value > 0 && (
              <text x="0" y={y - 4}>
                {value.toLocaleString('en')}
                {value === most && (value === 1 ? ' article' : ' articles')}
              </text>
            )}
          </>
        );
      })}
    </g>
  );
}

function MeanGrid({ reach }: { reach: number }) {
  const middle = mean.top + mean.height / 2;
  return (
    <g class="grid">
      <line class="zero" x1="0" x2="100%" y1={middle} y2={middle} />
      <text x="0" y={mean.top - 2}>
        {`▲ ${scoreText(reach)} mean sentiment`}
      </text>
      <text x="0" y={mean.top + mean.height + 4}>{`▼ ${scoreText(-reach)}`}</text>
    </g>
  );
}

interface PeriodProps {
  point: TrendPoint;
  unit: TrendUnit;
  now: Date;
  most: number;
  reach: number;
  x: string;
  width: string;
}

function Period({ point, unit, now, most, reach, x, width }: PeriodProps) {
  const unfinished = nextPeriod(new Date(point.period), unit) > now;
  const tall = (point.articles / most) * volume.height;
  const score = point.meanSentiment;
  const size = ((score ?? 0) / reach) * (mean.height / 2);
  const middle = mean.top + mean.height / 2;
  const told = `${periodName(point.period, unit)}${unfinished ? ', so far' : ''}: ${counted(point.articles, 'article')}`;
  return (
    <g>
      <title>{score === null ? told : `${told}, mean sentiment ${scoreText(score)}`}</title>
      {/* Catches the pointer over the whole column: a bar for one article is too low to hit. */}
      <rect class="column" x={x} width={width} y="0" height={chartHeight - 18} />
      {point.articles > 0 && (
        <rect
          class={unfinished ? 'bar unfinished' : 'bar'}
          {...{ x, width }}
          y={round(volume.top + volume.height - tall)}
          height={round(tall)}
        />
      )}
      {score !== null && (
        <rect
          class={`${labelOfMean(score)}${point.articles < fewArticles ? ' few' : ''}`}
          {...{ x, width }}
          y={round(Math.min(middle, middle - size) - 0.5)}
          height={round(Math.abs(size) + 1)}
        />
      )}
    </g>
  );
}

const round = (pixels: number) => Math.round(pixels * 10) / 10;
