import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { hostileTexts } from '../hostile.ts';

/** How many cases each test draws; `FUZZ=100000 npx vitest run services/testing/fuzz` draws more. */
export const cases = Number(process.env.FUZZ ?? 300);

const fixtures = new URL('../../extract/fixtures/', import.meta.url);

/** Pages of many kinds, as the extractor is tested on. */
export const pages: string[] = readdirSync(fixtures)
  .filter((name) => name.endsWith('.html'))
  .map((name) => readFileSync(new URL(name, fixtures), 'latin1'));

const item = (n: number, more = '') =>
  `<item><title>Report ${n} &amp; more</title><link>https://news.example/${n}?a=1&amp;b=2</link><guid isPermaLink="false">n-${n}</guid><pubDate>Tue, 04 Mar 2025 1${n}:00:00 GMT</pubDate><dc:creator>Ann Other</dc:creator><description><![CDATA[<p>Words of <b>SMIC</b></p>]]></description>${more}</item>`;

/** Feeds of each kind, as they look in the field. */
export const feeds: string[] = [
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>Chips</title><link>https://news.example/</link><language>en-GB</language><ttl>60</ttl><sy:updatePeriod>hourly</sy:updatePeriod>${item(1)}${item(2, '<content:encoded>&lt;p&gt;All&lt;/p&gt;</content:encoded><media:content url="a.jpg"/>')}${item(3)}</channel></rss>`,
  '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh"><title type="html">&lt;b&gt;模型&lt;/b&gt;</title><link rel="alternate" href="/"/><updated>2025-03-04T10:00:00Z</updated><entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">华为<b>昇腾</b></div></title><link href="/a"/><id>tag:a</id><updated>2025-03-04T10:00:00+08:00</updated><author><name>李</name></author><content type="html">&lt;p&gt;文&lt;/p&gt;</content></entry></feed>',
  '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://e.org/"><title>Old</title></channel><item rdf:about="https://e.org/1"><title>One</title><link>https://e.org/1</link></item></rdf:RDF>',
  '{"version":"https://jsonfeed.org/version/1.1","title":"Two","items":[{"id":"1","url":"/x","title":"A","content_html":"<p>b</p>","date_published":"2025-03-04T10:00:00Z","authors":[{"name":"Ann"}],"tags":["a"]}]}',
];

const signs = [
  ...[
    '<',
    '>',
    '&',
    '"',
    "'",
    '/',
    '=',
    ']]>',
    '<![CDATA[',
    '<!--',
    '-->',
    '<?',
    '?>',
    '<!DOCTYPE a [',
    '&#0;',
    '&#x110000;',
  ],
  ...[
    '&amp',
    '\u0000',
    '\ud800',
    '\udc00',
    '\ufeff',
    '\u202e',
    '\u2028',
    '\t',
    '\n',
    '\r\n',
    ' '.repeat(40),
    '{',
    '}',
    '[',
    ']',
    ',',
  ],
  ...[
    '__proto__',
    'constructor',
    '<item>',
    '</item>',
    '<entry>',
    '<title>',
    '<link/>',
    '<p>',
    '</p>',
    '<table>',
    '<script>',
    '<style>',
  ],
  ...[
    '<article>',
    '</article>',
    '<script type="application/ld+json">',
    '1e999',
    '-1',
    '2999-99-99',
    'İ',
    'ß',
    '👩‍👩‍👧',
    '華為',
    '，',
    '。',
    '“',
    '”',
  ],
];

/** A sign that means something to some parser, or hostile text, or any character at all. */
export const sign: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...signs) },
  { weight: 2, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
);

const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.nat(60),
  put: sign,
  times: fc.constantFrom(1, 1, 1, 2, 30),
});

/** One of these texts, changed at up to eight places. */
export const mutated = (seeds: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...seeds), fc.array(change, { minLength: 1, maxLength: 8 }))
    .map(([seed, changes]) =>
      changes.reduce((text, { at, cut, put, times }) => {
        const from = Math.floor(at * text.length);
        return text.slice(0, from) + put.repeat(times) + text.slice(from + cut);
      }, seed),
    );

/** Bytes of such a text, in some encoding, some of them turned over. */
export const mutatedBytes = (seeds: readonly string[]): fc.Arbitrary<Buffer> =>
  fc
    .tuple(
      mutated(seeds),
      fc.constantFrom('utf8', 'utf16le', 'latin1'),
      fc.array(fc.tuple(fc.nat(5000), fc.nat(255)), { maxLength: 4 }),
    )
    .map(([text, encoding, turned]) => {
      const bytes = Buffer.from(text, encoding as BufferEncoding);
      for (const [at, byte] of turned) if (at < bytes.length) bytes[at] = byte;
      return bytes;
    });

/** Text as of news, in both languages, out of words and signs. */
export const news = (words: readonly string[]): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...words) }, { weight: 1, arbitrary: sign }), {
      maxLength: 60,
    })
    .map((parts) => parts.join(''));
