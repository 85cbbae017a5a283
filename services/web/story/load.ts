import type { Orm } from '../../../db/database.ts';
import { entitiesById } from '../../../db/entities.ts';
import { type FoundQuote, listQuotes } from '../../../db/quotes.ts';
import { textRights } from '../../../db/rights.ts';
import type { Story } from '../../../db/stories.ts';
import { type StoryFacts, type StoryMoment, storyFacts, storyTimeline } from '../../../db/storyPages.ts';
import { listToldEvents } from '../../../db/toldEvents.ts';
import { type Contradiction, contradictionsOf } from '../../search/events/contradictions.ts';

/** Articles of a timeline's page, copies not counted. */
const articlesShown = 100;
/** Articles in the picture, copies too. */
const articlesDrawn = 500;
const quotesShown = 6;
const eventsRead = 1000;
const contradictionsShown = 5;

/** A contradiction with the names of what it is about. */
export type NamedContradiction = Omit<Contradiction, 'about'> & {
  about: { id: string; name: string; nameZh: string | null }[];
};

/** What a story's page shows. */
export interface StoryView {
  story: Story;
  facts: StoryFacts;
  /** A part of its timeline, copies left out, and the last article of it if more follow. */
  moments: StoryMoment[];
  next: number | undefined;
  /** All its articles as far as they are drawn, and whether these are not all. */
  drawn: StoryMoment[];
  partly: boolean;
  /** The latest. */
  quotes: FoundQuote[];
  contradictions: NamedContradiction[];
}

/** @returns null for a story that has no articles any more */
export async function loadStory(
  orm: Orm,
  story: Story,
  after: number | undefined,
): Promise<StoryView | null> {
  const facts = await storyFacts(orm, story.id);
  if (!facts) return null;
  const [found, drawn, quotes, contradictions] = await Promise.all([
    storyTimeline(orm, story.id, articlesShown + 1, { after, copies: false }),
    storyTimeline(orm, story.id, articlesDrawn + 1),
    listQuotes(orm, { story: story.id }, quotesShown),
    readContradictions(orm, story.id),
  ]);
  const moments = found.slice(0, articlesShown);
  return {
    ...{ story, facts, moments, quotes, contradictions },
    next: found.length > articlesShown ? moments.at(-1)!.id : undefined,
    drawn: drawn.slice(0, articlesDrawn),
    partly: drawn.length > articlesDrawn,
  };
}

/** What publishers contradict each other in within a story. */
async function readContradictions(orm: Orm, storyId: number): Promise<NamedContradiction[]> {
  const told = await listToldEvents(orm, { story: storyId }, eventsRead);
  return namedContradictions(orm, contradictionsOf(told).slice(0, contradictionsShown));
}

/** Contradictions as pages show them; sentences that may not be shown are empty. */
export async function namedContradictions(
  orm: Orm,
  found: readonly Contradiction[],
): Promise<NamedContradiction[]> {
  if (found.length === 0) return [];
  const [mayShow, entities] = await Promise.all([
    textRights(orm),
    entitiesById(
      orm,
      found.flatMap(({ about }) => about),
    ),
  ]);
  return found.map(({ about, sides, ...each }) => ({
    ...each,
    about: about.flatMap((id) => entities.get(id) ?? []),
    sides: sides.map(({ says, sources }) => ({
      says,
      sources: sources.map((source) =>
        mayShow(source.article.publisher) === 'none' ? { ...source, sentence: '' } : source,
      ),
    })) as unknown as Contradiction['sides'],
  }));
}
