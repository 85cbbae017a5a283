import { load } from 'cheerio';
import Parser from 'rss-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadArticles } from './articles.ts';
import { loadPublishers } from './publishers.ts';
import { startWire, type Wire } from './wire.ts';

// Far enough ahead that every article is out.
const end = new Date('2100-01-01T00:00:00Z');
const articles = loadArticles();
const publishers = loadPublishers();
let wire: Wire;
beforeAll(async () => {
  wire = await startWire({ articles, now: () => end });
});
afterAll(() => wire.close());

/** A body decoded by the charset that its header names. */
async function textAt(address: string): Promise<string> {
  const response = await fetch(address);
  expect(response.status, address).toBe(200);
  const charset = /charset=([\w-]+)/.exec(response.headers.get('content-type') ?? '')?.[1];
  return new TextDecoder(charset, { fatal: true }).decode(await response.arrayBuffer());
}

describe('feeds', () => {
  test('each publisher has one, and it lists all its articles, newest first', async () => {
    expect(wire.feeds.map(({ id }) => id)).toEqual([...publishers.keys()]);
    for (const { id, url } of wire.feeds) {
      const text = await textAt(url);
      const own = articles.filter(({ publisher }) => publisher === id);
      const titles = url.endsWith('.json')
        ? JSON.parse(text).items.map(({ title }: { title: string }) => title)
        : (await new Parser().parseString(text)).items.map(({ title }) => title);
      expect(titles, id).toEqual(own.map(({ title }) => title));
    }
  });

  test('Last-Modified is the time of the newest article', async () => {
    for (const { id, url } of wire.feeds) {
      const newest = articles.find(({ publisher }) => publisher === id);
      const response = await fetch(url, { method: 'HEAD' });
      expect(response.headers.get('last-modified')).toBe(newest?.published.toUTCString());
    }
  });

  test('a second visit with the tag of the first gives 304', async () => {
    for (const { url } of wire.feeds) {
      const etag = (await fetch(url)).headers.get('etag') ?? '';
      expect(etag).toMatch(/^"[^"]+"$/);
      expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
    }
  });

  test('one is Chinese in GB18030, by its header and its declaration', async () => {
    const feed = wire.feeds.find(({ id }) => id === 'caijing-zaobao')!;
    const text = await textAt(feed.url);
    expect(text).toMatch(/^<\?xml version="1.0" encoding="gb18030"\?>/);
    expect(text).toContain('<title>潮汐财讯</title>');
    const bytes = Buffer.from(await (await fetch(feed.url)).arrayBuffer());
    expect(bytes.toString('utf8')).not.toContain('潮汐财讯');
  });
});

describe('pages', () => {
  test('every article has one with its title, its whole text and no address outside the wire', async () => {
    const places = new Set<string>();
    for (const article of articles) {
      const $ = load(await textAt(wire.origin + article.path));
      const publisher = publishers.get(article.publisher)!;
      expect($('h1').text().trim(), article.path).toBe(article.title);
      expect($('meta[charset]').attr('charset')).toBe(publisher.page.encoding);
      const text = $('body').text();
      for (const block of article.blocks) expect(text, article.path).toContain(block.text);
      $('[href], [src], meta[content^="http"]').each((_, element) => {
        const address = $(element).attr('href') ?? $(element).attr('src') ?? $(element).attr('content') ?? '';
        if (/^(#|data:,$)/.test(address)) return;
        const place = new URL(address, wire.origin + article.path);
        expect(place.origin, `${article.path} has a link to ${address}`).toBe(wire.origin);
        places.add(place.pathname);
      });
    }
    for (const place of places) {
      const response = await fetch(wire.origin + place, { method: 'HEAD' });
      expect(response.status, place).toBe(200);
    }
  });

  test('structured data says what the page says', async () => {
    const article = articles.find(({ publisher }) => publisher === 'harbour-wire')!;
    const $ = load(await textAt(wire.origin + article.path));
    const data = JSON.parse($('script[type="application/ld+json"]').text());
    expect(data).toMatchObject({ '@type': 'NewsArticle', headline: article.title, inLanguage: 'en' });
    expect(new Date(data.datePublished)).toEqual(article.published);
  });

  test('related and popular headlines stand beside the text of later articles', async () => {
    const article = articles.find(({ publisher }) => publisher === 'morning-courier')!;
    const $ = load(await textAt(wire.origin + article.path));
    const own = $('.copy > p')
      .map((_, p) => $(p).text())
      .get();
    expect(own).toEqual(article.blocks.filter(({ kind }) => kind === 'paragraph').map(({ text }) => text));
    expect($('.most-popular li').length).toBeGreaterThan(2);
    expect($('.promo').length).toBe(3);
  });
});

test('an article appears when its time has come', async () => {
  const article = articles.find(({ publisher }) => publisher === 'harbour-wire')!;
  let now = new Date(article.published.getTime() - 1000);
  const timed = await startWire({ articles, now: () => now });
  const feed = `${timed.origin}/harbour-wire/feed.xml`;
  try {
    const before = await fetch(feed);
    expect((await fetch(timed.origin + article.path)).status).toBe(404);
    expect(await before.text()).not.toContain(article.slug);
    now = article.published;
    const after = await fetch(feed, { headers: { 'if-none-match': before.headers.get('etag') ?? '' } });
    expect(after.status).toBe(200);
    expect(await after.text()).toContain(article.slug);
    expect((await fetch(timed.origin + article.path)).status).toBe(200);
  } finally {
    await timed.close();
  }
});

test('the first page says what this is; robots.txt lets readers in; the rest is 404', async () => {
  expect(await textAt(`${wire.origin}/`)).toContain('These publishers are made up');
  expect(await textAt(`${wire.origin}/robots.txt`)).not.toMatch(/^Disallow: \/$/m);
  for (const path of [
    '/nobody/',
    '/harbour-wire/feed.atom',
    '/harbour-wire/2022/01/no.html',
    '/styles/no.css',
  ]) {
    const response = await fetch(wire.origin + path);
    expect(response.status, path).toBe(404);
    expect(await response.text()).toContain('Not found');
  }
});

test('two wires share a machine, and a taken port is an error', async () => {
  const taken = Number(new URL(wire.origin).port);
  await expect(startWire({ articles, port: taken })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
