import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from './database.ts';
import { syncFeeds } from './feeds.ts';
import { noteAlive } from './processes.ts';
import { articles, feeds, polls, unmatched } from './schema.ts';
import { standingOf } from './standing.ts';
import { openTestDatabase } from './testing/database.ts';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

const now = new Date('2026-11-26T12:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const none = { waiting: 0, since: null };

test('an empty archive stands as one', async () => {
  expect(await standingOf(db.orm, now, 50)).toEqual({
    stages: {
      ...{ fetch: none, read: none, tag: none, cluster: none },
      ...{ match: none, revise: none, watch: none, deliver: none },
    },
    ...{ articles: 0, articlesFailed: 0, matchingFailed: 0, feeds: {}, failingFeeds: [] },
    ...{ channels: { failing: 0, off: 0 }, processes: { worker: 0, web: 0, both: 0 } },
  });
});

test('what waits is counted by stage, with the first of it', async () => {
  const { orm } = db;
  const kind = { publisher: 'Wire', family: 'wire', language: 'en', topics: [], interval: 1800 };
  const ids = ['well', 'ill', 'worse', 'new', 'paused', 'gone'];
  await syncFeeds(
    orm,
    ids.map((id) => ({ ...kind, id, url: `https://${id}.example/feed` })),
    ago(90_000),
  );
  const set = (id: string, change: Partial<typeof feeds.$inferInsert>) =>
    orm.update(feeds).set(change).where(eq(feeds.id, id));
  await set('well', { state: 'ok', nextPollAt: ago(40) });
  for (const id of ['ill', 'worse']) await set(id, { state: 'failing', nextPollAt: ago(-60) });
  await set('new', { nextPollAt: ago(10) });
  await set('paused', { state: 'failing', pausedAt: ago(5) });
  await set('gone', { state: 'gone' });
  const poll = (feedId: string, seconds: number, outcome: 'unchanged' | 'failed') =>
    orm.insert(polls).values({ feedId, at: ago(seconds), ms: 1, outcome });
  await poll('ill', 7000, 'unchanged');
  await poll('ill', 100, 'failed');
  await poll('worse', 50, 'failed');
  const article = (name: string, more: Partial<typeof articles.$inferInsert>) => ({
    ...{ canonicalUrl: `https://a.example/${name}`, feedId: 'well', publisher: 'Wire', language: 'en' },
    ...{ title: name, publishedAt: ago(999), foundAt: ago(900), stepAt: ago(900), ...more },
  });
  const made = await orm
    .insert(articles)
    .values([
      article('found', { stepAt: ago(30) }),
      article('found too', { stepAt: ago(70) }),
      article('tagged', { step: 'tagged', stepAt: ago(5) }),
      article('failed', { step: 'read', failure: 'too hard' }),
      article('done', { step: 'clustered' }),
      article('edited', { step: 'clustered', changedAt: ago(3) }),
    ])
    .returning({ id: articles.id });
  await orm.delete(unmatched);
  await orm.insert(unmatched).values([
    { articleId: made[4]!.id, since: ago(20) },
    { articleId: made[5]!.id, since: ago(99), failure: 'no' },
  ]);
  const who = { host: 'here', pid: 1, version: '1', connections: 0 };
  await noteAlive(orm, { ...who, id: 'a', kind: 'worker' });
  await noteAlive(orm, { ...who, id: 'b', kind: 'web' });

  const standing = await standingOf(orm, now, 1);
  expect(standing).toMatchObject({
    stages: {
      fetch: { waiting: 2, since: ago(40) },
      read: { waiting: 2, since: ago(70) },
      tag: none,
      cluster: { waiting: 1, since: ago(5) },
      match: { waiting: 1, since: ago(20) },
      revise: { waiting: 1, since: ago(3) },
    },
    ...{ articles: 6, articlesFailed: 1, matchingFailed: 1 },
    feeds: { ok: 1, failing: 2, new: 1, paused: 1, gone: 1 },
    // The one that never gave anything has failed since it was added.
    failingFeeds: [{ id: 'worse', since: ago(90_000) }],
    processes: { worker: 1, web: 1, both: 0 },
  });
  const { failingFeeds } = await standingOf(orm, now, 9);
  expect(failingFeeds.map(({ id, since }) => [id, since])).toEqual([
    ['worse', ago(90_000)],
    ['ill', ago(7000)],
  ]);
});
