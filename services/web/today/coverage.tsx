import type { Series } from '../../api/series.ts';
import { SeriesTable } from '../charts/seriesTable.tsx';
import { Timeline } from '../charts/timeline.tsx';
import { counted, say } from '../language/say.tsx';
import { addressOf } from '../layout/address.ts';
import { scoreText } from '../parts/sentiment.tsx';

/** How much was written of the beat in the last 30 days, and in what mood. */
export function Coverage({ series, now }: { series: Series; now: Date }) {
  const title = say('Coverage of the beat, last 30 days');
  const names = [say('All coverage')];
  return (
    <section class="coverage" aria-labelledby="coverage">
      <h2 id="coverage" class="kicker">
        {title}
      </h2>
      <Timeline
        id="coverage-chart"
        title={title}
        description={say('{articles} in 30 days, mean sentiment {mean}.', {
          articles: counted(series.articles, 'article'),
          mean: series.meanSentiment === null ? '–' : scoreText(series.meanSentiment),
        })}
        {...{ series: [series], names, now }}
        by="day"
        chooses="/trends?by=day"
      />
      <SeriesTable
        {...{ series: [series], names }}
        by="day"
        caption={say('Articles by day of publication (UTC), copies and off-topic articles left out')}
        articlesOf={(after, before) => addressOf('/search', { after, before, beat: true })}
      />
      <p class="hint">
        <a href="/trends">{say('Longer, and by topic, entity or query')}</a>
      </p>
    </section>
  );
}
