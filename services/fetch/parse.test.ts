import { describe, expect, test } from 'vitest';
import { entryKeys, isReadable } from './entry.ts';
import { FeedError, MAX_ENTRIES } from './feed.ts';
import { parseFeed } from './parse.ts';

const source = { url: 'https://news.example/feeds/chips.xml' };
const rss = (items: string, channel = '') =>
  `<rss version="2.0"><channel><title>Chips</title>${channel}${items}</channel></rss>`;
const item = (inside: string) => `<item><title>A licence</title><link>/a</link>${inside}</item>`;
const atom = (inside: string, attributes = '') =>
  `<feed xmlns="http://www.w3.org/2005/Atom" ${attributes}><title>Models</title>${inside}</feed>`;
const only = async (text: string) => (await parseFeed(text, source)).entries[0]!;

async function codeOf(text: string): Promise<{ code: string; message: string }> {
  const error = await parseFeed(text, source).then(
    () => new Error('it was read'),
    (thrown) => thrown,
  );
  if (!(error instanceof FeedError)) throw error;
  return { code: error.code, message: error.message };
}

describe('the formats', () => {
  test('RSS 2.0 with its modules', async () => {
    const feed = await parseFeed(
      `<?xml version="1.0"?><rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>
        <title> Chip
        wire </title><link>https://news.example/</link><language>en-US</language><ttl>45</ttl>
        <sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>
        <item><title>Licences &amp;amp; rules &amp;#8217;25</title><link>story/1?utm_source=rss</link>
        <guid isPermaLink="false">n-1</guid><pubDate>Mon, 20 Jan 2025 10:30:00 +0800</pubDate><dc:creator>Ada Writer</dc:creator>
        <description>Short</description><c:encoded><![CDATA[<p>Long</p>]]></c:encoded>
        <category>Policy</category><category domain="x">Chips</category></item></channel></rss>`,
      source,
    );
    expect(feed).toMatchObject({
      kind: 'rss',
      title: 'Chip wire',
      siteUrl: 'https://news.example/',
      language: 'en-us',
      ttlMinutes: 45,
      updatePeriodMinutes: 360,
      dropped: [],
    });
    expect(feed.repaired).toBeUndefined();
    expect(feed.entries).toEqual([
      {
        id: 'n-1',
        url: 'https://news.example/story/1',
        title: 'Licences & rules ’25',
        publishedAt: new Date('2025-01-20T02:30:00Z'),
        updatedAt: null,
        author: 'Ada Writer',
        summaryHtml: 'Short',
        contentHtml: '<p>Long</p>',
        language: 'en-us',
        categories: ['Policy', 'Chips'],
      },
    ]);
  });

  test('Atom with its text kinds, links and bases', async () => {
    const feed = await parseFeed(
      atom(
        `<link rel="self" href="https://lab.example/feed"/><link href="https://lab.example/"/><author><name>The lab</name></author>
        <entry xml:base="https://lab.example/models/"><id>tag:lab.example,2025:1</id><title type="html">&lt;b&gt;R2&lt;/b&gt; &amp;amp; more</title>
        <link rel="enclosure" href="a.mp3"/><link rel="alternate" type="application/json" href="r2.json"/><link rel="alternate" href="r2"/>
        <published>2025-01-20T10:30:00Z</published><updated>2025-01-21T00:00:00Z</updated>
        <summary>1 &lt; 2</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Weights <b>out</b> now<a name="x"/>.</div></content>
        <category term="t" label="Models"/></entry>`,
        'xml:lang="zh-CN"',
      ),
      source,
    );
    expect(feed).toMatchObject({ kind: 'atom', title: 'Models', siteUrl: 'https://lab.example/' });
    expect(feed.entries[0]).toEqual({
      id: 'tag:lab.example,2025:1',
      url: 'https://lab.example/models/r2',
      title: 'R2 & more',
      publishedAt: new Date('2025-01-20T10:30:00Z'),
      updatedAt: new Date('2025-01-21T00:00:00Z'),
      author: 'The lab',
      summaryHtml: '1 &lt; 2',
      contentHtml: 'Weights <b>out</b> now<a name="x"></a>.',
      language: 'zh-cn',
      categories: ['Models'],
    });
  });

  test('RDF, RSS 1.1, RSS without a version, upper case, foreign prefixes', async () => {
    const rdf = `<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/">
      <channel><title>x</title></channel><item r:about="https://a.example/1"><title>One</title><d:date>2025-01-20</d:date></item></r:RDF>`;
    expect((await parseFeed(rdf, source)).kind).toBe('rdf');
    expect(await only(rdf)).toMatchObject({ title: 'One', publishedAt: new Date('2025-01-20') });
    const rss11 =
      '<Channel xmlns="http://purl.org/net/rss1.1#"><title>x</title><items><item><title>One</title></item></items></Channel>';
    expect(await only(rss11)).toMatchObject({ title: 'One' });
    expect(await only('<rss><channel><item><title>One</title></item></channel></rss>')).toMatchObject({
      title: 'One',
    });
    expect(
      await only(
        '<RSS><CHANNEL><ITEM><TITLE>One</TITLE><PUBDATE>2025-01-20</PUBDATE></ITEM></CHANNEL></RSS>',
      ),
    ).toMatchObject({
      title: 'One',
      publishedAt: new Date('2025-01-20'),
    });
    const prefixed =
      '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>One</a:title></a:entry></a:feed>';
    expect(await only(prefixed)).toMatchObject({ title: 'One' });
  });

  test('JSON Feed, with fields of a wrong type left out', async () => {
    const feed = await parseFeed(
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'Models',
        home_page_url: 'https://lab.example',
        language: 'en',
        items: [
          {
            id: 7,
            url: '/r2',
            title: 'R2',
            content_text: 'a < b',
            date_published: '2025-01-20T10:30:00Z',
            authors: [{ name: 'Ada' }],
            tags: ['x', 3],
          },
          { id: 'b', title: { no: 'text' }, content_html: '<p>b</p>', date_published: 'soon' },
          'nothing',
        ],
      }),
      source,
    );
    expect(feed).toMatchObject({
      kind: 'json',
      title: 'Models',
      siteUrl: 'https://lab.example/',
      dropped: [{ reason: 'not an entry', count: 1 }],
    });
    expect(feed.entries[0]).toMatchObject({
      id: '7',
      url: 'https://news.example/r2',
      contentHtml: 'a &lt; b',
      author: 'Ada',
      categories: ['x'],
    });
    expect(feed.entries[1]).toMatchObject({ id: 'b', title: '', contentHtml: '<p>b</p>', publishedAt: null });
  });
});

