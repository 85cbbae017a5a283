import { counted } from '../language/say.tsx';
import { MeanSentiment } from '../parts/sentiment.tsx';
import { colourOf, dashOf } from './colours.ts';
import type { Drawn } from './frame.ts';

/** Which line is which, and what each comes to. */
export const Legend = ({ series, names }: Pick<Drawn, 'series' | 'names'>) => (
  <ol class="legend">
    {series.map(({ articles, meanSentiment }, at) => (
      <li>
        <svg viewBox="0 0 34 12" width="34" height="12" aria-hidden="true">
          <line
            {...{ x1: 0, x2: 34, y1: 6, y2: 6, 'stroke-width': 2.5 }}
            stroke={colourOf(at)}
            stroke-dasharray={dashOf(at)}
          />
        </svg>
        <span class="nth">{at + 1}</span> <strong>{names[at]}</strong>{' '}
        <span class="sum">{counted(articles, 'article')}</span> <MeanSentiment mean={meanSentiment} />
      </li>
    ))}
  </ol>
);
