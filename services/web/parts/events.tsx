import type { EventRole, FoundEvent } from '../../../db/events.ts';
import { nameOf, Say, say } from '../language/say.tsx';
import { entityAddress } from '../layout/address.ts';
import { FoundIn, Sentence } from './found.tsx';
import { certaintyName, eventName, instrumentName, roleName, stanceName, statusName } from './names.ts';
import { Sign } from './sentiment.tsx';
import { shortDay } from './times.tsx';

interface ListProps {
  events: FoundEvent[];
  /** Says in which article each was found. */
  withArticle?: boolean;
  /** Whose page it is: what the events do to this one comes first. */
  entityId?: string;
}

/** Events with who, what, when, how sure and the sentence that shows it. */
export const EventList = ({ events, withArticle = false, entityId }: ListProps) => (
  <ol class="happenings">
    {events.map((event) => (
      <li>
        <h3>{eventName(event.type)}</h3>
        <p class="source">
          <Days event={event} />
          {certaintyName(event.certainty) && <span>{certaintyName(event.certainty)}</span>}
          {event.stance !== 'none' && <span>{stanceName(event.stance)}</span>}
          <Instrument event={event} />
        </p>
        <Parts who={ownFirst(event.who, entityId)} />
        <Sentence sentence={event.sentence} words={event.words} language={event.article.language} />
        {withArticle && <FoundIn article={event.article} />}
      </li>
    ))}
  </ol>
);

const Days = ({ event }: { event: FoundEvent }) =>
  event.dated ? (
    <DaySpan {...event} />
  ) : (
    <span>{say('undated, published {day}', { day: shortDay(new Date(event.fromDay)) })}</span>
  );

/** `2 Mar 2026 to 4 Mar 2026`, or the one day. */
export function DaySpan({ fromDay, toDay }: Pick<FoundEvent, 'fromDay' | 'toDay'>) {
  const [from, to] = [fromDay, toDay].map((day) => <time datetime={day}>{shortDay(new Date(day))}</time>);
  if (toDay === fromDay) return <span>{from}</span>;
  return (
    <span>
      <Say sentence="{from} to {to}" from={from} to={to} />
    </span>
  );
}

function Instrument({ event }: { event: FoundEvent }) {
  const { instrument, instrumentId, instrumentName: named, pressStatus } = event;
  if (!instrument) return null;
  const link = instrumentId ? <a href={entityAddress(instrumentId)}>{named}</a> : instrumentName(instrument);
  if (!pressStatus)
    return (
      <span>
        <Say sentence="through {instrument}" instrument={link} />
      </span>
    );
  return (
    <span>
      <Say
        sentence="through {instrument}, said to be {status}"
        instrument={link}
        status={statusName(pressStatus)}
      />
    </span>
  );
}

const effects = {
  [-1]: { label: 'negative', words: 'bad for it' },
  0: { label: 'neutral', words: 'neither good nor bad for it' },
  1: { label: 'positive', words: 'good for it' },
} as const;
const effectOf = (effect: number) => effects[effect as keyof typeof effects] ?? effects[0];

function Parts({ who }: { who: EventRole[] }) {
  if (who.length === 0) return null;
  return (
    <ul class="chips" aria-label={say('Who has a part, and what the event does to each')}>
      {who.map(({ role, effect, ...entity }) => {
        const { label, words } = effectOf(effect);
        return (
          <li>
            <a class={`chip ${label}`} href={entityAddress(entity.entityId)} title={say(words)}>
              <Sign label={label} /> {nameOf(entity)} <span class="role">{roleName(role)}</span>
              <span class="hidden">, {say(words)}</span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}

const ownFirst = (who: EventRole[], entityId: string | undefined) =>
  who.toSorted((a, b) => Number(b.entityId === entityId) - Number(a.entityId === entityId));