describe('what other readers refuse', () => {
  const two = rss(item('<pubDate>2025-01-20</pubDate>') + item('').replace('/a', '/b'));

  test.each([
    [
      'a bare &',
      rss('<item><title>Q&A at AT&T</title><link>/a?x=1&y=2</link></item>'),
      { title: 'Q&A at AT&T', url: 'https://news.example/a?x=1&y=2' },
    ],
    ['an HTML entity', rss('<item><title>Caf&eacute;&nbsp;chips</title></item>'), { title: 'Café chips' }],
    ['a bare <', rss('<item><title>7 nm < 5 nm</title></item>'), { title: '7 nm < 5 nm' }],
    ['an open <br>', rss(item('<description>a<br>b</description>')), { summaryHtml: 'a<br/>b' }],
    [
      'unescaped markup',
      rss(item('<description>a <b>c</b> d</description>')),
      { summaryHtml: 'a <b>c</b> d' },
    ],
    [
      'crossed elements',
      rss(item('<description><b><i>x</b></i></description>')),
      { url: 'https://news.example/a' },
    ],
    ['text before it', `\n<br />Warning: line 3${two}`, { url: 'https://news.example/a' }],
    ['a blank before the prolog', `\n <?xml version="1.0"?>${two}`, { url: 'https://news.example/a' }],
    ['control characters', rss('<item><title>a\u0000\u0008b\u001f</title></item>'), { title: 'ab' }],
    [
      'an attribute without quotes',
      '<rss version=2.0><channel><item><title>x</title></item></channel></rss>',
      { title: 'x' },
    ],
    ['no channel', '<rss version="2.0"><item><title>x</title></item></rss>', { title: 'x' }],
    [
      'a bad date',
      atom('<entry><title>x</title><updated>soon</updated></entry>'),
      { title: 'x', publishedAt: null },
    ],
    [
      'a link without attributes',
      atom('<link/><entry><title>x</title><link/></entry>'),
      { title: 'x', url: null },
    ],
    ['an element named _', atom('<_ a="1"/><entry><title>x</title></entry>'), { title: 'x' }],
  ])('%s', async (_, text, wanted) => expect(await only(text)).toMatchObject(wanted));

  test('a feed cut off keeps what came whole', async () => {
    const feed = await parseFeed(two.slice(0, two.lastIndexOf('/b') + 1), source);
    expect(feed).toMatchObject({ cutOff: true, repaired: expect.stringContaining('not well-formed') });
    expect(feed.entries.map(({ url }) => url)).toEqual(['https://news.example/a', null]);
  });

  test('a feed without entries is a feed', async () => {
    expect(await parseFeed(rss(''), source)).toMatchObject({ title: 'Chips', entries: [], dropped: [] });
  });
});

