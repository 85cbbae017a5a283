import { afterAll, beforeAll, expect, test } from 'vitest';
import { listCoverageChanges, noteBackFill } from './coverage.ts';
import type { Database } from './database.ts';
import { recordPoll, syncFeeds } from './feeds.ts';
import { openTestDatabase } from './testing/database.ts';

let db: Database;
const day = (n: number, hour = 12) => new Date(Date.UTC(2025, 0, n, hour));
const source = (id: string) => ({
  ...{ id, url: `https://example.com/${id}`, publisher: `Publisher ${id}`, family: 'wire', language: 'en' },
  ...{ topics: ['export-controls'], interval: 1800 },
});
const poll = (feedId: string, at: Date, outcome: 'entries' | 'unchanged' | 'failed' | 'gone') =>
  recordPoll(
    db.orm,
    { feedId, at, ms: 1, outcome, status: null, entries: 0, added: 0, bytes: 0, reason: outcome },
    { state: outcome === 'gone' ? 'gone' : 'ok', failures: outcome === 'failed' ? 1 : 0, nextPollAt: at },
  );
const marksOf = async (publishers?: string[]) => {
  const all = await listCoverageChanges(db.orm, { from: day(1), before: day(60) }, publishers, 100);
  return all.map(({ at, kind, feedId }) => [at.toISOString().slice(0, 10), kind, feedId]);
};

beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

test('marks tell when feeds begin, die, come back and leave, once each', async () => {
  await syncFeeds(db.orm, [source('a'), source('b'), source('never')], day(1));
  await poll('a', day(1), 'failed'); // never gave anything: no mark
  expect(await marksOf()).toEqual([]);
  for (const n of [2, 3]) await poll('a', day(n), 'entries');
  await poll('b', day(2), 'unchanged');
  // A failure shorter than three days loses nothing.
  for (const n of [4, 5]) await poll('a', day(n), 'failed');
  expect(await marksOf(['Publisher a'])).toEqual([['2025-01-02', 'feed-added', 'a']]);
  for (const n of [6, 7]) await poll('a', day(n), 'failed');
  await poll('a', day(9), 'unchanged');
  await poll('b', day(9), 'gone');
  await poll('b', day(10), 'gone');
  await syncFeeds(db.orm, [source('b')], day(11));
  await syncFeeds(db.orm, [source('b')], day(12));
  expect(await marksOf()).toEqual([
    ['2025-01-02', 'feed-added', 'a'],
    ['2025-01-02', 'feed-added', 'b'],
    ['2025-01-03', 'feed-dead', 'a'], // since when nothing came
    ['2025-01-09', 'feed-revived', 'a'],
    ['2025-01-09', 'feed-dead', 'b'],
    ['2025-01-11', 'feed-removed', 'a'],
  ]);
});

test('a feed that comes back to the list is revived by its first poll, not by the list', async () => {
  await syncFeeds(db.orm, [source('a'), source('b')], day(20));
  expect((await marksOf(['Publisher a'])).at(-1)).toEqual(['2025-01-11', 'feed-removed', 'a']);
  await poll('a', day(21), 'entries');
  expect((await marksOf(['Publisher a'])).at(-1)).toEqual(['2025-01-21', 'feed-revived', 'a']);
});

test('a back-fill lies where its articles were published, and hides no death', async () => {
  const span = { from: new Date('2024-06-01'), until: day(25) };
  await noteBackFill(db.orm, span, { feedId: 'a', publisher: 'Publisher a', articles: 700 });
  await noteBackFill(db.orm, { from: day(30), until: day(31) }, { articles: 5, note: 'old wire' });
  expect((await marksOf(['Publisher b'])).at(-1)).toEqual(['2025-01-30', 'back-filled', null]);
  expect((await marksOf(['Publisher a']))[0]).toEqual(['2024-06-01', 'back-filled', 'a']);
  await poll('a', day(26), 'gone');
  expect(await marksOf(['Publisher a'])).toContainEqual(['2025-01-26', 'feed-dead', 'a']);
});
