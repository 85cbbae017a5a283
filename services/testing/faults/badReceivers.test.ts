import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeAlert } from '../../../db/alerts.ts';
import { addChannel, listChannels } from '../../../db/channels.ts';
import type { Database } from '../../../db/database.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import type { App } from '../../app.ts';
import { readConfig } from '../../runtime/config.ts';
import { startTestApp } from '../app.ts';
import { archiveOf, type SetUp } from './archive.ts';
import { type BadReceivers, startBadReceivers } from './badReceivers.ts';
import { happeningsOf } from './happenings.ts';
import { until } from './processes.ts';
import { type Publishers, startPublishers } from './publisher.ts';
import { randomFrom } from './random.ts';
import { type Received, type Receiver, startReceiver } from './receiver.ts';

const good = 50;
/** Notices through the good channels alone, and as many through them and fresh bad ones of each kind, in turn. */
const turns = 5;
const owner = 'local';

let db: Database;
let app: App;
let publishers: Publishers;
let receiver: Receiver;
let bad: BadReceivers;
beforeAll(async () => {
  [db, publishers, bad] = await Promise.all([openTestDatabase(), startPublishers(), startBadReceivers()]);
  receiver = await startReceiver(good, () => 2);
  const config = readConfig({
    ...{ PORT: '0', REDIS_URL: process.env.REDIS_URL, CHIPWIRE_QUEUE_PREFIX: `bad-${process.pid}` },
    CHIPWIRE_ALLOW_HOSTS: publishers.host,
    CHIPWIRE_CHANNEL_HOSTS: [receiver.host, ...bad.hosts].join(),
  });
  app = await startTestApp({ ...db, close: async () => {} }, [], { config });
});
afterAll(async () => {
  await app?.close();
  await Promise.all([publishers?.close(), receiver?.close(), bad?.close()]);
  await db?.close();
});

test('receivers that hang, drip, redirect inside, answer 500 or 10 MB, or reset hold up none of 50 others', async () => {
  const wanted = [{ name: 'Huawei', query: 'entity:huawei', through: [] }];
  const made = await archiveOf(db.orm).setUp(receiver.hooks, wanted);
  const waits = { without: [] as number[], with: [] as number[] };
  for (let turn = 0; turn < turns * 2; turn++) {
    const withBad = turn % 2 === 1;
    await setChannels(made, withBad ? await freshBad(turn) : []);
    const received = await publish(turn);
    expect(new Set(received.map(({ hook }) => hook)).size, `turn ${turn}`).toBe(good);
    waits[withBad ? 'with' : 'without'].push(...received.map(waitOf));
  }
  const [without, beside] = [p95(waits.without), p95(waits.with)];
  const ratio = (beside / without).toFixed(2);
  console.log(
    `50 good receivers, p95: ${without} ms alone, ${beside} ms beside six bad ones: ${ratio} times`,
  );
  expect(receiver.log).toHaveLength(good * turns * 2);
  expect(beside).toBeLessThan(2 * without + 2000);
  expect(bad.redirected()).toBe(0);
  await bothSides();
}, 180_000);

async function setChannels({ alerts, channels }: SetUp, more: number[]): Promise<void> {
  await changeAlert(db.orm, { owner, id: alerts[0]! }, {}, [...channels, ...more], new Date());
}

function freshBad(turn: number): Promise<number[]> {
  return Promise.all(
    bad.kinds.map(async (kind) => {
      const channel = {
        owner,
        kind: 'webhook' as const,
        name: `${kind} ${turn}`,
        target: { url: bad.urlOf(kind) },
      };
      const [first] = receiver.hooks;
      return (await addChannel(
        db.orm,
        { ...channel, secrets: [{ secret: first!.secret }] },
        1000,
        new Date(),
      ))!;
    }),
  );
}

/** Lets an article appear, and waits until all good receivers have its notice. */
async function publish(turn: number): Promise<Received[]> {
  const [article] = happeningsOf(turn, randomFrom(turn + 1));
  const url = publishers.urlOf(article!);
  const [feed] = publishers.show(turn, [article!]);
  await archiveOf(db.orm).addFeeds([feed!]);
  const received = () => receiver.log.filter(({ urls }) => urls.includes(url));
  await until(`turn ${turn} is told`, async () => received().length >= good, 60_000);
  return received();
}

/** Milliseconds from when the notice was made. */
const waitOf = ({ at, said }: Received) => at - new Date(JSON.parse(said).madeAt).getTime();

function p95(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)]!;
}

/** Each bad channel was asked and says what is wrong with it; a 200 is taken for a yes, whatever follows. */
async function bothSides(): Promise<void> {
  const kinds = bad.kinds.filter((kind) => kind !== 'answers 10 MB');
  const failing = async () => (await listChannels(db.orm, owner)).filter(({ state }) => state === 'failing');
  await until('the bad ones fail', async () => (await failing()).length === kinds.length * turns, 60_000);
  const reasons = new Map((await failing()).map(({ name, reason }) => [name.replace(/ \d+$/, ''), reason]));
  console.log([...reasons].map(([kind, reason]) => `${kind}: ${reason}`).join('\n'));
  expect([...reasons.keys()].sort()).toEqual(kinds.toSorted());
  for (const kind of bad.kinds) expect(bad.asked.get(kind), kind).toBeGreaterThanOrEqual(turns);
}
