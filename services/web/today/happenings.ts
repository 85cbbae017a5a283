import type { ToldEvent } from '../../../db/toldEvents.ts';
import { isNews } from '../parts/news.ts';
import { dateOf, dayMs } from '../parts/times.tsx';

/** Something that happened, as the articles of one story tell it. */
export interface Happening {
  type: string;
  /** `YYYY-MM-DD` */
  day: string;
  certainty: ToldEvent['certainty'];
  stance: ToldEvent['stance'];
  storyId: number | null;
  /** The first article that tells of it. */
  article: ToldEvent['article'];
  publishers: number;
  /** Ids of whom or what it is about, at most three. */
  about: string[];
}

/** What an article dates further from itself than this did not happen lately. */
const nearDays = 7;
const namesShown = 3;

/**
 * What happened lately in rules and releases, one for each story, the newest first: of more than `most` those that most
 * publishers tell of.
 */
export function happeningsOf(told: readonly ToldEvent[], most: number): Happening[] {
  const byStory = new Map<number, ToldEvent[]>();
  for (const event of told) {
    if (!counts(event)) continue;
    const key = event.storyId ?? -event.article.id;
    byStory.set(key, [...(byStory.get(key) ?? []), event]);
  }
  return [...byStory.values()]
    .map(happeningOf)
    .sort((a, b) => b.publishers - a.publishers || compare(b.day, a.day))
    .slice(0, most)
    .sort((a, b) => compare(b.day, a.day) || b.publishers - a.publishers);
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** What does something to the flow of chips and models, or brings one out, and is an article's news of these days. */
const counts = (event: ToldEvent) =>
  (event.stance !== 'none' || /^(?:model-release|chip-launch)/.test(event.type)) &&
  (event.dated ? isNear(event) : event.field === 'title') &&
  isNews({
    ...{ field: event.field, startsAt: event.startsAt, certainty: event.certainty, day: event.fromDay },
    ...{ publishedAt: event.article.publishedAt, named: idsOf(event).length > 0 },
  });

const isNear = ({ fromDay, article }: ToldEvent) =>
  Math.abs(Date.parse(fromDay) - Date.parse(dateOf(article.publishedAt))) <= nearDays * dayMs;

/** The type that most articles tell of, as the first of them does; as a plan only while none states it. */
function happeningOf(events: readonly ToldEvent[]): Happening {
  const byType = new Map<string, ToldEvent[]>();
  for (const event of events) byType.set(event.type, [...(byType.get(event.type) ?? []), event]);
  const alike = [...byType.values()].reduce((a, b) => (articlesOf(b) > articlesOf(a) ? b : a));
  const stated = alike.filter(({ certainty }) => certainty === 'stated');
  const first = (stated.length > 0 ? stated : alike).reduce((a, b) =>
    b.article.publishedAt < a.article.publishedAt ? b : a,
  );
  return {
    ...{ type: first.type, certainty: first.certainty, stance: first.stance },
    ...{ storyId: first.storyId, article: first.article, day: first.fromDay },
    publishers: new Set(events.map(({ article }) => article.publisher)).size,
    about: idsOf(first).slice(0, namesShown),
  };
}

/** Who or what it names, a place only where it acts and nobody else is named; the rule that it works through last. */
function idsOf({ who, instrumentId }: ToldEvent): string[] {
  const others = who.filter(({ type }) => type !== 'place');
  const named = others.length > 0 ? others : who.filter(({ role }) => role === 'actor');
  // Whom it does something to says more than who acts.
  const ids = named
    .toSorted((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
    .map(({ entityId }) => entityId);
  return [...new Set([...ids, ...(instrumentId === null ? [] : [instrumentId])])];
}

const articlesOf = (events: readonly ToldEvent[]) => new Set(events.map(({ article }) => article.id)).size;
