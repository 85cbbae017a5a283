import type { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listCoverageChanges } from '../../db/coverage.ts';
import type { Database } from '../../db/database.ts';
import { claimPoll, dueFeeds, listFeeds, recordPoll, syncFeeds } from '../../db/feeds.ts';
import { coverageChanges, feeds } from '../../db/schema.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import type { Found } from '../feeds/find.ts';
import { readOpml } from '../import/opml.ts';
import { feedAt } from '../testing/app.ts';
import { createApi } from './app.ts';
import { asCaller } from './asCaller.ts';

let db: Database;
let api: Hono;
let now = new Date('2026-03-10T12:00:00Z');
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};

const preview = { kind: 'rss' as const, title: 'Chips', language: 'en', entries: 1, perWeek: null };
const newest = [{ title: 'One', url: null, publishedAt: new Date('2026-03-09T00:00:00Z') }];
const finder = {
  find: async (address: string): Promise<Found> => ({
    ...{ address, left: 0, fault: null, reason: null },
    feeds: ['https://wire.example/feed', 'https://new.example/rss'].map((url) => ({
      url,
      ...preview,
      newest,
    })),
  }),
  close: async () => {},
};

beforeAll(async () => {
  db = await openTestDatabase();
  const deps = {
    orm: db.orm,
    now: () => now,
    version: 'test',
    report: (error: Error) => console.error(error),
  };
  api = asCaller(createApi({ ...deps, finder }), { owner: 'ada', scope: 'admin' });
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.orm.delete(feeds);
  await db.orm.delete(coverageChanges);
  await syncFeeds(db.orm, [feedAt('wire', 'https://wire.example/feed')], now);
});

async function send(method: string, path: string, body?: object) {
  const headers = { 'content-type': 'application/json' };
  const answer = await api.request(path, {
    method,
    ...(body ? { body: JSON.stringify(body), headers } : {}),
  });
  const text = await answer.text();
  return { status: answer.status, body: text.startsWith('{') ? JSON.parse(text) : text };
}
const add = (url: string, more: object = {}) =>
  send('POST', '/v1/feeds', { url, publisher: 'New Example', ...more });
const poll = (feedId: string, outcome: 'entries' | 'failed', more: object = {}) =>
  recordPoll(
    db.orm,
    {
      ...{ feedId, outcome, at: now, ms: 200, status: 200, entries: 3, added: 1, bytes: 10, reason: null },
      ...more,
    },
    {
      failures: outcome === 'failed' ? 1 : 0,
      nextPollAt: now,
      state: outcome === 'failed' ? 'failing' : 'ok',
    },
  );

test('what is found says what is known already', async () => {
  const { status, body } = await send('POST', '/v1/feeds/find', { address: 'wire.example' });
  expect(status).toBe(200);
  expect(body.feeds).toMatchObject([
    { knownAs: 'wire', newest: [{ title: 'One', publishedAt: '2026-03-09T00:00:00.000Z' }] },
    { knownAs: null },
  ]);
  expect((await send('POST', '/v1/feeds/find', { address: '' })).status).toBe(400);
});

