import { eq } from 'drizzle-orm';
import type { Hono } from 'hono';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { channels, deliveries, deliveryTries } from '../../db/schema.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { allowList } from '../runtime/address.ts';
import { addOwners } from '../testing/owners.ts';
import { createApi } from './app.ts';
import { asCaller } from './asCaller.ts';

let db: Database;
let ann: Hono;
let bob: Hono;
let withoutMail: Hono;
let now = new Date('2026-11-26T09:00:00Z');

beforeAll(async () => {
  db = await openTestDatabase();
  await addOwners(db.orm, 'ann', 'bob');
  const deps = {
    orm: db.orm,
    now: () => now,
    version: 'test',
    report: (error: Error) => console.error(error),
  };
  const rules = { mail: true, allow: allowList(['10.0.0.7:8080']) };
  const api = createApi({ ...deps, rules });
  ann = asCaller(api, { owner: 'ann', scope: 'write' });
  bob = asCaller(api, { owner: 'bob', scope: 'write' });
  withoutMail = asCaller(createApi(deps), { owner: 'ann', scope: 'write' });
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.orm.delete(channels);
});

async function send(to: Hono, method: string, path: string, json?: unknown) {
  const answer = await to.request(path, {
    method,
    ...(json === undefined
      ? {}
      : { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } }),
  });
  const text = await answer.text();
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape it asks for
  return { status: answer.status, body: (text === '' ? null : JSON.parse(text)) as any };
}

const hook = { kind: 'webhook', name: 'Desk', target: { url: 'https://desk.example/hooks/4f0e8c1b2a' } };
const rowOf = async (id: number) => (await db.orm.select().from(channels).where(eq(channels.id, id)))[0]!;

describe('secrets', () => {
  test('of a webhook is shown once, and signs', async () => {
    const { status, body } = await send(ann, 'POST', '/v1/channels', hook);
    expect(status).toBe(201);
    expect(body.secret).toMatch(/^whsec_[\w+/]{43}=$/);
    expect(() => new Webhook(body.secret).sign('m', now, '{}')).not.toThrow();
    const { secret, ...shown } = body;
    expect(shown).toMatchObject({ state: 'ok', reason: null, alerts: 0, oldSecretUntil: null });
    expect((await send(ann, 'GET', `/v1/channels/${body.id}`)).body).toEqual(shown);
    const list = await send(ann, 'GET', '/v1/channels');
    expect(list.body).toEqual({ channels: [shown] });
    expect((await rowOf(body.id)).secrets).toEqual([{ secret }]);
  });

  test('the old one signs for another day when it is rotated, and the one before not at all', async () => {
    const { body: made } = await send(ann, 'POST', '/v1/channels', hook);
    const second = (await send(ann, 'POST', `/v1/channels/${made.id}/rotate`)).body;
    const third = (await send(ann, 'POST', `/v1/channels/${made.id}/rotate`)).body;
    expect(new Set([made.secret, second.secret, third.secret]).size).toBe(3);
    expect(third.oldSecretUntil).toBe('2026-11-27T09:00:00.000Z');
    expect((await rowOf(made.id)).secrets).toEqual([
      { secret: third.secret },
      { secret: second.secret, until: '2026-11-27T09:00:00.000Z' },
    ]);
    now = new Date('2026-11-27T09:00:00Z');
    expect((await send(ann, 'GET', `/v1/channels/${made.id}`)).body.oldSecretUntil).toBeNull();
    now = new Date('2026-11-26T09:00:00Z');
  });

  test('in targets are cut short wherever they are shown', async () => {
    const slack = 'https://hooks.slack.example/services/T01/B02/aVeryLongSecret9x7';
    const targets = [
      { kind: 'slack', target: { url: slack } },
      {
        kind: 'ntfy',
        target: { server: 'https://ntfy.example', topic: 'chips', token: 'tk_abcdefghijklmnop' },
      },
      { kind: 'webhook', target: { url: 'https://desk.example/in?key=topsecretkey' } },
    ];
    for (const each of targets) await send(ann, 'POST', '/v1/channels', { ...each, name: 'x' });
    const { body } = await send(ann, 'GET', '/v1/channels');
    expect(body.channels.map((channel: { target: object }) => channel.target)).toEqual([
      { url: 'https://desk.example/…key' },
      { server: 'https://ntfy.example', topic: 'chips', token: 'tk_…nop' },
      { url: 'https://hooks.slack.example/…9x7' },
    ]);
    expect((await rowOf(body.channels[2].id)).target).toEqual({ url: slack });
  });
});

