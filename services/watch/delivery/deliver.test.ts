import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { deliveryNumbers, forgetDeliveries, listDeliveries, retryDelivery } from '../../../db/deliveries.ts';
import { dueChannels, dueDeliveries, takeDelivery } from '../../../db/deliveryTries.ts';
import { channels, keys, notices } from '../../../db/schema.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import { endReceivers, startReceiver } from '../testing/receivers.ts';
import { deliverDue } from './deliver.ts';
import { createSender, type Sent } from './sender.ts';
import {
  clear,
  day,
  failed,
  hour,
  minute,
  scripted,
  second,
  startSending,
  taken,
} from './testing/sending.ts';
import { sendTest } from './testNotice.ts';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
});
beforeEach(() => clear(db));
afterEach(endReceivers);
afterAll(() => db.close());

/** Lets the clock run to whatever is due next, up to so much time, and works. */
async function runFor(
  sending: ReturnType<typeof startSending>,
  ms: number,
  channelId: number,
): Promise<void> {
  const end = sending.clock.ms + ms;
  for (;;) {
    await sending.work();
    const { retryAt } = await sending.channel(channelId);
    const next = retryAt?.getTime() ?? end;
    if (next >= end || next <= sending.clock.ms) break;
    sending.clock.ms = next;
  }
  sending.clock.ms = end;
}

describe('row 28: tries', () => {
  test('follow the schedule, then it is given up; by hand it goes when the receiver is well', async () => {
    let well = false;
    const { sender, sent } = scripted(() => (well ? taken : failed()));
    const sending = startSending(db, sender);
    const channel = await sending.addChannel();
    await sending.tell([channel]);
    await runFor(sending, 4 * day, channel);
    const waits = sent.map(({ at }, n) => at - (sent[n - 1]?.at ?? at));
    const hours = [2, 5, 10, 14, 20, 24].map((n) => n * hour);
    expect(waits).toEqual([0, 5 * second, 5 * minute, 30 * minute, ...hours]);
    const [delivery] = await sending.deliveries(channel);
    expect(delivery).toMatchObject({ state: 'failed', tries: 10, dueAt: null });
    expect((await sending.tries()).map(({ nth, status, reason }) => [nth, status, reason])).toEqual(
      Array.from({ length: 10 }, (_, n) => [n + 1, 500, 'answered 500: it has a fault of its own']),
    );
    expect(await sending.channel(channel)).toMatchObject({
      ...{ state: 'failing', reason: 'answered 500: it has a fault of its own' },
      failingSince: new Date('2026-03-01T12:00:00Z'),
    });

    expect(await retryDelivery(db.orm, { owner: 'somebody-else', id: delivery!.id }, sending.now())).toBe(
      'unknown',
    );
    await sending.work();
    expect(sent).toHaveLength(10);
    expect(await retryDelivery(db.orm, { owner: 'local', id: delivery!.id }, sending.now())).toBe('due');
    await sending.work();
    expect((await sending.deliveries(channel))[0]).toMatchObject({ state: 'failed', tries: 11 });
    well = true;
    expect(await retryDelivery(db.orm, { owner: 'local', id: delivery!.id }, sending.now())).toBe('due');
    await sending.work();
    const [done] = await sending.deliveries(channel);
    expect(done).toMatchObject({ state: 'delivered', tries: 12, deliveredAt: expect.any(Date) });
    expect(await sending.channel(channel)).toMatchObject({
      state: 'ok',
      reason: null,
      failingSince: null,
      retryAt: null,
    });
    expect(new Set(sent.map(({ id }) => id))).toEqual(new Set([`notice-${done!.noticeId}`]));
    expect(await retryDelivery(db.orm, { owner: 'local', id: delivery!.id }, sending.now())).toBe(
      'delivered',
    );
  });

  test('wait as long as the receiver asks, a day at most', async () => {
    const asked = [20 * minute, 400 * day];
    const { sender, sent } = scripted((_, __) => {
      const wait = asked.shift();
      return wait ? failed({ status: 429, retryAt: new Date(sending.clock.ms + wait) }) : taken;
    });
    const sending = startSending(db, sender);
    const channel = await sending.addChannel();
    await sending.tell([channel]);
    await runFor(sending, 2 * day, channel);
    expect(sent.map(({ at }) => at - sent[0]!.at)).toEqual([0, 20 * minute, 20 * minute + day]);
  });

  test('a mail that is refused for good is tried once', async () => {
    const { sender, sent } = scripted(() =>
      failed({ status: 550, reason: 'no such mailbox', next: 'never' }),
    );
    const sending = startSending(db, sender);
    const channel = await sending.addChannel();
    await sending.tell([channel]);
    await runFor(sending, day, channel);
    expect(sent).toHaveLength(1);
    expect((await sending.deliveries(channel))[0]).toMatchObject({ state: 'failed', tries: 1 });
  });
});

