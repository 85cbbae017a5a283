import type { Facts } from '../facts.ts';
import { hundred } from './hundred.ts';
import { relevanceParts as parts } from './weights.ts';

/**
 * How much an article is about what is asked for, 0…100: about the one of the asked entities that it is about most, or,
 * where it names none of them (words were found) or none is asked, about the topics of the beat.
 */
export function relevanceOf(facts: Facts, asked: readonly string[]): number {
  const named = facts.entities.filter(({ family }) => family.some((id) => asked.includes(id)));
  if (named.length === 0) return hundred(100 * (facts.relevance ?? 0));
  const greatest = Math.max(...facts.entities.map(({ salience }) => salience));
  const about = ({ salience, inTitle }: Facts['entities'][number]) =>
    parts.salience * salience +
    parts.title * Number(inTitle) +
    parts.share * (greatest > 0 ? salience / greatest : 0);
  return hundred(100 * Math.max(...named.map(about)));
}
