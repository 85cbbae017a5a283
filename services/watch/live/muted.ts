import type { Muted } from '../../../db/watched.ts';
import type { Facts } from '../../alert/facts.ts';

/**
 * Whether an alert’s owner wants to hear no more of an article: its story is muted, or all that the alert may have been
 * for is. That are the entities of the article that the alert asks for; where it asks for none of them, the one that the
 * article is most about. What belongs to a muted entity is muted with it.
 *
 * @param mutes of this alert, those that are over left out
 */
export function isMuted(facts: Facts, asked: readonly string[], mutes: readonly Muted[]): boolean {
  if (mutes.some(({ storyId }) => storyId !== null && storyId === facts.storyId)) return true;
  const named = facts.entities.filter(({ family }) => family.some((id) => asked.includes(id)));
  const meant = named.length > 0 ? named : facts.entities.slice(0, 1);
  const muted = new Set(mutes.flatMap(({ entityId }) => entityId ?? []));
  return meant.length > 0 && meant.every(({ family }) => family.some((id) => muted.has(id)));
}
