import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { deliverDue } from '../watch/delivery/deliver.ts';
import { failed, minute, scripted, second, startSending, taken } from '../watch/delivery/testing/sending.ts';
import type { DeliveryTried } from './meter.ts';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

test('each try is counted by what came of it, with the time since its notice was made', async () => {
  const answers = [failed(), failed({ status: null, reason: 'no answer' }), taken];
  const told: DeliveryTried[] = [];
  const sending = startSending(db, scripted(() => answers.shift()!).sender);
  const channel = await sending.addChannel();
  await sending.tell([channel]);
  sending.clock.ms += 3 * second;
  for (let n = 0; n < 3; n++) {
    await deliverDue({ ...sending.ctx, meter: { delivery: (tried) => void told.push(tried) } }, channel);
    sending.clock.ms += 30 * minute;
  }
  expect(told.map(({ kind, outcome }) => [kind, outcome])).toEqual([
    ['webhook', 'refused'],
    ['webhook', 'unreached'],
    ['webhook', 'delivered'],
  ]);
  // Milliseconds that a try took are of the steady clock.
  const lags = told.map(({ lagMs, ms }) => lagMs - ms);
  expect(lags).toEqual([3 * second, 3 * second + 30 * minute, 3 * second + 60 * minute]);
});
