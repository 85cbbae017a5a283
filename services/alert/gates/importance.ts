import type { FactEvent, Facts } from '../facts.ts';
import type { StorySoFar } from '../story.ts';
import { hundred } from './hundred.ts';
import { otherPublishers } from './publishers.ts';
import { eventWeights, importanceWeights as weights } from './weights.ts';

/** How much hangs on what an article tells, 0…100: on its weightiest event, on who is in the title and on who else tells it. */
export function importanceOf(facts: Facts, story: StorySoFar | null): number {
  const event = weightiestOf(facts);
  const points = event ? pointsOf(event) : 0;
  const policy = facts.stance !== null && facts.stance !== 'none';
  const others = Math.min(weights.mostPublishers, otherPublishers(facts, story));
  return hundred(
    Math.max(weights.least, points) +
      weights.stance * Number(policy) +
      weights.title * Number(facts.entities.some(({ id, inTitle }) => inTitle && isListed(id))) +
      weights.publisher * others,
  );
}

/** The event with most points; undefined where an article has none. */
export const weightiestOf = ({ events }: Facts): FactEvent | undefined =>
  events.reduce<FactEvent | undefined>(
    (best, event) => (best && pointsOf(best) >= pointsOf(event) ? best : event),
    undefined,
  );

const pointsOf = ({ type, certainty, inTitle }: FactEvent): number =>
  (eventWeights[type]?.points ?? weights.unknownEvent) *
  weights.certainty[certainty] *
  (inTitle ? 1 : weights.inText);

/** Ids of unlisted names have a tilde: `person~ye-kejiang`. */
const isListed = (id: string) => !id.includes('~');
