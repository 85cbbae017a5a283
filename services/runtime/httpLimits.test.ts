import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { client, endServers, failure, serve, serveRaw, text } from './testing/servers.ts';

afterEach(endServers);

describe('limits', () => {
  test.each([
    ['gzip', (plain: Buffer) => gzipSync(plain)],
    ['br', (plain: Buffer) => brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 2 } })],
    ['gzip, gzip', (plain: Buffer) => gzipSync(gzipSync(plain))],
  ])('row 14: 200 MB packed as %s stop at 10 MB, within 30 s and 64 MB', async (encoding, pack) => {
    const bomb = pack(Buffer.alloc(200_000_000));
    const server = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(bomb),
    );
    let grown = Number.POSITIVE_INFINITY;
    let error = new Error('not asked');
    const started = Date.now();
    // the collector may be late once
    for (let turn = 0; turn < 3; turn++) {
      const before = process.memoryUsage().rss;
      error = await failure(client([server.host]).get(server.url));
      grown = Math.min(grown, process.memoryUsage().rss - before);
    }
    console.log(
      `row 14: ${bomb.length} bytes of ${encoding}: ${Date.now() - started} ms, +${Math.round(grown / 1e6)} MB`,
    );
    expect(error).toMatchObject({ code: 'too-large', transient: false });
    expect(grown).toBeLessThan(64_000_000);
    expect(Date.now() - started).toBeLessThan(30_000);
  });

  test('the first bytes of a longer body are given where that is wanted', async () => {
    const server = await serve((_, response) => {
      response.write('a'.repeat(1000));
      setTimeout(() => response.end('b'.repeat(100_000)), 20);
    });
    const answer = await client([server.host]).get(server.url, { maxBytes: 50_000, cut: true });
    expect(text(answer.body)).toMatch(/^a{1000}/);
    expect(answer.body.length).toBeLessThanOrEqual(50_000);
  });

  test('a body without end stops at the limit, also one set for the request', async () => {
    const server = await serve((_, response) => {
      const more = () => {
        while (response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', more);
      more();
    });
    const error = await failure(client([server.host]).get(server.url, { maxBytes: 300_000 }));
    expect(error).toMatchObject({ code: 'too-large', message: expect.stringContaining('300,000 bytes') });
  });

  test('row 14: a byte at a time meets the deadline', async () => {
    const server = await serve((_, response) => {
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drip));
    });
    const started = Date.now();
    const error = await failure(client([server.host], { timeoutMs: 300 }).get(server.url));
    expect(error).toMatchObject({ code: 'timeout', transient: true });
    expect(Date.now() - started).toBeLessThan(2000);
  });

  test('silence meets the deadline, before the headers and in a packed body', async () => {
    const silent = await serve(() => {});
    const stalled = await serve((_, response) => {
      response
        .writeHead(200, { 'content-encoding': 'gzip' })
        .write(gzipSync('hello hello hello').subarray(0, 12));
    });
    const http = client([silent.host, stalled.host], { timeoutMs: 200 });
    expect((await failure(http.get(silent.url))).code).toBe('timeout');
    expect((await failure(http.get(stalled.url))).code).toBe('timeout');
  });

  test('row 14: a name that is looked up for ever meets the deadline', async () => {
    const http = client([], { timeoutMs: 100, resolve: () => new Promise(() => {}) });
    const started = Date.now();
    expect((await failure(http.get('http://publisher.example/'))).code).toBe('timeout');
    expect(Date.now() - started).toBeLessThan(2000);
  });

  test('the caller may cancel', async () => {
    const server = await serve(() => {});
    const error = await failure(client([server.host]).get(server.url, { signal: AbortSignal.timeout(50) }));
    expect(error.code).toBe('aborted');
    expect((await failure(client([server.host]).get(server.url, { signal: AbortSignal.abort() }))).code).toBe(
      'aborted',
    );
  });

  test('row 14: a body shorter than announced is truncated, a chunked or packed one cut off as well', async () => {
    const short = await serveRaw('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhello');
    const chunked = await serveRaw('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n');
    const cut = gzipSync('hello '.repeat(100)).subarray(0, 15);
    const packed = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(cut),
    );
    for (const server of [short, chunked, packed]) {
      const error = await failure(client([server.host]).get(server.url));
      expect(error).toMatchObject({ code: 'truncated', transient: true });
    }
  });

  test('nothing is read beyond the announced length, and the next request is not disturbed', async () => {
    const server = await serveRaw(
      'HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\n\r\nsmuggled',
    );
    const http = client([server.host]);
    expect(text((await http.get(server.url)).body)).toBe('hello');
    expect(text((await http.get(server.url)).body)).toBe('hello');
  });

  test('what is not HTTP and what refuses are network errors', async () => {
    const server = await serveRaw('SSH-2.0-OpenSSH_9.6\r\n');
    expect((await failure(client([server.host]).get(server.url))).code).toBe('network');
    const refused = await failure(client(['127.0.0.1:1']).get('http://127.0.0.1:1/'));
    expect(refused).toMatchObject({
      code: 'network',
      transient: true,
      message: '127.0.0.1:1 refused the connection',
    });
  });
});
