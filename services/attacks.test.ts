import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listKeys } from '../db/keys.ts';
import { savedSearches } from '../db/schema.ts';
import { sameHash } from './keys/secret.ts';
import { bearer, elsewhere, form, TestWeb } from './testing/web.ts';

// What somebody tries who knows HTTP better than Chipwire does. Routes and scopes are in routes.test.ts and access.test.ts,
// sizes and speed in limits.test.ts, pages of other sites in crossSite.test.ts.

const web = new TestWeb();
let admin: string;
beforeEach(async () => {
  await web.start();
  admin = await web.keyOf('admin', 'Office');
});

afterEach(() => web.db.orm.delete(savedSearches));

/** Sends these bytes as they are. @returns what comes back before the line is cut, or within five seconds */
const sendBytes = (bytes: string) =>
  new Promise<string>((resolve) => {
    const { hostname, port } = new URL(web.origin);
    const socket = connect(Number(port), hostname, () => socket.write(bytes, 'latin1'));
    let text = '';
    socket.setEncoding('latin1').on('data', (part) => (text += part));
    socket.setTimeout(5000, () => socket.destroy());
    socket.on('error', () => {}).on('close', () => resolve(text));
  });
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);

describe('bodies that are not what they say', () => {
  const postJson = (body: string | Buffer, headers: Record<string, string> = {}) =>
    web.send('/v1/searches', {
      method: 'POST',
      body: body as Buffer,
      headers: { 'content-type': 'application/json', ...bearer(admin), ...headers },
    });

  test.each([
    ['nothing', ''],
    ['half of one', '{"name":"a","que'],
    ['no object', '[1]'],
    ['a number beyond all', '{"name":1e999,"query":1}'],
    ['100,000 brackets', '['.repeat(100_000)],
    ['100,000 objects in one another', `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`],
    ['a NUL in a name', '{"name":"a\\u0000b","query":"huawei"}'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['two names of one', '{"name":"a","name":{"x":1},"query":"huawei"}'],
  ])('JSON: %s is a problem of the sender’s', async (_, body) => {
    const { status, headers, text } = await postJson(body);
    expect([status, headers['content-type']]).toEqual([400, 'application/problem+json']);
    expect(text).not.toMatch(/at .+\.ts|node_modules|SyntaxError/);
  });

  test('half of a pair of surrogates is kept by nobody', async () => {
    const { status, text } = await postJson('{"name":"a\\ud800b","query":"huawei"}');
    expect([status, /\p{Surrogate}|\\ud8/u.test(text)]).toEqual([201, false]);
  });

  test('names that objects have of themselves change no other object', async () => {
    for (const name of ['__proto__', 'constructor', 'prototype']) {
      const { status } = await postJson(
        `{"name":"n","query":"huawei","${name}":{"scope":"admin","polluted":true}}`,
      );
      expect([name, status]).toEqual([name, 400]);
      const address = `/v1/articles?${name}=1&${name}[polluted]=true&q=a`;
      expect((await web.send(address, { headers: bearer(admin) })).status).toBeLessThan(500);
      const typed = form(
        web.origin,
        { name: 'x', query: 'huawei', [name]: 'y', [`${name}[polluted]`]: 'true' },
        bearer(admin),
      );
      expect((await web.send('/searches', typed)).status).toBeLessThan(500);
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('what is packed is not unpacked: a bomb of 100 MB stays small', async () => {
    const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024));
    const before = process.memoryUsage().rss;
    const { status } = await postJson(bomb, { 'content-encoding': 'gzip' });
    expect([400, 413, 415]).toContain(status);
    expect(process.memoryUsage().rss - before).toBeLessThan(80 * 1024 * 1024);
  });

  test('a form in pieces, without an end or of another kind breaks nothing', async () => {
    const types = [
      'multipart/form-data',
      'multipart/form-data; boundary=',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded; charset=utf-16',
    ];
    for (const type of types)
      for (const body of [
        '',
        '--x\r\n\r\n',
        '--x\r\nContent-Disposition: form-data; name="key"; filename="../../etc/passwd"\r\n\r\na',
        '%',
        'key=%ff%00&key[]=1',
        '&'.repeat(50_000),
      ]) {
        const sent = { ...form(web.origin, {}, elsewhere), body };
        const { status } = await web.send('/sign-in', {
          ...sent,
          headers: { ...sent.headers, 'content-type': type },
        });
        expect([type, body.slice(0, 20), status]).toEqual([
          type,
          body.slice(0, 20),
          expect.toSatisfy((got: number) => [400, 401, 429].includes(got)),
        ]);
      }
  });
});

describe('requests that two programs would read each in their way', () => {
  const head = () => `Host: ${new URL(web.origin).host}\r\nX-Forwarded-For: 203.0.113.7\r\n`;
  const json = 'Content-Type: application/json\r\n';

  test.each([
    [
      'two lengths',
      () => `POST /v1/keys HTTP/1.1\r\n${head()}${json}Content-Length: 2\r\nContent-Length: 30\r\n\r\n{}`,
    ],
    [
      'a length and pieces',
      () =>
        `POST /v1/keys HTTP/1.1\r\n${head()}${json}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /v1/keys HTTP/1.1\r\n\r\n`,
    ],
    [
      'pieces spelled oddly',
      () => `POST /v1/keys HTTP/1.1\r\n${head()}${json}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
    ],
    ['a header that goes on', () => `GET /v1/keys HTTP/1.1\r\n${head()}X-A: 1\r\n folded: Bearer x\r\n\r\n`],
    ['a blank before the colon', () => `GET /v1/keys HTTP/1.1\r\n${head()}Authorization : Bearer x\r\n\r\n`],
    ['two hosts', () => `GET /v1/keys HTTP/1.1\r\n${head()}Host: evil.example\r\n\r\n`],
    ['lines that end in \\n alone', () => `GET /v1/keys HTTP/1.1\n${head().replaceAll('\r', '')}\n`],
    ['no host', () => 'GET /v1/keys HTTP/1.1\r\n\r\n'],
    ['a NUL in a header', () => `GET /v1/keys HTTP/1.1\r\n${head()}X-A: a\0b\r\n\r\n`],
    ['a header of 100 KB', () => `GET /v1/keys HTTP/1.1\r\n${head()}X-A: ${'a'.repeat(100_000)}\r\n\r\n`],
    [
      '5,000 headers',
      () =>
        `GET /v1/keys HTTP/1.1\r\n${head()}${Array.from({ length: 5000 }, (_, n) => `X-${n}: 1\r\n`).join('')}\r\n`,
    ],
    ['an address of 100 KB', () => `GET /v1/articles?q=${'a'.repeat(100_000)} HTTP/1.1\r\n${head()}\r\n`],
  ])('%s: refused, and nothing is told', async (_, request) => {
    const answer = await sendBytes(request());
    expect([400, 401, 403, 408, 413, 414, 431]).toContain(statusOf(answer));
    expect(answer).not.toContain('Office');
    // One request has one answer.
    expect(answer.match(/HTTP\/1\.1 \d{3}/g)).toHaveLength(1);
  });

  test('no header says which method is meant, or which path', async () => {
    const read = bearer(await web.keyOf('read'));
    const { keys } = JSON.parse((await web.send('/v1/keys', { headers: bearer(admin) })).text);
    for (const header of ['x-http-method-override', 'x-http-method', 'x-method-override'])
      for (const method of ['GET', 'POST']) {
        await web.send(`/v1/keys/${keys[0].id}?_method=DELETE`, {
          method,
          headers: { ...read, [header]: 'DELETE', 'content-type': 'application/json' },
        });
      }
    expect((await listKeys(web.db.orm, 9)).length).toBe(2);
    for (const header of ['x-original-url', 'x-rewrite-url', 'x-forwarded-prefix', 'x-forwarded-uri'])
      expect((await web.send('/v1/me', { headers: { ...read, [header]: '/v1/keys' } })).text).not.toContain(
        'lastUsedAt',
      );
  });

  test.each([
    '/%00',
    '/v1/articles/%00',
    '/docs/%2e%2e%2f%2e%2e%2fpackage.json',
    '/docs/..%5c..%5cpackage.json',
    '/docs//etc/passwd',
    '/style.css/../../package.json',
    '/%c0%ae%c0%ae/package.json',
    '/v1/feeds/..%2Fkeys',
    '/entities/%2e%2e%2fkeys',
    '/feeds/%E0%A4%A',
    '/queues/static/..%2f..%2f..%2fpackage.json',
    '/queues/..%2fkeys',
    '//evil.example/%2f..',
    '/\\evil.example',
    '/v1/keys%00.css',
    '/v1/keys;.css',
    '/v1/keys/.json',
  ])('no way of writing a path leads out of it: %s', async (path) => {
    const answer = await sendBytes(
      `GET ${path} HTTP/1.1\r\nHost: ${new URL(web.origin).host}\r\nAuthorization: Bearer ${await web.keyOf('read')}\r\nConnection: close\r\n\r\n`,
    );
    expect([400, 403, 404]).toContain(statusOf(answer));
    expect(answer).not.toMatch(/"dependencies"|root:x:|lastUsedAt|^location: (https?:)?\/\/evil/im);
  });
});

test('a hash is compared as a whole, whatever it begins with', () => {
  const hash = 'a'.repeat(64);
  expect(sameHash(hash, hash)).toBe(true);
  for (const other of [`b${hash.slice(1)}`, `${hash.slice(1)}b`, hash.slice(1), ''])
    expect(sameHash(hash, other)).toBe(false);
});

test('what names a page in an address names one of ours', async () => {
  const cookie = await web.signInWith(await web.keyOf('read'));
  for (const next of [
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '/%5cevil.example',
    'javascript:alert(1)',
    '\t//evil.example',
    '/\t/evil.example',
    '/.//evil.example',
  ]) {
    const { headers } = await web.send(
      '/sign-in',
      form(web.origin, { key: admin, next }, { ...elsewhere, cookie }),
    );
    expect([next, new URL(String(headers.location), web.origin).host]).toEqual([
      next,
      new URL(web.origin).host,
    ]);
  }
});
