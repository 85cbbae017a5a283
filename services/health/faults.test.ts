import type { LookupAddress } from 'node:dns';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countSteps } from '../../db/articles.ts';
import type { Database } from '../../db/database.ts';
import { syncFeeds } from '../../db/feeds.ts';
import { rowsOf } from '../../db/series.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import type { App } from '../app.ts';
import type { FeedSource } from '../runtime/feeds.ts';
import { articlePage, feedAt, give, rss, startPublisher, startTestApp } from '../testing/app.ts';
import { seen, shows } from './testing/seen.ts';

let db: Database;
let publisher: Awaited<ReturnType<typeof startPublisher>>;
let app: App;
beforeEach(async () => {
  [db, publisher] = await Promise.all([openTestDatabase(), startPublisher()]);
});
afterEach(async () => {
  await app?.close();
  await publisher.close();
  await db.close();
});

/** Lets a feed be there whose one article says this. */
async function publish(id: string, now = new Date()): Promise<void> {
  const page = articlePage(`Report ${id}`, [`Report ${id} says that Huawei made a new chip. `.repeat(5)]);
  publisher.answers[`/${id}`] = give('text/html', page);
  const entry = { title: `Report ${id}`, link: `${publisher.origin}/${id}`, guid: id };
  publisher.answers[`/${id}.xml`] = give('application/rss+xml', rss([entry]));
  const { rows } = (await db.orm.execute(
    sql`select id, url from feeds where state <> 'removed'`,
  )) as unknown as {
    rows: { id: string; url: string }[];
  };
  const known = rows.map(({ id: name, url }) => feedAt(name, url));
  await syncFeeds(db.orm, [...known, feedAt(id, `${publisher.origin}/${id}.xml`)], now);
}

const start = async (options: Parameters<typeof startTestApp>[2], feeds: FeedSource[] = []) => {
  app = await startTestApp({ ...db, close: async () => {} }, feeds, {
    ...{ allowHosts: [publisher.host], ...options },
  });
};
const settled = (n: number) =>
  expect.poll(async () => (await countSteps(db.orm)).clustered, { timeout: 90_000, interval: 100 }).toBe(n);

test('a disk that is almost full: no work is begun, pages go on, and work goes on when there is room', async () => {
  let bytes = 50e9;
  await start({ free: async () => bytes });
  await publish('one');
  await settled(1);
  bytes = 1e6;
  expect(await shows(app.origin!, 'disk', 'room-none')).toMatchObject({ status: 200, state: 'failing' });
  await new Promise((done) => setTimeout(done, 4_500)); // the gate is asked every two seconds
  await publish('two');
  await new Promise((done) => setTimeout(done, 6_000));
  expect((await countSteps(db.orm)).clustered).toBe(1);
  expect(publisher.asked['/two.xml']).toBeUndefined();
  bytes = 50e9;
  await shows(app.origin!, 'disk', 'room-enough');
  await settled(2);
}, 240_000);

test('a clock that jumps an hour ahead and back: nothing is put off for hours', async () => {
  let by = 0;
  const now = () => new Date(Date.now() + by);
  await start({ now });
  await publish('one', now());
  await settled(1);
  by = 3_600_000;
  await shows(app.origin!, 'clock', db.home === 'server' ? 'clock-far-apart' : 'clock-jumped');
  await publish('two', now());
  await settled(2);
  await new Promise((done) => setTimeout(done, 12_000)); // a process looks at its clock every ten seconds
  by = 0;
  await shows(app.origin!, 'clock', 'clock-jumped');
  await publish('three', now());
  await settled(3);
  // Feeds that were polled by the clock that was ahead wait no longer than theirs do.
  const waits = async () =>
    rowsOf(
      await db.orm.execute(sql`select extract(epoch from max(next_poll_at) - now())::float8 as s from feeds`),
    )[0]!.s as number;
  await expect.poll(waits, { timeout: 90_000, interval: 500 }).toBeLessThan(3_600);
  expect(await waits()).toBeGreaterThan(1_000); // and none is asked sooner
  expect(Object.entries(publisher.asked).filter(([path]) => path.endsWith('.xml')).length).toBe(3);
}, 300_000);

test('names that hang or are not found: told so, nothing is lost, and it goes on by itself', async () => {
  let how: 'hang' | 'lose' | 'find' = 'hang';
  const resolve = (): Promise<LookupAddress[]> =>
    how === 'find'
      ? Promise.resolve([{ address: '127.0.0.1', family: 4 }])
      : how === 'hang'
        ? new Promise(() => {})
        : Promise.reject(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }));
  const port = publisher.host.split(':')[1];
  const name = `news.example:${port}`;
  publisher.answers['/feed.xml'] = give(
    'application/rss+xml',
    rss([{ title: 'One', link: `http://${name}/one`, guid: '1', html: '<p>Huawei made a chip.</p>' }]),
  );
  publisher.answers['/one'] = give('text/html', articlePage('One', ['Huawei made a new chip. '.repeat(9)]));
  await start({ resolve, allowHosts: [name] }, [feedAt('news', `http://${name}/feed.xml`)]);
  expect(await shows(app.origin!, 'names', 'names-unknown')).toMatchObject({ status: 200, state: 'failing' });
  how = 'lose';
  await shows(app.origin!, 'names', 'names-unknown');
  how = 'find';
  expect(await shows(app.origin!, 'names', 'names-known')).toMatchObject({ status: 200 });
  // The poll that hung has its own end, and the next one its time.
  const polled = async () => {
    await db.orm.execute(
      sql`update feeds set next_poll_at = now() where next_poll_at > now() + interval '3 minutes'`,
    );
    return (await countSteps(db.orm)).clustered;
  };
  await expect.poll(polled, { timeout: 150_000, interval: 1_000 }).toBe(1);
  expect(await seen(app.origin!)).toMatchObject({ found: { names: 'names-known' } });
}, 300_000);
