import type { Interval } from '../../search/series/intervals.ts';
import { number, say } from '../language/say.tsx';
import { labelOfMean, MeanSentiment, scoreText } from '../parts/sentiment.tsx';
import { fewArticles } from './frame.ts';

export interface SlantRow {
  name: string;
  href?: string;
  /** −1…1 */
  mean: number;
  interval: Interval | null;
  /** Articles that the mean is taken over. */
  n: number;
}

interface SlantProps {
  rows: readonly SlantRow[];
  caption: string;
  /** What the rows are: `Publisher`. */
  head: string;
}

/** Means side by side, each as a dot with its 95% interval between −1 and 1. */
export const Slant = ({ rows, caption, head }: SlantProps) => (
  <section class="scroll" tabindex={0} aria-label={caption}>
    <table class="slant">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col">
            <span class="slant-ends" aria-hidden="true">
              <span>▼ −1</span>
              <span>0</span>
              <span>▲ +1</span>
            </span>
            <span class="hidden">{say('95% interval')}</span>
          </th>
          <th scope="col" class="number">
            {say('Mean sentiment')}
          </th>
          <th scope="col" class="number">
            {say('Articles')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <th scope="row">{row.href ? <a href={row.href}>{row.name}</a> : row.name}</th>
            <td>
              <Whisker {...row} />
            </td>
            <td class="number">
              <MeanSentiment mean={row.mean} />
            </td>
            <td class="number">{number(row.n)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

const middle = 10;
/** In parts of the whole width, so that nothing is scaled: dots stay dots on a phone. */
const x = (score: number) => `${Math.round((score + 1) * 500) / 10}%`;

function Whisker({ mean, interval, n }: SlantRow) {
  const tone = `var(--${labelOfMean(mean)})`;
  const told = interval
    ? say('{low} to {high}', { low: scoreText(interval.low), high: scoreText(interval.high) })
    : say('too few articles for an interval');
  return (
    <svg class="whisker" role="img" height={2 * middle}>
      <title>{told}</title>
      <line x1={x(-1)} x2={x(1)} y1={middle} y2={middle} stroke="var(--rule)" />
      <line x1={x(0)} x2={x(0)} y1="0" y2={2 * middle} stroke="var(--soft)" />
      {interval && (
        <line
          {...{ x1: x(interval.low), x2: x(interval.high), y1: middle, y2: middle }}
          stroke={tone}
          stroke-width="2.5"
        />
      )}
      <circle
        {...{ cx: x(mean), cy: middle, r: 4.5, stroke: tone, 'stroke-width': 1.5 }}
        fill={n < fewArticles ? 'var(--ground)' : tone}
      />
    </svg>
  );
}
