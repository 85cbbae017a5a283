import type { Unit } from '../../search/series/periods.ts';
import type { ChartFields } from '../charts/asked.ts';
import { chartAddress } from '../charts/takeChart.tsx';
import { spanStart } from '../charts/time.ts';
import { type Sentence, say } from '../language/say.tsx';

const lastYear = (now: Date, by: Unit) => ({ by, after: spanStart(now, 365, by) });

/** What is drawn where nothing is asked: the beat’s topics over the last year. */
export const beginning = (now: Date): ChartFields => ({
  split: 'topic',
  ...lastYear(now, 'week'),
});

const examples: [Sentence, ChartFields & { by: Unit; show?: string }][] = [
  ['Huawei and Nvidia compared', { q: 'entity:huawei', compare: ['entity:nvidia'], by: 'week' }],
  ['Publishers on DeepSeek', { q: 'entity:deepseek', split: 'publisher', by: 'month' }],
  [
    'Chinese and English coverage of export controls',
    { q: 'topic:export-controls', split: 'language', by: 'week', show: 'share' },
  ],
  ['Which events make the news', { split: 'event', by: 'month' }],
  ['Who is most written about', { split: 'entity', by: 'month' }],
  ['All coverage, day by day', { by: 'day' }],
];

/** Charts to begin with. */
export const Beginnings = ({ now }: { now: Date }) => (
  <section class="beginnings" aria-labelledby="beginnings">
    <h2 id="beginnings">{say('Charts to begin with')}</h2>
    <ul>
      {examples.map(([words, fields]) => (
        <li>
          <a href={chartAddress('/trends', { ...fields, ...lastYear(now, fields.by) })}>{say(words)}</a>
        </li>
      ))}
    </ul>
  </section>
);
