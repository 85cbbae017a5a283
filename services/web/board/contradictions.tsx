import type { Orm } from '../../../db/database.ts';
import { loadContradictions } from '../../api/contradictions.ts';
import { type Difference, differences } from '../../search/events/contradictions.ts';
import { counted, say } from '../language/say.tsx';
import { addressOf } from '../layout/address.ts';
import { eventName } from '../parts/names.ts';
import { Board, Choose, Narrow } from './board.tsx';
import { inBoth } from './names.ts';
import { Names, Sources } from './told.tsx';

const mostShown = 100;
/** Sources that are shown of a side. */
const mostSources = 3;

type Conflicts = Awaited<ReturnType<typeof loadConflicts>>;
type Conflict = Conflicts['contradictions'][number];

/** In what publishers contradict each other. */
export async function loadConflicts(orm: Orm, now: Date) {
  const { contradictions, read } = await loadContradictions(orm, {}, now);
  const named = await inBoth(
    orm,
    contradictions.map(({ about }) => about),
  );
  return {
    isComplete: read.complete,
    contradictions: contradictions.map((each) => ({ ...each, about: named(each.about) })),
  };
}

export function ContradictionsPage({
  conflicts,
  differ,
}: {
  conflicts: Conflicts;
  differ: Difference | undefined;
}) {
  const chosen = conflicts.contradictions.filter((each) => !differ || each.differ === differ);
  return (
    <Board path="/contradictions">
      <p class="lead">
        {say(
          'Where two publishers tell one event in ways that cannot both be right. A reason to read both, not a verdict on either. Of the last year.',
        )}
      </p>
      <Narrow path="/contradictions">
        <Choose
          name="differ"
          label={say('They differ in')}
          any={say('anything')}
          chosen={differ}
          options={differences.map((value) => ({ value, says: differenceName(value) }))}
        />
      </Narrow>
      <p class="count" role="status">
        {counted(chosen.length, 'contradiction')}
        {' · '}
        <a href={addressOf('/v1/contradictions', { differ })}>{say('The API call for this')}</a>
      </p>
      {chosen.length === 0 && <p class="none">{say('No publisher contradicts another here.')}</p>}
      <ol class="early-reports">
        {chosen.slice(0, mostShown).map((conflict) => (
          <li>
            <OneConflict conflict={conflict} />
          </li>
        ))}
      </ol>
      {!conflicts.isComplete && (
        <p class="hint">{say('There are more tellings than are read at once; the oldest are left out.')}</p>
      )}
    </Board>
  );
}

const differenceSentences = {
  certainty: 'whether it happened',
  opposite: 'what happened',
  status: 'how the rule stands',
  count: 'how many',
  day: 'which day',
} as const satisfies Record<Difference, string>;
const differenceName = (differ: Difference) => say(differenceSentences[differ]);

const OneConflict = ({ conflict: { type, about, differ, sides } }: { conflict: Conflict }) => (
  <article>
    <h2>
      <span class="clock-kind">{eventName(type)}</span> <Names of={about} />
    </h2>
    <p class="fate">{say('They differ in {what}', { what: differenceName(differ) })}</p>
    <div class="sides">
      {sides.map(({ says, told, sources }) => (
        <div>
          <h3>
            {sideName(differ, says)} <span class="none">{counted(told, 'article')}</span>
          </h3>
          <Sources sources={sources.slice(0, mostSources)} />
        </div>
      ))}
    </div>
  </article>
);

const certain = { stated: 'stated', denied: 'denied' } as const;

/** What a side says: a kind of event, how sure, or a number or day as it is. */
function sideName(differ: Difference, says: string): string {
  if (differ === 'opposite') return eventName(says);
  if (differ === 'certainty' && says in certain) return say(certain[says as keyof typeof certain]);
  return says.replaceAll('-', differ === 'day' ? '-' : ' ');
}
