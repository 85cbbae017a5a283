import type { Facts } from '../facts.ts';
import type { StorySoFar } from '../story.ts';
import type { Numbers } from '../told.ts';
import { credibilityOf } from './credibility.ts';
import { importanceOf } from './importance.ts';
import { type NewFact, newFactsOf } from './newFacts.ts';
import { noveltyOf } from './novelty.ts';
import { relevanceOf } from './relevance.ts';

/** An article with what is asked of it. */
export interface Judged {
  facts: Facts;
  /** Ids of the entities that the query asks for. */
  asked: readonly string[];
  /** Without the article; null where it is in no story. */
  story: StorySoFar | null;
}

/** What an article is worth, to all alerts that it is shown to. */
export interface Judgement {
  /** What it tells and its story did not. */
  fresh: readonly NewFact[];
  /** The four numbers that gates look at, whole and 0…100, for an alert that asks for these entities. */
  numbersFor(asked: readonly string[]): Numbers;
}

/** Judges an article once, however many alerts ask; docs/alerts.md has the formulas. */
export function judge(facts: Facts, story: StorySoFar | null): Judgement {
  const fresh = newFactsOf(facts, story);
  const alike = {
    novelty: noveltyOf(facts, story, fresh),
    importance: importanceOf(facts, story),
    credibility: credibilityOf(facts, story),
  };
  return { fresh, numbersFor: (asked) => ({ relevance: relevanceOf(facts, asked), ...alike }) };
}

/** The numbers of one article for one alert. */
export const numbersOf = ({ facts, asked, story }: Judged): Numbers => judge(facts, story).numbersFor(asked);
