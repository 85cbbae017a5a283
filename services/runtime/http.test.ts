import type { RequestListener } from 'node:http';
import zlib, { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { NotAsked } from './politeness.ts';
import { client, endServers, failure, serve, text } from './testing/servers.ts';

afterEach(endServers);

describe('a response', () => {
  test('comes with status, lower-case headers and body; the request says who asks', async () => {
    const server = await serve((request, response) => {
      response
        .writeHead(404, { 'X-Kind': 'test', 'Set-Cookie': ['a=1', 'b=2'] })
        .end(request.headers['user-agent']);
    });
    const answer = await client([server.host]).get(server.url);
    expect(answer).toMatchObject({ status: 404, url: server.url, redirects: [] });
    expect(answer.headers).toMatchObject({ 'x-kind': 'test', 'set-cookie': 'a=1, b=2' });
    expect(text(answer.body)).toBe('Chipwire/test');
  });

  test.each([
    ['gzip', gzipSync('hello')],
    ['x-gzip', gzipSync('hello')],
    ['br', brotliCompressSync('hello')],
    ['deflate', deflateSync('hello')],
    ['deflate', deflateRawSync('hello')],
    ['gzip, br', brotliCompressSync(gzipSync('hello'))],
    ['identity', Buffer.from('hello')],
    ['gzip', Buffer.from('hello')],
  ])('packed as %s is unpacked', async (encoding, body) => {
    const server = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(body),
    );
    expect(text((await client([server.host]).get(server.url)).body)).toBe('hello');
  });

  const zstd = (zlib as { zstdCompressSync?: (text: string) => Buffer }).zstdCompressSync;
  test.skipIf(!zstd)('packed as zstd is asked for and unpacked where Node can', async () => {
    const server = await serve((request, response) => {
      expect(request.headers['accept-encoding']).toContain('zstd');
      response.writeHead(200, { 'content-encoding': 'zstd' }).end(zstd!('hello'));
    });
    expect(text((await client([server.host]).get(server.url)).body)).toBe('hello');
  });

  test.each([
    ['sdch', Buffer.from('hello')],
    ['br', Buffer.from('hello, this is not brotli')],
    ['gzip, gzip, gzip', gzipSync('hello')],
  ])('packed as %s and unreadable is an error', async (encoding, body) => {
    const server = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(body),
    );
    expect((await failure(client([server.host]).get(server.url))).code).toBe('encoding');
  });
});

describe('redirects', () => {
  const hop =
    (status: number, to: string): RequestListener =>
    (_, response) =>
      response.writeHead(status, { location: to }).end('moved');

  test('are followed and told, relative ones too', async () => {
    const server = await serve((request, response) =>
      request.url === '/new' ? response.end('found') : hop(301, '/new#part')(request, response),
    );
    const answer = await client([server.host]).get(`${server.url}old`);
    expect(text(answer.body)).toBe('found');
    expect(answer.url).toBe(`${server.url}new`);
    expect(answer.redirects).toEqual([{ status: 301, to: `${server.url}new` }]);
  });

  test('are announced before they are followed, and may be declined', async () => {
    const server = await serve(hop(302, '/next'));
    const beforeHop = async (url: string) => {
      throw new NotAsked(`not ${url}`);
    };
    await expect(client([server.host]).get(server.url, { beforeHop })).rejects.toThrow(
      `not ${server.url}next`,
    );
    expect(server.hits()).toBe(1);
  });

  test('end after five', async () => {
    const server = await serve(hop(302, '/again'));
    const error = await failure(client([server.host]).get(server.url));
    expect(error).toMatchObject({ code: 'redirects', transient: false });
    expect(server.hits()).toBe(6);
  });

  test('row 18: from an allowed host to a private address reach nobody', async () => {
    const secret = await serve((_, response) => response.end('secret'));
    const port = secret.host.split(':')[1];
    const targets = [
      secret.url,
      `http://2130706433:${port}/`,
      `http://[::ffff:7f00:1]:${port}/`,
      `http://0x7f.1:${port}/`,
      `http://0:${port}/`,
      `http://[::7f00:1]:${port}/`,
      `http://127.1:${port}/`,
      'http://169.254.169.254/',
    ];
    for (const target of targets) {
      const server = await serve(hop(302, target));
      const error = await failure(client([server.host]).get(server.url));
      expect(error.code).toBe('address');
    }
    expect(secret.hits()).toBe(0);
  });

  test.each([
    ['file:///etc/passwd', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['http://name:secret@example.com/', 'url'],
    ['http://exa mple/', 'redirects'],
    ['http://example.com:25/', 'address'],
  ])('to %s are refused', async (target, code) => {
    const server = await serve(hop(301, target));
    expect((await failure(client([server.host]).get(server.url))).code).toBe(code);
  });

  test('keep credentials from other origins and validators with them', async () => {
    const seen: Record<string, unknown>[] = [];
    const other = await serve((request, response) => response.end(String(seen.push(request.headers))));
    const server = await serve(hop(307, other.url));
    const headers = {
      Authorization: 'Bearer x',
      Cookie: 'a=1',
      'If-None-Match': 'W/"x--gzip"',
      Host: 'elsewhere',
    };
    await client([server.host, other.host]).get(server.url, { headers });
    expect(seen[0]).not.toHaveProperty('authorization');
    expect(seen[0]).not.toHaveProperty('cookie');
    expect(seen[0]).toMatchObject({ 'if-none-match': 'W/"x--gzip"', host: other.host });
  });
});

describe('names', () => {
  const resolvesTo = (...addresses: string[]) => ({
    resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
  });

  test.each([
    [['127.0.0.1']],
    [['::1']],
    [['::ffff:7f00:1']],
    [['10.0.0.8']],
    [['8.8.8.8', '127.0.0.1']],
    [['169.254.169.254']],
  ])('that resolve to %s are refused', async (addresses) => {
    const error = await failure(client([], resolvesTo(...addresses)).get('http://publisher.example:8080/'));
    expect(error.code).toBe('address');
    expect(error.message).toMatch(/^publisher.example leads to .*, not a public address$/);
  });

  test('that an operator allows may resolve to a private address, on their port only', async () => {
    const server = await serve((_, response) => response.end('inside'));
    const port = server.host.split(':')[1];
    const http = client([`intranet.example:${port}`], resolvesTo('127.0.0.1'));
    expect(text((await http.get(`http://intranet.example:${port}/`)).body)).toBe('inside');
    expect((await failure(http.get('http://intranet.example/'))).code).toBe('address');
  });

  test('row 18: that change their address between 1,000 lookups reach nobody', async () => {
    const server = await serve((_, response) => response.end('secret'));
    let lookups = 0;
    const resolve = async () => [{ address: lookups++ % 2 === 0 ? '203.0.113.1' : '127.0.0.1', family: 4 }];
    const http = client([], { resolve });
    const port = server.host.split(':')[1];
    for (let turn = 0; turn < 1000; turn += 1)
      await failure(http.get(`http://rebind.example:${turn % 2 ? 8080 : port}/`));
    expect(server.hits()).toBe(0);
  });

  test('that nobody knows are a transient failure', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
    const error = await failure(client([], { resolve }).get('https://publisher.example/'));
    expect(error).toMatchObject({
      code: 'dns',
      transient: true,
      message: 'publisher.example has no address (DNS)',
    });
  });

  test('a file is never fetched', async () => {
    expect((await failure(client([]).get('file:///etc/passwd'))).code).toBe('scheme');
  });
});
