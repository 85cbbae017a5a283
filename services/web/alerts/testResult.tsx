import { setTimeout } from 'node:timers/promises';
import type { Orm } from '../../../db/database.ts';
import { type ListedDelivery, listDeliveries } from '../../../db/deliveries.ts';
import { say } from '../language/say.tsx';
import { addressOf } from '../layout/address.ts';
import { DeliveryState } from './deliveries.tsx';

const most = 20;

/** What became of a test so far, through each channel. */
export const readTest = (orm: Orm, owner: string, noticeId: number): Promise<ListedDelivery[]> =>
  listDeliveries(orm, { owner, noticeId }, most);

const isFailed = ({ state, tries }: ListedDelivery) => state !== 'delivered' && tries.length > 0;
const isUntried = ({ state, tries }: ListedDelivery) => state === 'pending' && tries.length === 0;
const [patienceMs, stepMs] = [1500, 100];

/** Waits until a test was tried through every channel, for as long as somebody who pressed a button likes to. */
export async function awaitTest(orm: Orm, owner: string, noticeId: number): Promise<void> {
  for (let waited = 0; waited < patienceMs; waited += stepMs) {
    if (!(await readTest(orm, owner, noticeId)).some(isUntried)) return;
    await setTimeout(stepMs);
  }
}

interface ResultProps {
  /** Of one message. */
  deliveries: ListedDelivery[];
  /** The page that shows the result. */
  here: string;
}

/** What became of a test, right after it was asked for. */
export function TestResult({ deliveries, here }: ResultProps) {
  const [first] = deliveries;
  if (!first) return null;
  return (
    <div class={`said tested${deliveries.some(isFailed) ? ' bad' : ''}`} role="status">
      <p>{say('A test was sent:')}</p>
      <ul>
        {deliveries.map((delivery) => (
          <li>
            {delivery.channel.name}: <DeliveryState delivery={delivery} />
            <Answer delivery={delivery} />
          </li>
        ))}
      </ul>
      {deliveries.some(isUntried) && (
        <p>
          <a href={addressOf(here, { test: first.notice.id })}>{say('Look again')}</a>
        </p>
      )}
    </div>
  );
}

/** What the receiver said, and how long it took. */
function Answer({ delivery: { tries } }: { delivery: ListedDelivery }) {
  const last = tries.at(-1);
  if (!last) return null;
  return (
    <>
      {' · '}
      {last.reason === null ? (
        say('taken after {ms} ms', { ms: last.ms })
      ) : (
        <span lang="en">{last.reason}</span>
      )}
    </>
  );
}
