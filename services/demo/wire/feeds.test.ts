import Parser from 'rss-parser';
import { expect, test } from 'vitest';
import type { WireArticle } from './articles.ts';
import { escapeXml, writeFeed } from './feeds.ts';
import { encodeMarkup } from './gb18030.ts';
import { loadPublishers, type Publisher } from './publishers.ts';

const origin = 'http://127.0.0.1:9';
const publishers = [...loadPublishers().values()];
const byFormat = (format: string) => publishers.find(({ feed }) => feed.format === format && feed.full)!;

const article = (publisher: Publisher): WireArticle => ({
  path: `/${publisher.id}/2023/05/a.html`,
  slug: 'a',
  publisher: publisher.id,
  language: publisher.language,
  published: new Date('2023-05-21T14:00:00Z'),
  title: 'Q&A: is 4 < 5 "sure"? ]]> yes',
  byline: 'Ann O’Example',
  topics: ['export-controls'],
  story: 's',
  tags: ['A & B', 'C'],
  sources: [],
  blocks: [{ kind: 'paragraph', text: 'Text with <b>, & and ]]> inside.\u0007' }],
  copyOf: undefined,
});

test.each(['rss', 'atom'])('%s survives marks that mean something in XML', async (format) => {
  const publisher = byFormat(format);
  const text = writeFeed(publisher, [article(publisher)], origin);
  const parsed = await new Parser().parseString(text);
  expect(parsed.items[0]).toMatchObject({
    title: 'Q&A: is 4 < 5 "sure"? ]]> yes',
    isoDate: '2023-05-21T14:00:00.000Z',
  });
  const body = parsed.items[0]?.['content:encoded'] ?? parsed.items[0]?.content;
  expect(body).toBe('<p>Text with &lt;b&gt;, &amp; and ]]&gt; inside.</p>');
});

test('JSON Feed carries the same fields', () => {
  const publisher = byFormat('json');
  const feed = JSON.parse(writeFeed(publisher, [article(publisher)], origin));
  expect(feed.version).toBe('https://jsonfeed.org/version/1.1');
  expect(feed.items[0]).toMatchObject({
    url: `${origin}/${publisher.id}/2023/05/a.html`,
    date_published: '2023-05-21T14:00:00Z',
    authors: [{ name: 'Ann O’Example' }],
    tags: ['A & B', 'C'],
  });
});

test('links are tracked where the publisher does so, and guids are not', async () => {
  const ledger = publishers.find(({ id }) => id === 'strait-ledger')!;
  const text = writeFeed(ledger, [article(ledger)], origin);
  expect(text).toContain('a.html?utm_source=rss&amp;utm_medium=feed</link>');
  expect(text).toMatch(/<guid isPermaLink="false">strait-ledger-\d{9}<\/guid>/);
  expect(text).toContain('<pubDate>Sun, 21 May 2023 22:00:00 +0800</pubDate>');
});

test('a feed without articles is still a feed', async () => {
  for (const publisher of publishers.filter(({ feed }) => feed.format !== 'json')) {
    expect((await new Parser().parseString(writeFeed(publisher, [], origin))).title).toBe(publisher.name);
  }
});

test('text is escaped and forbidden characters are dropped', () => {
  expect(escapeXml(`<a href="x">&'\u0000`)).toBe('&lt;a href=&quot;x&quot;&gt;&amp;&apos;');
});

test('GB18030 is read back by the platform, and what it lacks is a character reference', () => {
  const bytes = encodeMarkup('<p>镓、锗与“芯片” 7nm é 😀</p>');
  expect(new TextDecoder('gb18030', { fatal: true }).decode(bytes)).toBe(
    '<p>镓、锗与“芯片” 7nm é &#128512;</p>',
  );
});