describe('a channel that fails', () => {
  test('holds back what else is due, is asked with one, and lets all go when it works', async () => {
    let well = false;
    const { sender, sent } = scripted(() => (well ? taken : failed()));
    const sending = startSending(db, sender);
    const channel = await sending.addChannel();
    for (const title of ['a', 'b', 'c']) await sending.tell([channel], { title });
    const urgent = await sending.tell([channel], { title: 'd', priority: 'high' });
    await sending.work();
    await sending.work();
    expect(sent.map(({ id }) => id)).toEqual([`notice-${urgent}`]);
    sending.clock.ms += 5 * second;
    await sending.work();
    expect(sent).toHaveLength(2);
    well = true;
    sending.clock.ms += 5 * minute;
    await sending.work();
    expect(new Set(sent.slice(2).map(({ id }) => id)).size).toBe(4);
    expect(sent).toHaveLength(6);
    expect((await sending.deliveries(channel)).map(({ state }) => state)).toEqual(Array(4).fill('delivered'));
  });

  test('is left alone for longer the longer it fails, however new what waits for it is', async () => {
    const { sender, sent } = scripted(() => failed());
    const sending = startSending(db, sender);
    const channel = await sending.addChannel();
    await sending.tell([channel]);
    for (let n = 0; n < 48; n += 1) {
      await sending.tell([channel], { priority: 'high' });
      await runFor(sending, hour, channel);
    }
    expect(sent.length).toBeLessThan(16);
  });

  test('goes off after five days of nothing else; its owner is told through what works, and nobody else', async () => {
    const { sender, sent } = scripted(({ id }) => (id === broken ? failed() : taken));
    const sending = startSending(db, sender);
    await sending.addKey('other');
    const broken = await sending.addChannel({ name: 'Old desk' });
    const [working, off, strange] = [
      await sending.addChannel(),
      await sending.addChannel({ state: 'off' }),
      await sending.addChannel({ owner: 'other' }),
    ];
    for (let n = 0; n < 6; n += 1) {
      await sending.tell([broken]);
      await runFor(sending, day, broken);
    }
    expect(await sending.channel(broken)).toMatchObject({ state: 'off', retryAt: null });
    const states = (await sending.deliveries(broken)).map(({ state }) => state);
    expect(states).toEqual(Array(6).fill('failed'));
    await sending.work();
    const last = sent.filter(({ channel }) => channel !== broken);
    expect(last.map(({ channel }) => channel)).toEqual([working]);
    const [notice] = await db.orm.select().from(notices).where(eq(notices.kind, 'channel-off'));
    expect(notice).toMatchObject({ owner: 'local', content: { priority: 'high' } });
    expect((notice!.content as { title: string }).title).toMatch(
      /^The channel “Old desk” was switched off\. Nothing came through for five days; at last: answered 500/,
    );
    expect([await sending.deliveries(off), await sending.deliveries(strange)]).toEqual([[], []]);
    expect(sending.lines).toContainEqual(
      expect.objectContaining({ msg: 'channel switched off', channelId: broken }),
    );
  });

  test('goes off at once on 410; what waited is not sent, and can be sent by hand when it is on again', async () => {
    let answer: Sent = failed({ status: 410, reason: 'answered 410: it wants no more', next: 'gone' });
    const { sender, sent } = scripted(() => answer);
    const sending = startSending(db, sender);
    const channel = await sending.addChannel();
    await sending.tell([channel]);
    await sending.tell([channel]);
    await runFor(sending, 3 * day, channel);
    expect(sent).toHaveLength(1);
    expect(await sending.channel(channel)).toMatchObject({
      state: 'off',
      reason: 'It answered 410: it wants no more.',
    });
    const [first, second] = await sending.deliveries(channel);
    expect([first!.state, second!.state]).toEqual(['failed', 'failed']);
    expect((await sending.tries()).map(({ deliveryId, reason }) => [deliveryId, reason])).toEqual([
      [first!.id, 'answered 410: it wants no more'],
      [second!.id, 'not sent: its channel was switched off'],
    ]);
    expect(await retryDelivery(db.orm, { owner: 'local', id: second!.id }, sending.now())).toBe('off');
    answer = taken;
    await db.orm.update(channels).set({ state: 'ok' }).where(eq(channels.id, channel));
    expect(await retryDelivery(db.orm, { owner: 'local', id: second!.id }, sending.now())).toBe('due');
    await sending.work();
    expect((await sending.deliveries(channel)).map(({ state }) => state)).toEqual(['failed', 'delivered']);
  });
});

