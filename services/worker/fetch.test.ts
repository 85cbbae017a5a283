import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { countSteps } from '../../db/articles.ts';
import { listPolls } from '../../db/feeds.ts';
import { articles } from '../../db/schema.ts';
import { rss } from '../testing/app.ts';
import { gapsOf, hour, minute, pollOnce, pollUntil, startVirtual, type Virtual } from './testing/virtual.ts';

let virtual: Virtual;
beforeEach(async () => {
  virtual = await startVirtual();
});
afterEach(() => virtual.close());

const entries = (count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => ({
    title: `Report number ${from + n}`,
    link: `https://news.example/${from + n}`,
    guid: `g${from + n}`,
    date: 'Sun, 01 Mar 2026 10:00:00 GMT',
  }));
const feed = rss(entries(3));

describe('politeness', () => {
  test('row 1: validators go back byte for byte over 50 polls and 3 restarts', async () => {
    const { answer, seen, clock } = virtual;
    const etag = 'W/"x--gzip"';
    answer('/feed.xml', (req, res) => {
      if (req.headers['if-none-match'] === etag) return res.writeHead(304).end();
      return res.writeHead(200, { etag }).end(feed);
    });
    for (let n = 0; n < 50; n++) {
      if (n % 13 === 0) await virtual.list(['/feed.xml']);
      const ctx = virtual.startProcess();
      expect(await pollOnce(ctx, 'feedxml')).toBe(n === 0 ? 'entries' : 'unchanged');
      clock.ms = (await virtual.feed('feedxml')).nextPollAt.getTime();
    }
    expect(seen.filter(({ headers }) => headers['if-none-match'] === undefined)).toHaveLength(1);
    expect(seen.filter(({ headers }) => headers['if-none-match'] === etag)).toHaveLength(49);
  });

  test('row 2: five kills, two of them in the middle of a poll, ask no earlier than the publisher wants', async () => {
    const { answer, seen, clock, list } = virtual;
    let dies = false;
    answer('/feed.xml', (_, res) => {
      if (dies) return void res.destroy();
      return res.writeHead(200, { 'cache-control': 'max-age=3600' }).end(feed);
    });
    const begun = clock.ms;
    for (let life = 1; life <= 6; life++) {
      await list(['/feed.xml'], { interval: 1800 });
      const ctx = virtual.startProcess();
      dies = false;
      await pollUntil(virtual, ctx, begun + life * 4 * hour - 30 * minute);
      if (life === 2 || life === 4) {
        clock.ms = (await virtual.feed('feedxml')).nextPollAt.getTime();
        dies = true;
        // the request goes out, and the process is no more before it can note anything
        const dead = { ...ctx, orm: onlyOnce(ctx.orm) } as typeof ctx;
        await pollOnce(dead, 'feedxml').catch(() => {});
      }
    }
    const times = seen.map(({ at }) => at).filter((at) => at < begun + 24 * hour);
    expect(times.length).toBeGreaterThan(20);
    expect(times.length).toBeLessThanOrEqual(25);
    expect(Math.min(...gapsOf(times))).toBeGreaterThanOrEqual(59 * minute);
  });

  const now = Date.parse('2026-03-01T12:00:00Z');
  test.each([
    [{}, '', 30 * minute],
    [{ 'cache-control': 'max-age=3600' }, '', hour],
    [{ 'cache-control': 'max-age=60' }, '', 30 * minute],
    [{ expires: 'Sun, 01 Mar 2026 14:00:00 GMT' }, '', 2 * hour],
    [{ expires: 'Sun, 01 Mar 2026 14:00:00 GMT' }, '<ttl>180</ttl>', 3 * hour],
    [{ 'cache-control': 'max-age=3600' }, '<ttl>10</ttl>', hour],
    [{ 'cache-control': 'max-age=-1', expires: '-1' }, '<ttl>-5</ttl>', 30 * minute],
    [{ 'cache-control': 'max-age=1000000000000' }, '', 24 * hour],
    [{}, '<ttl>1e12</ttl>', 24 * hour],
    [{ status: '429', 'retry-after': 'Sun, 01 Mar 2026 15:00:00 GMT' }, '', 3 * hour],
    [{ status: '503', 'retry-after': '1000000000000' }, '', 24 * hour],
    [{ status: '503', 'retry-after': '-7' }, '', hour],
  ])('row 3: %o and “%s” wait the longest that is asked', async (headers, inside, wait) => {
    const { answer, startProcess, list } = virtual;
    const { status = '200', ...sent } = headers as Record<string, string>;
    answer('/feed.xml', (_, res) =>
      res
        .writeHead(Number(status), { date: new Date(now).toUTCString(), ...sent })
        .end(feed.replace('<channel>', `<channel>${inside}`)),
    );
    await list(['/feed.xml']);
    await pollOnce(startProcess(), 'feedxml');
    const { nextPollAt } = await virtual.feed('feedxml');
    expect(Math.abs(nextPollAt.getTime() - now - wait)).toBeLessThanOrEqual(1000);
  });

  test('a ttl holds through the 304s after it', async () => {
    const { answer, seen, list, startProcess, clock } = virtual;
    answer('/feed.xml', (req, res) => {
      if (req.headers['if-none-match']) return res.writeHead(304).end();
      return res.writeHead(200, { etag: '"1"' }).end(feed.replace('<channel>', '<channel><ttl>240</ttl>'));
    });
    await list(['/feed.xml']);
    await pollUntil(virtual, startProcess(), clock.ms + 25 * hour);
    expect(gapsOf(seen.map(({ at }) => at))).toEqual(Array(6).fill(4 * hour));
  });

  test('row 4: a 429 holds the host, a 503 only the feed', async () => {
    const { answer, seen, list, startProcess, clock } = virtual;
    let [first, retryAfter] = [503, '7200'];
    answer('/a.xml', (_, res) => res.writeHead(first, { 'retry-after': retryAfter }).end());
    answer('/b.xml', (_, res) => res.writeHead(200).end(feed));
    await list(['/a.xml', '/b.xml']);
    const ctx = startProcess();
    const begun = clock.ms;
    await pollOnce(ctx, 'axml');
    clock.ms += 2000;
    expect(await pollOnce(ctx, 'bxml')).toBe('entries');
    await pollUntil(virtual, ctx, begun + 2 * hour - 1);
    expect(seen.filter(({ path }) => path === '/a.xml')).toHaveLength(1);
    expect(seen.filter(({ path }) => path === '/b.xml')).toHaveLength(4);

    [first, retryAfter] = [429, new Date(clock.ms + 5 * hour).toUTCString()];
    clock.ms += 1000;
    expect(await pollOnce(ctx, 'axml')).toBe('failed');
    const held = clock.ms;
    await pollUntil(virtual, ctx, held + 5 * hour - 5000);
    expect(seen.filter(({ at }) => at > held)).toEqual([]);
    expect(await virtual.feed('bxml')).toMatchObject({ state: 'ok', failures: 0 });
    await pollUntil(virtual, ctx, held + 5 * hour + 20 * minute);
    expect(seen.filter(({ at, path }) => at > held && path === '/b.xml').length).toBeGreaterThan(0);
  });

  test('row 5: 410 ends the polls, with its reason', async () => {
    const { answer, seen, list, startProcess, clock } = virtual;
    answer('/feed.xml', (_, res) => res.writeHead(410).end());
    await list(['/feed.xml']);
    await pollUntil(virtual, startProcess(), clock.ms + 7 * 24 * hour);
    expect(seen).toHaveLength(1);
    expect(await virtual.feed('feedxml')).toMatchObject({
      state: 'gone',
      reason: expect.stringContaining('410'),
    });
  });

  test.each([
    ['five times 301 to the feed', [301, 301, 301, 301, 301], '/new.xml'],
    ['five times 308', [308, 308, 308, 308, 308], '/new.xml'],
    ['four times 301', [301, 301, 301, 301], null],
    ['302 and 307', [302, 307, 302, 307, 302, 307], null],
    ['a 302 between', [301, 301, 301, 302, 301, 301, 301, 301], null],
    ['an error between', [301, 301, 301, 500, 301, 301, 301, 301], null],
    ['five times 301 to a page', [-301, -301, -301, -301, -301, -301], null],
  ])('row 5: %s moves the feed only where it should', async (_, statuses, path) => {
    const { answer, seen, list, startProcess, clock, url } = virtual;
    let status = 200;
    answer('/feed.xml', (_, res) =>
      res
        .writeHead(Math.abs(status), { location: url(status < 0 ? '/page' : '/new.xml') })
        .end(status === 200 ? feed : ''),
    );
    answer('/new.xml', (_, res) => res.writeHead(200, { etag: '"new"' }).end(feed));
    answer('/page', (_, res) => res.writeHead(200).end('<html><title>Maintenance</title></html>'));
    await list(['/feed.xml']);
    const ctx = startProcess();
    for (status of statuses) {
      await pollOnce(ctx, 'feedxml');
      clock.ms = (await virtual.feed('feedxml')).nextPollAt.getTime();
    }
    const kept = await virtual.feed('feedxml');
    expect(kept).toMatchObject({ url: url('/feed.xml'), pollUrl: path && url(path) });
    if (!path) return;
    expect(kept).toMatchObject({ state: 'ok', reason: expect.stringContaining('moved it for good') });
    seen.length = 0;
    await list(['/feed.xml']); // a restart keeps it
    await pollOnce(ctx, 'feedxml');
    expect(seen.map((request) => [request.path, request.headers['if-none-match']])).toEqual([
      [path, '"new"'],
    ]);
    // the new home is lost: the address of feeds.yaml is asked again
    status = 200;
    answer('/new.xml', (_, res) => res.writeHead(404).end());
    await pollUntil(virtual, ctx, clock.ms + 5 * 24 * hour);
    expect(await virtual.feed('feedxml')).toMatchObject({ state: 'ok', pollUrl: null, reason: null });
  });

  test('a 404 slows down more than other failures, and says so', async () => {
    const { answer, list, startProcess, seen, clock } = virtual;
    answer('/a.xml', (_, res) => res.writeHead(404).end());
    answer('/b.xml', (_, res) => res.writeHead(403).end());
    answer('/c.xml', (_, res) => res.writeHead(500).end());
    await list(['/a.xml', '/b.xml', '/c.xml']);
    await pollUntil(virtual, startProcess(), clock.ms + 24 * hour);
    const count = (path: string) => seen.filter((request) => request.path === path).length;
    expect(count('/a.xml')).toBeLessThan(count('/b.xml'));
    expect(count('/b.xml')).toBeLessThan(count('/c.xml'));
    expect(await virtual.feed('axml')).toMatchObject({
      state: 'failing',
      reason: expect.stringMatching(/no feed at this address \(404\)/),
    });
  });

  test('ten workers that take one feed at once send one request', async () => {
    const { answer, list, startProcess, seen } = virtual;
    answer('/feed.xml', (_, res) => void setTimeout(() => res.writeHead(200).end(feed), 50));
    await list(['/feed.xml']);
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => pollOnce(startProcess(), 'feedxml')));
    expect(outcomes.toSorted()).toEqual(['entries', ...Array(9).fill('not-due')]);
    expect(seen).toHaveLength(1);
  });
});

