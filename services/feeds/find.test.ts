import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { parseFeed } from '../fetch/parse.ts';
import { readConfig } from '../runtime/config.ts';
import { HostBusy } from '../runtime/politeness.ts';
import { give, rss, startPublisher } from '../testing/app.ts';
import { type FeedFinder, findFeeds } from './find.ts';
import { createFinder } from './finder.ts';

// Over loopback, as a publisher in the web would answer.

let db: Database;
let site: Awaited<ReturnType<typeof startPublisher>>;
let finder: FeedFinder;
const opened: (typeof site)[] = [];

const now = () => new Date();
const finderFor = (hosts: string) =>
  createFinder(readConfig({ CHIPWIRE_ALLOW_HOSTS: hosts }), { orm: db.orm, now });

beforeAll(async () => {
  db = await openTestDatabase();
  // One for all: its thread takes seconds to start.
  finder = finderFor('127.0.0.1');
});
afterAll(async () => {
  await finder.close();
  await db.close();
});
beforeEach(async () => {
  site = await startPublisher();
  opened.push(site);
});
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

const page = (head: string, body = '') =>
  give('text/html', `<!doctype html><html><head>${head}</head><body>${body}</body></html>`);
const alternate = (href: string) => `<link rel="alternate" type="application/rss+xml" href="${href}">`;
const feedOf = (...titles: string[]) =>
  give(
    'application/rss+xml',
    rss(titles.map((title, n) => ({ title, link: `https://a.example/${title}-${n}` }))),
  );

test('an address that is a feed is that one', async () => {
  site.answers['/feed'] = feedOf('One', 'Two');
  const found = await finder.find(`${site.origin}/feed`);
  expect(found).toMatchObject({ fault: null, left: 0, feeds: [{ title: 'Example', entries: 2 }] });
  expect(found.feeds[0]!.url).toBe(`${site.origin}/feed`);
  expect(site.asked['/robots.txt']).toBeUndefined();
});

test('a page leads to its feeds, the same one twice once, and what is none is left out', async () => {
  site.answers['/'] = page(
    ['/a.rss', '/a.atom', '/broken.rss', '/none.rss', '/b.rss'].map(alternate).join(''),
  );
  site.answers['/a.rss'] = site.answers['/a.atom'] = feedOf('One', 'Two');
  site.answers['/b.rss'] = feedOf('<![CDATA[<script>alert(1)</script>]]>');
  site.answers['/broken.rss'] = give('application/rss+xml', '<rss><channel><item>');
  const found = await finder.find(site.origin);
  expect(found.feeds.map(({ url }) => new URL(url).pathname)).toEqual(['/a.rss', '/b.rss']);
  expect(found.feeds[1]!.newest[0]!.title).not.toContain('<script>');
});

test('where a page names none, the usual places are tried', async () => {
  site.answers['/blog'] = page('');
  site.answers['/rss.xml'] = feedOf('One');
  const found = await finder.find(`${site.origin}/blog`);
  expect(found.feeds.map(({ url }) => url)).toEqual([`${site.origin}/rss.xml`]);
  expect(site.asked['/blog/feed']).toBe(1);
});

test('robots.txt is obeyed for pages; feeds are there for robots', async () => {
  site.answers['/robots.txt'] = give('text/plain', 'User-agent: *\nDisallow: /');
  site.answers['/'] = page(alternate('/feed'));
  site.answers['/feed'] = feedOf('One');
  expect(await finder.find(site.origin)).toMatchObject({ fault: 'robots', feeds: [] });
  expect(site.asked['/']).toBeUndefined();
  expect((await finder.find(`${site.origin}/feed`)).feeds).toHaveLength(1);
});

test('a robots.txt that cannot be had is no refusal of the site’s', async () => {
  site.answers['/robots.txt'] = (_, res) => void res.writeHead(503).end();
  expect(await finder.find(site.origin)).toMatchObject({
    fault: 'unreachable',
    reason: expect.stringContaining('robots.txt, which must be obeyed, cannot be had'),
  });
});

test('a host that does not exist is no site, whichever was asked for first', async () => {
  for (const path of ['/feed', '/'])
    expect(await finder.find(`https://nosuchhost.invalid${path}`)).toMatchObject({
      fault: 'no-site',
      feeds: [],
    });
});

