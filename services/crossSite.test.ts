import { beforeEach, describe, expect, test } from 'vitest';
import { insertKey } from '../db/keys.ts';
import { alerts, channels, keys, signIns, storyRulings } from '../db/schema.ts';
import { hashOf } from './keys/secret.ts';
import { elsewhere, form, TestWeb } from './testing/web.ts';

const web = new TestWeb();
const asJson = { 'content-type': 'application/json' };
const host = () => new URL(web.origin).host;

describe('pages of other sites', () => {
  const types = [
    'application/json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    '',
  ];
  const senders = (): Record<string, string>[] => [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:1' },
    { origin: `http://${host()}.evil.example` },
    { origin: `http://evil.example/${host()}` },
    {
      origin: 'https://evil.example',
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'null', 'sec-fetch-site': 'cross-site' },
    { origin: `http://${host()}`, 'sec-fetch-site': 'same-site' },
  ];
  const victim = { id: 'aaaaaaaaaaaa', name: 'Victim', scope: 'read' as const, hash: hashOf('victim') };
  const acts = (): [method: string, path: string, body: object | undefined][] => [
    ['POST', '/v1/keys', { name: 'Evil', scope: 'admin' }],
    ['POST', `/v1/keys/${victim.id}/rotate`, undefined],
    ['DELETE', `/v1/keys/${victim.id}`, undefined],
    ['DELETE', '/v1/rulings/1', undefined],
    ['POST', '/v1/alerts', { name: 'Evil', query: 'huawei', trigger: { kind: 'story' } }],
    ['PATCH', '/v1/alerts/1', { name: 'Evil' }],
    ['PUT', '/v1/alerts/1', { name: 'Evil' }],
    ['POST', '/v1/channels', { name: 'Evil', kind: 'webhook', target: { url: 'https://evil.example/' } }],
    ['POST', '/alerts/new', { name: 'Evil' }],
    ['POST', '/sign-out', undefined],
  ];
  const all = async () =>
    JSON.stringify([
      ...(await web.db.orm
        .select({ id: keys.id, hash: keys.hash, revoked: keys.revoked })
        .from(keys)
        .orderBy(keys.id)),
      ...(await web.db.orm.select().from(storyRulings)),
      ...(await web.db.orm.select({ id: alerts.id }).from(alerts)),
      ...(await web.db.orm.select({ id: channels.id }).from(channels)),
      ...(await web.db.orm.select({ hash: signIns.hash }).from(signIns)),
    ]);

  beforeEach(async () => {
    await web.db.orm.delete(signIns);
    await insertKey(web.db.orm, { ...victim, madeAt: new Date() });
    await web.db.orm.delete(storyRulings);
    await web.db.orm.insert(storyRulings).values({ id: 1, kind: 'merge', note: null, madeAt: new Date() });
  });

  /** Everything that such a page might send, with what a browser adds by itself. */
  async function attack(own: Record<string, string>): Promise<number> {
    let sent = 0;
    for (const from of senders())
      for (const type of types)
        for (const [method, path, body] of acts()) {
          const headers = { ...own, ...from, ...(type ? { 'content-type': type } : {}) };
          const answer = await web.send(path, { method, headers, body: body && JSON.stringify(body) });
          sent++;
          expect([answer.status, from, type, method, path]).toEqual([
            expect.toBeOneOf([401, 403]),
            from,
            type,
            method,
            path,
          ]);
          expect(Object.keys(answer.headers).join()).not.toContain('access-control');
          expect(answer.headers['set-cookie']).toBeUndefined();
        }
    return sent;
  }
  async function mayDo(own: Record<string, string>): Promise<void> {
    const before = await all();
    const headers = { ...own, ...asJson, origin: web.origin };
    const body = JSON.stringify({ name: 'Ours', scope: 'read' });
    expect((await web.send('/v1/keys', { method: 'POST', headers, body })).status).toBe(201);
    expect(await all()).not.toBe(before);
  }

  test('change nothing through a browser that is signed in', async () => {
    await web.start({ CHIPWIRE_REQUESTS_PER_MINUTE: '100000' });
    const admin = await web.keyOf('admin');
    const own = { ...elsewhere, cookie: await web.signInWith(admin) };
    const before = await all();
    expect(await attack(own)).toBe(500);
    // A browser that says nothing of where it is.
    const body = JSON.stringify({ name: 'Evil', scope: 'admin' });
    expect(
      (await web.send('/v1/keys', { method: 'POST', headers: { ...own, ...asJson }, body })).status,
    ).toBe(403);
    expect(await all()).toBe(before);
    await mayDo(own);
  });

  test('change nothing on the machine that Chipwire runs on', async () => {
    await web.start({ CHIPWIRE_REQUESTS_PER_MINUTE: '100000' });
    const before = await all();
    expect(await attack({})).toBe(500);
    // A name of the attacker's that leads here.
    const there = {
      host: 'evil.example:4310',
      origin: 'http://evil.example:4310',
      'sec-fetch-site': 'same-origin',
    };
    for (const [method, path, body] of acts())
      if (path !== '/sign-out')
        expect(
          (
            await web.send(path, {
              method,
              headers: { ...there, ...asJson },
              body: body && JSON.stringify(body),
            })
          ).status,
        ).toBe(401);
    expect(await all()).toBe(before);
    await mayDo({});
  });

  test('are told by nobody that they may', async () => {
    await web.start();
    const headers = {
      ...{ origin: 'https://evil.example', 'access-control-request-method': 'POST' },
      'access-control-request-headers': 'content-type, authorization',
    };
    for (const path of ['/v1/keys', '/v1/articles', '/', '/sign-in']) {
      const { status, headers: told } = await web.send(path, { method: 'OPTIONS', headers });
      expect([path, status >= 400, Object.keys(told).join().includes('access-control')]).toEqual([
        path,
        true,
        false,
      ]);
    }
  });

  test('cannot sign a browser in, nor read as this machine', async () => {
    await web.start();
    const key = await web.keyOf('admin');
    const sent = form('https://evil.example', { key });
    const { status, headers } = await web.send('/sign-in', sent);
    expect([status, headers['set-cookie']]).toEqual([403, undefined]);
    const reads: [Record<string, string>, number][] = [
      [{ origin: 'https://evil.example' }, 401],
      [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' }, 401],
      [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }, 401],
      [{ host: 'evil.example' }, 401],
      [{ forwarded: 'for=127.0.0.1' }, 401],
      [{ via: '1.1 front' }, 401],
      // Somebody follows a link; somebody types the address.
      [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }, 200],
      [{ 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }, 200],
    ];
    for (const [headers, wanted] of reads)
      expect([headers, (await web.send('/v1/articles', { headers })).status]).toEqual([headers, wanted]);
  });
});
