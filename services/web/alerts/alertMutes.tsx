import type { ListedMatch } from '../../../db/alertMatches.ts';
import type { ListedMute } from '../../../db/mutes.ts';
import { nameOf, Say, say } from '../language/say.tsx';
import { entityAddress, storyAddress } from '../layout/address.ts';
import { Act } from '../parts/acts.tsx';
import { dayMs, Moment } from '../parts/times.tsx';

interface MuteProps {
  match: Pick<ListedMatch, 'id' | 'storyId'>;
  /** Path of the alert’s page. */
  here: string;
  mutes: ListedMute[];
  /** Whom its article names. */
  entities: { id: string; name: string; nameZh: string | null }[];
}

/** For how long something may be muted on pages, in days. */
const spans = [
  ['', 'for good'],
  ['1', 'for a day'],
  ['7', 'for a week'],
  ['30', 'for 30 days'],
] as const;

/** When a mute of so many days ends; null for never. */
export const muteEnd = (days: string | undefined, now: Date): Date | null =>
  days && spans.some(([known]) => known === days) ? new Date(now.getTime() + Number(days) * dayMs) : null;

/** Stops an alert telling of a story, or of somebody whom the story names. */
export function Mute({ match: { id, storyId }, here, mutes, entities }: MuteProps) {
  const story = storyId !== null && !mutes.some((each) => each.storyId === storyId) ? storyId : null;
  const others = entities.filter((entity) => !mutes.some(({ entityId }) => entityId === entity.id));
  if (story === null && others.length === 0) return null;
  return (
    <details class="mute">
      <summary>{say('Mute …')}</summary>
      <form class="trying" method="post" action={`${here}/mutes`}>
        <select name="what" aria-label={say('What is muted')} id={`mute-${id}`}>
          {story !== null && <option value={`story:${story}`}>{say('this story')}</option>}
          {others.map((entity) => (
            <option value={`entity:${entity.id}`}>
              {say('all about {entity}', { entity: nameOf(entity) })}
            </option>
          ))}
        </select>
        <select name="days" aria-label={say('For how long')}>
          {spans.map(([days, words]) => (
            <option value={days}>{say(words)}</option>
          ))}
        </select>
        <button type="submit" class="small">
          {say('Mute')}
        </button>
      </form>
    </details>
  );
}

/** What an alert does not tell of. */
export function Mutes({ mutes, here }: { mutes: ListedMute[]; here: string }) {
  return (
    <section aria-labelledby="mutes">
      <h2 id="mutes">{say('Muted')}</h2>
      <ul class="copies">
        {mutes.map(({ id, storyId, entityId, says, until }) => (
          <li>
            <a href={storyId !== null ? storyAddress(storyId) : entityAddress(entityId!)}>
              {says ?? storyId ?? entityId}
            </a>
            {until && (
              <span>
                <Say sentence="until {time}" time={<Moment at={until} />} />
              </span>
            )}
            <Act small to={`${here}/mutes/${id}/delete`} says={say('Tell of it again')} />
          </li>
        ))}
      </ul>
    </section>
  );
}
