import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { syncFeeds } from '../../db/feeds.ts';
import { noteAlive } from '../../db/processes.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { feedAt } from '../testing/app.ts';
import type { Checked } from './check.ts';
import { worst } from './check.ts';
import { examine } from './examine.ts';
import { watchGrowth } from './growth.ts';
import { watchHealth } from './health.ts';
import type { Parts } from './parts.ts';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

const now = () => new Date();
const worker = { kind: 'worker' as const, host: 'a', pid: 1, version: '1', connections: 16 };
const never = () => new Promise<never>(() => {});
const away = async () => {
  throw new Error('connect ECONNREFUSED 127.0.0.1:1');
};
const known = async () => [{ address: '192.0.2.1', family: 4 }];

const partsOf = (more: Partial<Parts> = {}): Parts => ({
  ...{ orm: db.orm, home: db.home, now, steady: () => performance.now(), resolve: known },
  ...more,
});
const codes = (checks: Checked[]) => Object.fromEntries(checks.map(({ name, code }) => [name, code]));
const found = async (more: Partial<Parts> = {}) => codes(await examine(partsOf(more), { patienceMs: 2000 }));

/** How an archive is on which everything goes as it should. */
const usual = {
  ...{ database: 'database-answers', writing: 'writable', tables: 'migrated', clock: 'clock-right' },
  ...{ queue: 'queue-in-database', names: 'names-known', workers: 'workers-alive', articles: 'work-done' },
  ...{ alerts: 'alerts-done', feeds: 'feeds-well', deliveries: 'deliveries-done', channels: 'channels-well' },
};

beforeEach(async () => {
  await db.orm.execute(sql`delete from unmatched`);
  await db.orm.execute(sql`delete from articles`);
  await db.orm.execute(sql`delete from processes`);
  await syncFeeds(
    db.orm,
    ['a', 'b', 'c', 'd'].map((id) => feedAt(id, `https://${id}.example/feed.xml`)),
    now(),
  );
  await db.orm.execute(
    sql`update feeds set state = 'ok', reason = null, next_poll_at = now(), last_poll_at = now()`,
  );
  await noteAlive(db.orm, { id: 'w', ...worker });
});

test('an archive on which everything goes is well', async () => {
  const checks = await examine(partsOf());
  const { connections, ...rest } = codes(checks);
  expect(rest).toEqual(usual);
  expect(connections).toBe(db.home === 'server' ? 'connections-enough' : undefined);
  expect(worst(checks)).toBe('well');
});

test('what hangs holds up nothing else, and nobody for long', async () => {
  const started = performance.now();
  const checks = await examine(
    partsOf({ redis: never, resolve: never, free: never, mail: async () => null }),
    { patienceMs: 200 },
  );
  // Names have more patience than the others, and are looked up for two hosts.
  expect(performance.now() - started).toBeLessThan(20_000);
  expect(codes(checks)).toMatchObject({ queue: 'not-in-time', disk: 'not-in-time', names: 'names-unknown' });
  expect(codes(checks)).toMatchObject({ database: 'database-answers', mail: 'mail-answers' });
}, 30_000);

test('without the database the rest is told of all the same', async () => {
  const orm = { execute: away } as unknown as Database['orm'];
  const checks = await examine(partsOf({ orm, home: 'server', redis: away, mail: async () => 'refused' }));
  expect(codes(checks)).toEqual({ database: 'database-away', queue: 'queue-away', mail: 'mail-away' });
  expect(checks.map(({ reason }) => reason)).toEqual([
    ...['connect ECONNREFUSED 127.0.0.1:1', 'connect ECONNREFUSED 127.0.0.1:1', 'refused'],
  ]);
  const hanging = { execute: never } as unknown as Database['orm'];
  const late = await examine(partsOf({ orm: hanging, home: 'embedded' }), { patienceMs: 100 });
  expect(codes(late).database).toBe('embedded-away');
});

test.each([
  [{ used: 1e6, most: 0, policy: 'noeviction' }, 'queue-answers'],
  [{ used: 95e6, most: 100e6, policy: 'noeviction' }, 'queue-nearly-full'],
  [{ used: 100e6, most: 100e6, policy: 'noeviction' }, 'queue-full'],
  [{ used: 1e6, most: 100e6, policy: 'allkeys-lru' }, 'queue-evicts'],
])('of a Redis that says %o', async (state, code) => {
  expect((await found({ redis: async () => state })).queue).toBe(code);
});

test.each([
  [50e9, 'room-enough'],
  [900e6, 'room-short'],
  [63e6, 'room-none'],
])('of a disk with %d bytes', async (bytes, code) => {
  expect((await found({ free: async () => bytes })).disk).toBe(code);
});

test('a clock that is not the database’s', async () => {
  const at = async (seconds: number) =>
    (await found({ home: 'server', now: () => new Date(Date.now() + seconds * 1000) })).clock;
  expect([await at(0), await at(30), await at(-3600)]).toEqual([
    ...['clock-right', 'clock-apart', 'clock-far-apart'],
  ]);
});

