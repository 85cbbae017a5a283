import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttp, type Http } from '../runtime/http.ts';
import { cacheSeconds, retryAfterMs } from './cache.ts';
import { type Poll, pollFeed } from './poll.ts';

const FEED = `<rss version="2.0"><channel><title>Chips</title><item><title>A licence</title><link>/a</link></item>
  <item><title>no address, no text</title></item></channel></rss>`;
const open: { server: Server; http: Http }[] = [];

afterEach(async () => {
  for (const { server, http } of open.splice(0)) {
    await http.close();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

interface Site {
  url: string;
  seen: IncomingMessage[];
  poll: (validators?: { etag?: string | null; lastModified?: string | null; path?: string }) => Promise<Poll>;
}

async function site(answer: RequestListener, timeoutMs = 5000): Promise<Site> {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const http = createHttp({ userAgent: 'Chipwire/test', allowHosts: [host], maxBytes: 200_000, timeoutMs });
  open.push({ server, http });
  const url = `http://${host}/feed.xml`;
  const now = () => new Date('2026-03-01T12:00:00Z');
  return {
    url,
    seen,
    poll: ({ path, ...validators } = {}) =>
      pollFeed({ url: path ? `http://${host}${path}` : url, ...validators }, { http, now }),
  };
}

describe('a poll that finds a feed', () => {
  test('gives entries, validators and how long they stay fresh', async () => {
    const { poll, url, seen } = await site((_, response) => {
      response.writeHead(200, {
        etag: 'W/"x--gzip"',
        'last-modified': 'Sun, 01 Mar 2026 11:00:00 GMT',
        'cache-control': 'public, max-age=900',
        age: '100',
        'content-encoding': 'gzip',
      });
      response.end(gzipSync(FEED));
    });
    const found = await poll();
    expect(found).toMatchObject({
      outcome: 'entries',
      status: 200,
      bytes: Buffer.byteLength(FEED),
      validators: { etag: 'W/"x--gzip"', lastModified: 'Sun, 01 Mar 2026 11:00:00 GMT' },
      cacheSeconds: 800,
    });
    if (found.outcome !== 'entries') throw new Error(found.outcome);
    expect(found.feed.entries.map((entry) => entry.url)).toEqual([new URL('/a', url).href]);
    expect(found.feed.dropped).toEqual([{ reason: 'neither address nor text', count: 1 }]);
    expect(seen[0]!.headers).not.toHaveProperty('if-none-match');
    expect(seen[0]!.headers.accept).toContain('application/atom+xml');
  });

  test('sends validators back byte for byte and keeps them after a 304 without any', async () => {
    const before = { etag: 'W/"x--gzip"', lastModified: 'Sun, 1 Mar 2026 11:00:00 +0000' };
    const { poll, seen } = await site((_, response) => response.writeHead(304).end());
    expect(await poll(before)).toMatchObject({ outcome: 'unchanged', status: 304, validators: before });
    expect(seen[0]!.headers).toMatchObject({
      'if-none-match': before.etag,
      'if-modified-since': before.lastModified,
    });
  });

  test('keeps the old validators when the feed was cut off', async () => {
    const { poll } = await site((_, response) =>
      response.writeHead(200, { etag: '"new"' }).end(FEED.slice(0, 150)),
    );
    const old = { etag: '"old"', lastModified: null };
    expect(await poll(old)).toMatchObject({ outcome: 'entries', feed: { cutOff: true }, validators: old });
  });

  test('reads GB18030 as HTTP declares it', async () => {
    const gbk = Buffer.concat([
      Buffer.from('<rss version="2.0"><channel><item><link>/a</link><title>'),
      Buffer.from('d0c2c4a3d0cd', 'hex'),
      Buffer.from('</title></item></channel></rss>'),
    ]);
    const { poll } = await site((_, response) =>
      response.writeHead(200, { 'content-type': 'text/xml; charset=gb2312' }).end(gbk),
    );
    expect(await poll()).toMatchObject({ feed: { entries: [{ title: '新模型' }] } });
  });
});

describe('redirects', () => {
  const route =
    (statuses: number[]): RequestListener =>
    (request, response) => {
      const step = Number(/\d+$/.exec(request.url ?? '')?.[0] ?? 0);
      const status = statuses[step];
      if (status === undefined) return response.end(FEED);
      return response.writeHead(status, { location: `/step/${step + 1}` }).end();
    };

  test.each([
    [[301], '/step/1'],
    [[301, 308], '/step/2'],
    [[302], undefined],
    [[301, 302], undefined],
    [[307, 301], undefined],
    [[], undefined],
  ])('through %j are remembered as %s', async (statuses, path) => {
    const { poll, url } = await site(route(statuses));
    const found = await poll();
    expect(found.outcome).toBe('entries');
    expect('movedTo' in found ? found.movedTo : undefined).toBe(path && new URL(path, url).href);
  });

  test('for good to a web page are not remembered', async () => {
    const { poll } = await site((request, response) =>
      request.url === '/feed.xml'
        ? response.writeHead(301, { location: '/away' }).end()
        : response.end('<html><title>Down</title></html>'),
    );
    const found = await poll();
    expect(found).toMatchObject({
      outcome: 'failed',
      status: 200,
      transient: false,
      reason: expect.stringContaining('web page (“Down”)'),
    });
    expect(found).not.toHaveProperty('movedTo');
  });

  test('to a private address fail with the reason', async () => {
    const { poll } = await site((_, response) =>
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
    );
    expect(await poll()).toMatchObject({
      outcome: 'failed',
      transient: false,
      reason: expect.stringContaining('not a public address'),
    });
  });
});

describe('a poll that finds none', () => {
  test.each([
    [404, {}, { outcome: 'failed', transient: false }],
    [403, {}, { outcome: 'failed', transient: false }],
    [500, {}, { outcome: 'failed', transient: true }],
    [429, { 'retry-after': '120' }, { outcome: 'failed', transient: true, retryAfterMs: 120_000 }],
    [
      503,
      { 'retry-after': 'Sun, 01 Mar 2026 13:00:00 GMT' },
      { outcome: 'failed', transient: true, retryAfterMs: 3_600_000 },
    ],
    [301, {}, { outcome: 'failed', transient: false }],
    [410, {}, { outcome: 'gone' }],
  ])('answers %i with its reason', async (status, headers, wanted) => {
    const { poll } = await site((_, response) => response.writeHead(status, headers).end(FEED));
    expect(await poll()).toMatchObject({
      ...wanted,
      status,
      reason: expect.stringContaining(String(status)),
    });
  });

  test.each([
    ['nothing', (_, response) => response.end(), false, /empty/],
    ['too much', (_, response) => response.end('x'.repeat(300_000)), false, /more than 200,000 bytes/],
    [
      'a byte at a time',
      (_, response) => void setInterval(() => response.write('x'), 20).unref(),
      true,
      /within 0.3 s/,
    ],
    [
      'less than announced',
      (_, response) =>
        void response.writeHead(200, { 'content-length': '9999' }).write(FEED, () => response.destroy()),
      true,
      /too early/,
    ],
  ] satisfies [string, RequestListener, boolean, RegExp][])(
    'fails on %s',
    async (_, answer, transient, reason) => {
      const { poll } = await site(answer, 300);
      expect(await poll()).toMatchObject({
        outcome: 'failed',
        transient,
        reason: expect.stringMatching(reason),
      });
    },
  );
});

describe('a file', () => {
  const http = { get: () => Promise.reject(new Error('no file is asked for by HTTP')) };
  const now = () => new Date();

  test('named as a feed is read, and unchanged as long as its bytes are', async () => {
    const readFile = async (path: string) =>
      new Uint8Array(
        Buffer.from(path === '/srv/my feed.xml' ? FEED.replace('/a<', 'https://a.example/a<') : ''),
      );
    const found = await pollFeed({ url: 'file:///srv/my%20feed.xml' }, { http, now, readFile });
    if (found.outcome !== 'entries') throw new Error(found.outcome);
    expect(found.feed.entries).toHaveLength(1);
    const again = await pollFeed(
      { url: 'file:///srv/my%20feed.xml', ...found.validators },
      { http, now, readFile },
    );
    expect(again.outcome).toBe('unchanged');
  });

  test('never leads to another file, and a missing one is a reason', async () => {
    const readFile = async () =>
      new Uint8Array(
        Buffer.from(
          '<rss version="2.0"><channel><item><title>x</title><link>file:///etc/passwd</link><description>d</description></item></channel></rss>',
        ),
      );
    expect(await pollFeed({ url: 'file:///srv/feed.xml' }, { http, now, readFile })).toMatchObject({
      feed: { entries: [{ url: null }] },
    });
    expect(await pollFeed({ url: 'file:///no/such/feed.xml' }, { http, now })).toMatchObject({
      outcome: 'failed',
      reason: 'the file does not exist',
    });
  });
});

describe('headers about time', () => {
  const now = new Date('2026-03-01T12:00:00Z');

  test.each([
    ['120', 120_000],
    [' 5 ', 5000],
    ['1000000000000', 1e15],
    ['Sun, 01 Mar 2026 12:00:30 GMT', 30_000],
    ['Sun, 01 Mar 2026 11:00:00 GMT', undefined],
    ['-5', undefined],
    ['0', undefined],
    ['soon', undefined],
    [undefined, undefined],
  ])('Retry-After %s is %s', (value, wanted) => expect(retryAfterMs(value, now)).toBe(wanted));

  test.each([
    [{ 'cache-control': 'max-age=60' }, 60],
    [{ 'cache-control': 'private, Max-Age="60"', age: '20' }, 40],
    [{ 'cache-control': 'max-age=60, no-cache' }, undefined],
    [{ 'cache-control': 's-maxage=60' }, undefined],
    [{ 'cache-control': 'max-age=0', expires: 'Sun, 01 Mar 2026 13:00:00 GMT' }, undefined],
    [{ expires: 'Sun, 01 Mar 2026 13:00:00 GMT' }, 3600],
    [{ expires: 'Sun, 01 Mar 2026 13:00:00 GMT', date: 'Sun, 01 Mar 2026 12:30:00 GMT' }, 1800],
    [{ expires: '0' }, undefined],
    [{}, undefined],
  ])('%o stays fresh for %s s', (headers, wanted) =>
    expect(cacheSeconds(headers as Record<string, string>, now)).toBe(wanted),
  );
});
