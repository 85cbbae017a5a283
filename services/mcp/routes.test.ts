import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { beforeAll, describe, expect, test } from 'vitest';
import { revokeKey } from '../../db/keys.ts';
import { idOf } from '../keys/secret.ts';
import { bearer, elsewhere, TestWeb } from '../testing/web.ts';
import { type Filled, fillArchive } from './testing/archive.ts';
import { tools } from './tools.ts';

const web = new TestWeb();
let ids: Filled;
beforeAll(async () => {
  ids = await fillArchive(web.db.orm);
});

/** Connects as assistants of both generations do. */
async function connect(
  headers: Record<string, string> = {},
  mode: 'auto' | 'legacy' = 'auto',
): Promise<Client> {
  const client = new Client({ name: 'test', version: '0' }, { versionNegotiation: { mode } });
  const transport = new StreamableHTTPClientTransport(new URL('/mcp', web.origin), {
    requestInit: { headers },
  });
  await client.connect(transport);
  return client;
}

const asked = (method: string, params: object = {}) => ({ jsonrpc: '2.0', id: 1, method, params });
const accepting = { accept: 'application/json, text/event-stream' };
const ask = (headers: Record<string, string> = {}, body: object = asked('tools/list')) =>
  web.post('/mcp', body, { ...accepting, ...headers });

describe('over HTTP', () => {
  test.each(['auto', 'legacy'] as const)('an assistant finds, reads and cites: %s', async (mode) => {
    await web.start();
    const client = await connect({ ...elsewhere, ...bearer(await web.keyOf('read')) }, mode);
    expect((await client.listTools()).tools).toHaveLength(tools.length);
    const found = await client.callTool({ name: 'search', arguments: { query: 'entity:华为 lang:zh' } });
    expect(found.structuredContent).toMatchObject({
      articles: [{ id: ids.chinese, page: `${web.origin}/articles/${ids.chinese}` }],
    });
    const { contents } = await client.readResource({ uri: `chipwire://articles/${ids.listed}` });
    expect(JSON.stringify(contents)).toContain('Shares fell.');
    const tried = { name: 'preview_alert', arguments: { query: 'entity:huawei' } };
    expect((await client.callTool(tried)).structuredContent).toMatchObject({ summary: { articles: 3 } });
    await client.close();
  });

  test('links lead where people open the pages', async () => {
    await web.start({ CHIPWIRE_URL: 'https://news.example.com/' });
    const client = await connect({ ...elsewhere, ...bearer(await web.keyOf('read')) });
    const { structuredContent } = await client.callTool({ name: 'article', arguments: { id: ids.listed } });
    expect(structuredContent).toMatchObject({ page: `https://news.example.com/articles/${ids.listed}` });
    await client.close();
  });

  test('who may read may ask, and nobody else', async () => {
    await web.start();
    const keys = {
      read: await web.keyOf('read'),
      write: await web.keyOf('write'),
      admin: await web.keyOf('admin'),
    };
    const revoked = await web.keyOf('read');
    await revokeKey(web.db.orm, idOf(revoked)!);
    const status = async (headers: Record<string, string>) =>
      (await ask({ ...elsewhere, ...headers })).status;
    for (const [scope, key] of Object.entries(keys))
      expect([scope, await status(bearer(key))]).toEqual([scope, 200]);
    expect([await status({}), await status(bearer(revoked)), await status(bearer('cw_x'))]).toEqual([
      401, 401, 401,
    ]);
    expect((await ask({ ...elsewhere })).headers['www-authenticate']).toContain('Bearer');
    // A program on this machine.
    expect((await ask()).status).toBe(200);
  });

  test('strangers read where reading is public, and have no alerts to try', async () => {
    await web.start({ CHIPWIRE_READING: 'public' });
    const client = await connect(elsewhere);
    const call = (name: string) => client.callTool({ name, arguments: { query: 'huawei' } });
    expect((await call('search')).isError ?? false).toBe(false);
    const tried = await call('preview_alert');
    expect(tried).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('belong to a key') }],
    });
    await client.close();
  });

  test('no page of another site asks, by whatever name it calls us', async () => {
    await web.start();
    const { host } = new URL(web.origin);
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { host: host.replace(/^[^:]+/, 'rebound.example') },
      { host: 'rebound.example', origin: 'http://rebound.example' },
    ])
      expect([headers, (await ask(headers as Record<string, string>)).status]).toEqual([
        headers,
        expect.toSatisfy((status) => [401, 403].includes(status)),
      ]);
    expect((await ask({ origin: web.origin })).status).toBe(200);
  });

  test('bodies are JSON and bounded, sessions and streams there are none', async () => {
    await web.start();
    const form = { ...accepting, 'content-type': 'text/plain' };
    expect((await web.send('/mcp', { method: 'POST', headers: form, body: '{}' })).status).toBe(415);
    expect((await ask({}, asked('tools/list', { x: 'x'.repeat(300_000) }))).status).toBe(413);
    expect((await web.send('/mcp', { headers: accepting })).status).toBe(405);
    expect((await web.send('/mcp', { method: 'DELETE', headers: accepting })).status).toBe(405);
    const broken = { ...accepting, 'content-type': 'application/json' };
    expect((await web.send('/mcp', { method: 'POST', headers: broken, body: '{' })).status).toBe(400);
  });

  test('what is asked counts as requests of the API', async () => {
    await web.start({ CHIPWIRE_REQUESTS_PER_MINUTE: '3' });
    const read = bearer(await web.keyOf('read'));
    const statuses = [];
    for (let n = 0; n < 2; n++) statuses.push((await ask(read)).status);
    statuses.push((await web.send('/v1/articles', { headers: read })).status, (await ask(read)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
  });
});
