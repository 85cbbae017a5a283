import Parser from 'rss-parser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { syncFeeds } from '../../db/feeds.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { addArticle } from '../testing/archive.ts';
import { createApi } from './app.ts';

let db: Database;
let api: ReturnType<typeof createApi>;
const now = new Date('2026-11-26T09:00:00Z');
const title = '<b>华为</b> & "昇腾" ]]> \u0007\u{FFFE}rise';

beforeAll(async () => {
  db = await openTestDatabase();
  api = createApi({ orm: db.orm, now: () => now, version: '0.0.0', report: () => {} });
  const feed = { family: 'wire', language: 'en', topics: ['export-controls'], interval: 1800 };
  await syncFeeds(db.orm, [{ ...feed, id: 'wire', publisher: 'A & B', url: 'https://e.org/wire' }], now);
  const published = (day: number) => `2025-05-${String(day).padStart(2, '0')}T08:00:00Z`;
  for (let day = 1; day <= 8; day += 1)
    await addArticle(db.orm, { title: `Day ${day}`, text: `Plain ${day}.`, publishedAt: published(day) });
  await addArticle(db.orm, {
    ...{ title, text: 'Chips <i>rise</i> & fall.', publishedAt: published(20), byline: ['Ann <Ho>'] },
    ...{ url: 'https://e.org/a?b=1&c=华', language: 'zh' },
  });
  await addArticle(db.orm, { title: 'No address', text: 'Nothing.', publishedAt: published(9), url: null });
});
afterAll(() => db.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  api.request(`http://chipwire.example${path}`, { headers });
const shownTitle = title.replaceAll(/[\u0007\u{FFFE}]/gu, '');

test.each(['rss', 'atom'])('%s is read by a strict parser, whatever the articles hold', async (kind) => {
  const answer = await get(`/v1/search.${kind}`);
  expect(answer.headers.get('content-type')).toBe(`application/${kind}+xml; charset=utf-8`);
  const feed = await new Parser().parseString(await answer.text());
  expect(feed.items).toHaveLength(10);
  const [first] = feed.items;
  expect(first?.title).toBe(shownTitle);
  expect(first?.link).toBe('https://e.org/a?b=1&c=%E5%8D%8E');
  expect(first?.isoDate).toBe('2025-05-20T08:00:00.000Z');
  expect(first?.contentSnippet ?? first?.summary).toContain('Chips');
  const ids = feed.items.map((entry) => (entry.guid ?? entry.id) as string);
  expect(new Set(ids).size).toBe(10);
  for (const id of ids) expect(id).toMatch(/^(https:\/\/\S+|urn:uuid:[0-9a-f-]{36})$/);
});

test('markup in a text stays text for readers that take RSS descriptions for HTML', async () => {
  const body = await (await get('/v1/search.rss')).text();
  expect(body).toContain(
    '<description>Chips &amp;lt;i&amp;gt;rise&amp;lt;/i&amp;gt; &amp;amp; fall.</description>',
  );
});

test('JSON Feed has what version 1.1 demands', async () => {
  const answer = await get('/v1/search.json?q=rise');
  expect(answer.headers.get('content-type')).toBe('application/feed+json; charset=utf-8');
  const feed = (await answer.json()) as { items: Record<string, unknown>[] };
  expect(feed).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Chipwire: rise',
    feed_url: 'http://chipwire.example/v1/search.json?q=rise',
    home_page_url: 'http://chipwire.example/?q=rise',
  });
  expect(feed.items).toHaveLength(1);
  expect(feed.items[0]).toMatchObject({ authors: [{ name: 'Ann <Ho>' }], language: 'zh' });
});

test('a reader that has the feed gets 304 until something changes', async () => {
  const etag = (await get('/v1/search.atom')).headers.get('etag') ?? '';
  const again = (tag: string) => get('/v1/search.atom', { 'if-none-match': tag });
  expect((await again(etag)).status).toBe(304);
  expect((await again(`"other", ${etag.replace('W/', '')}`)).status).toBe(304);
  expect((await again('"other"')).status).toBe(200);
  await addArticle(db.orm, { title: 'News', text: 'New.', publishedAt: '2025-06-01T08:00:00Z' });
  expect((await again(etag)).status).toBe(200);
});

test('the id of a feed goes by its query, not by where it is served', async () => {
  const idOf = async (path: string) => /<id>(.*?)<\/id>/.exec(await (await api.request(path)).text())?.[1];
  const id = await idOf('http://one.example/v1/search.atom?q=rise');
  expect(await idOf('http://two.example/v1/search.atom?q=rise')).toBe(id);
  expect(await idOf('http://one.example/v1/search.atom?q=fall')).not.toBe(id);
});