describe('what is no feed says what it is', () => {
  test.each([
    ['', 'empty', /empty/],
    [' \n\t', 'empty', /empty/],
    [
      '<!DOCTYPE html><html><head><title>Log in</title></head></html>',
      'html',
      /web page \(“Log in”\), not a feed/,
    ],
    [
      '<html><link rel="alternate" type="application/rss+xml" href="/rss.xml"></html>',
      'html',
      /names a feed at \/rss\.xml/,
    ],
    ['<html><body><pre><rss version="2.0"></pre></body></html>', 'html', /web page/],
    ['<opml version="2.0"><body/></opml>', 'not-a-feed', /OPML/],
    ['<urlset/>', 'not-a-feed', /sitemap/],
    ['{"a":1}', 'not-a-feed', /not a JSON Feed/],
    ['[1,2]', 'not-a-feed', /not a JSON Feed/],
    ['{"version":', 'malformed', /cannot be read/],
    ['Service unavailable', 'not-a-feed', /starts “Service unavailable”/],
    [`<rss>${'<a>'.repeat(100_000)}`, 'too-deep', /nests/],
  ])('%.60s', async (text, code, message) => {
    const error = await codeOf(text);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });
});

describe('entries', () => {
  test('one bad entry loses only itself', async () => {
    const feed = await parseFeed(
      rss(`<item/>${item('')}<item><link>javascript:alert(1)</link><title>x</title></item>`),
      source,
    );
    expect(feed.entries.map(isReadable)).toEqual([false, true, false]);
    expect(feed.entries[2]).toMatchObject({ title: 'x', url: null });
  });

  test('a guid that is shared gives way to the address, a shared address to title and day', async () => {
    const same = '<guid>0</guid>';
    const feed = await parseFeed(
      rss(item(same) + item(same).replace('/a', '/b') + item(same).replace('A licence', 'Other')),
      source,
    );
    expect(feed.entries[1]!.id).toBe('https://news.example/b');
    expect(feed.entries[0]!.id).toMatch(/^day:/);
    expect(new Set(feed.entries.map(({ id }) => id)).size).toBe(3);
  });

  test('an entry whose guid and link token change keeps a key', async () => {
    const poll = (turn: number) =>
      only(
        rss(
          `<item><title>Commerce adds twelve firms</title><guid>${turn}</guid><link>/a?token=${turn}</link><pubDate>2025-01-20</pubDate></item>`,
        ),
      );
    const [first, second] = [entryKeys(await poll(1)), entryKeys(await poll(2))];
    expect(first.filter((key) => second.includes(key))).toHaveLength(1);
    const short = await only(
      rss('<item><title>Update</title><guid>1</guid><pubDate>2025-01-20</pubDate></item>'),
    );
    expect(entryKeys(short)).toEqual(['id:1']);
  });

  test('a Chinese feed means Beijing time', async () => {
    const entry = await only(
      rss(item('<pubDate>2025-01-20 10:30:00</pubDate>'), '<language>zh-cn</language>'),
    );
    expect(entry.publishedAt).toEqual(new Date('2025-01-20T02:30:00Z'));
  });

  test('at most a thousand, and long texts are cut', async () => {
    const feed = await parseFeed(
      rss(`<item><title>${'字'.repeat(3000)}</title></item>`.repeat(MAX_ENTRIES + 5)),
      source,
    );
    expect(feed.entries).toHaveLength(MAX_ENTRIES);
    expect(feed.dropped).toEqual([{ reason: 'more than 1000 entries', count: 5 }]);
    expect(feed.entries[0]!.title).toHaveLength(1000);
  });
});
