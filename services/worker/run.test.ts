import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { syncFeeds } from '../../db/feeds.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { extractArticle, extractFragment } from '../extract/extract.ts';
import { parseFeed } from '../fetch/parse.ts';
import { judgeRobots } from '../fetch/robots.ts';
import { allowList } from '../runtime/address.ts';
import { createHttp } from '../runtime/http.ts';
import { openQueues } from '../runtime/queue.ts';
import { articlePage, feedAt, give, rss, startPublisher } from '../testing/app.ts';
import { createSender } from '../watch/delivery/sender.ts';
import { createMatcher } from '../watch/live/matcher.ts';
import { politely } from './polite.ts';
import { runWorkers } from './run.ts';
import { gapsOf } from './testing/virtual.ts';
import type { Threads } from './threads.ts';

/** Without threads, and nobody tags: this is about reading. */
const threads = {
  parse: ({ text, url }) => parseFeed(text, { url }),
  page: async ({ html, url }) => extractArticle(html, { url }),
  fragment: async ({ html, url }) => extractFragment(html, { url }),
  tagRows: () => Promise.reject(new Error('not here')),
} satisfies Partial<Threads> as unknown as Threads;

test('row 6: two processes of one slot each space one host, and its waiting articles hold up no other host', async () => {
  const [db, publisher] = await Promise.all([openTestDatabase(), startPublisher()]);
  const port = publisher.host.split(':')[1];
  const names = [`slow.example:${port}`, `fast.example:${port}`, `feeds.example:${port}`];
  const asked: [string, number][] = [];
  const page = (name: string, n: number) => {
    const body = articlePage(`Report ${n}`, [
      `Report ${n} of ${name} says that Huawei made a new chip. `.repeat(5),
    ]);
    publisher.answers[`/${name}/${n}`] = (req, res) => {
      asked.push([name, Date.now()]);
      setTimeout(() => give('text/html', body)(req, res), 100);
    };
    return {
      title: `Report ${n} of ${name}`,
      link: `http://${name}.example:${port}/${name}/${n}`,
      guid: `${name}${n}`,
    };
  };
  const pages = [0, 1, 2, 3, 4].map((n) => page('slow', n));
  publisher.answers['/feed.xml'] = give('application/rss+xml', rss([...pages, page('fast', 0)]));
  await syncFeeds(db.orm, [feedAt('feed', `http://feeds.example:${port}/feed.xml`)], new Date());

  const prefix = randomBytes(6).toString('hex');
  const home = process.env.REDIS_URL ? { redisUrl: process.env.REDIS_URL, prefix } : { pool: db.queuePool };
  const log = pino({ level: 'silent' });
  const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
  const http = createHttp({ userAgent: 'Chipwire/test', allowHosts: names, resolve });
  const sender = createSender({ userAgent: 'Chipwire/test', allowHosts: [], mail: null });
  const now = () => new Date();
  const polite = politely({
    ...{ orm: db.orm, http, now, judge: async (input) => judgeRobots(input) },
    ...{ allow: allowList(names), unspaced: allowList([]) },
  });
  const ctx = {
    orm: db.orm,
    http: polite,
    threads,
    matcher: createMatcher(db.orm),
    sender,
    home: 'http://127.0.0.1',
    log,
    now,
    random: Math.random,
  };
  const start = () => runWorkers(ctx, openQueues(home, log), 1);
  const processes = [await start(), ...(db.home === 'server' ? [await start()] : [])];
  try {
    await expect.poll(() => asked.length, { timeout: 45_000, interval: 50 }).toBe(6);
  } finally {
    for (const running of processes) await running.close();
    await sender.close();
    await http.close();
    await publisher.close();
    await db.close();
  }
  const slow = asked.filter(([name]) => name === 'slow').map(([, at]) => at);
  const fast = asked.find(([name]) => name === 'fast')![1];
  expect(slow).toHaveLength(5);
  // a timer may fire a millisecond early
  expect(Math.min(...gapsOf(slow))).toBeGreaterThanOrEqual(1095);
  expect(fast).toBeLessThan(slow.at(-1)!);
  expect(slow.at(-1)! - slow[0]!).toBeLessThan(15_000);
});
