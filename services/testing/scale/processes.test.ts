import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countSteps, retryFailed } from '../../../db/articles.ts';
import type { Database } from '../../../db/database.ts';
import { openServer } from '../../../db/server.ts';
import { mostToOneHost } from '../../watch/delivery/sender.ts';
import { archiveOf } from '../faults/archive.ts';
import { noticesIn, repeatsIn } from '../faults/ledger.ts';
import { freePort, type Started, startProcess, until } from '../faults/processes.ts';
import { type Receiver, startReceiver } from '../faults/receiver.ts';
import { serverPrograms, startPostgres, startRedis } from '../faults/server.ts';
import { full, times } from '../full.ts';
import { type ScalePublisher, shortestGap, startScalePublisher } from './publisher.ts';

// On servers of its own, in the suites that run on servers: with Redis where those have it.
const { DATABASE_URL, REDIS_URL } = process.env;
const missing = !DATABASE_URL || serverPrograms() === null;
/** Articles that one process works on at a time. */
const atOnce = 2;
const webLimit = 60;
const homes = full ? [{ redis: true }, { redis: false }] : [{ redis: REDIS_URL !== undefined }];

describe.skipIf(missing).each(homes)(
  'four workers and two webs, with Redis: $redis (needs DATABASE_URL and the servers’ programs)',
  ({ redis: withRedis }) => {
    let folder: string;
    let db: Database;
    const closers: (() => Promise<unknown>)[] = [];
    let bulk: ScalePublisher;
    let slow: ScalePublisher[];
    let receiver: Receiver;
    let env: NodeJS.ProcessEnv;
    const workers: Started[] = [];
    const webs: { started: Started; origin: string }[] = [];
    let count: number;

    const start = (role: 'worker' | 'web', name: string, more: NodeJS.ProcessEnv = {}) => {
      const file = fileURLToPath(new URL('chipwire.ts', import.meta.url));
      const started = startProcess([process.execPath, '--import', 'tsx', file], join(folder, `${name}.log`), {
        env: { ...env, ...more, SCALE_ROLE: role },
      });
      closers.push(() => started.crash());
      return started;
    };

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'chipwire-scale-'));
      chmodSync(folder, 0o755); // a server that root starts runs as its own user
      const postgres = await startPostgres(folder, ['max_connections=200']);
      closers.push(() => postgres.crash());
      const redis = withRedis ? await startRedis(folder) : null;
      if (redis) closers.push(() => redis.crash());
      bulk = await startScalePublisher('bulk', { feeds: 8, count: times(32, 400), answersMs: 20 });
      const kind = { feeds: 2, count: times(4, 16), answersMs: 150 };
      slow = [await startScalePublisher('slow', kind), await startScalePublisher('slower', kind)];
      const publishers = [bulk, ...slow];
      count = publishers.reduce((sum, { articles }) => sum + articles.length, 0);
      receiver = await startReceiver(1, () => 5);
      for (const { close } of [...publishers, receiver]) closers.push(close);
      writeFileSync(join(folder, 'feeds.yaml'), feedList(publishers.flatMap(({ feeds }) => feeds)));
      const { DATABASE_URL: _, REDIS_URL: __, ...rest } = process.env;
      env = {
        ...{ ...rest, DATABASE_URL: postgres.url, REDIS_URL: redis?.url ?? '', PORT: '0' },
        ...{ CHIPWIRE_FEEDS: join(folder, 'feeds.yaml'), CHIPWIRE_WORKERS: `${atOnce}` },
        ...{ CHIPWIRE_ALLOW_HOSTS: publishers.map(({ host }) => host).join(), SCALE_UNSPACED: bulk.host },
        ...{ CHIPWIRE_CHANNEL_HOSTS: receiver.host, CHIPWIRE_REQUESTS_PER_MINUTE: `${webLimit}` },
        ...{ CHIPWIRE_URL: 'http://localhost', CHIPWIRE_READING: 'public' },
        ...{ LOG_LEVEL: 'debug', LOG_FORMAT: 'json', CHIPWIRE_CONNECTIONS: '5' },
      };
      db = await openServer(postgres.url, 0);
      closers.push(() => db.close());
      // All at once, on an empty database: one of them makes the tables, and the others wait.
      for (const nth of [0, 1, 2, 3]) workers.push(start('worker', `worker-${nth}`));
      for (const nth of [0, 1]) {
        const port = await freePort();
        const started = start('web', `web-${nth}`, { PORT: `${port}` });
        webs.push({ started, origin: `http://127.0.0.1:${port}` });
      }
      await until('the webs have migrated the empty database', () => answer('/healthz'), 120_000);
      const wanted = [{ name: 'Huawei', query: 'entity:huawei', through: [0] }];
      await until(
        'an alert is made',
        () =>
          archiveOf(db.orm)
            .setUp(receiver.hooks, wanted)
            .then(() => true),
        60_000,
      );
    }, 300_000);
    afterAll(async () => {
      for (const close of closers.toReversed()) await close();
      if (folder) rmSync(folder, { recursive: true });
    }, 60_000);

    const answer = async (path: string) =>
      (await Promise.all(webs.map(({ origin }) => fetch(origin + path)))).every(({ ok }) => ok);
    const done = async () => (await countSteps(db.orm)).clustered;
    /** How the jobs of a stage ended in a worker, as its log says. */
    const outcomes = (name: string, stage: string) =>
      readFileSync(join(folder, `${name}.log`), 'utf8')
        .split('\n')
        .filter((line) => line.includes(`"stage":"${stage}"`) && line.includes('"outcome":"'));
    const names = [0, 1, 2, 3, 4].map((nth) => `worker-${nth}`);
    /** What a crowded machine has no time for is asked for anew. */
    const readAgain = () =>
      names
        .flatMap((name) => outcomes(name, 'read'))
        .filter((line) => /no thread|"again"|took longer/.test(line));

    test('every article comes in once, though one worker is killed, one ends and one joins', async () => {
      const part = (share: number) =>
        until(
          `${share} are done`,
          async () => {
            // As `chipwire retry` does: a crowded machine may take longer for an article than it may.
            await retryFailed(db.orm, new Date());
            return (await done()) >= count * share;
          },
          600_000,
          250,
        );
      await part(0.15);
      await workers[0]!.crash();
      await part(0.3);
      workers[1]!.child.kill('SIGTERM');
      workers.push(start('worker', 'worker-4'));
      await part(1);
      const steps = await countSteps(db.orm);
      expect(steps).toEqual({ found: 0, read: 0, tagged: 0, clustered: count, failed: 0 });
      await until('the one that was to end has', async () => workers[1]!.child.exitCode === 0, 60_000);
      // Pages that were being read when their worker was killed or ended are asked for once more, and no others.
      const visits = [bulk, ...slow].flatMap((publisher) => publisher.visits);
      const pages = visits.filter(({ path }) => !path.includes('feed') && path !== '/robots.txt');
      expect(new Set(pages.map(({ path }) => path)).size).toBe(count);
      expect(pages.length - count).toBeLessThanOrEqual(2 * atOnce + readAgain().length);
      for (const name of ['worker-2', 'worker-3']) expect(outcomes(name, 'read').length).toBeGreaterThan(0);
    }, 1_200_000);

    test('each feed was polled once', () => {
      for (const { visits, feeds } of [bulk, ...slow]) {
        const polls = visits.filter(({ path }) => path.startsWith('/feed-'));
        expect(polls).toHaveLength(feeds.length);
        expect(new Set(polls.map(({ path }) => path)).size).toBe(feeds.length);
      }
    });

    test('a host was asked for one thing at a time, with a second between, by all of them together', () => {
      for (const { visits, articles, feeds } of slow) {
        expect(visits.length).toBeGreaterThanOrEqual(articles.length + feeds.length);
        expect(shortestGap(visits)).toBeGreaterThanOrEqual(990);
      }
    });

    test('each article was told of once', async () => {
      const { log } = receiver;
      await until('all are told of', async () => log.length > 0 && (await pending()) === 0, 60_000);
      const told = noticesIn(log).flatMap(({ urls }) => urls);
      expect(new Set(told).size).toBe(told.length);
      // What the killed worker was sending is sent again under its id, whether it had arrived or not.
      expect(repeatsIn(log)).toBeLessThanOrEqual(mostToOneHost);
    });
    const pending = async () => (await archiveOf(db.orm).standing([], [])).pending;

    test.skipIf(!withRedis)('what may be asked in a minute is counted over both webs', async () => {
      const ask = async (nth: number) => (await fetch(`${webs[nth % 2]!.origin}/v1/events?limit=1`)).status;
      const answered: number[] = [];
      for (let nth = 0; nth < webLimit * 2; nth += 10)
        answered.push(...(await Promise.all(Array.from({ length: 10 }, (_, more) => ask(nth + more)))));
      const passed = answered.filter((status) => status === 200).length;
      expect(answered.filter((status) => status === 429)).toHaveLength(webLimit * 2 - passed);
      // Each for itself, both would let all of them pass. Where Redis takes more than 300 ms, a request is counted so.
      expect(passed).toBeGreaterThanOrEqual(webLimit);
      expect(passed).toBeLessThan(webLimit * 1.3);
    });
  },
);

const feedList = (feeds: { id: string; url: string }[]) => `defaults:
  interval: 1d
groups:
  - name: Scale
    topics: [export-controls]
    feeds:
${feeds.map(({ id, url }) => `      - { id: ${id}, url: "${url}", publisher: ${id}, family: wire, language: en }`).join('\n')}
`;
