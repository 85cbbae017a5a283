import type { ChartFields } from '../charts/asked.ts';
import { chartAddress } from '../charts/takeChart.tsx';
import { type Sentence, say } from '../language/say.tsx';
import { dateOf, daysBefore } from '../parts/times.tsx';

const yearBefore = (now: Date) => dateOf(daysBefore(now, 365));

/** What is drawn where nothing is asked: the beat’s topics over the last year. */
export const beginning = (now: Date): ChartFields => ({
  split: 'topic',
  by: 'week',
  after: yearBefore(now),
});

const examples: [Sentence, ChartFields & { show?: string }][] = [
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
          <a href={chartAddress('/trends', { ...fields, after: yearBefore(now) })}>{say(words)}</a>
        </li>
      ))}
    </ul>
  </section>
);
