import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { serve } from '@hono/node-server';
import { eq } from 'drizzle-orm';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { addNotice, type NewNotice } from '../../db/notices.ts';
import { keys, notices } from '../../db/schema.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import type { NoticeContent } from '../alert/notice.ts';
import { createKey } from '../keys/keys.ts';
import { startTestApp } from '../testing/app.ts';
import { addOwners } from '../testing/owners.ts';
import { createStreams, type NoticeStreams, type StreamsOptions } from '../watch/stream/streams.ts';
import { eventWriter } from './alertStream.ts';
import { createApi } from './app.ts';
import { asCaller } from './asCaller.ts';

let db: Database;
let server: Server | undefined;
let streams: NoticeStreams | undefined;
let origin: string;
const sockets: Socket[] = [];
const now = new Date('2026-11-26T09:00:00Z');

beforeAll(async () => {
  db = await openTestDatabase();
  await addOwners(db.orm, 'ann', 'bob');
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.orm.delete(notices);
  await db.orm.update(keys).set({ revoked: false, hash: null });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  streams?.close();
  server?.closeAllConnections();
  if (server?.listening) await new Promise((done) => server!.close(done));
});

/** The API on a real server; who asks says by a header who it is. */
async function start(more: Partial<StreamsOptions> = {}) {
  streams = createStreams({
    ...{ orm: db.orm, write: eventWriter(() => 'https://chipwire.example'), everyMs: 50, quietMs: 5000 },
    ...{ report: (error) => console.error(error), ...more },
  });
  const api = createApi({ orm: db.orm, now: () => now, version: 'test', report: console.error, streams });
  const app = new Hono();
  app.use(compress());
  for (const owner of ['ann', 'bob']) app.route(`/${owner}`, asCaller(api, { owner, scope: 'read' }));
  server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }) as Server;
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Matches of a digest that is as large as notices get. */
const twenty: NoticeContent['matches'] = Array.from({ length: 20 }, (_, matchId) => ({
  ...{
    matchId,
    kind: 'story',
    why: '芯片'.repeat(100),
    matchedAt: now.toISOString(),
    storyId: 1,
    publishers: 1,
  },
  ...{ article: null, numbers: null },
}));

function noticeOf(owner: string, title: string, matches: NoticeContent['matches'] = []): NewNotice {
  const content: NoticeContent = {
    ...{ kind: 'test', alert: null, priority: 'normal', madeAt: now.toISOString(), title },
    ...{ matches, more: 0 },
  };
  return { owner, alertId: null, kind: 'test', content, matchIds: [], channelIds: [] };
}

const tell = (owner: string, title: string, matches?: NoticeContent['matches']): Promise<number> =>
  db.orm.transaction((tx) => addNotice(tx, noticeOf(owner, title, matches), now));

interface Heard {
  ids: number[];
  titles: string[];
  lives: number;
  ended: boolean;
  stop(): void;
}

