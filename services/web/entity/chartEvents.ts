import type { StoryEvent } from '../../../db/entityEvents.ts';
import { daysBetween } from '../../search/series/periods.ts';
import type { ChartEvent } from '../charts/timeline.tsx';
import { counted, say } from '../language/say.tsx';
import { articleAddress, storyAddress } from '../layout/address.ts';
import { eventName } from '../parts/names.ts';
import { isNews } from '../parts/news.ts';

const mostShown = 8;
/** Articles that tell the same kind of thing within so many days most likely tell the same happening. */
const sameDays = 3;

/**
 * The events most told of as news, in order of time, for a chart of an entity.
 *
 * @param told most told first
 * @param from first day of the chart; events that articles of the time look back to are not on it
 */
export function chartEvents(
  told: readonly StoryEvent[],
  { from, to }: { from: string; to: string },
): ChartEvent[] {
  const shown: StoryEvent[] = [];
  for (const event of told) {
    if (event.day < from || event.day > to || !isMark(event)) continue;
    if (shown.some((known) => isSame(known, event))) continue;
    shown.push(event);
  }
  return shown
    .slice(0, mostShown)
    .sort((a, b) => (a.day < b.day ? -1 : 1))
    .map(({ type, storyId, article, day, articles }) => ({
      day,
      title: article.title,
      language: article.language,
      kind:
        articles > 1
          ? say('{event}, {articles}', { event: eventName(type), articles: counted(articles, 'article') })
          : eventName(type),
      href: storyId === null ? articleAddress(article.id) : storyAddress(storyId),
    }));
}

/** Told events of an entity are stated, and name it. */
const isMark = ({ telling, day }: StoryEvent) =>
  isNews({ ...telling, certainty: 'stated', day, named: true });

const isSame = (a: StoryEvent, b: StoryEvent) =>
  (a.type === b.type || (a.storyId !== null && a.storyId === b.storyId)) &&
  Math.abs(daysBetween(a.day, b.day)) <= sameDays;
