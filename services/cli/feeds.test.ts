import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { listFeeds, syncFeeds } from '../../db/feeds.ts';
import { feeds } from '../../db/schema.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { readConfig } from '../runtime/config.ts';
import { feedAt, give, rss, startPublisher } from '../testing/app.ts';
import type { CommandContext } from './context.ts';
import { run } from './listen.ts';

let db: Database;
let site: Awaited<ReturnType<typeof startPublisher>>;

beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  site = await startPublisher();
  await db.orm.delete(feeds);
});
afterEach(() => site.close());

async function chipwire(...words: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const ctx: CommandContext = {
    ...{ orm: db.orm, now: () => new Date('2026-03-10T12:00:00Z'), cwd: '/' },
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    progress: { show: () => {}, end: () => {} },
    signal: new AbortController().signal,
    config: readConfig({ CHIPWIRE_ALLOW_HOSTS: site.host }),
  };
  return { code: await run({ words: ['feeds', ...words] }, ctx), out: out.join('\n'), err: err.join('\n') };
}

test('a feed is found, added, paused, resumed, exported and taken away', { timeout: 60_000 }, async () => {
  await syncFeeds(db.orm, [feedAt('wire', 'https://wire.example/feed')], new Date('2026-03-01'));
  for (const path of ['/a.rss', '/b.rss'])
    site.answers[path] = give('text/xml', rss([{ title: path, link: `https://a.example${path}` }]));
  const links = ['/a.rss', '/b.rss'].map((href) => `<a href="${href}">Feed</a>`).join('');
  site.answers['/'] = give('text/html', `<!doctype html><html><body>${links}</body></html>`);

  const several = await chipwire('add', site.origin);
  expect(several).toMatchObject({ code: 1, err: expect.stringContaining('There are 2') });
  expect(several.out).toContain('/a.rss');
  const added = await chipwire(
    'add',
    `${site.origin}/a.rss`,
    '--publisher',
    'New Example',
    '--interval',
    '15',
  );
  expect(added).toMatchObject({ code: 0, out: 'new-example (New Example) is added.' });
  expect(await listFeeds(db.orm, ['new-example'])).toMatchObject([{ interval: 900, listedBy: 'people' }]);
  expect(await chipwire('add', `${site.origin}/a.rss`)).toMatchObject({
    ...{ code: 1, err: expect.stringContaining('on the list already: new-example') },
  });
  expect(await chipwire('pause', 'wire')).toMatchObject({ code: 0, out: 'wire is paused.' });
  expect((await chipwire('list')).out).toMatch(/wire +paused/);
  expect(await chipwire('resume', 'wire')).toMatchObject({ code: 0 });
  expect((await chipwire('export')).out).toContain('xmlUrl="https://wire.example/feed"');
  expect(await chipwire('remove', 'new-example')).toMatchObject({ code: 0 });
  expect(await chipwire('remove', 'wire')).toMatchObject({
    ...{ code: 2, err: expect.stringContaining('feeds.yaml lists this feed') },
  });
  expect(await chipwire('add', 'http://10.0.0.1/')).toMatchObject({ code: 1 });
});
