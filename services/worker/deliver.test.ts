import { isNotNull } from 'drizzle-orm';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { getChannel } from '../../db/channels.ts';
import { listDeliveries } from '../../db/deliveries.ts';
import { channels, deliveryTries } from '../../db/schema.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { readConfig } from '../runtime/config.ts';
import { startTestApp } from '../testing/app.ts';
import { sendTest } from '../watch/delivery/testNotice.ts';
import { endReceivers, startReceiver } from '../watch/testing/receivers.ts';

const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;

test('what is due goes out, signed, with links to where this Chipwire is; what fails tells no secret', async () => {
  let well = true;
  const [db, receiver] = await Promise.all([
    openTestDatabase(),
    startReceiver((req, res) => res.writeHead(well ? 204 : 500).end(well ? '' : `nothing of ${req.url}`)),
  ]);
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line) => void lines.push(line) });
  const config = readConfig({
    ...{ PORT: '0', REDIS_URL: process.env.REDIS_URL, CHIPWIRE_CHANNEL_HOSTS: receiver.host },
    CHIPWIRE_QUEUE_PREFIX: `deliver_${process.pid}`,
  });
  const app = await startTestApp(db, [], { config, log });
  try {
    const [row] = await db.orm
      .insert(channels)
      .values({
        ...{ owner: 'local', kind: 'webhook', name: 'Desk', target: { url: receiver.url } },
        ...{ secrets: [{ secret }], madeAt: new Date() },
      })
      .returning({ id: channels.id });
    const channel = await getChannel(db.orm, 'local', row!.id);
    const notice = await sendTest(db.orm, channel!, new Date());
    await expect.poll(() => receiver.received.length, { timeout: 20_000 }).toBe(1);
    const { body, headers } = receiver.received[0]!;
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
      type: 'alert.test',
      data: { id: `notice-${notice}`, links: { home: `${app.origin}/` } },
    });
    const states = async () =>
      (await listDeliveries(db.orm, { owner: 'local' }, 10)).map(({ state }) => state);
    await expect.poll(states).toEqual(['delivered']);

    well = false;
    await sendTest(db.orm, channel!, new Date());
    const state = async () => (await getChannel(db.orm, 'local', row!.id))!.state;
    await expect.poll(state, { timeout: 20_000 }).toBe('failing');
    await expect.poll(() => lines.join(''), { timeout: 5000 }).toContain('answered 500');
    const shown = JSON.stringify([lines, await listDeliveries(db.orm, { owner: 'local' }, 10)]);
    expect(shown).toContain('nothing of …');
    expect(shown).not.toMatch(/s3cr3t|whsec_/);
  } finally {
    await app.close();
    await endReceivers();
  }
});

test('a host that hangs, behind more channels than there are places, holds up nobody else', async () => {
  const [db, good, hanging] = await Promise.all([
    openTestDatabase(),
    startReceiver(),
    startReceiver(() => {}),
  ]);
  const config = readConfig({
    ...{ PORT: '0', REDIS_URL: process.env.REDIS_URL },
    CHIPWIRE_CHANNEL_HOSTS: `${good.host},${hanging.host}`,
    CHIPWIRE_QUEUE_PREFIX: `hanging_${process.pid}`,
  });
  const add = async (url: string) => {
    const usual = { owner: 'local', kind: 'webhook' as const, name: 'Desk', secrets: [{ secret }] };
    const [row] = await db.orm
      .insert(channels)
      .values({ ...usual, target: { url }, madeAt: new Date() })
      .returning({ id: channels.id });
    await sendTest(db.orm, (await getChannel(db.orm, 'local', row!.id))!, new Date());
  };
  for (let n = 0; n < 150; n += 1) await add(hanging.url);
  const app = await startTestApp(db, [], { config });
  try {
    await expect.poll(() => hanging.received.length, { timeout: 20_000 }).toBe(16);
    await add(good.url);
    await expect.poll(() => good.received.length, { timeout: 20_000 }).toBe(1);
    // It went through while those that hang were all still hanging.
    expect(hanging.received).toHaveLength(16);
    expect(await db.orm.$count(deliveryTries, isNotNull(deliveryTries.reason))).toBe(0);
  } finally {
    await endReceivers();
    await app.close();
  }
});
