import type { RecentStory } from '../../../db/recentStories.ts';
import { dateOf, dayMs } from '../parts/times.tsx';

/** What ranks a story. */
type Ranked = Pick<RecentStory, 'id' | 'publishers' | 'lastAt' | 'relevance'>;

/** Stories under one heading, by rank. */
interface Group<Story> {
  /** `YYYY-MM-DD`; null for those of the last 24 hours. */
  day: string | null;
  stories: Story[];
}

/** What the front page shows: the story that leads, and the others. */
export interface Front<Story> {
  lead: Story;
  groups: Group<Story>[];
}

/** So many stories fill the page; quiet days are filled up with those before. */
const wanted = 10;
/** Of the last 24 hours; the others are a link away. */
const mostLately = 16;
/** A story half as old counts twice as much. */
const halfLifeMs = dayMs;

/**
 * How much a story belongs on top: doubles with each doubling of the publishers that write of it themselves, halves with
 * each day since its newest article, and counts in proportion to how much it is about the beat.
 */
export function weightOf({ publishers, lastAt, relevance }: Ranked, now: Date): number {
  const age = Math.max(0, now.getTime() - lastAt.getTime());
  return publishers * 0.5 ** (age / halfLifeMs) * (0.1 + 0.9 * relevance);
}

/** Chooses what the front page shows of stories, which come newest first; null where there are none. */
export function frontOf<Story extends Ranked>(stories: readonly Story[], now: Date): Front<Story> | null {
  const since = now.getTime() - dayMs;
  const lately = stories.filter(({ lastAt }) => lastAt.getTime() > since);
  const groups: Group<Story>[] = lately.length > 0 ? [{ day: null, stories: lately }] : [];
  let count = lately.length;
  for (const story of stories.slice(lately.length)) {
    const day = dateOf(story.lastAt);
    const last = groups.at(-1);
    if (last?.day === day) last.stories.push(story);
    else if (count >= wanted) break;
    else groups.push({ day, stories: [story] });
    count++;
  }
  for (const group of groups) {
    group.stories.sort((a, b) => weightOf(b, now) - weightOf(a, now) || b.id - a.id);
    if (group.day === null) group.stories = group.stories.slice(0, mostLately);
  }
  const lead = groups[0]?.stories.shift();
  return lead ? { lead, groups: groups.filter((group) => group.stories.length > 0) } : null;
}

/** What is new of a story since a moment: all of it, or so many articles; 0 for nothing. */
export function newSince({ foundAt }: Pick<RecentStory, 'foundAt'>, since: Date | undefined): 'all' | number {
  if (!since) return 0;
  const count = foundAt.filter((at) => at > since).length;
  return count > 0 && count === foundAt.length ? 'all' : count;
}
