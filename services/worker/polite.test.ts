import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addEntries, getArticle } from '../../db/articles.ts';
import { forgetHosts, getHost, leaveHost, takeHost } from '../../db/hosts.ts';
import { articles, feeds, hosts } from '../../db/schema.ts';
import { AskLater } from '../runtime/politeness.ts';
import { articlePage, rss } from '../testing/app.ts';
import type { Context } from './context.ts';
import { readArticle } from './read.ts';
import { attempt, gapsOf, hour, minute, pollUntil, startVirtual, type Virtual } from './testing/virtual.ts';

let virtual: Virtual;
beforeEach(async () => {
  virtual = await startVirtual();
});
afterEach(() => virtual.close());

const hostKey = () => new URL(virtual.url('/')).host;
const feed = rss([{ title: 'A report', link: 'https://news.example/1', guid: '1' }]);

describe('one host', () => {
  test('row 6: 200 feeds are polled one at a time, a second or more apart, by two processes', async () => {
    const { answer, clock, list } = virtual;
    const paths = Array.from({ length: 200 }, (_, n) => `/feed-${n}.xml`);
    const spans: [number, number][] = [];
    let inside = 0;
    let most = 0;
    for (const path of paths)
      answer(path, async (_, res) => {
        most = Math.max(most, ++inside);
        const begun = clock.ms;
        await new Promise((done) => setTimeout(done, 3));
        clock.ms += 200;
        spans.push([begun, clock.ms]);
        inside--;
        res.writeHead(200).end(feed);
      });
    await list(paths, { interval: 86_400 });
    const both = [virtual.startProcess(), virtual.startProcess()];
    const end = clock.ms + hour;
    await pollUntil(virtual, both, end);
    expect(spans).toHaveLength(200);
    expect(most).toBe(1);
    const gaps = spans.slice(1).map(([begun], n) => begun - spans[n]![1]);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000);
    const last = spans.at(-1)![1] - spans[0]![0];
    console.log(`row 6: 200 feeds of one host in ${last / 1000} s, gaps from ${Math.min(...gaps)} ms`);
    expect(last).toBeLessThan(600_000);
  });

  test('is taken by one of twenty that ask at once; the others get a place each in its line', async () => {
    const { db, now } = virtual;
    const visits = await Promise.all(
      Array.from({ length: 20 }, (_, n) => takeHost(db.orm, 'h', `visit-${n}`, now(), 60_000)),
    );
    expect(visits.filter(({ taken }) => taken)).toHaveLength(1);
    const places = visits
      .flatMap((visit) => (visit.taken ? [] : [visit.until.getTime()]))
      .sort((a, b) => a - b);
    expect(gapsOf(places)).toEqual(Array(18).fill(1000));
    expect(places[0]).toBe(now().getTime() + 1000);
  });

  test('is free again after its spacing, or when the lease of a dead visit ends', async () => {
    const { db, clock, now } = virtual;
    const take = (name: string) => takeHost(db.orm, 'h', name, now(), 60_000);
    expect(await take('a')).toEqual({ taken: true });
    await leaveHost(db.orm, 'h', 'b', now(), 5); // not its visit
    expect(await take('b')).toMatchObject({ taken: false, held: false });
    await leaveHost(db.orm, 'h', 'a', now(), 5);
    clock.ms += 999;
    expect((await take('b')).taken).toBe(false);
    clock.ms += 1;
    expect(await take('b')).toEqual({ taken: true });
    clock.ms += 60_000;
    expect(await take('c')).toEqual({ taken: true });
    await forgetHosts(db.orm, new Date(clock.ms + 61_000));
    expect(await getHost(db.orm, 'h')).toBeNull();
  });

  test('has a line that starts over when it would be longer than five minutes', async () => {
    const { db, now, clock } = virtual;
    await takeHost(db.orm, 'h', 'first', now(), 600_000);
    for (let n = 0; n < 400; n++) {
      const visit = await takeHost(db.orm, 'h', `v${n}`, now(), 60_000);
      expect(visit.taken || visit.until.getTime() - clock.ms).toBeLessThanOrEqual(302_000);
    }
  });
});

