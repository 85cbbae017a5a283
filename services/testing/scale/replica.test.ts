import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../db/database.ts';
import type { ReplicaState } from '../../../db/replica.ts';
import { feeds } from '../../../db/schema.ts';
import { openServer } from '../../../db/server.ts';
import type { App } from '../../app.ts';
import { until } from '../faults/processes.ts';
import { serverPrograms } from '../faults/server.ts';
import { startTestWeb } from '../web.ts';
import { type Followed, rowsAt, run, startFollowed } from './standby.ts';

// On servers of its own, in the suites that run on servers.
const missing = !process.env.DATABASE_URL || serverPrograms() === null;

let folder: string;
let servers: Followed;
let db: Database;
let app: App;
const states: ReplicaState[] = [];
const refusals: string[] = [];
beforeAll(async () => {
  if (missing) return;
  folder = mkdtempSync(join(tmpdir(), 'chipwire-replica-'));
  servers = await startFollowed(folder);
  db = await openServer(servers.primary, 0, {
    replica: {
      url: servers.replica,
      onState: (state) => states.push(state),
      onRefusal: (reason) => refusals.push(reason),
    },
  });
  await db.migrate();
  app = await startTestWeb(db);
  await becomes('used');
}, 120_000);
afterAll(async () => {
  await app?.close();
  await db?.close();
  await servers?.close();
  if (folder) rmSync(folder, { recursive: true });
});

const becomes = (state: ReplicaState) =>
  until(`the replica is ${state}`, async () => db.replica!.state() === state, 60_000);

const now = new Date('2026-11-20T12:00:00Z');
/** Adds a feed on the primary, as another process would. */
const addFeed = (id: string) =>
  db.orm.insert(feeds).values({
    ...{ id, url: `https://example.com/${id}`, publisher: 'Example', family: 'wire', language: 'en' },
    ...{ topics: [], interval: 3600, nextPollAt: now },
  });
async function feedsSeen(headers: Record<string, string> = {}): Promise<string[]> {
  const answer = await fetch(`${app.origin}/v1/feeds`, { headers });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { feeds: { id: string }[] }).feeds.map(({ id }) => id);
}
const shows = (id: string) => until(`${id} is seen`, async () => (await feedsSeen()).includes(id));

// In order: each goes on with what the one before left.
describe.skipIf(missing)('pages and API on a replica (needs DATABASE_URL and PostgreSQL’s programs)', () => {
  test('show what the replica has, and soon what the primary has', async () => {
    for (let nth = 0, stale = false; !stale; nth++) {
      await servers.pause();
      await addFeed(`paused-${nth}`);
      const seen = await feedsSeen();
      // On a machine that stood still meanwhile it is too far behind, and not asked.
      stale = db.replica!.state() === 'used';
      if (stale) expect(seen).not.toContain(`paused-${nth}`);
      await servers.goOn();
      await becomes('used');
      await shows(`paused-${nth}`);
    }
  });

  test('show everybody their own changes at once', async () => {
    await servers.pause();
    const saved = await fetch(`${app.origin}/v1/searches`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Mine', query: 'licence' }),
    });
    expect(saved.status).toBe(201);
    const mine = await fetch(`${app.origin}/v1/searches`);
    expect(await mine.json()).toMatchObject({ searches: [{ name: 'Mine' }] });
    // Another process knows a browser by what it was given.
    const [cookie] = saved.headers.getSetCookie();
    expect(cookie).toMatch(/^chipwire-wrote=1; Max-Age=10; Path=\/; HttpOnly; SameSite=Lax$/);
    await addFeed('after-writing');
    const other = await startTestWeb(db);
    try {
      const answer = await fetch(`${other.origin}/v1/feeds`, { headers: { cookie: 'chipwire-wrote=1' } });
      expect(JSON.stringify(await answer.json())).toContain('after-writing');
    } finally {
      await other.close();
    }
  });

  test('leave a replica that is too far behind, and come back to it', async () => {
    await addFeed('behind');
    await becomes('behind');
    expect(await feedsSeen()).toContain('behind');
    await servers.goOn();
    await becomes('used');
  });

  test('have the primary answer what is in the way of what is replayed', async () => {
    const asked = db
      .replica!.orm.execute(sql`select (select count(*)::int from feeds) as n, pg_sleep(4)`)
      .then((answer) => answer); // drizzle asks only then
    await until('the replica is busy', async () => {
      const [busy] = await rowsAt(
        servers.replica,
        `select count(*)::int as n from pg_stat_activity where wait_event = 'PgSleep'`,
      );
      return busy!.n === 1;
    });
    await run(servers.primary, `update feeds set publisher = 'Other'`);
    await run(servers.primary, 'vacuum feeds');
    const { rows } = (await asked) as unknown as { rows: { n: number }[] };
    expect(rows[0]?.n).toBeGreaterThan(1);
    expect(refusals.some((reason) => reason.includes('conflict with recovery'))).toBe(true);
  });

  test('write where writing is possible', async () => {
    await db.replica!.orm.update(feeds).set({ publisher: 'Written' });
    expect(await db.orm.$count(feeds, eq(feeds.publisher, 'Written'))).toBeGreaterThan(1);
  });

  test('go on without the replica, and with it again', async () => {
    await servers.crash();
    expect(await feedsSeen()).toContain('behind');
    await becomes('away');
    expect(await feedsSeen()).toContain('behind');
    await servers.start();
    await becomes('used');
    expect(states).toEqual(expect.arrayContaining(['used', 'behind', 'away']));
  });

  test('take no other database for a replica', async () => {
    const wrong = await openServer(servers.primary, 0, { replica: { url: servers.primary } });
    await until('it is known', async () => wrong.replica!.state() === 'other');
    await wrong.close();
  });
});