describe('hostile feeds', () => {
  test('row 10: a feed that changes its ids and link tokens 20 times gives 100 articles', async () => {
    const { answer, list, startProcess, clock, db } = virtual;
    let turn = 0;
    answer('/feed.xml', (_, res) => {
      turn++;
      const rotated = entries(100).map((entry) => ({
        ...entry,
        guid: `${entry.guid}-${turn}-${Math.random()}`,
        link: `${entry.link}?utm_source=${turn}&amp;token=${turn}${'x'.repeat(turn)}`,
      }));
      res.writeHead(200).end(rss(rotated));
    });
    await list(['/feed.xml']);
    const ctx = startProcess();
    for (let n = 0; n < 20; n++) {
      expect(await pollOnce(ctx, 'feedxml')).toBe('entries');
      clock.ms = (await virtual.feed('feedxml')).nextPollAt.getTime();
    }
    expect((await countSteps(db.orm)).found).toBe(100);
  });

  test('row 11: dates in the future or unreadable become when the entry was found, and stay', async () => {
    const { answer, list, startProcess, clock, db } = virtual;
    const dates = [
      'Tue, 01 Jan 2999 10:00:00 GMT',
      'garbage',
      '',
      'Thu, 01 Jan 1970 00:00:00 GMT',
      '99999999999',
    ];
    const odd = dates.map((date, n) => ({ ...entries(1, n)[0]!, date }));
    answer('/feed.xml', (_, res) => res.writeHead(200).end(rss(odd)));
    await list(['/feed.xml']);
    const ctx = startProcess();
    const found = clock.ms;
    for (let n = 0; n < 10; n++) {
      await pollOnce(ctx, 'feedxml');
      clock.ms = (await virtual.feed('feedxml')).nextPollAt.getTime();
    }
    const rows = await db.orm.select().from(articles);
    expect(rows.map((row) => row.publishedAt.getTime())).toEqual(Array(5).fill(found));
  });

  test.each([
    ['a log-in page', '<html><title>Log in</title><form></form></html>', 'failing'],
    ['nothing', '', 'failing'],
    ['half a feed', feed.slice(0, feed.length / 2), 'ok'],
  ])('row 12: 200 with %s keeps the old validators', async (_, body, state) => {
    const { answer, list, startProcess, clock, seen } = virtual;
    answer('/feed.xml', (_, res) => res.writeHead(200, { etag: '"good"' }).end(feed));
    await list(['/feed.xml']);
    const ctx = startProcess();
    await pollOnce(ctx, 'feedxml');
    answer('/feed.xml', (_, res) => res.writeHead(200, { etag: '"bad"' }).end(body));
    clock.ms = (await virtual.feed('feedxml')).nextPollAt.getTime();
    await pollOnce(ctx, 'feedxml');
    const row = await virtual.feed('feedxml');
    expect(row).toMatchObject({ state, etag: '"good"' });
    if (state === 'failing') expect(row.nextPollAt.getTime() - clock.ms).toBeGreaterThanOrEqual(hour);
    clock.ms = row.nextPollAt.getTime();
    await pollOnce(ctx, 'feedxml');
    expect(seen.at(-1)?.headers['if-none-match']).toBe('"good"');
  });

  test('every way to fail is a poll with its reason, and the other feeds go on', async () => {
    const { answer, list, startProcess, clock, db } = virtual;
    const bodies = [
      '<html><body>Sorry</body></html>',
      '',
      '<rss>'.repeat(100_000),
      '\u0000\ufffe<',
      '{"x":1}',
    ];
    bodies.forEach((body, n) => {
      answer(`/${n}.xml`, (_, res) => res.writeHead(200).end(body));
    });
    answer('/good.xml', (_, res) => res.writeHead(200).end(feed));
    await list([...bodies.map((_, n) => `/${n}.xml`), '/good.xml']);
    await pollUntil(virtual, startProcess(), clock.ms + 10 * minute);
    expect(await virtual.feed('goodxml')).toMatchObject({ state: 'ok', articles: 3 });
    for (const n of bodies.keys()) {
      expect(await virtual.feed(`${n}xml`)).toMatchObject({ state: 'failing', reason: expect.any(String) });
      expect((await listPolls(db.orm, `${n}xml`, 1))[0]?.reason).toEqual(expect.any(String));
    }
  });
});

/** An archive that takes the claim of a poll and answers nothing after it. */
function onlyOnce<T extends object>(orm: T): T {
  let updates = 0;
  return new Proxy(orm, {
    get(target, key) {
      if (key === 'transaction') return () => Promise.reject(new Error('killed'));
      if (key === 'update' && updates++ > 0)
        return () => {
          throw new Error('killed');
        };
      const value = Reflect.get(target, key) as unknown;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
