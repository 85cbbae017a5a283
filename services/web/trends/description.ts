import type { Trends } from '../../api/askedTrends.ts';
import { daysName, periodName } from '../charts/time.ts';
import { counted, say } from '../language/say.tsx';
import { scoreText } from '../parts/sentiment.tsx';

/** What a chart shows, in sentences, for those who can’t see it. */
export function description({ series, by, from, to }: Trends, names: readonly string[]): string {
  const told = series.map(({ articles, meanSentiment, points }, at) => {
    const peak = points.reduce((most, point) => (point.volume > most.volume ? point : most));
    return say('{name}: {articles}, most in {period} with {most}; mean sentiment {score}.', {
      ...{ name: names[at]!, articles: counted(articles, 'article'), period: periodName(peak.period, by) },
      ...{ most: peak.volume, score: meanSentiment === null ? '–' : scoreText(meanSentiment) },
    });
  });
  return [say('From {days}.', { days: daysName(from, to) }), ...told].join(' ');
}