describe('feeds that people add', () => {
  test('are polled by any worker, whatever feeds.yaml says', async () => {
    const { status, body } = await add('https://new.example/rss?output=rss', { interval: 900 });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...{ id: 'new-example', listedBy: 'people', health: 'new', interval: 900, language: 'en' },
      url: 'https://new.example/rss?output=rss',
    });
    await syncFeeds(db.orm, [feedAt('wire', 'https://wire.example/feed')], now);
    expect(await dueFeeds(db.orm, now)).toContain('new-example');
    expect((await send('GET', '/v1/feeds/new-example')).body).toMatchObject({ state: 'new', polls: [] });
  });

  test('give way to the file once it lists their address', async () => {
    await add('https://new.example/rss');
    const listed = [feedAt('wire', 'https://wire.example/feed'), feedAt('own-id', 'https://new.example/rss')];
    await syncFeeds(db.orm, listed, now);
    expect((await dueFeeds(db.orm, now)).sort()).toEqual(['own-id', 'wire']);
    expect((await add('https://new.example/rss')).status).toBe(409);
  });

  test.each([
    ['https://wire.example/feed', 409],
    ['http://www.wire.example/feed/', 409],
    ['https://wire.example/feed?utm_source=x#top', 409],
    ['file:///etc/passwd', 400],
    ['javascript:alert(1)', 400],
    ['https://user:password@new.example/rss', 400],
    ['not an address', 400],
  ])('%s is refused', async (url, status) => {
    expect(await add(url)).toMatchObject({ status });
    expect(await listFeeds(db.orm)).toHaveLength(1);
  });

  test('twice at once are added once', async () => {
    const statuses = await Promise.all([1, 2, 3].map(() => add('https://new.example/rss')));
    expect(statuses.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  test('are changed, taken away and come back as they were', async () => {
    await add('https://new.example/rss');
    const changed = await send('PATCH', '/v1/feeds/new-example', { publisher: '新 Example', language: 'zh' });
    expect(changed.body).toMatchObject({ publisher: '新 Example', language: 'zh', family: 'general-press' });
    expect((await send('DELETE', '/v1/feeds/new-example')).status).toBe(204);
    expect(await dueFeeds(db.orm, now)).toEqual(['wire']);
    expect((await send('DELETE', '/v1/feeds/new-example')).status).toBe(409);
    expect((await send('PATCH', '/v1/feeds/new-example', { paused: true })).status).toBe(409);
    const again = await add('https://new.example/rss');
    expect(again.body).toMatchObject({ id: 'new-example', state: 'new', publisher: 'New Example' });
  });

  test('one that is asked while it is taken away stays away', async () => {
    await add('https://new.example/rss');
    await claimPoll(db.orm, 'new-example', now, 1000);
    await send('DELETE', '/v1/feeds/new-example');
    await poll('new-example', 'entries');
    expect((await send('GET', '/v1/feeds/new-example')).body).toMatchObject({ health: 'removed' });
  });
});

test('those of feeds.yaml are paused here, and no more', async () => {
  expect((await send('DELETE', '/v1/feeds/wire')).status).toBe(409);
  expect((await send('PATCH', '/v1/feeds/wire', { publisher: 'Other' })).status).toBe(409);
  expect((await send('PATCH', '/v1/feeds/wire', { paused: true })).body).toMatchObject({
    ...{ health: 'paused', pausedAt: now.toISOString() },
  });
  await syncFeeds(db.orm, [feedAt('wire', 'https://wire.example/feed')], now);
  expect(await dueFeeds(db.orm, now)).toEqual([]);
  expect(await claimPoll(db.orm, 'wire', now, 1000)).toBeNull();
  expect((await send('POST', '/v1/feeds/wire/poll')).status).toBe(409);
  expect((await send('PATCH', '/v1/feeds/wire', { paused: false })).body).toMatchObject({ health: 'new' });
  expect(await dueFeeds(db.orm, now)).toEqual(['wire']);
});

test('a poll that is asked for comes at once, and leaves the publisher alone for a minute', async () => {
  await poll('wire', 'entries');
  await db.orm.update(feeds).set({ nextPollAt: new Date(now.getTime() + 3_600_000) });
  expect((await send('POST', '/v1/feeds/wire/poll')).status).toBe(409);
  later(1);
  expect((await send('POST', '/v1/feeds/wire/poll')).status).toBe(202);
  expect(await dueFeeds(db.orm, now)).toEqual(['wire']);
  await db.orm.update(feeds).set({ state: 'gone' });
  expect((await send('POST', '/v1/feeds/wire/poll')).status).toBe(202);
  expect(await dueFeeds(db.orm, now)).toEqual(['wire']);
  expect((await send('POST', '/v1/feeds/none/poll')).status).toBe(404);
});

test('charts know of a pause of days, and not of one of hours', async () => {
  const marks = async () =>
    (await listCoverageChanges(db.orm, { from: new Date(0), before: new Date('2030') }, undefined, 9)).map(
      ({ kind, note }) => [kind, note],
    );
  await poll('wire', 'entries');
  const pause = (paused: boolean) => send('PATCH', '/v1/feeds/wire', { paused });
  await pause(true);
  await pause(true);
  expect(await marks()).toEqual([
    ['feed-added', null],
    ['feed-removed', 'paused'],
  ]);
  later(120);
  await pause(false);
  expect(await marks()).toEqual([['feed-added', null]]);
  await pause(true);
  later(4 * 1440);
  await pause(false);
  await poll('wire', 'entries');
  expect((await marks()).map(([kind]) => kind)).toEqual(['feed-added', 'feed-removed', 'feed-revived']);
});

test('health tells the quiet from the broken', async () => {
  for (const [id, url] of [
    ['empty', 'a'],
    ['broken', 'b'],
    ['lost', 'c'],
  ] as const)
    await add(`https://${url}.example/feed`, { publisher: id });
  for (const n of [1, 2, 3]) {
    await poll('wire', 'entries', { ms: n * 100 });
    await poll('empty', 'entries', { entries: 0, added: 0 });
    later(1);
  }
  await poll('wire', 'failed', { status: 503, ms: 9000 });
  await poll('wire', 'entries', { ms: 400 });
  await poll('broken', 'failed', { status: 200 });
  await poll('lost', 'failed', { status: 404 });
  later(40 * 1440);
  const { body } = await send('GET', '/v1/feeds');
  expect(
    body.feeds.map((feed: Record<string, unknown>) => [
      ...[feed.id, feed.health, feed.advice, feed.succeeded, feed.medianMs],
    ]),
  ).toEqual([
    ['wire', 'quiet', 'quiet', 0.8, 200],
    ['broken', 'failing', 'no-feed', 0, null],
    ['empty', 'empty', 'empty', 1, 200],
    ['lost', 'failing', 'address', 0, null],
  ]);
});

test('OPML goes out as it comes in', async () => {
  await syncFeeds(db.orm, [feedAt('wire', 'file:///tmp/wire.xml')], now);
  await add('https://new.example/rss?a=1&b=%222%22', { publisher: 'A <b> & “C”', language: 'zh' });
  const answer = await api.request('/v1/feeds.opml');
  expect(answer.headers.get('content-type')).toContain('text/x-opml');
  const text = await answer.text();
  const defaults = { family: 'wire', language: 'en' };
  expect(readOpml(Buffer.from(text), defaults, []).feeds).toMatchObject([
    { url: 'https://new.example/rss?a=1&b=%222%22', publisher: 'A <b> & “C”', language: 'zh' },
  ]);
});
