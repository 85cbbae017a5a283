import type { Orm } from '../../db/database.ts';
import { addMute } from '../../db/mutes.ts';
import { liveStory } from '../../db/storyPlacements.ts';
import { idFor } from './alerts.ts';
import { askedWrong } from './fault.ts';

/** Of one alert. */
const mostMutes = 200;

/** What an alert shall not tell of any more: a story or an entity. */
export interface AskedMute {
  story?: number | undefined;
  /** Id or name. */
  entity?: string | undefined;
  /** For good when null. */
  until: Date | null;
}

/**
 * Mutes a story or an entity for an alert.
 *
 * @returns the mute’s id
 * @throws AskedWrong
 */
export async function mute(
  orm: Orm,
  alertId: number,
  { story, entity, until }: AskedMute,
  now: Date,
): Promise<number> {
  if (story === undefined && entity === undefined) throw askedWrong('story', 'or entity must be given');
  if (until !== null && until <= now) throw askedWrong('until', 'must lie in the future');
  const storyId = story === undefined ? null : await liveStory(orm, story);
  if (story !== undefined && storyId === null) throw askedWrong('story', 'is no story’s id');
  const entityId = entity === undefined ? null : await idFor(orm, 'entity', entity, 'entity');
  const id = await addMute(orm, alertId, { storyId, entityId, until }, mostMutes, now);
  if (id === null)
    throw askedWrong(
      story === undefined ? 'entity' : 'story',
      `can’t be muted: ${mostMutes} are already; take one back first`,
    );
  return id;
}