describe('a delivery', () => {
  test('is sent by one process, however many try', async () => {
    const { sender, sent } = scripted(async () => {
      await new Promise((done) => setTimeout(done, 5));
      return taken;
    });
    const sending = startSending(db, sender);
    const channel = await sending.addChannel();
    for (let n = 0; n < 20; n += 1) await sending.tell([channel]);
    await Promise.all([1, 2, 3, 4].map(() => deliverDue(sending.ctx, channel)));
    expect(sent).toHaveLength(20);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(20);
  });

  test('of a process that died is taken up when its lease is over, and noted once', async () => {
    const { sender, sent } = scripted(() => taken);
    const sending = startSending(db, sender);
    const channel = await sending.addChannel();
    await sending.tell([channel]);
    const [id] = await dueDeliveries(db.orm, channel, sending.now(), 10);
    expect(await takeDelivery(db.orm, id!, sending.now(), 30 * second)).toMatchObject({ id, tries: 0 });
    expect(await takeDelivery(db.orm, id!, sending.now(), 30 * second)).toBeNull();
    await sending.work();
    sending.clock.ms += 29 * second;
    await sending.work();
    expect(sent).toEqual([]);
    sending.clock.ms += second;
    await sending.work();
    expect(sent).toHaveLength(1);
    expect(await sending.tries()).toHaveLength(1);
  });

  test('is kept by who sends it, however long that takes', async () => {
    const sending = startSending(db, scripted(() => taken).sender);
    const channel = await sending.addChannel();
    await sending.tell([channel]);
    const slow = scripted(async () => {
      sending.clock.ms += 5 * second;
      await expect
        .poll(async () => (await sending.deliveries(channel))[0]!.dueAt!.getTime(), { timeout: 20_000 })
        .toBe(sending.clock.ms + 6 * second);
      sending.clock.ms += 3 * second;
      expect(await dueDeliveries(db.orm, channel, sending.now(), 10)).toEqual([]);
      return taken;
    });
    await deliverDue({ ...sending.ctx, sender: slow.sender }, channel);
    expect(slow.sent).toHaveLength(1);
    expect(await sending.deliveries(channel)).toMatchObject([{ state: 'delivered', dueAt: null }]);
  });

  test('that arrived while the database was away is noted when it is back, and not sent twice', async () => {
    const { sender, sent } = scripted(() => taken);
    const sending = startSending(db, sender);
    const channel = await sending.addChannel();
    await sending.tell([channel]);
    let away = 3;
    const orm = new Proxy(db.orm, {
      get: (real, name) =>
        name === 'transaction' && sent.length > 0 && away-- > 0
          ? () => Promise.reject(new Error('terminating connection due to administrator command'))
          : (Reflect.get(real, name).bind?.(real) ?? Reflect.get(real, name)),
    });
    expect(await deliverDue({ ...sending.ctx, orm }, channel)).toEqual({ sent: 1, reason: null });
    expect(away).toBeLessThan(0);
    expect((await sending.deliveries(channel))[0]).toMatchObject({ state: 'delivered', tries: 1 });
    sending.clock.ms += minute;
    await sending.work();
    expect(sent).toHaveLength(1);
  });

  test('whose channel is deleted while it is sent leaves nothing behind', async () => {
    const { sender } = scripted(async ({ id }) => {
      await db.orm.delete(channels).where(eq(channels.id, id));
      return failed();
    });
    const sending = startSending(db, sender);
    const channel = await sending.addChannel();
    await sending.tell([channel]);
    await sending.work();
    expect([await sending.tries(), await dueChannels(db.orm, sending.now(), 10)]).toEqual([[], []]);
  });

  test('of a key that was revoked is not sent', async () => {
    const { sender, sent } = scripted(() => taken);
    const sending = startSending(db, sender);
    await sending.addKey('revoked');
    const channel = await sending.addChannel({ owner: 'revoked' });
    await sending.tell([channel], {}, 'revoked');
    await db.orm.update(keys).set({ revoked: true }).where(eq(keys.id, 'revoked'));
    await sending.work();
    await deliverDue(sending.ctx, channel);
    expect(sent).toEqual([]);
  });

  test('of a notice that cannot be read is given up, and the next one goes', async () => {
    const { sender, sent } = scripted(() => taken);
    const sending = startSending(db, sender);
    const channel = await sending.addChannel();
    await sending.tell([channel], { matches: 'none' as never });
    await sending.tell([channel]);
    await runFor(sending, minute, channel);
    expect(sent).toHaveLength(1);
    expect((await sending.deliveries(channel)).map(({ state }) => state)).toEqual(['failed', 'delivered']);
  });

  test('that is urgent goes first', async () => {
    const { sender, sent } = scripted(() => taken);
    const sending = startSending(db, sender);
    const channel = await sending.addChannel();
    const [low, normal, high] = [
      await sending.tell([channel], { priority: 'low' }),
      await sending.tell([channel]),
      await sending.tell([channel], { priority: 'high' }),
    ];
    await sending.work();
    expect(sent.map(({ id }) => id)).toEqual([high, low, normal].map((id) => `notice-${id}`));
  });
});

