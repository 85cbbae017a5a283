import { daysBetween } from '../../search/events/told.ts';
import { kindName } from '../board/clockBoard.ts';
import { counted, listed, nameOf, say } from '../language/say.tsx';
import { articleAddress, entityAddress } from '../layout/address.ts';
import { certaintyName, eventName, stanceName } from '../parts/names.ts';
import { dateOf, daysOff, ShortDay } from '../parts/times.tsx';
import { inOwnLanguage, readingAddress } from '../story/shown.ts';
import type { NamedClock, NamedHappening } from './load.ts';

/** What takes effect or ends next. */
export function NextClocks({ clocks, now }: { clocks: NamedClock[]; now: Date }) {
  return (
    <section class="next" aria-labelledby="next">
      <h2 id="next" class="kicker">
        {say('Takes effect or ends next')}
      </h2>
      {clocks.length === 0 && <p>{say('No day ahead is known.')}</p>}
      <ol>
        {clocks.map(({ kind, day, certainty, about }) => (
          <li>
            <p class="days">
              <strong>{daysOff(daysBetween(dateOf(now), day))}</strong> <ShortDay at={new Date(day)} />
            </p>
            <p class="kind">
              {certainty === 'law' || certainty === 'stated'
                ? kindName(kind)
                : say('{kind} ({certainty})', { kind: kindName(kind), certainty: certaintyName(certainty) })}
            </p>
            {about.length > 0 && (
              <p>
                {about.map((entity, nth) => (
                  <>
                    {nth > 0 && ' · '}
                    <a href={entityAddress(entity.id)}>{nameOf(entity)}</a>
                  </>
                ))}
              </p>
            )}
          </li>
        ))}
      </ol>
      <p class="hint">
        <a href="/clocks">{say('All clocks')}</a>
      </p>
    </section>
  );
}

/** What happened lately, each leading to its story. */
export function Strip({ happenings }: { happenings: NamedHappening[] }) {
  if (happenings.length === 0) return null;
  return (
    <section class="strip" aria-labelledby="happened">
      <h2 id="happened" class="kicker">
        {say('What happened')}
      </h2>
      <ol>
        {happenings.map((happening) => (
          <li>
            <Happened happening={happening} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Happened({ happening }: { happening: NamedHappening }) {
  const { type, day, certainty, stance, about, story, article, publishers } = happening;
  const { title, language } = inOwnLanguage(story?.told ?? [], article);
  return (
    <>
      <p class="source">
        <ShortDay at={new Date(day)} />
        {certainty !== 'stated' && <span>{certaintyName(certainty)}</span>}
        {stance !== 'none' && <span>{stanceName(stance)}</span>}
        {publishers > 1 && <span>{counted(publishers, 'publisher')}</span>}
      </p>
      <h3>{say('{event}: {who}', { event: eventName(type), who: listed(about.map(nameOf)) })}</h3>
      <p class="of">
        <a href={story ? readingAddress(story) : articleAddress(article.id)} lang={language}>
          {title}
        </a>
      </p>
    </>
  );
}
