import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { Redis } from 'ioredis';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { countSteps } from '../../db/articles.ts';
import type { Database } from '../../db/database.ts';
import { openServer } from '../../db/server.ts';
import { addFeed } from '../../db/testing/faults.ts';
import { type App, startApp } from '../app.ts';
import { readConfig } from '../runtime/config.ts';
import { articlePage, give, rss, startPublisher } from '../testing/app.ts';
import { serverPrograms, startPostgres, startRedis } from '../testing/faults/server.ts';
import { seen, shows } from './testing/seen.ts';

/** Faults of real servers, each of this file's own: they are set, stopped and filled up. */
describe.skipIf(!serverPrograms())('on servers', () => {
  let folder: string;
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let publisher: Awaited<ReturnType<typeof startPublisher>>;
  let db: Database;
  let app: App;
  let lines: { level: number; msg: string }[];
  let redisClient: Redis;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'chipwire-'));
    chmodSync(folder, 0o755); // PostgreSQL runs as another user
    [postgres, redis, publisher] = await Promise.all([
      startPostgres(folder),
      startRedis(folder),
      startPublisher(),
    ]);
    db = await openServer(postgres.url, 0);
    await db.migrate();
    redisClient = new Redis(redis.url);
    await redisClient.config('SET', 'maxmemory-policy', 'noeviction');
  }, 60_000);
  afterAll(async () => {
    redisClient?.disconnect();
    await db?.close();
    await Promise.all([postgres?.crash(), redis?.crash(), publisher?.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  const start = async (settings: Record<string, string>) => {
    lines = [];
    const out = new Writable({
      write(line, _, done) {
        lines.push(JSON.parse(String(line)));
        done();
      },
    });
    app = await startApp({
      config: readConfig({
        ...{ PORT: '0', DATABASE_URL: postgres.url, CHIPWIRE_ALLOW_HOSTS: publisher.host, ...settings },
      }),
      log: pino({ level: 'info' }, out),
      roles: { workers: true, web: true },
    });
  };
  beforeEach(() => execute('truncate feeds, articles restart identity cascade'));
  afterEach(() => app?.close());

  let nth = 0;
  /** Lets there be a feed with so many articles. */
  async function publish(articles: number): Promise<void> {
    nth += 1;
    const entries = Array.from({ length: articles }, (_, at) => {
      const name = `/${nth}-${at}`;
      const words = [`Report ${nth} ${at} says that Huawei made a new chip. `.repeat(5)];
      publisher.answers[name] = give('text/html', articlePage(`Report ${nth} ${at}`, words));
      return { title: `Report ${nth} ${at}`, link: `${publisher.origin}${name}`, guid: `${nth}-${at}` };
    });
    publisher.answers[`/${nth}.xml`] = give('application/rss+xml', rss(entries));
    await addFeed(db.orm, { id: `feed-${nth}`, url: `${publisher.origin}/${nth}.xml` });
  }
  const steps = () => countSteps(db.orm);
  const settled = async (n: number) => {
    await expect.poll(async () => (await steps()).clustered, { timeout: 120_000, interval: 200 }).toBe(n);
    expect(await steps()).toMatchObject({ found: 0, read: 0, tagged: 0, failed: 0 });
  };
  const severe = () => lines.filter(({ level }) => level >= 40).map(({ msg }) => msg);
  const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

  async function execute(...statements: string[]): Promise<void> {
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  }
  const setReadOnly = (to: 'on' | 'off') =>
    execute(
      'set default_transaction_read_only = off',
      `alter system set default_transaction_read_only = ${to}`,
      'select pg_reload_conf()',
    );

  test.each<[string, { REDIS_URL?: string }]>([
    ['its queues in it', {}],
    ['its queues on Redis', { REDIS_URL: 'here' }],
  ])(
    'a PostgreSQL that turns read only, with %s: pages go on, work waits and goes on by itself',
    async (_, settings) => {
      await start(settings.REDIS_URL ? { REDIS_URL: redis.url } : {});
      await publish(3);
      await settled(3);
      await publish(40);
      await setReadOnly('on');
      try {
        expect(await shows(app.origin!, 'writing', 'read-only')).toMatchObject({
          status: 200,
          state: 'failing',
        });
        expect((await fetch(`${app.origin}/`)).status).toBe(200);
        await pause(15_000);
        const before = await steps();
        const told = lines.length;
        await pause(5_000);
        expect(await steps()).toEqual(before);
        // Neither hot nor talkative: a line for the whole of it, not one for each of forty jobs.
        expect(lines.length - told).toBeLessThan(5);
        expect(severe().filter((msg) => /^no work is begun/.test(msg))).toHaveLength(1);
        expect(severe().length).toBeLessThan(20);
      } finally {
        await setReadOnly('off');
      }
      await shows(app.origin!, 'writing', 'writable');
      await settled(43);
    },
    300_000,
  );

  test('a Redis that is flushed while work waits: nothing is lost', async () => {
    await start({ REDIS_URL: redis.url, CHIPWIRE_WORKERS: '1' });
    await publish(40);
    await expect
      .poll(async () => (await steps()).found, { timeout: 60_000, interval: 20 })
      .toBeGreaterThan(0);
    await redis.flush();
    await settled(40);
    await shows(app.origin!, 'queue', 'queue-answers');
  }, 240_000);

  test('a Redis without memory left: told so, nothing is lost or given up, and it goes on by itself', async () => {
    await start({ REDIS_URL: redis.url, CHIPWIRE_WORKERS: '1' });
    await publish(40);
    await expect
      .poll(async () => (await steps()).found, { timeout: 60_000, interval: 20 })
      .toBeGreaterThan(0);
    await redisClient.config('SET', 'maxmemory', '100000');
    try {
      expect(await shows(app.origin!, 'queue', 'queue-full')).toMatchObject({
        status: 200,
        state: 'failing',
      });
      await pause(10_000);
      expect(await steps()).toMatchObject({ failed: 0 });
      expect(severe().length).toBeLessThan(40);
    } finally {
      await redisClient.config('SET', 'maxmemory', '0');
    }
    await shows(app.origin!, 'queue', 'queue-answers');
    await settled(40);
    expect((await seen(app.origin!)).status).toBe(200);
  }, 300_000);

  test('a PostgreSQL that is gone: 503 and a page that says so, and 200 when it is back', async () => {
    await start({});
    await postgres.crash();
    expect(await shows(app.origin!, 'database', 'database-away')).toMatchObject({
      status: 503,
      state: 'failing',
    });
    await postgres.start();
    expect(await shows(app.origin!, 'database', 'database-answers')).toMatchObject({ status: 200 });
    await publish(3);
    await settled(3);
  }, 240_000);
});
