import type { Facts } from '../facts.ts';
import type { StorySoFar } from '../story.ts';
import { hundred } from './hundred.ts';
import { weightiestOf } from './importance.ts';
import { otherPublishers } from './publishers.ts';
import { familyWeights, credibilityWeights as weights } from './weights.ts';

/** How far an article may be believed, 0…100: by its kind of source, how sure it is, and who else tells it. */
export function credibilityOf(facts: Facts, story: StorySoFar | null): number {
  const source = familyWeights[facts.family]?.points ?? weights.unknownFamily;
  const alone = source * weights.certainty[weightiestOf(facts)?.certainty ?? 'stated'];
  return hundred(100 - (100 - alone) * weights.doubt ** otherPublishers(facts, story));
}
