import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../db/client.ts';
import type { Database } from '../../db/database.ts';
import { lockFolder } from '../../db/lock.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { askedAt, type Filled, fillArchive } from '../mcp/testing/archive.ts';
import { tools } from '../mcp/tools.ts';
import { readConfig } from '../runtime/config.ts';
import { keyOf, startTestWeb } from '../testing/web.ts';
import { exitCodes } from './context.ts';
import { listenForCommands, run } from './listen.ts';

/** Processes start slowly where many do. */
const slow = { timeout: 240_000 };

let db: Database;
let ids: Filled;
let folder: string;
const closers: (() => Promise<void>)[] = [];
beforeAll(async () => {
  db = await openTestDatabase();
  ids = await fillArchive(db.orm);
  folder = mkdtempSync(join(tmpdir(), 'chipwire-test-'));
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await db.close();
});

/** Connects as a desktop assistant does: a process of its own, spoken to by standard input and output. */
async function connect(
  words: string[] = [],
  settings: Record<string, string> = {},
  mode: 'auto' | 'legacy' = 'legacy',
) {
  const { PATH = '', HOME = '' } = process.env;
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [join(import.meta.dirname, '../../bin/chipwire.mjs'), 'mcp', ...words],
    env: { PATH, HOME, CHIPWIRE_DATA: join(folder, 'data'), ...settings },
    cwd: folder,
    stderr: 'pipe',
  });
  let said = '';
  transport.stderr?.on('data', (text) => {
    said += text;
  });
  const faults: Error[] = [];
  const client = new Client({ name: 'test', version: '0' }, { versionNegotiation: { mode } });
  client.onerror = (error) => faults.push(error);
  closers.push(() => client.close());
  await client.connect(transport, { timeout: 120_000 }).catch((error) => {
    throw new Error(`${error.message}: ${said}`);
  });
  const call = (name: string, asked: object) =>
    client.callTool({ name, arguments: { ...asked } }, { timeout: 120_000 });
  return { client, call, faults, said: () => said };
}

/** A Chipwire that has the folder open, as far as commands know. */
async function runHere(home: string): Promise<() => Promise<void>> {
  const unlock = lockFolder(join(folder, 'data'));
  const config = readConfig({ CHIPWIRE_DATA: join(folder, 'data') });
  const lent = {
    orm: db.orm,
    config,
    log: pino({ level: 'silent' }),
    now: () => askedAt,
    workersRun: true,
    home,
  };
  const close = await listenForCommands(lent);
  return async () => {
    await close();
    unlock();
  };
}

test(
  'the archive in a folder is asked where it is open: here, in a Chipwire that is started, and here again',
  slow,
  async () => {
    const own = await openDatabase({ dataFolder: join(folder, 'data'), queueWorkers: 0 });
    await fillArchive(own.orm);
    await own.close();

    const { client, call, faults, said } = await connect();
    expect((await client.listTools()).tools).toHaveLength(tools.length);
    const found = await call('search', { query: '实体清单' });
    expect(found.structuredContent).toMatchObject({
      articles: [{ title: '华为被列入实体清单', page: null }],
    });

    // Idle for a while it lets go of the folder.
    let stop: (() => Promise<void>) | undefined;
    await expect
      .poll(async () => (stop = await runHere('http://127.0.0.1:4999').catch(() => undefined)), {
        timeout: 60_000,
        interval: 500,
      })
      .toBeDefined();
    const asked = await call('article', { id: ids.listed });
    expect(asked.structuredContent).toMatchObject({ page: `http://127.0.0.1:4999/articles/${ids.listed}` });
    expect((await call('preview_alert', { query: 'entity:huawei' })).structuredContent).toMatchObject({
      summary: { articles: 3 },
    });
    expect(await call('search', { query: 'entity:huawie' })).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('Perhaps: entity:huawei') }],
    });

    await stop!();
    expect((await call('quotes', { speaker: '华为' })).structuredContent).toMatchObject({
      quotes: [{ words: 'We will appeal,' }],
    });
    // Anything but the protocol on the output would have been a fault.
    expect({ faults, said: said() }).toEqual({ faults: [], said: '' });
  },
);

test('one that runs elsewhere is asked with a key', slow, async () => {
  const web = await startTestWeb(db, { CHIPWIRE_REQUESTS_PER_MINUTE: '50' });
  closers.push(() => web.close());
  const key = await keyOf(db, 'read');
  const { call } = await connect(['--url', `${web.origin}/`], { CHIPWIRE_KEY: key }, 'auto');
  expect((await call('story', { id: 1 })).isError).toBe(true);
  expect((await call('events', { entity: '华为' })).structuredContent).toMatchObject({
    events: [{ article: { id: ids.listed, page: `${web.origin}/articles/${ids.listed}` } }],
  });
  const wrong = await connect(['--url', web.origin!, '--key', 'cw_wrong'], { CHIPWIRE_KEY: key });
  expect(await wrong.call('search', { query: '' })).toMatchObject({
    isError: true,
    content: [{ text: expect.stringContaining('There is no such key') }],
  });
  const nobody = await connect(['--url', 'http://127.0.0.1:9']);
  expect(await nobody.call('search', { query: '' })).toMatchObject({
    isError: true,
    content: [{ text: expect.stringContaining('No Chipwire answers at http://127.0.0.1:9') }],
  });
});

test('where there is no archive, that is told on the other output', async () => {
  await expect(connect([], { CHIPWIRE_DATA: join(folder, 'none') })).rejects.toThrow(
    'There is no archive at',
  );
});

async function asks(...words: string[]) {
  const said = { out: [] as string[], err: [] as string[] };
  const code = await run(
    { words: ['ask', ...words] },
    {
      ...{ orm: db.orm, now: () => askedAt, config: readConfig({}), cwd: '/', home: 'https://news.example' },
      out: (line) => said.out.push(line),
      err: (line) => said.err.push(line),
      progress: { show: () => {}, end: () => {} },
      signal: new AbortController().signal,
    },
  );
  return { code, ...said };
}

test('ask prints what a route answers, and asks nothing that would change something', async () => {
  const { code, out } = await asks('/v1/quotes?speaker=huawei');
  expect([code, out.length, JSON.parse(out[0]!)]).toMatchObject([
    exitCodes.done,
    1,
    { quotes: [{ words: 'We will appeal,' }] },
  ]);
  const gone = await asks('/v1/articles/999999', '--head');
  expect([gone.code, ...gone.out.map((line) => JSON.parse(line))]).toMatchObject([
    ...[exitCodes.wrongUse, { status: 404, home: 'https://news.example' }, { status: 404 }],
  ]);
  const tried = await asks('/v1/alerts/preview', '--body', '{"query": "entity:huawei"}');
  expect(JSON.parse(tried.out.at(-1)!)).toMatchObject({ summary: { hits: 1 } });
  for (const words of [
    ['/v1/keys'],
    ['/v1/alerts', '--body', '{}'],
    ['/search'],
    ['/v1/../keys'],
    ['/v1/alerts/preview', '--body', '{'],
  ])
    expect(await asks(...words)).toEqual({ code: exitCodes.wrongUse, out: [], err: [expect.any(String)] });
});