test('of ten thousand links six are tried', async () => {
  const links = Array.from({ length: 10_000 }, (_, n) => alternate(`/feed/${n}`)).join('');
  site.answers['/'] = page(links);
  const found = await finder.find(site.origin);
  expect(found).toMatchObject({ fault: 'none', feeds: [] });
  expect(Object.keys(site.asked).filter((path) => path.startsWith('/feed/'))).toHaveLength(6);
});

test('of a page without end its beginning is read', async () => {
  site.answers['/'] = (_, res) => {
    res.writeHead(200, { 'content-type': 'text/html' });
    res.write(`<!doctype html><head>${alternate('/feed')}</head>`);
    const more = () => {
      while (!res.destroyed && res.write('<p>x'.repeat(20_000)));
    };
    res.on('drain', more);
    more();
  };
  site.answers['/feed'] = feedOf('One');
  expect((await finder.find(site.origin)).feeds).toHaveLength(1);
});

test('private addresses are refused, also where a redirect or a link leads there', async () => {
  const secret = await startPublisher();
  opened.push(secret);
  secret.answers['/'] = secret.answers['/feed'] = feedOf('Secret');
  const strict = finderFor('');
  try {
    for (const address of [
      `${secret.origin}/feed`,
      'http://localhost/',
      'http://[::1]/',
      'http://169.254.169.254/',
    ])
      expect(await strict.find(address)).toMatchObject({ fault: 'refused', feeds: [] });
    const away = secret.origin.replace('127.0.0.1', 'localhost');
    site.answers['/away'] = (_, res) => res.writeHead(302, { location: `${away}/feed` }).end();
    expect(await finder.find(`${site.origin}/away`)).toMatchObject({
      fault: 'refused',
      reason: expect.stringContaining('refused address'),
    });
    site.answers['/'] = page(alternate(`${away}/feed`));
    expect(await finder.find(site.origin)).toMatchObject({ fault: 'none', feeds: [] });
    expect(secret.asked).toEqual({});
  } finally {
    await strict.close();
  }
});

test('what hangs is given up in time', { timeout: 20_000 }, async () => {
  site.answers['/feed'] = () => {};
  const started = performance.now();
  expect(await finder.find(`${site.origin}/feed`)).toMatchObject({
    fault: 'timeout',
    reason: 'no complete answer within 8 s',
  });
  expect(performance.now() - started).toBeLessThan(12_000);
});

describe('a host that is busy', () => {
  const at = new Date('2026-03-10T12:00:00Z');
  const busy = (ms: number, held = false) =>
    new HostBusy('a.example', { until: new Date(at.getTime() + ms), held });
  const answer = (body: string) => ({
    ...{ status: 200, url: 'https://a.example/feed', headers: {}, redirects: [], body: Buffer.from(body) },
  });
  const search = async (...answers: (Error | ReturnType<typeof answer>)[]) => {
    const slept: number[] = [];
    const found = await findFeeds('https://a.example/feed', {
      get: async () => {
        const next = answers.shift()!;
        if (next instanceof Error) throw next;
        return next;
      },
      parse: (text, url) => parseFeed(text, { url }),
      now: () => at,
      sleep: async (ms) => slept.push(ms),
    });
    return { ...found, slept };
  };

  test('is waited for', async () => {
    const feed = answer(rss([{ title: 'One', link: 'https://a.example/1' }]));
    expect(await search(busy(900), busy(10), feed)).toMatchObject({
      slept: [900, 50],
      feeds: [{ entries: 1 }],
    });
  });

  test('is not waited for where it asked to be left alone, or the wait is long', async () => {
    for (const error of [busy(900, true), busy(60_000)])
      expect(await search(error)).toMatchObject({ fault: 'unreachable', reason: error.message, slept: [] });
  });
});

test.each([
  ['javascript:alert(1)', 'address'],
  ['', 'address'],
  ['file:///etc/passwd', 'address'],
])('%j is no address', async (text, fault) => {
  expect(await finder.find(text)).toMatchObject({ fault, feeds: [] });
});

test('what is neither page nor feed says so; errors are told', async () => {
  site.answers['/feed'] = give('image/png', '\u0089PNG');
  expect(await finder.find(`${site.origin}/feed`)).toMatchObject({ fault: 'unreadable' });
  site.answers['/rss'] = (_, res) => res.writeHead(503).end();
  expect(await finder.find(`${site.origin}/rss`)).toMatchObject({
    fault: 'unreachable',
    reason: `${site.host} answered 503`,
  });
});