/** Reads a stream as a browser does. */
async function listen(owner: string, after?: number, query = ''): Promise<Heard> {
  const stopped = new AbortController();
  const answer = await fetch(`${origin}/${owner}/v1/alerts/stream${query}`, {
    signal: stopped.signal,
    headers: after === undefined ? {} : { 'last-event-id': String(after) },
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  const heard: Heard = { ids: [], titles: [], lives: 0, ended: false, stop: () => stopped.abort() };
  void take(answer, heard).catch(() => {});
  return heard;
}

async function take(answer: Response, heard: Heard): Promise<void> {
  let text = '';
  for await (const bytes of answer.body!.pipeThrough(new TextDecoderStream())) {
    const events = (text + bytes).split('\n\n');
    text = events.pop()!;
    for (const event of events) hear(event, heard);
  }
  heard.ended = true;
}

function hear(event: string, heard: Heard): void {
  if (event.startsWith(':')) heard.lives += 1;
  const [, id, data] = /^id: (\d+)\nevent: notice\ndata: (.*)$/.exec(event) ?? [];
  if (!id) return;
  heard.ids.push(Number(id));
  const { data: notice } = JSON.parse(data!) as { data: { id: string; title: string } };
  expect(notice.id).toBe(`notice-${id}`);
  heard.titles.push(notice.title);
}

/** A reader that asks and then takes nothing. */
async function stall(owner: string): Promise<Socket> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(`GET /${owner}/v1/alerts/stream HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`);
  await once(socket, 'data');
  socket.pause();
  return socket;
}

describe('the stream', () => {
  test('is opened by nobody who only asks for its head, or who is gone again', async () => {
    await start({ mostEach: 2 });
    for (let n = 0; n < 5; n++) {
      const { status, headers } = await fetch(`${origin}/ann/v1/alerts/stream`, { method: 'HEAD' });
      expect([status, headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
      expect(await streams!.open('ann', null, AbortSignal.abort())).toBeNull();
    }
    for (const heard of [await listen('ann'), await listen('ann')]) expect(heard.ended).toBe(false);
  });

  test('goes on for whoever has seen more than there is: the archive was put back since', async () => {
    await start();
    const id = await tell('ann', 'before');
    const heard = await listen('ann', id + 1000);
    await tell('ann', 'after');
    await expect.poll(() => heard.titles, { timeout: 5000 }).toEqual(['after']);
  });

  test('brings an owner’s notices as they are committed, and nobody else’s', async () => {
    await start();
    await tell('ann', 'before');
    const heard = await listen('ann');
    await tell('ann', 'one');
    await tell('bob', 'another’s');
    await tell('ann', '二\nlines');
    await expect.poll(() => heard.titles).toEqual(['one', '二 lines']);
  });

  test('goes on behind the last event that was seen, without gap or double, far behind and live', async () => {
    await start();
    const ids: number[] = [];
    for (let nth = 0; nth < 23; nth += 1) {
      ids.push(await tell('ann', `n${nth}`));
      await tell('bob', 'x');
    }
    const fromThird = await listen('ann', ids[2]!);
    const fromStart = await listen('ann', undefined, '?after=0');
    for (let nth = 23; nth < 60; nth += 1) ids.push(await tell('ann', `n${nth}`));
    await expect.poll(() => fromThird.ids.length, { timeout: 10_000 }).toBe(57);
    await expect.poll(() => fromStart.ids.length, { timeout: 10_000 }).toBe(60);
    expect(fromThird.ids).toEqual(ids.slice(3));
    expect(fromStart.ids).toEqual(ids);
    const late = await listen('ann', ids[30]!);
    await expect.poll(() => late.ids).toEqual(ids.slice(31));
  });

  test('that joins while another owner’s is being looked for misses nothing', async () => {
    await start({ everyMs: 1 });
    const first = await listen('ann');
    const sent: Record<string, number[]> = { ann: [], bob: [] };
    let telling = true;
    const teller = (async () => {
      while (telling) {
        for (const owner of ['ann', 'bob']) sent[owner]!.push(await tell(owner, owner));
        await new Promise((done) => setTimeout(done, 1)); // an embedded database alone would let nobody else run
      }
    })();
    const joined: { heard: Heard; from: number }[] = [];
    for (let nth = 0; nth < 8; nth += 1) {
      const from = sent.bob!.at(-1) ?? 0;
      joined.push({ heard: await listen('bob', from), from });
      await new Promise((done) => setTimeout(done, 10));
    }
    telling = false;
    await teller;
    await expect.poll(() => first.ids).toEqual(sent.ann);
    for (const { heard, from } of joined)
      await expect.poll(() => heard.ids).toEqual(sent.bob!.filter((id) => id > from));
  });

  test('shows a sign of life where nothing comes', async () => {
    await start({ quietMs: 30 });
    const heard = await listen('ann');
    await expect.poll(() => heard.lives).toBeGreaterThan(2);
    expect(heard.ids).toEqual([]);
  });

  test('ends when its key is revoked or rotated, and no other', async () => {
    await start();
    const [ann, bob] = [await listen('ann'), await listen('bob')];
    await db.orm.update(keys).set({ revoked: true }).where(eq(keys.id, 'ann'));
    await expect.poll(() => ann.ended).toBe(true);
    expect(bob.ended).toBe(false);
    await db.orm.update(keys).set({ hash: 'another' }).where(eq(keys.id, 'bob'));
    await expect.poll(() => bob.ended).toBe(true);
  });

  test('ends when the process stops', async () => {
    await start({ everyMs: 60_000, quietMs: 60_000 });
    const heard = await listen('ann');
    streams?.close();
    await expect.poll(() => heard.ended).toBe(true);
    const refused = await fetch(`${origin}/ann/v1/alerts/stream`);
    expect(refused.status).toBe(429);
  });

  test('is open ten times at most for a key; one that is closed makes room at once', async () => {
    await start({ everyMs: 60_000, quietMs: 60_000 });
    const open: Heard[] = [];
    for (let nth = 0; nth < 10; nth += 1) open.push(await listen('ann'));
    const refused = await fetch(`${origin}/ann/v1/alerts/stream`);
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ detail: expect.stringContaining('close one') });
    await listen('bob');
    open[0]!.stop();
    await expect
      .poll(async () => {
        const again = await fetch(`${origin}/ann/v1/alerts/stream`);
        await again.body?.cancel();
        return again.status;
      })
      .toBe(200);
  });

  test.each(['x', '-1', '1.5'])('Last-Event-ID %s is refused in words', async (id) => {
    await start();
    const answer = await fetch(`${origin}/ann/v1/alerts/stream`, { headers: { 'last-event-id': id } });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ parameter: 'last-event-id' }] });
  });
});

