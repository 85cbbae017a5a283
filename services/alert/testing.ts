import type { FactEvent, Facts } from './facts.ts';
import { type Spec, specSchema } from './spec.ts';
import type { StoryArticle, StorySoFar } from './story.ts';

/** A moment of 20 November 2026, UTC: `at('08:30')`; so many days later. */
export const at = (time: string, days = 0): Date =>
  new Date(Date.parse(`2026-11-20T${time}:00Z`) + days * 86_400_000);

/** An event told as stated in the title. */
export const event = (type: string, who: string[] = [], more: Partial<FactEvent> = {}): FactEvent => ({
  ...{ type, who, certainty: 'stated', stance: 'none', instrumentId: null, inTitle: true, early: true },
  ...more,
});

/** An entity of its own, in the title; `family` tells to whom it belongs. */
export const entity = (id: string, salience = 0.8, more: Partial<Facts['entities'][number]> = {}) => ({
  ...{ id, salience, family: [id], score: 0, inTitle: true },
  ...more,
});

/** Article 10, of story 1, by Example Wire, found a minute after its publication. */
export function facts(more: Partial<Facts> = {}): Facts {
  const foundAt = more.foundAt ?? at('12:00');
  return {
    ...{ id: 10, lexemes: new Map(), foundAt, publishedAt: new Date(foundAt.getTime() - 60_000) },
    ...{ storyId: 1, copyOf: null, sentiment: null, relevance: 0.8, stance: null },
    ...{ publisher: 'Example Wire', family: 'wire', entities: [], events: [] },
    ...more,
  };
}

/** What a story keeps of an article. */
export function told({ entities, ...article }: Facts): StoryArticle {
  const { id, publishedAt, foundAt, publisher, family, copyOf, events } = article;
  return {
    ...{ id, publishedAt, foundAt, publisher, family, copyOf, events },
    entities: entities.map((each) => each.id),
  };
}

/** Story 1 with these articles, oldest first. */
export const storyOf = (...articles: Facts[]): StorySoFar => ({ id: 1, articles: articles.map(told) });

/** A spec of which the rest is as it is when left out. */
export const spec = (given: object): Spec => specSchema.parse(given);