test('a job ends after its time and leaves the rest due', async () => {
  const { sender, sent } = scripted(() => {
    sending.clock.ms += 3 * second;
    return taken;
  });
  const sending = startSending(db, sender);
  const channel = await sending.addChannel();
  for (let n = 0; n < 12; n += 1) await sending.tell([channel]);
  await sending.work();
  expect(sent).toHaveLength(7);
  expect(await dueChannels(db.orm, sending.now(), 10)).toEqual([channel]);
  await sending.work();
  expect(sent).toHaveLength(12);
});

test('receivers that hang, drip, reset or fail hold up nobody else', async () => {
  const arrived: string[] = [];
  const good = await startReceiver((req, res) => {
    arrived.push(req.url!);
    res.writeHead(204).end();
  });
  const bad = await startReceiver((req, res) => {
    const drip = () => {
      res.write('x');
      if (!res.destroyed) setTimeout(drip, 20);
    };
    if (req.url === '/hang') return;
    if (req.url === '/drip') return drip();
    if (req.url === '/reset') return res.socket?.resetAndDestroy();
    res.writeHead(500).end();
  });
  const sender = createSender({
    userAgent: 'Chipwire/test',
    allowHosts: [good.host, bad.host],
    mail: null,
    timeoutMs: 6000,
  });
  const ended: string[] = [];
  const noting = {
    ...sender,
    send: async (...sending: Parameters<typeof sender.send>) => {
      const sent = await sender.send(...sending);
      const { url } = sending[0].target as { url: string };
      ended.push(`${new URL(url).pathname} ${sent.ok}`);
      return sent;
    },
  };
  const sending = startSending(db, noting);
  const badPaths = ['/hang', '/drip', '/reset', '/500'];
  const ids: number[] = [];
  for (const path of badPaths)
    ids.push(await sending.addChannel({ target: { url: `http://${bad.host}${path}` } }));
  for (let n = 0; n < 50; n += 1)
    ids.push(await sending.addChannel({ target: { url: `http://${good.host}/${n}` } }));
  // Twice as much for the bad ones, so that they are asked first and have more to wait for.
  for (let n = 0; n < 2; n += 1) await sending.tell(ids);
  await sending.work();
  await sender.close();
  expect(arrived).toHaveLength(100);
  // All 100 good ones were through before the first that hangs was given up.
  const givenUp = ended.findIndex((line) => /^\/(hang|drip) false/.test(line));
  expect(ended.slice(0, givenUp).filter((line) => line.endsWith('true'))).toHaveLength(100);
  const states = await Promise.all(ids.slice(0, 4).map((id) => sending.channel(id)));
  expect(states.map(({ state, reason }) => [state, reason])).toEqual([
    ['failing', 'no complete answer within 6 s'],
    ['failing', 'no complete answer within 6 s'],
    ['failing', `${bad.host} broke the connection`],
    ['failing', 'answered 500: it has a fault of its own'],
  ]);
  // One try each, not two: the second waits with its channel.
  expect(bad.received).toHaveLength(4);
});

