import { afterAll, beforeAll, expect, test } from 'vitest';
import { getChannel } from '../../../db/channels.ts';
import type { Database } from '../../../db/database.ts';
import { channels, notices } from '../../../db/schema.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import type { App } from '../../app.ts';
import { readConfig } from '../../runtime/config.ts';
import { startTestApp } from '../../testing/app.ts';
import { unsubscribeAddress } from '../../watch/delivery/unsubscribe.ts';

let db: Database;
let app: App;
beforeAll(async () => {
  db = await openTestDatabase();
  const config = readConfig({ PORT: '0', CHIPWIRE_PROXIES: '127.0.0.1' });
  app = await startTestApp(db, [], { config, roles: { workers: false, web: true } });
});
afterAll(() => app.close());

async function addChannel(kind: 'mail' | 'webhook') {
  const secrets = [{ secret: `whsec_${Buffer.alloc(32, kind.length).toString('base64')}` }];
  const target = kind === 'mail' ? { to: 'desk@paper.example' } : { url: 'https://desk.example/' };
  const [row] = await db.orm
    .insert(channels)
    .values({ owner: 'local', kind, name: 'Desk', target, secrets, madeAt: new Date() })
    .returning({ id: channels.id });
  return (await getChannel(db.orm, 'local', row!.id))!;
}

/** As a mail program far away sends it, without a key. */
const send = (address: string, method: string) =>
  fetch(address, {
    method,
    headers: {
      'x-forwarded-for': '198.51.100.7',
      ...(method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    },
    ...(method === 'POST' ? { body: 'List-Unsubscribe=One-Click' } : {}),
  });

test('one click from anywhere ends a mail channel; a look at the address does not, and its owner is told', async () => {
  const channel = await addChannel('mail');
  const other = await addChannel('webhook');
  const state = async () => (await getChannel(db.orm, 'local', channel.id))!.state;
  const address = unsubscribeAddress(`${app.origin}/`, channel)!;
  expect((await send(address, 'GET')).status).toBe(200);
  expect(await state()).toBe('ok');
  expect((await send(address, 'POST')).status).toBe(200);
  expect(await getChannel(db.orm, 'local', channel.id)).toMatchObject({
    state: 'off',
    reason: 'Its reader unsubscribed.',
  });
  expect((await send(address, 'POST')).status).toBe(200);
  const told = await db.orm.select().from(notices);
  expect(told.map(({ kind, owner }) => [kind, owner])).toEqual([['channel-off', 'local']]);
  expect((await getChannel(db.orm, 'local', other.id))!.state).toBe('ok');
});

test('other addresses end nothing', async () => {
  const channel = await addChannel('mail');
  const webhook = await addChannel('webhook');
  const address = unsubscribeAddress(app.origin!, channel)!;
  const token = address.split('/').at(-1)!;
  const wrong = [
    address.replace(token, `${token.slice(0, -2)}AA`),
    address.replace(token, token.slice(0, -1)),
    address.replace(`/${channel.id}/`, `/${webhook.id}/`),
    address.replace(`/${channel.id}/`, '/999999/'),
    unsubscribeAddress(app.origin!, webhook)!,
  ];
  for (const each of wrong) expect((await send(each, 'POST')).status, each).toBe(404);
  for (const { id } of [channel, webhook]) expect((await getChannel(db.orm, 'local', id))!.state).toBe('ok');
  expect(unsubscribeAddress(app.origin!, { id: 1, secrets: [] })).toBeUndefined();
});
