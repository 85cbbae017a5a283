import type { ListedDelivery } from '../../db/deliveries.ts';
import { Ago } from './times.tsx';

interface LogProps {
  deliveries: ListedDelivery[];
  /** The page that a retry leads back to. */
  back: string;
  now: Date;
}

const states = {
  pending: { sign: '○', word: 'on its way', of: 'new' },
  delivered: { sign: '●', word: 'delivered', of: 'ok' },
  failed: { sign: '▼', word: 'given up', of: 'failing' },
} as const;

/** What was sent and what became of it, with the reason of each failure. */
export function DeliveryLog({ deliveries, back, now }: LogProps) {
  if (deliveries.length === 0) return <p class="none">Nothing was sent yet.</p>;
  return (
    <table class="list log">
      <thead>
        <tr>
          <th scope="col">Message</th>
          <th scope="col">Through</th>
          <th scope="col">State</th>
          <th scope="col" class="wide">
            Made
          </th>
        </tr>
      </thead>
      <tbody>
        {deliveries.map((delivery) => (
          <tr>
            <th scope="row">{delivery.notice.title}</th>
            <td>
              {delivery.channel.name}
              <span class="under">{delivery.channel.kind}</span>
            </td>
            <td>
              <State {...{ delivery, back, now }} />
            </td>
            <td class="wide">
              <Ago at={delivery.madeAt} now={now} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function State({ delivery, back, now }: { delivery: ListedDelivery } & Pick<LogProps, 'back' | 'now'>) {
  const { state, tries, dueAt } = delivery;
  const { sign, word, of } = states[state];
  const waits = state === 'pending' && tries.length > 0;
  return (
    <>
      <span class={`state ${waits ? 'failing' : of}`}>
        <span class="sign" aria-hidden="true">
          {waits ? '▼' : sign}
        </span>{' '}
        {waits ? 'failed' : word}
        {tries.length > 1 && ` after ${tries.length} tries`}
      </span>
      {waits && dueAt && (
        <span class="under">
          tried again <Ago at={dueAt} now={now} />
        </span>
      )}
      <Tries tries={tries} now={now} />
      {(state === 'failed' || waits) && (
        <form method="post" action={`/deliveries/${delivery.id}/retry`}>
          <input type="hidden" name="back" value={back} />
          <button type="submit" class="small">
            Try again now
          </button>
        </form>
      )}
    </>
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