describe('the log', () => {
  test('shows an owner’s deliveries with every try, newest first, page by page', async () => {
    const { sender } = scripted(({ id }) => (id === broken ? failed() : taken));
    const sending = startSending(db, sender);
    await sending.addKey('log-reader');
    const [broken, well, strange] = [
      await sending.addChannel({ name: 'Broken' }),
      await sending.addChannel(),
      await sending.addChannel({ owner: 'log-reader' }),
    ];
    for (const title of ['one', 'two', 'three']) await sending.tell([broken, well], { title });
    await sending.tell([strange], {}, 'log-reader');
    await sending.work();
    sending.clock.ms += 5 * second;
    await sending.work();
    const all = await listDeliveries(db.orm, { owner: 'local' }, 10);
    expect(all.map(({ notice, channel, state }) => [notice.title, channel.name, state])).toEqual(
      ['three', 'two', 'one'].flatMap((title) => [
        [title, 'Desk', 'delivered'],
        [title, 'Broken', 'pending'],
      ]),
    );
    const tried = all.find(({ notice, channel }) => notice.title === 'one' && channel.id === broken)!;
    expect(tried.tries.map(({ nth, at, status, reason }) => [nth, at.toISOString(), status, reason])).toEqual(
      [
        [1, '2026-03-01T12:00:00.000Z', 500, 'answered 500: it has a fault of its own'],
        [2, '2026-03-01T12:00:05.000Z', 500, 'answered 500: it has a fault of its own'],
      ],
    );
    const first = await listDeliveries(db.orm, { owner: 'local' }, 4);
    const rest = await listDeliveries(db.orm, { owner: 'local' }, 4, first.at(-1)!.id);
    expect([...first, ...rest].map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    const only = { owner: 'local', channelId: broken, state: 'pending' as const };
    expect(await listDeliveries(db.orm, only, 10)).toHaveLength(3);
    expect(await listDeliveries(db.orm, { owner: 'local', alertId: 99 }, 10)).toEqual([]);
    expect(await listDeliveries(db.orm, { owner: 'local', channelId: strange }, 10)).toEqual([]);
    expect(await deliveryNumbers(db.orm, sending.now())).toEqual({
      due: 0,
      dueSince: null,
      failing: 1,
      off: 0,
    });
    sending.clock.ms += 6 * minute;
    expect(await deliveryNumbers(db.orm, sending.now())).toMatchObject({
      due: 3,
      dueSince: new Date('2026-03-01T12:00:00Z'),
    });
  });

  test('is forgotten after its time', async () => {
    const { sender } = scripted(() => taken);
    const sending = startSending(db, sender);
    const channel = await sending.addChannel();
    await sending.tell([channel]);
    await sending.work();
    sending.clock.ms += day;
    await sending.tell([channel]);
    expect(await forgetDeliveries(db.orm, new Date(sending.clock.ms - hour))).toBe(1);
    expect(await sending.tries()).toEqual([]);
    expect(await sending.deliveries(channel)).toHaveLength(1);
  });
});

test('a test goes through a channel that waits, and shows whether it works', async () => {
  const { sender, sent } = scripted(() => (sent.length === 1 ? failed() : taken));
  const sending = startSending(db, sender);
  const channel = await sending.addChannel();
  await sending.tell([channel]);
  await sending.work();
  const notice = await sendTest(db.orm, await sending.channel(channel), sending.now());
  await sending.work();
  expect(sent.map(({ id }) => id)).toContain(`notice-${notice}`);
  expect(await sending.channel(channel)).toMatchObject({ state: 'ok' });
});
