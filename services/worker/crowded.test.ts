import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addEntries, getArticle } from '../../db/articles.ts';
import { articles } from '../../db/schema.ts';
import { articlePage, give, rss } from '../testing/app.ts';
import type { Context } from './context.ts';
import { readArticle } from './read.ts';
import { attempt, minute, pollOnce, startVirtual, type Virtual } from './testing/virtual.ts';
import { CrowdedError, type Threads } from './threads.ts';

let virtual: Virtual;
beforeEach(async () => {
  virtual = await startVirtual();
});
afterEach(() => virtual.close());

/** A process whose threads are all taken. */
function crowded(): Context {
  const busy = () => Promise.reject(new CrowdedError());
  const threads = { parse: busy, page: busy, fragment: busy } as Partial<Threads> as Threads;
  return { ...virtual.startProcess(), threads };
}

test('a feed that nobody had time to decode is not failing, and is polled again', async () => {
  const listed = [{ title: 'A report', link: 'https://news.example/1', guid: '1' }];
  virtual.answer('/feed.xml', (_, res) => res.writeHead(200).end(rss(listed)));
  await virtual.list(['/feed.xml']);
  expect(await pollOnce(crowded(), 'feedxml')).toBe('later');
  expect(await virtual.feed('feedxml')).toMatchObject({ state: 'new', failures: 0, reason: null });
  virtual.clock.ms += 3 * minute;
  expect(await pollOnce(virtual.startProcess(), 'feedxml')).toBe('entries');
});

test('a page that nobody had time to read waits, also at the last try, and keeps no lesser text', async () => {
  const url = virtual.url('/report');
  virtual.answer('/report', give('text/html', articlePage('A report', ['Huawei made a chip. '.repeat(30)])));
  await virtual.list(['/feed.xml']);
  const entry = { keys: ['1'] as [string], url, canonicalUrl: url, title: 'A report', language: 'en' };
  const more = { byline: [], summary: '<p>Less.</p>', feedHtml: null, publishedAt: virtual.now() };
  const feed = await virtual.feed('feedxml');
  const [id] = await addEntries(virtual.db.orm, feed, [{ ...entry, ...more }], virtual.now());
  await expect(readArticle(crowded(), id!, attempt({ last: true }))).rejects.toThrow(CrowdedError);
  expect(await getArticle(virtual.db.orm, id!)).toMatchObject({ step: 'found', failure: null });
  // The same where the feed’s own text is what nobody reads.
  await virtual.db.orm.update(articles).set({ url: null }).where(eq(articles.id, id!));
  await expect(readArticle(crowded(), id!, attempt({ last: true }))).rejects.toThrow(CrowdedError);
});
