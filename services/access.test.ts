import { connect } from 'node:net';
import { Hono } from 'hono';
import { pino } from 'pino';
import { describe, expect, test, vi } from 'vitest';
import type { Database } from '../db/database.ts';
import { listKeys, revokeKey } from '../db/keys.ts';
import { access } from './api/access.ts';
import { createApi } from './api/app.ts';
import { onError } from './api/problems.ts';
import { idOf } from './keys/secret.ts';
import { openLimits } from './runtime/limits.ts';
import { bearer, elsewhere, form, TestWeb } from './testing/web.ts';

const web = new TestWeb();

describe('who may do what', () => {
  type Who = 'none' | 'read' | 'write' | 'admin' | 'revoked' | 'garbage';
  const everybody: Who[] = ['none', 'read', 'write', 'admin', 'revoked', 'garbage'];
  const allowed: Record<string, Who[]> = {
    anybody: everybody,
    read: ['read', 'write', 'admin'],
    write: ['write', 'admin'],
    admin: ['admin'],
  };
  const writes = [
    /^\/v1\/alerts(\/\{\w+\}(\/(pause|resume|test|feed|mutes)(\/\{\w+\})?)?)?$/,
    /^\/v1\/channels(\/\{\w+\}(\/(rotate|test|on|off))?)?$/,
    /^\/v1\/searches(\/\{id\})?$/,
    /^\/v1\/deliveries\/\{\w+\}\/retry$/,
    /^\/v1\/stories\/\{id\}\/(merge|split)$/,
    /^\/v1\/rulings\/\{id\}$/,
    /^\/v1\/corrections(\/\{id\})?$/,
  ];
  /** Said here a second time: a route that is not, has been thought of by nobody. */
  function meantFor(method: string, path: string): string {
    if (/^\/(healthz|readyz|feeds\/alerts\/.+)$/.test(path)) return 'anybody';
    if (/^\/v1\/keys(\/|$)/.test(path)) return 'admin';
    if (method !== 'get' && /^\/v1\/feeds(\/|$)/.test(path)) return 'admin';
    if (method === 'get' || path === '/v1/alerts/preview') return 'read';
    if (writes.some((known) => known.test(path))) return 'write';
    throw new Error(`Say here who may ${method} ${path}.`);
  }
  const samples: Record<string, string> = { keys: '0123456789ab', entities: 'huawei', feeds: 'wire' };
  const filled = (path: string) =>
    path
      .replace(/\/(\w+)\/\{\w+\}/g, (_, noun) => `/${noun}/${samples[noun] ?? 999_999_999}`)
      .replaceAll(/\{\w+\}/g, '999999999');

  test('every route × everybody', async () => {
    // Each request says another address, so that nobody is refused for asking too often.
    await web.start({ CHIPWIRE_PROXIES: '127.0.0.1', CHIPWIRE_REQUESTS_PER_MINUTE: '100000' });
    const [read, write, admin, revoked] = await Promise.all(
      (['read', 'write', 'admin', 'admin'] as const).map((scope) => web.keyOf(scope)),
    );
    await revokeKey(web.db.orm, idOf(revoked!)!);
    const garbage = `${admin!.slice(0, -4)}AAAA`;
    const sent: Record<Who, string | undefined> = { read, write, admin, revoked, garbage, none: undefined };
    const { paths } = JSON.parse((await web.send('/openapi.json')).text) as { paths: Record<string, object> };
    const faults: string[] = [];
    let asked = 0;
    for (const [path, methods] of Object.entries(paths))
      for (const method of Object.keys(methods))
        for (const who of everybody) {
          asked++;
          const key = sent[who];
          const { status } = await web.send(filled(path), {
            method: method.toUpperCase(),
            headers: {
              ...(key ? bearer(key) : {}),
              'x-forwarded-for': `198.51.${asked >> 8}.${asked & 255}`,
              'content-type': 'application/json',
            },
            body: method === 'get' ? undefined : '{}',
          });
          const may = allowed[meantFor(method, path)]!.includes(who);
          const wanted = may ? 'an answer' : who === 'read' || who === 'write' ? 403 : 401;
          const got = status === 401 || status === 403 || status >= 500 ? status : 'an answer';
          // Health is told to whoever asks, with whatever key.
          if (got !== wanted) faults.push(`${method} ${path} by ${who}: ${status}, not ${wanted}`);
        }
    expect(faults).toEqual([]);
    expect(asked).toBeGreaterThan(200);
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
    'what nobody has thought of is for administrators: %s',
    async (method) => {
      await web.start();
      const [write, admin] = [await web.keyOf('write'), await web.keyOf('admin')];
      for (const path of [
        '/v1/new-thing',
        '/v1/articles/1',
        '/v1/me',
        '/v1/stories',
        '/',
        '/feeds/wire',
        '/V1/alerts',
      ]) {
        const headers = { 'content-type': 'application/json' };
        const by = async (key: string) =>
          (await web.send(path, { method, body: '{}', headers: { ...headers, ...bearer(key) } })).status;
        expect([path, await by(write), await by(admin)]).toEqual([path, 403, 404]);
        expect(
          (await web.send(path, { method, body: '{}', headers: { ...headers, ...elsewhere } })).status,
        ).toBe(401);
      }
    },
  );

  test('strangers read where reading is public, and nothing of anybody’s own', async () => {
    await web.start({ CHIPWIRE_READING: 'public' });
    const as = async (path: string) => (await web.send(path, { headers: elsewhere })).status;
    for (const path of ['/', '/search', '/v1/articles', '/v1/search?q=huawei', '/v1/me', '/feeds'])
      expect([path, await as(path)]).toEqual([path, 200]);
    for (const path of [
      '/v1/keys',
      '/v1/alerts',
      '/v1/channels',
      '/v1/deliveries',
      '/v1/searches',
      '/v1/alerts/stream',
      '/alerts',
    ])
      expect([path, await as(path)]).toEqual([path, 401]);
    expect((await web.post('/v1/alerts/preview', {}, elsewhere)).status).toBe(401);
    expect(JSON.parse((await web.send('/v1/me', { headers: elsewhere })).text)).toMatchObject({
      ...{ owner: null, scope: 'read' },
      limit: { perMinute: 600, remaining: expect.any(Number) },
    });
    expect((await web.send('/v1/articles', { headers: { ...elsewhere, ...bearer('cw_x') } })).status).toBe(
      401,
    );
  });

  test('strangers elsewhere see how it fares and how to sign in, and no more', async () => {
    await web.start();
    const as = (path: string) => web.send(path, { headers: elsewhere });
    const style = /\/style\.[0-9a-f]+\.css/.exec((await as('/')).text)![0];
    for (const path of [
      '/healthz',
      '/readyz',
      '/health',
      '/openapi.json',
      '/docs',
      '/docs/start.js',
      '/sign-in',
      style,
    ])
      expect([path, (await as(path)).status]).toEqual([path, 200]);
    for (const path of ['/', '/search?q=a', '/feeds', '/nowhere', '/docs/../v1', '/style.css']) {
      const { status, text, headers } = await as(path);
      expect([path, status]).toEqual([path, 401]);
      if (!path.includes('v1')) expect(text).toContain('action="/sign-in"');
      expect(headers['set-cookie']).toBeUndefined();
    }
    expect((await as('/v1/articles')).headers['content-type']).toBe('application/problem+json');
    // Where a mail program ends mails: the address holds the secret.
    const oneClick = form(web.origin, { 'List-Unsubscribe': 'One-Click' }, elsewhere);
    delete oneClick.headers!.origin;
    expect((await web.send(`/unsubscribe/1/${'x'.repeat(43)}`, oneClick)).status).toBe(404);
  });

  test('the API takes JSON alone, whoever sends it', async () => {
    await web.start();
    const body = JSON.stringify({ name: 'Ada', scope: 'read' });
    const admin = await web.keyOf('admin');
    const own = { ...elsewhere, origin: web.origin, cookie: await web.signInWith(admin) };
    for (const headers of [bearer(admin), own])
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])
        expect(
          (
            await web.send('/v1/keys', {
              method: 'POST',
              body,
              headers: { ...headers, 'content-type': type },
            })
          ).status,
        ).toBe(415);
    expect((await listKeys(web.db.orm, 9)).length).toBe(1);
    const type = 'Application/JSON; charset=utf-8';
    const sent = { method: 'POST', body, headers: { ...own, 'content-type': type } };
    expect((await web.send('/v1/keys', sent)).status).toBe(201);
  });

  test('a path in disguise is what it is', async () => {
    await web.start();
    const read = bearer(await web.keyOf('read'));
    const disguised = ['/v1/%6beys', '/v1/keys/', '/v1//keys', '//v1/keys', '/v1/./keys', '/docs/../v1/keys'];
    for (const path of [
      ...disguised,
      '/docs/%2e%2e/v1/keys',
      '/v1/keys?/v1/articles',
      '/v1/keys%3f',
      '/V1/keys',
    ]) {
      const { status, text } = await web.send(path, { headers: read });
      expect([path, [403, 404].includes(status), text.includes('lastUsedAt')]).toEqual([path, true, false]);
    }
    expect((await web.send('/v1/keys', { method: 'HEAD', headers: read })).status).toBe(403);
    expect((await web.send('/v1/articles', { method: 'HEAD', headers: read })).status).toBe(200);
  });

  test('pages that change something ask for a key that may write', async () => {
    await web.start();
    const [read, write] = [await web.keyOf('read'), await web.keyOf('write')];
    const by = async (headers: Record<string, string>, path = '/alerts/1/nothing') =>
      (await web.send(path, form(web.origin, {}, { ...elsewhere, ...headers }))).status;
    for (const path of ['/alerts/1/nothing', '/articles/1/corrections', '/articles/1/corrections/1/withdraw'])
      expect([path, await by({}, path), await by(bearer(read), path), await by(bearer(write), path)]).toEqual(
        [...[path, 401], ...[403, 404]],
      );
    const asked = (key: string) =>
      web.send('/articles/1/corrections/new', { headers: { ...elsewhere, ...bearer(key) } });
    expect([(await asked(read)).status, (await asked(write)).status]).toEqual([403, 404]);
    expect(await by({ cookie: await web.signInWith(read) })).toBe(403);
    expect(await by({ cookie: await web.signInWith(write) })).toBe(404);
  });

  test('another scheme’s authorization is a proxy’s', async () => {
    await web.start();
    expect((await web.send('/v1/articles', { headers: { authorization: 'Basic YTpi' } })).status).toBe(200);
  });
});

