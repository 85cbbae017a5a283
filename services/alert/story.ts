import type { FactEvent } from './facts.ts';

/** What the archive knew of a story before an article came; copies are in it too. */
export interface StorySoFar {
  id: number;
  /** By the time they were found, oldest first; without the article itself. */
  articles: readonly StoryArticle[];
}

export interface StoryArticle {
  id: number;
  publishedAt: Date;
  foundAt: Date;
  publisher: string;
  family: string;
  copyOf: number | null;
  events: readonly FactEvent[];
  /** Ids of the entities that it names. */
  entities: readonly string[];
}

/** An earlier match of the same alert. */
export interface PastMatch {
  about: string;
  /** Where its story is today; null where it was about none. */
  storyId: number | null;
  matchedAt: Date;
}
