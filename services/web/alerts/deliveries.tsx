import type { ListedDelivery } from '../../../db/deliveries.ts';
import { StateSign } from '../parts/stateSign.tsx';
import { Ago } from '../parts/times.tsx';
import { kindNames } from './channelKinds.ts';

interface LogProps {
  deliveries: ListedDelivery[];
  /** The page that a retry leads back to. */
  back: string;
  now: Date;
}

const states = {
  pending: { sign: '○', word: 'on its way', of: 'new' },
  held: { sign: '○', word: 'waits for its channel', of: 'new' },
  delivered: { sign: '●', word: 'delivered', of: 'ok' },
  failed: { sign: '▼', word: 'given up', of: 'failing' },
} as const;

/** What was sent and what became of it through each channel, with the reason of each failure. */
export function DeliveryLog({ deliveries, back, now }: LogProps) {
  if (deliveries.length === 0) return <p class="none">Nothing was sent yet.</p>;
  return (
    <ol class="log">
      {byNotice(deliveries).map((each) => (
        <li>
          <h3>{each[0]!.notice.title}</h3>
          <ul>
            {each.map((delivery) => (
              <Sent {...{ delivery, back, now }} />
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

/** Deliveries of one message stand together. */
function byNotice(deliveries: ListedDelivery[]): ListedDelivery[][] {
  const groups = new Map<number, ListedDelivery[]>();
  for (const delivery of deliveries)
    groups.set(delivery.notice.id, [...(groups.get(delivery.notice.id) ?? []), delivery]);
  return [...groups.values()];
}

function Sent({ delivery, back, now }: { delivery: ListedDelivery } & Pick<LogProps, 'back' | 'now'>) {
  const { id, state, tries, dueAt, channel, madeAt } = delivery;
  const waits = state === 'pending' && tries.length > 0;
  return (
    <li>
      <p class="sent">
        <span>
          {channel.name} <span class="other">{kindNames[channel.kind]}</span>
        </span>
        <State delivery={delivery} waits={waits} />
        <Ago at={tries.at(-1)?.at ?? madeAt} now={now} />
      </p>
      {waits && dueAt && (
        <span class="under">
          next try <Ago at={dueAt} now={now} />
        </span>
      )}
      <Tries tries={tries} now={now} />
      {(state === 'failed' || waits) && (
        <form method="post" action={`/deliveries/${id}/retry`}>
          <input type="hidden" name="back" value={back} />
          <button type="submit" class="small">
            Try again now
          </button>
        </form>
      )}
    </li>
  );
}

function State({ delivery: { state, tries, channel }, waits }: { delivery: ListedDelivery; waits: boolean }) {
  // What is due waits while its channel fails.
  const held = state === 'pending' && channel.state !== 'ok';
  const { sign, word, of } = states[held ? 'held' : state];
  return (
    <StateSign of={waits ? 'failing' : of} sign={waits ? '▼' : sign}>
      {waits ? 'failed' : word}
      {tries.length > 1 && ` after ${tries.length} tries`}
    </StateSign>
  );
}

/** The last reason in sight, the others folded away. */
function Tries({ tries, now }: { tries: ListedDelivery['tries']; now: Date }) {
  const failures = tries.filter(({ reason }) => reason !== null).reverse();
  const [last, ...others] = failures;
  if (!last) return null;
  return (
    <>
      <span class="under">{last.reason}</span>
      {others.length > 0 && (
        <details>
          <summary>{`${others.length} before`}</summary>
          <ul>
            {others.map(({ at, reason }) => (
              <li class="under">
                <Ago at={at} now={now} />: {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
