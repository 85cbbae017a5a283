import type { ListedDelivery } from '../../../db/deliveries.ts';
import { counted, Say, say } from '../language/say.tsx';
import { Act } from '../parts/acts.tsx';
import { StateSign } from '../parts/stateSign.tsx';
import { Ago } from '../parts/times.tsx';
import { kindName } from './channelKinds.ts';

interface LogProps {
  deliveries: ListedDelivery[];
  /** The page that a retry leads back to. */
  back: string;
  now: Date;
}

const states = {
  pending: { sign: '○', words: 'on its way', of: 'new' },
  held: { sign: '○', words: 'waits for its channel', of: 'new' },
  delivered: { sign: '●', words: 'delivered', of: 'ok' },
  waits: { sign: '▼', words: 'failed', of: 'failing' },
  failed: { sign: '▼', words: 'given up', of: 'failing' },
} as const;

/** What was sent and what became of it through each channel, with the reason of each failure. */
export function DeliveryLog({ deliveries, back, now }: LogProps) {
  if (deliveries.length === 0) return <p class="none">{say('Nothing was sent yet.')}</p>;
  return (
    <ol class="log">
      {byNotice(deliveries).map((each) => (
        <li>
          <h3 lang="en">{each[0]!.notice.title}</h3>
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
  const { id, tries, dueAt, channel, madeAt } = delivery;
  const waits = stateOf(delivery) === 'waits';
  return (
    <li>
      <p class="sent">
        <span>
          {channel.name} <span class="other">{kindName(channel.kind)}</span>
        </span>
        <DeliveryState delivery={delivery} />
        <Ago at={tries.at(-1)?.at ?? madeAt} now={now} />
      </p>
      {waits && dueAt && <NextTry at={dueAt} now={now} />}
      <Tries tries={tries} now={now} />
      {(waits || delivery.state === 'failed') && (
        <Act small to={`/deliveries/${id}/retry`} says={say('Try again now')} fields={{ back }} />
      )}
    </li>
  );
}

export const NextTry = ({ at, now }: { at: Date; now: Date }) => (
  <span class="under">
    <Say sentence="next try {time}" time={<Ago at={at} now={now} />} />
  </span>
);

function stateOf({ state, tries, channel }: ListedDelivery): keyof typeof states {
  if (state !== 'pending') return state;
  if (tries.length > 0) return 'waits';
  // What is due waits while its channel fails.
  return channel.state === 'ok' ? 'pending' : 'held';
}

/** What became of it so far, in words. */
export function DeliveryState({ delivery }: { delivery: ListedDelivery }) {
  const { sign, words, of } = states[stateOf(delivery)];
  const tries = delivery.tries.length;
  return (
    <StateSign of={of} sign={sign}>
      {tries > 1
        ? say('{state} after {tries}', { state: say(words), tries: counted(tries, 'try') })
        : say(words)}
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
      <span class="under" lang="en">
        {last.reason}
      </span>
      {others.length > 0 && (
        <details>
          <summary>{say('Earlier tries: {n}', { n: others.length })}</summary>
          <ul>
            {others.map(({ at, reason }) => (
              <li class="under">
                <Ago at={at} now={now} />: <span lang="en">{reason}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