describe('a target', () => {
  test.each([
    ['webhook', { url: 'http://127.0.0.1/in' }, 'target.url', /127\.0\.0\.1 is not a public address/],
    ['webhook', { url: 'http://2130706433/' }, 'target.url', /not a public address/],
    [
      'slack',
      { url: 'https://[::ffff:10.1.2.3]/x' },
      'target.url',
      /not a public address.*CHIPWIRE_CHANNEL_HOSTS/,
    ],
    ['discord', { url: 'https://169.254.169.254/latest' }, 'target.url', /not a public address/],
    ['ntfy', { server: 'http://10.0.0.7:8081', topic: 'x' }, 'target.server', /is refused/],
    ['ntfy', { topic: 'two words' }, 'target.topic', /letters, digits/],
    ['teams', { url: 'ftp://teams.example/x' }, 'target.url', /https:\/\//],
    ['webhook', { url: 'https://user:pass@desk.example/' }, 'target.url', /user name or password/],
    ['webhook', {}, 'target.url', /./],
    ['mail', { to: 'a@b.example\r\nBcc: c@d.example' }, 'target.to', /one e-mail address/],
    ['mail', { to: 'a@b.example, c@d.example' }, 'target.to', /one e-mail address/],
    ['fax', { number: 1 }, 'kind', /webhook.*ntfy/],
  ])('%s %j is refused in words', async (kind, target, parameter, words) => {
    const { status, body } = await send(ann, 'POST', '/v1/channels', { kind, name: 'x', target });
    expect([status, body.errors?.[0].parameter]).toEqual([400, parameter]);
    expect(body.errors[0].detail).toMatch(words);
  });

  test('on a host that the operator opened is taken', async () => {
    const target = { url: 'http://10.0.0.7:8080/in' };
    expect((await send(ann, 'POST', '/v1/channels', { ...hook, target })).status).toBe(201);
  });

  test('of mail needs a mail server, and says which setting makes one', async () => {
    const mail = { kind: 'mail', name: 'Me', target: { to: 'desk@example.com' } };
    const { body } = await send(withoutMail, 'POST', '/v1/channels', mail);
    expect(body.errors[0]).toMatchObject({
      parameter: 'kind',
      detail: expect.stringContaining('CHIPWIRE_SMTP_URL'),
    });
    const made = await send(ann, 'POST', '/v1/channels', mail);
    expect([made.status, made.body.secret]).toEqual([201, null]);
    const { status, body: rotated } = await send(ann, 'POST', `/v1/channels/${made.body.id}/rotate`);
    expect([status, rotated.errors[0].detail]).toEqual([400, expect.stringContaining('webhook')]);
  });

  test('another one is checked as the first, and is tried at once', async () => {
    const { id } = (await send(ann, 'POST', '/v1/channels', hook)).body;
    await db.orm
      .update(channels)
      .set({ state: 'failing', reason: 'it hangs', failingSince: now, retryAt: now });
    const wrong = await send(ann, 'PATCH', `/v1/channels/${id}`, { target: { url: 'http://localhost.:1/' } });
    expect(wrong.status).toBe(400);
    expect((await rowOf(id)).state).toBe('failing');
    await send(ann, 'PATCH', `/v1/channels/${id}`, { name: 'The desk' });
    expect(await rowOf(id)).toMatchObject({ name: 'The desk', state: 'failing', target: hook.target });
    const { body } = await send(ann, 'PATCH', `/v1/channels/${id}`, {
      target: { url: 'https://new.example/' },
    });
    expect(body).toMatchObject({
      state: 'ok',
      reason: null,
      retryAt: null,
      target: { url: 'https://new.example' },
    });
  });
});

test('an owner has fifty at most', async () => {
  for (let nth = 0; nth < 50; nth += 1) await send(ann, 'POST', '/v1/channels', hook);
  const { status, body } = await send(ann, 'POST', '/v1/channels', hook);
  expect([status, body.errors[0].detail]).toEqual([
    400,
    expect.stringContaining('you have 50 channels already'),
  ]);
  expect((await send(bob, 'POST', '/v1/channels', hook)).status).toBe(201);
});

describe('deliveries', () => {
  /** A test through a channel, tried once, in vain. */
  async function failed(): Promise<{ channel: number; delivery: number }> {
    const { id: channel } = (await send(ann, 'POST', '/v1/channels', hook)).body;
    expect((await send(ann, 'POST', `/v1/channels/${channel}/test`)).status).toBe(202);
    const [delivery] = await db.orm
      .update(deliveries)
      .set({ state: 'failed', dueAt: null, tries: 1 })
      .where(eq(deliveries.channelId, channel))
      .returning();
    await db.orm.insert(deliveryTries).values({
      ...{ deliveryId: delivery!.id, nth: 1, at: now, ms: 12, status: 500 },
      reason: 'the receiver answered 500',
    });
    return { channel, delivery: delivery!.id };
  }

  test('are listed with every try and its reason, and tried again by hand', async () => {
    const { channel, delivery } = await failed();
    await failed();
    await db.orm.update(channels).set({ state: 'failing', retryAt: new Date('2026-11-26T20:00:00Z') });
    const { body } = await send(ann, 'GET', `/v1/deliveries?channel=${channel}&state=failed`);
    expect(body).toMatchObject({
      next: null,
      deliveries: [
        {
          ...{ id: delivery, state: 'failed', alert: null, dueAt: null, deliveredAt: null },
          ...{ notice: { kind: 'test' }, channel: { id: channel, name: 'Desk', kind: 'webhook' } },
          tries: [{ at: now.toISOString(), ms: 12, status: 500, reason: 'the receiver answered 500' }],
        },
      ],
    });
    expect(body.deliveries).toHaveLength(1);
    const page = (await send(ann, 'GET', '/v1/deliveries?limit=1')).body;
    const rest = (await send(ann, 'GET', `/v1/deliveries?limit=1&before=${page.next}`)).body;
    expect([page.deliveries[0].id > rest.deliveries[0].id, rest.next]).toEqual([true, null]);

    expect((await send(bob, 'POST', `/v1/deliveries/${delivery}/retry`)).status).toBe(404);
    expect((await send(ann, 'POST', `/v1/deliveries/${delivery}/retry`)).status).toBe(202);
    const again = (await send(ann, 'GET', `/v1/deliveries?channel=${channel}&state=pending`)).body;
    expect(again.deliveries).toMatchObject([{ id: delivery, dueAt: now.toISOString() }]);
    expect((await rowOf(channel)).retryAt).toBeNull();
  });

  test('that were made, or whose channel is off, are not tried again', async () => {
    const { channel, delivery } = await failed();
    await send(ann, 'POST', `/v1/channels/${channel}/off`);
    const off = await send(ann, 'POST', `/v1/deliveries/${delivery}/retry`);
    expect([off.status, off.body.detail]).toEqual([409, 'Its channel is off; switch that on first.']);
    expect((await send(ann, 'POST', `/v1/channels/${channel}/test`)).status).toBe(409);
    const on = (await send(ann, 'POST', `/v1/channels/${channel}/on`)).body;
    expect(on).toMatchObject({ state: 'ok', reason: null });
    await db.orm.update(deliveries).set({ state: 'delivered' });
    const made = await send(ann, 'POST', `/v1/deliveries/${delivery}/retry`);
    expect([made.status, made.body.detail]).toEqual([409, 'It was delivered already.']);
  });
});