test('names that are slow, lost or not to be had', async () => {
  const missing = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
  expect((await found({ resolve: missing })).names).toBe('names-unknown');
  // One name that is gone is its publisher's affair.
  const onlyA = (host: string) => (host === 'a.example' ? missing() : known());
  expect((await found({ resolve: onlyA })).names).toBe('names-known');
  let at = 0;
  const slow = async () => {
    at += 1500;
    return known();
  };
  expect((await found({ resolve: slow, steady: () => at })).names).toBe('names-slow');
  await db.orm.execute(
    sql`update feeds set state = 'failing', reason = 'it could not be looked up (DNS)' where id <> 'a'`,
  );
  expect(await found()).toMatchObject({ names: 'names-lost', feeds: 'feeds-mostly-failing' });
});

test('processes that are gone, or of several versions, or want too many connections', async () => {
  await noteAlive(db.orm, { id: 'x', ...worker, kind: 'web', version: '2', connections: 5000 });
  expect((await found()).workers).toBe('versions-differ');
  if (db.home === 'server') expect((await found()).connections).toBe('connections-promised');
  await db.orm.execute(sql`update processes set seen_at = now() - interval '61 seconds' where id = 'w'`);
  expect((await found()).workers).toBe('workers-none');
});

test('work that waits', async () => {
  const add = async (step: string, minutes: number) => {
    await db.orm.execute(sql`delete from unmatched`);
    await db.orm.execute(sql`delete from articles`);
    await db.orm.execute(sql`insert into articles
        (canonical_url, feed_id, publisher, language, title, published_at, found_at, step, step_at)
        values ('https://a.example/1', 'a', 'A', 'en', 'One', now(), now(), ${step},
          now() - ${minutes} * interval '1 minute')`);
    return (await found()).articles;
  };
  expect(await add('found', 1)).toBe('work-going');
  expect(await add('found', 20)).toBe('reading-waits');
  expect(await add('read', 20)).toBe('tagging-waits');
  expect(await add('tagged', 20)).toBe('grouping-waits');
  expect(await add('tagged', 70)).toBe('work-stands');
  await add('clustered', 70);
  const wait = (minutes: number) =>
    db.orm.execute(sql`insert into unmatched (article_id, since)
    select id, now() - ${minutes} * interval '1 minute' from articles
    on conflict (article_id) do update set since = excluded.since`);
  const codesOf = [];
  for (const minutes of [1, 10, 70]) {
    await wait(minutes);
    codesOf.push((await found()).alerts);
  }
  expect(codesOf).toEqual(['alerts-going', 'alerts-wait', 'alerts-stand']);
});

test('a back-log that grows', () => {
  const growth = watchGrowth();
  const minute = 60_000;
  expect(growth.since(100, 0)).toBeNull();
  for (let at = 1; at < 10; at++) expect(growth.since(100 + at, at * minute)).toBeNull();
  expect(growth.since(900, 10 * minute)).toEqual({ before: 100, seconds: 600 });
  expect(growth.since(900, 25 * minute)).toEqual({ before: 900, seconds: 900 });
});

test('feeds that fail, are late, or are none', async () => {
  await db.orm.execute(sql`update feeds set state = 'failing', reason = 'it answered 500' where id = 'a'`);
  expect((await found()).feeds).toBe('feeds-failing');
  await db.orm.execute(sql`update feeds set state = 'ok', next_poll_at = now() - interval '20 minutes'`);
  expect((await found()).feeds).toBe('feeds-overdue');
  await syncFeeds(db.orm, [], now());
  expect(await found()).toMatchObject({ feeds: 'feeds-none' });
});

test('tables of an earlier version: nothing is asked of them', async () => {
  const seen: Record<string, string>[] = [];
  const look = async (orm: Database['orm']) => {
    seen.push(codes(await examine(partsOf({ orm }), { patienceMs: 2000 })));
  };
  const undone = db.orm.transaction(async (tx) => {
    await tx.execute(sql`delete from drizzle.__drizzle_migrations`);
    await look(tx);
    await tx.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('', 9e15)`);
    await look(tx);
    tx.rollback();
  });
  await expect(undone).rejects.toThrow();
  expect(seen[0]).toMatchObject({ tables: 'behind', database: 'database-answers' });
  expect(seen[0]).not.toHaveProperty('feeds');
  expect(seen[1]).toMatchObject({ tables: 'ahead', feeds: 'feeds-well' });
});

test('everybody who asks at once gets one answer, and another server is left in peace', async () => {
  const asked = { redis: 0, mail: 0 };
  let at = 0;
  const redis = async () => {
    asked.redis += 1;
    return { used: 1, most: 0, policy: 'noeviction' };
  };
  const mail = async () => {
    asked.mail += 1;
    return null;
  };
  const health = watchHealth(partsOf({ redis, mail, steady: () => at }));
  await Promise.all([health.look(), health.look(), health.look()]);
  expect(asked).toEqual({ redis: 1, mail: 1 });
  at = 5_000;
  await health.look();
  expect(asked).toEqual({ redis: 2, mail: 1 });
  at = 400_000;
  await health.look();
  expect(asked).toEqual({ redis: 3, mail: 2 });
});
