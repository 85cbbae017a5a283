import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttp, type Http, HttpError, type HttpSettings } from './http.ts';

const open: (Server | TcpServer)[] = [];
const clients: Http[] = [];

afterEach(async () => {
  await Promise.all(clients.splice(0).map((http) => http.close()));
  for (const server of open.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

async function serve(answer: RequestListener): Promise<{ url: string; host: string; hits: () => number }> {
  let hits = 0;
  const server = createServer((request, response) => {
    hits += 1;
    answer(request, response);
  });
  return { ...(await listen(server)), hits: () => hits };
}

/** A server that writes what it likes, correct HTTP or not. */
async function serveRaw(write: string | Buffer, end = true): Promise<{ url: string; host: string }> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => (end ? socket.end(write) : socket.write(write)));
  });
  return listen(server);
}

async function listen(server: Server | TcpServer): Promise<{ url: string; host: string }> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  open.push(server);
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: `http://${host}/`, host };
}

function client(allowHosts: string[], settings: Partial<HttpSettings> = {}): Http {
  const http = createHttp({ userAgent: 'Chipwire/test', allowHosts, ...settings });
  clients.push(http);
  return http;
}

const text = (body: Uint8Array) => Buffer.from(body).toString();

async function failure(request: Promise<unknown>): Promise<HttpError> {
  const error = await request.then(
    () => new Error('there was an answer'),
    (thrown) => thrown,
  );
  if (!(error instanceof HttpError)) throw error;
  return error;
}

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

describe('limits', () => {
  test('decoded bytes are counted: a bomb stops at the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(60_000_000));
    const server = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    );
    const before = process.memoryUsage().rss;
    const error = await failure(client([server.host], { maxBytes: 1_000_000 }).get(server.url));
    expect(error).toMatchObject({ code: 'too-large', transient: false });
    expect(process.memoryUsage().rss - before).toBeLessThan(64_000_000);
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

  test('a byte at a time meets the deadline', async () => {
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

  test('a name that is looked up for ever meets the deadline', async () => {
    const http = client([], { timeoutMs: 100, resolve: () => new Promise(() => {}) });
    expect((await failure(http.get('http://publisher.example/'))).code).toBe('timeout');
  });

  test('the caller may cancel', async () => {
    const server = await serve(() => {});
    const error = await failure(client([server.host]).get(server.url, { signal: AbortSignal.timeout(50) }));
    expect(error.code).toBe('aborted');
    expect((await failure(client([server.host]).get(server.url, { signal: AbortSignal.abort() }))).code).toBe(
      'aborted',
    );
  });

  test('a body shorter than announced is truncated, a chunked or packed one cut off as well', async () => {
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

  test('end after five', async () => {
    const server = await serve(hop(302, '/again'));
    const error = await failure(client([server.host]).get(server.url));
    expect(error).toMatchObject({ code: 'redirects', transient: false });
    expect(server.hits()).toBe(6);
  });

  test('from an allowed host to a private address reach nobody', async () => {
    const secret = await serve((_, response) => response.end('secret'));
    const port = secret.host.split(':')[1];
    const targets = [
      secret.url,
      `http://2130706433:${port}/`,
      `http://[::ffff:7f00:1]:${port}/`,
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

  test('that change their address between two lookups reach nobody', async () => {
    const server = await serve((_, response) => response.end('secret'));
    let lookups = 0;
    const resolve = async () => [{ address: lookups++ % 2 === 0 ? '203.0.113.1' : '127.0.0.1', family: 4 }];
    const http = client([], { resolve });
    const port = server.host.split(':')[1];
    for (let turn = 0; turn < 20; turn += 1)
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
