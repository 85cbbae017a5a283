import { afterEach, describe, expect, test } from 'vitest';
import { client, endServers, failure, serve, text } from './testing/servers.ts';

afterEach(endServers);

describe('a POST', () => {
  test('carries its JSON and its headers, and says who asks', async () => {
    const server = await serve(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const { authorization, 'content-type': type, 'user-agent': agent } = request.headers;
      response.writeHead(201).end([request.method, type, agent, authorization, body].join(' '));
    });
    const answer = await client([server.host]).post(
      server.url,
      { name: '华为' },
      { headers: { authorization: 'Bearer key' } },
    );
    expect(answer.status).toBe(201);
    expect(text(answer.body)).toBe('POST application/json Chipwire/test Bearer key {"name":"华为"}');
  });

  test('is not sent on by a redirect', async () => {
    const other = await serve((_, response) => response.end('caught'));
    const server = await serve((_, response) => response.writeHead(307, { location: other.url }).end());
    const answer = await client([server.host, other.host]).post(server.url, {});
    expect([answer.status, other.hits()]).toEqual([307, 0]);
  });

  test('reaches no private address that is not allowed, and ends at its limits', async () => {
    const server = await serve((_, response) => {
      response.write('x'.repeat(2000));
    });
    expect((await failure(client([]).post(server.url, {}))).code).toBe('address');
    expect(server.hits()).toBe(0);
    const http = client([server.host], { timeoutMs: 200 });
    expect((await failure(http.post(server.url, {}))).code).toBe('timeout');
    const small = client([server.host], { maxBytes: 1000 });
    expect((await failure(small.post(server.url, {}))).code).toBe('too-large');
  });
});