describe('a proxy on this machine that says nothing', () => {
  /** As nginx asks by itself: of its own accord it names the host that it asks, and nobody else. */
  const asked = (version: string) =>
    new Promise<string>((resolve, reject) => {
      const { host, hostname, port } = new URL(web.origin);
      const socket = connect(Number(port), hostname, () =>
        socket.write(`GET /v1/articles HTTP/${version}\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
      );
      let text = '';
      socket.setEncoding('utf8').on('data', (part) => (text += part));
      socket.on('error', reject).on('close', () => resolve(text.slice(9, 12)));
    });

  test('is known by the HTTP it speaks, or by where people open Chipwire', async () => {
    await web.start();
    expect([await asked('1.0'), await asked('1.1')]).toEqual(['401', '200']);
    await web.start({ CHIPWIRE_URL: 'https://news.example.com' });
    expect([await asked('1.0'), await asked('1.1')]).toEqual(['401', '401']);
    for (const here of ['http://localhost:4310', 'http://[::1]:4310/']) {
      await web.start({ CHIPWIRE_URL: here });
      expect(await asked('1.1')).toBe('200');
    }
    // Whose proxies are elsewhere has none here.
    await web.start({ CHIPWIRE_URL: 'https://news.example.com', CHIPWIRE_PROXIES: '10.0.0.2' });
    expect(await asked('1.1')).toBe('200');
  });
});

describe('whoever starts it for others', () => {
  const lines = async (settings: Record<string, string>) => {
    const written: string[] = [];
    await web.start(settings, pino({ level: 'warn' }, { write: (line: string) => written.push(line) }));
    return written.join('');
  };

  test('is told how to make the first key, until there is one', async () => {
    expect(await lines({ HOST: '0.0.0.0' })).toContain('chipwire keys create NAME --scope admin');
    expect(await lines({ HOST: '127.0.0.1' })).toBe('');
    await web.keyOf('admin');
    expect(await lines({ HOST: '0.0.0.0' })).toBe('');
  });

  test('is told which proxy is none', async () => {
    await expect(lines({ CHIPWIRE_PROXIES: 'front.example' })).rejects.toThrow(
      'CHIPWIRE_PROXIES: front.example is neither an address',
    );
  });
});

test('health is told while the database is away', async () => {
  const away = new Proxy({} as Database['orm'], {
    get: () => () => {
      throw new Error('the database is away');
    },
  });
  const now = () => new Date();
  const limits = await openLimits({ perMinute: 9, prefix: 'test', report: () => {} });
  const gone = new Hono();
  const refusePage = () => new Response();
  gone.use(access({ orm: away, now, limits, isProxy: () => false, reading: 'keys', refusePage }));
  gone.route('/', createApi({ orm: away, now, version: '0', report: () => {} }));
  gone.onError(onError(() => {}));
  expect((await gone.request('/healthz')).status).toBe(200);
  expect((await gone.request('/readyz')).status).toBe(503);
  expect(
    (await gone.request('/v1/articles', { headers: bearer(`cw_0123456789ab_${'x'.repeat(35)}`) })).status,
  ).toBe(500);
});

test('what breaks before a route is reached is a page for people, and a problem for programs', async () => {
  await web.start();
  const select = vi.spyOn(web.db.orm, 'select').mockImplementation(() => {
    throw new Error('the database is away');
  });
  const [page, answer] = [await web.send('/'), await web.send('/v1/articles')];
  select.mockRestore();
  expect([page.status, page.headers['content-type']]).toEqual([500, 'text/html; charset=UTF-8']);
  expect(page.text).toContain('broke on our side');
  expect([answer.status, answer.headers['content-type']]).toEqual([500, 'application/problem+json']);
  expect(page.text + answer.text).not.toContain('away');
});

test('what breaks is logged without the secret in its address', async () => {
  const written: string[] = [];
  await web.start({}, pino({ level: 'error' }, { write: (line: string) => written.push(line) }));
  const select = vi.spyOn(web.db.orm, 'select').mockImplementation(() => {
    throw new Error('the database is away');
  });
  const secret = 's3cret'.padEnd(32, 'x');
  const paths = [`/feeds/alerts/${secret}.atom`, `/unsubscribe/7/${secret}`, '/v1/articles/7'];
  const statuses = await Promise.all(paths.map(async (path) => (await web.send(path)).status));
  select.mockRestore();
  expect(statuses).toEqual([500, 500, 500]);
  expect(written.map((line) => JSON.parse(line).path).sort()).toEqual([
    '/feeds/alerts/…',
    '/unsubscribe/7/…',
    '/v1/articles/7',
  ]);
  expect(written.join()).not.toContain('s3cret');
});