// What the database and the memory of one reader take is there before it is measured.
test('row 30: a hundred readers that take nothing cost little, and others miss nothing', async () => {
  await start({ mostEach: 200 });
  const heard = await listen('ann');
  const ids = await tellMany(300);
  await expect.poll(() => heard.ids.length, { timeout: 60_000 }).toBe(300);
  for (let nth = 0; nth < 100; nth += 1) await stall('ann');
  const before = process.memoryUsage().rss;
  ids.push(...(await tellMany(400)));
  await expect.poll(() => heard.ids.length, { timeout: 60_000 }).toBe(700);
  const grown = (process.memoryUsage().rss - before) / 1e6;
  expect(heard.ids).toEqual(ids);
  // One of them wakes up and takes the rest.
  const resumed = await listen('ann', ids[309]!);
  await expect.poll(() => resumed.ids.length, { timeout: 60_000 }).toBe(390);
  expect(resumed.ids).toEqual(ids.slice(310));
  expect(grown).toBeLessThan(50);
}, 180_000);

/** Notices of nearly 20 kB, which are more together than the buffers of a connection hold. */
async function tellMany(many: number): Promise<number[]> {
  const ids: number[] = [];
  for (let nth = 0; nth < many; nth += 1) {
    ids.push(await tell('ann', 'large', twenty));
    if (nth % 10 === 0) await new Promise((done) => setTimeout(done, 1));
  }
  return ids;
}

test('the started app lets a key listen, and ends in order while it does', async () => {
  const own = await openTestDatabase();
  const { key, id } = (await createKey(own.orm, { name: 'Ann', scope: 'read' }, now))!;
  const app = await startTestApp(own, [], { roles: { workers: false, web: true } });
  const ask = (headers: Record<string, string>) =>
    fetch(`${app.origin}/v1/alerts/stream?after=0`, { headers });
  expect((await ask({ authorization: 'Bearer cw_wrong' })).status).toBe(401);
  const answer = await ask({ authorization: `Bearer ${key}`, 'accept-encoding': 'gzip' });
  expect(answer.headers.get('content-encoding')).toBeNull();
  const heard: Heard = { ids: [], titles: [], lives: 0, ended: false, stop: () => {} };
  void take(answer, heard).catch(() => {});
  await own.orm.transaction((tx) => addNotice(tx, noticeOf(id, 'one'), now));
  await expect.poll(() => heard.titles, { timeout: 5000 }).toEqual(['one']);
  const closing = performance.now();
  await app.close();
  expect(performance.now() - closing).toBeLessThan(5000);
  await expect.poll(() => heard.ended).toBe(true);
});