describe('pages', () => {
  const text =
    'Huawei said on Tuesday that its new processors would be made at home by the end of the year. ';
  const page = articlePage('A report', [text.repeat(4), text.repeat(3)]);
  const byFeed = '<p>What the feed says of it.</p>';
  let ctx: Context;
  let made = 0;
  beforeEach(async () => {
    ctx = virtual.startProcess();
    ctx.threads.page = async ({ html }) => extracted(html.replace(/<[^>]*>/g, ' '));
    ctx.threads.fragment = async ({ html }) => extracted(html.replace(/<[^>]*>/g, ''));
    await virtual.list(['/feed.xml']);
    virtual.answer('/a', (_, res) => res.writeHead(200, { 'content-type': 'text/html' }).end(page));
  });
  const extracted = (words: string) => ({ text: words, words: words.split(' ').length, byline: [] }) as never;

  async function addArticle(url: string): Promise<number> {
    const row = (await virtual.db.orm.select().from(feeds).where(eq(feeds.id, 'feedxml')))[0]!;
    const entry = { title: 'A report', language: 'en', byline: [], summary: byFeed, feedHtml: null };
    const keys = [`id:${made++}`] as [string];
    const all = { ...entry, keys, url, canonicalUrl: `${url}#${made}`, publishedAt: virtual.now() };
    return (await addEntries(virtual.db.orm, row, [all], virtual.now()))[0]!;
  }
  async function read(url: string, more: Parameters<typeof attempt>[0] = {}) {
    const id = await addArticle(url);
    await readArticle(ctx, id, attempt(more));
    const { textSource, textReason } = (await getArticle(virtual.db.orm, id))!;
    return { textSource, textReason };
  }
  const robots = (body: string, status = 200) =>
    virtual.answer('/robots.txt', (_, res) => res.writeHead(status).end(body));
  const paths = () => virtual.seen.map(({ path }) => path);
  const pause = () => {
    virtual.clock.ms += 31_000;
  };
  const refused = {
    textSource: 'summary',
    textReason: 'the publisher’s robots.txt asks robots not to read the page',
  };
  const whole = { textSource: 'page', textReason: null };

  test('are read where robots.txt allows it, which is asked for once a day', async () => {
    robots('User-agent: *\nDisallow: /private');
    for (let n = 0; n < 3; n++) {
      expect(await read(virtual.url('/a'))).toEqual(whole);
      pause();
    }
    expect(paths()).toEqual(['/robots.txt', '/a', '/a', '/a']);
    expect(gapsOf(virtual.seen.map(({ at }) => at))[0]).toBeGreaterThanOrEqual(1000);
    virtual.clock.ms += 24 * hour;
    await read(virtual.url('/a'));
    expect(paths().filter((path) => path === '/robots.txt')).toHaveLength(2);
  });

  test.each([
    ['for all', 'User-agent: *\nDisallow: /', refused],
    ['for us', '\ufeffUser-agent: chipwire\r\nDisallow: /a\r\n\r\nUser-agent: *\r\nDisallow:', refused],
    ['by a pattern', 'User-agent: *\nDisallow: /*?\nAllow: /\nDisallow: /a$', refused],
    ['but not for us', 'User-agent: *\nDisallow: /\n\nUser-agent: Chipwire/0.1\nAllow: /', whole],
    ['but more closely not', 'User-agent: *\nDisallow: /\nAllow: /a', whole],
    ['with bytes of no text', '\u0000\u0001User-agent: *\nDisallow: /\u0000', refused],
    ['in a web page', '<html>User-agent: * Disallow: /</html>', whole],
  ])('are left alone when robots.txt asks so %s', async (_, body, wanted) => {
    robots(body);
    expect(await read(virtual.url('/a'))).toEqual(wanted);
    expect(paths()).toEqual(wanted === whole ? ['/robots.txt', '/a'] : ['/robots.txt']);
  });

  test.each([404, 401, 403, 410])('are read where robots.txt answers %i', async (status) => {
    robots('User-agent: *\nDisallow: /', status);
    expect(await read(virtual.url('/a'))).toEqual(whole);
  });

  test('wait for a robots.txt that has an error, then go by the feed', async () => {
    robots('', 503);
    await expect(read(virtual.url('/a'))).rejects.toThrow(/robots\.txt.*answered 503/);
    await expect(read(virtual.url('/a'))).rejects.toThrow(); // in the line
    pause();
    const { textSource, textReason } = await read(virtual.url('/a'), { last: true });
    expect([textSource, textReason]).toEqual(['summary', expect.stringMatching(/robots\.txt.*answered 503/)]);
    expect(paths()).toEqual(['/robots.txt', '/robots.txt']);
    pause();
    robots('User-agent: *\nAllow: /');
    expect(await read(virtual.url('/a'))).toEqual(whole);
    // known once, it holds while it cannot be had
    virtual.clock.ms += 25 * hour;
    robots('', 500);
    expect(await read(virtual.url('/a'))).toEqual(whole);
  });

  test('follow redirects of robots.txt, read 500 kB of it and no more', async () => {
    virtual.answer('/robots.txt', (_, res) =>
      res.writeHead(301, { location: virtual.url('/r.txt', 'other.example') }).end(),
    );
    const rules = 'User-agent: *\nDisallow: /a\n';
    virtual.answer('/r.txt', (_, res) => res.writeHead(200).end(rules + '#'.repeat(600_000)));
    expect(await read(virtual.url('/a'))).toEqual(refused);
  });

  test('are spaced by Crawl-delay, at most 30 s', async () => {
    for (const [delay, gap] of [
      ['10', 10_000],
      ['3600', 30_000],
      ['0.1', 1000],
      ['soon', 1000],
    ] as const) {
      await virtual.db.orm.delete(hosts);
      virtual.seen.length = 0;
      robots(`User-agent: *\nCrawl-delay: ${delay}`);
      await read(virtual.url('/a'));
      virtual.clock.ms += gap - 1;
      await expect(read(virtual.url('/a'))).rejects.toBeInstanceOf(AskLater);
      virtual.clock.ms += 1;
      expect(await read(virtual.url('/a'))).toEqual(whole);
    }
  });

  test('on another host, behind a redirect, are asked for by its robots.txt, and the first is not asked twice', async () => {
    robots('User-agent: *\nDisallow: /private');
    virtual.answer('/hop', (_, res) =>
      res.writeHead(302, { location: virtual.url('/private', 'other.example') }).end(),
    );
    virtual.answer('/private', (_, res) => res.writeHead(200).end(page));
    expect(await read(virtual.url('/hop'))).toEqual(refused);
    expect(virtual.seen.map(({ path, headers }) => `${headers.host?.split(':')[0]}${path}`)).toEqual([
      'news.example/robots.txt',
      'news.example/hop',
      'other.example/robots.txt',
    ]);
  });

  test('on the same host are a second after the redirect', async () => {
    robots('', 404);
    virtual.answer('/hop', (_, res) => res.writeHead(302, { location: '/a' }).end());
    expect(await read(virtual.url('/hop'))).toEqual(whole);
    expect(Math.min(...gapsOf(virtual.seen.map(({ at }) => at)))).toBeGreaterThanOrEqual(1000);
  });

  test('row 4: that answer 429 hold their host, 503 only themselves; an hour is too long', async () => {
    robots('', 404);
    let [status, wait] = [503, '600'];
    virtual.answer('/busy', (_, res) => res.writeHead(status, { 'retry-after': wait }).end());
    const until = (ms: number) => new Date(virtual.clock.ms + ms);
    await expect(read(virtual.url('/busy'))).rejects.toMatchObject({ until: until(600_000 + 1000) });
    pause();
    expect(await read(virtual.url('/a'))).toEqual(whole);
    pause();
    wait = '3600';
    expect(await read(virtual.url('/busy'))).toMatchObject({
      textSource: 'summary',
      textReason: expect.stringMatching(/answered 503 and asked/),
    });
    pause();
    [status, wait] = [429, '600'];
    const asked = virtual.clock.ms;
    await expect(read(virtual.url('/busy'))).rejects.toThrow(/429/);
    await expect(read(virtual.url('/a'))).rejects.toMatchObject({ held: true });
    expect(await read(virtual.url('/a'), { waitedMs: 25 * minute })).toMatchObject({
      textReason: expect.stringMatching(/asked to be left alone/),
    });
    virtual.clock.ms = asked + 601_000;
    expect(await read(virtual.url('/a'))).toEqual(whole);
  });

  test('at refused addresses ask nobody and leave no trace', async () => {
    expect(await read('http://127.0.0.1:6379/')).toMatchObject({
      textSource: 'summary',
      textReason: expect.stringMatching(/not/),
    });
    expect(await getHost(virtual.db.orm, '127.0.0.1:6379')).toBeNull();
    expect(await virtual.db.orm.select().from(articles)).toHaveLength(1);
    expect(hostKey()).toMatch(/^news\.example:/);
  });
});
