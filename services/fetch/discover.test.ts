import { describe, expect, test } from 'vitest';
import { feedLinks, isFeedAddress, pastedAddress, previewOf, usualPlaces } from './discover.ts';
import { parseFeed } from './parse.ts';

const url = 'https://news.example/china/';
const linksOf = (html: string) => feedLinks(html, url).links;

describe('feeds that a page names', () => {
  test('links first, then what looks like a feed, comments last', () => {
    const html = `<html><head><base href="/sub/">
      <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
      <link rel="ALTERNATE" type="application/atom+xml; charset=utf-8" href="all.atom#top" title=" All
        news ">
      <link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">
      <link rel="alternate" type="application/feed+json" href="/feed.json">
      <link rel="alternate" hreflang="zh" href="/zh/"><link rel="stylesheet" type="text/xml" href="/a.xml"></head>
      <body><a href="https://feeds.elsewhere.example/rss/chips">Chips</a><a href='/tags/chips.rss?a=1&#038;b=2'>Chips</a>
      <a href="/about">About</a><a href="javascript:alert(1)//feed">x</a><a href="/sub/all.atom">again</a>`;
    const found = feedLinks(html, url);
    expect(found.links).toEqual([
      'https://news.example/sub/all.atom',
      'https://news.example/feed.json',
      'https://news.example/tags/chips.rss?a=1&b=2',
      'https://feeds.elsewhere.example/rss/chips',
      'https://news.example/comments/feed/',
    ]);
    expect(found).toMatchObject({ named: 5 });
  });

  test('of 10,000 links the first few are kept, and the others counted', () => {
    const html = Array.from(
      { length: 10_000 },
      (_, n) => `<link rel="alternate" type="application/rss+xml" href="/feed/${n}">`,
    ).join('');
    const started = performance.now();
    const { links, named } = feedLinks(html, url);
    expect([links.length, links[0], named]).toEqual([20, 'https://news.example/feed/0', 10_000]);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test('a hostile page takes no time', () => {
    const started = performance.now();
    for (const part of ['<p>x', '<a ', '<a href="', '<a href=x', '<link rel=alternate ', '=', "<a a='"])
      feedLinks(part.repeat(3_000_000 / part.length), url);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test.each(['', '<', '<link rel=alternate type=application/rss+xml>', '<a href="http://[">feed</a>', '{}'])(
    'none in %j',
    (html) => expect(linksOf(html)).toEqual([]),
  );
});

test.each([
  ['https://a.example/feed/', true],
  ['/rss.xml', true],
  ['/blog/index.xml', true],
  ['/?feed=rss2', true],
  ['/news.atom', true],
  ['/feedback', false],
  ['/press/brass', false],
  ['/sitemap.xml', false],
])('%s looks like a feed: %s', (address, expected) => {
  expect(isFeedAddress(address)).toBe(expected);
});

test.each([
  ['example.com', 'https://example.com/'],
  ['  http://example.com/a b#c ', 'http://example.com/ab'],
  ['feed:https://example.com/rss', 'https://example.com/rss'],
  ['feed://example.com/rss', 'http://example.com/rss'],
  ['localhost:8080/feed', 'https://localhost:8080/feed'],
  ['新闻.example', 'https://xn--efvz43i.example/'],
  ['https://u:p@example.com/', 'https://u:p@example.com/'],
  ['javascript:alert(1)', null],
  ['file:///etc/passwd', null],
  ['mailto:a@b.example', null],
  ['', null],
  ['https://', null],
  [`https://example.com/${'a'.repeat(3000)}`, null],
])('%s is taken for %s', (text, expected) => {
  const address = pastedAddress(text);
  if (expected?.includes('xn--')) expect(address).toMatch(/^https:\/\/xn--/);
  else expect(address).toBe(expected);
});

test('usual places lie at the root, and below the page', () => {
  expect(usualPlaces('https://a.example/blog/?x=1')[0]).toBe('https://a.example/blog/feed');
  expect(usualPlaces('https://a.example/index.html')[0]).toBe('https://a.example/feed');
});

test('a preview has the newest entries, how often it publishes, and the language of its titles', async () => {
  const entry = (day: number, title: string) =>
    `<item><title>${title}</title><link>https://a.example/${day}</link><pubDate>0${day} Mar 2026 00:00:00 GMT</pubDate></item>`;
  const feed = (language: string, titles: string[]) =>
    parseFeed(
      `<rss version="2.0"><channel><title>A &lt;script&gt; b</title><language>${language}</language>${titles.map((title, n) => entry(n + 1, title)).join('')}</channel></rss>`,
      { url },
    );
  const zh = previewOf(
    await feed('en-us', ['芯片', '出口管制', '模型', '发布', '华为', 'DeepSeek', '英伟达']),
  );
  expect(zh).toMatchObject({ language: 'zh', entries: 7, perWeek: 7 });
  expect(zh.newest.map(({ title }) => title)).toEqual(['英伟达', 'DeepSeek', '华为', '发布', '模型']);
  expect(previewOf(await feed('de-AT', ['Ein', 'Zwei']))).toMatchObject({ language: 'de', perWeek: null });
});
