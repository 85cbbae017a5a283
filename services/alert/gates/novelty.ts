import type { Facts } from '../facts.ts';
import type { StorySoFar } from '../story.ts';
import { hundred } from './hundred.ts';
import type { NewFact } from './newFacts.ts';
import { noveltyWeights as weights } from './weights.ts';

const dayMs = 86_400_000;

/**
 * How new an article is within its story, 0…100: 100 for the first report, three quarters of it for each report before,
 * copies too. Each day without a report halves their number, to one at least. A new fact lifts it to what its kind is worth. A
 * copy has none.
 *
 * @param fresh its new facts
 */
export function noveltyOf(facts: Facts, story: StorySoFar | null, fresh: readonly NewFact[]): number {
  if (facts.copyOf !== null) return 0;
  if (!story || story.articles.length === 0) return 100;
  const asRepeat = 100 * weights.repeat ** repeatsBefore(facts, story);
  const asNews = fresh.map(({ kind }) => weights.facts[kind]);
  return hundred(Math.max(asRepeat, ...asNews));
}

function repeatsBefore({ foundAt }: Facts, { articles }: StorySoFar): number {
  let repeats = 0;
  let last = articles[0]!.foundAt;
  for (const article of articles) {
    repeats = rested(repeats, last, article.foundAt) + 1;
    last = article.foundAt;
  }
  return rested(repeats, last, foundAt);
}

function rested(repeats: number, from: Date, to: Date): number {
  const days = Math.floor((to.getTime() - from.getTime()) / dayMs);
  return days < 1 ? repeats : Math.max(1, repeats * weights.rest ** days);
}
