import type { EventRole, FoundEvent } from '../../../db/events.ts';
import { entityAddress } from '../layout/address.ts';
import { FoundIn, Sentence } from '../search/found.tsx';
import { type Label, Sign } from './sentiment.tsx';
import { topicName } from './words.ts';

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
          {certaintyWords[event.certainty] && <span>{certaintyWords[event.certainty]}</span>}
          {event.stance !== 'none' && <span>{stanceWords[event.stance]}</span>}
          <Instrument event={event} />
        </p>
        <Parts who={ownFirst(event.who, entityId)} />
        <Sentence sentence={event.sentence} words={event.words} language={event.article.language} />
        {withArticle && <FoundIn article={event.article} />}
      </li>
    ))}
  </ol>
);

const certaintyWords: Record<FoundEvent['certainty'], string> = {
  stated: '',
  planned: 'planned or possible',
  unconfirmed: 'unconfirmed',
  denied: 'denied',
};
export const stanceWords: Record<FoundEvent['stance'], string> = {
  tighten: 'tightens',
  loosen: 'loosens',
  enforce: 'enforces',
  retaliate: 'retaliates',
  none: 'takes no side',
};

const Days = ({ event }: { event: FoundEvent }) =>
  event.dated ? <DaySpan {...event} /> : <span>{`undated, published ${event.fromDay}`}</span>;

/** `2026-03-02 to 2026-03-04`, or the one day. */
export const DaySpan = ({ fromDay, toDay }: Pick<FoundEvent, 'fromDay' | 'toDay'>) => (
  <span>
    <time datetime={fromDay}>{fromDay}</time>
    {toDay !== fromDay && (
      <>
        {' to '}
        <time datetime={toDay}>{toDay}</time>
      </>
    )}
  </span>
);

function Instrument({ event }: { event: FoundEvent }) {
  const { instrument, instrumentId, instrumentName, pressStatus } = event;
  if (!instrument) return null;
  return (
    <span>
      {'through '}
      {instrumentId ? <a href={entityAddress(instrumentId)}>{instrumentName}</a> : instrument}
      {pressStatus && `, said to be ${statusName(pressStatus)}`}
    </span>
  );
}

/** `entity-listing` as `Entity listing`; what a release gives away is said in full. */
export const eventName = (type: string) => releaseNames[type] ?? topicName(type);

const releaseNames: Record<string, string> = {
  'model-release-open': 'Model release, open weights',
  'model-release-closed': 'Model release, weights not open',
};

/** `not-enforced` as `not enforced` */
export const statusName = (status: string) => status.replaceAll('-', ' ');

const effects: Record<number, { label: Label; words: string }> = {
  [-1]: { label: 'negative', words: 'bad for it' },
  0: { label: 'neutral', words: 'neither good nor bad for it' },
  1: { label: 'positive', words: 'good for it' },
};

function Parts({ who }: { who: EventRole[] }) {
  if (who.length === 0) return null;
  return (
    <ul class="chips" aria-label="Who has a part, and what the event does to each">
      {who.map(({ entityId, name, role, effect }) => {
        const { label, words } = effects[effect] ?? effects[0]!;
        return (
          <li>
            <a class={`chip ${label}`} href={entityAddress(entityId)} title={words}>
              <Sign label={label} /> {name} <span class="role">{role}</span>
              <span class="hidden">, {words}</span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}

const ownFirst = (who: EventRole[], entityId: string | undefined) =>
  who.toSorted((a, b) => Number(b.entityId === entityId) - Number(a.entityId === entityId));
