import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { bearer, elsewhere, form, TestWeb } from './testing/web.ts';

const web = new TestWeb();
const asJson = { 'content-type': 'application/json' };

describe('bodies', () => {
  const large = Buffer.alloc(5 * 1024 * 1024, 0x61);
  test.each([
    ['in chunks', { 'transfer-encoding': 'chunked' }],
    ['of a told length', { 'content-length': String(large.length) }],
  ])('of 5 MB are refused everywhere: %s', async (_, headers) => {
    await web.start();
    const admin = await web.keyOf('admin');
    for (const path of [
      '/v1/keys',
      '/v1/stories/1/merge',
      '/v1/alerts',
      '/v1/alerts/preview',
      '/v1/nowhere',
    ]) {
      const sent = { method: 'POST', headers: { ...asJson, ...headers, ...bearer(admin) }, body: large };
      const { status, headers: told, text } = await web.send(path, sent);
      expect([path, status, told['content-type']]).toEqual([path, 413, 'application/problem+json']);
      expect(JSON.parse(text).detail).toMatch('256 KiB');
    }
    const { status, text } = await web.send('/sign-in', {
      ...{ method: 'POST', body: large },
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
    expect([status, text]).toEqual([413, expect.stringContaining('<h1>Too much at once</h1>')]);
    // No other key helps.
    expect(text).not.toContain('Sign in with another key');
  });

  test('of 200 KB are read, in chunks too', async () => {
    await web.start();
    const body = JSON.stringify({ name: 'x'.repeat(200_000), scope: 'read' });
    const { status, text } = await web.send('/v1/keys', {
      ...{ method: 'POST', body },
      headers: { ...asJson, 'transfer-encoding': 'chunked' },
    });
    expect([status, JSON.parse(text).errors[0].parameter]).toEqual([400, 'name']);
  });
});

test('500 clients that send a byte a second are cut off within 15 s, and nobody waits for them', async () => {
  await web.start();
  const { port } = new URL(web.origin);
  const head = `POST /v1/keys HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n`;
  const beginnings = ['', 'GET / HTTP/1.1\r\nx-slow: ', `${head}content-length: 9000\r\n\r\n`];
  const lives = Array.from({ length: 500 }, (_, n) => {
    const socket = connect(Number(port), '127.0.0.1');
    const beginning = beginnings[n % 3]!;
    const drip = setInterval(() => beginning && socket.write('a'), 1000);
    let from = Date.now();
    socket.on('connect', () => {
      from = Date.now();
      if (beginning) socket.write(beginning);
    });
    socket.on('error', () => {}).resume();
    return new Promise<number>((done) =>
      socket.on('close', () => {
        clearInterval(drip);
        done(Date.now() - from);
      }),
    );
  });
  const others: number[] = [];
  const asking = setInterval(async () => {
    const askedAt = Date.now();
    await web.send('/healthz');
    others.push(Date.now() - askedAt);
  }, 500);
  const cut = await Promise.all(lives);
  clearInterval(asking);
  expect(Math.max(...cut)).toBeLessThanOrEqual(15_000);
  expect(Math.min(...cut)).toBeGreaterThan(5000); // slow lines get some time
  expect(others.length).toBeGreaterThan(10);
  expect(others.toSorted((a, b) => a - b)[Math.floor(others.length / 2)]).toBeLessThan(500);
}, 30_000);

describe('limits', () => {
  const got = async (
    times: number,
    headers: (n: number) => Record<string, string>,
    path = '/v1/articles',
  ) => {
    const statuses: number[] = [];
    for (let n = 0; n < times; n++) statuses.push((await web.send(path, { headers: headers(n) })).status);
    return statuses.filter((status) => status === 200).length;
  };
  const invented = (n: number) => `198.51.${100 + (n >> 8)}.${n & 255}`;

  test('an address that a stranger invents counts for nothing, 1,000 times', async () => {
    await web.start({ CHIPWIRE_READING: 'public', CHIPWIRE_REQUESTS_PER_MINUTE: '50' });
    expect(await got(1000, (n) => ({ 'x-forwarded-for': invented(n), 'x-real-ip': invented(n) }))).toBe(50);
    const { status, headers, text } = await web.send('/v1/articles', { headers: elsewhere });
    expect([status, headers['content-type']]).toEqual([429, 'application/problem+json']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
    expect([headers['ratelimit-limit'], headers['ratelimit-remaining']]).toEqual(['50', '0']);
    expect(headers['ratelimit-reset']).toBe(headers['retry-after']);
    expect(JSON.parse(text)).toMatchObject({ status: 429, detail: expect.stringContaining('50 requests') });
  });

  test('behind proxies of ours it is the one who came to them', async () => {
    await web.start({
      ...{ CHIPWIRE_READING: 'public', CHIPWIRE_REQUESTS_PER_MINUTE: '20' },
      CHIPWIRE_PROXIES: '127.0.0.1, 10.0.0.0/8',
    });
    const through = (...addresses: string[]) => ({ 'x-forwarded-for': addresses.join(', ') });
    expect(await got(100, (n) => through(invented(n), '203.0.113.7', '10.1.2.3'))).toBe(20);
    expect(await got(30, (n) => through(`rubbish-${n}`, '203.0.113.7:4711'))).toBe(0);
    expect(await got(30, () => through('203.0.113.8'))).toBe(20);
    // One household has 2⁶⁴ addresses, however they are written.
    expect(await got(30, (n) => through(`2001:db8:1:2:${n.toString(16)}::1`))).toBe(20);
    expect(await got(1, () => through('2001:db8:1:3::1'))).toBe(1);
    expect(await got(30, () => through('::ffff:203.0.113.9'))).toBe(20);
    expect(await got(1, () => through('203.0.113.9'))).toBe(0);
  });

  test('a key has its own, wherever it is used; pages and what never changes are not counted with it', async () => {
    await web.start({ CHIPWIRE_REQUESTS_PER_MINUTE: '10', CHIPWIRE_PROXIES: '127.0.0.1' });
    const [one, other] = [await web.keyOf('read'), await web.keyOf('read')];
    const from = (n: number) => ({ 'x-forwarded-for': invented(n) });
    expect(await got(15, (n) => ({ ...bearer(one), ...from(n) }))).toBe(10);
    expect(await got(15, () => ({ ...bearer(other), ...from(1) }))).toBe(10);
    expect(await got(15, () => bearer(one), '/search')).toBe(15);
    expect(await got(15, () => from(2), '/docs')).toBe(15);
    const { headers } = await web.send('/search', { headers: bearer(one) });
    expect(Number(headers['ratelimit-limit'])).toBeGreaterThan(500);
  });

  test('whoever guesses keys must wait, and so must the right key among them', async () => {
    await web.start({ CHIPWIRE_PROXIES: '127.0.0.1' });
    const key = await web.keyOf('read');
    const as = async (sent: string, address: string) =>
      (await web.send('/v1/me', { headers: { ...bearer(sent), 'x-forwarded-for': address } })).status;
    const guesses: number[] = [];
    for (let n = 0; n < 30; n++) guesses.push(await as(`${key.slice(0, -2)}${10 + n}`, '203.0.113.7'));
    expect(guesses).toEqual([...Array(20).fill(401), ...Array(10).fill(429)]);
    expect([await as(key, '203.0.113.7'), await as(key, '203.0.113.8')]).toEqual([429, 200]);
    const typed = await web.send('/sign-in', form(web.origin, { key }, { 'x-forwarded-for': '203.0.113.7' }));
    expect([typed.status, Number(typed.headers['retry-after']) > 0]).toEqual([429, true]);
  });
});
