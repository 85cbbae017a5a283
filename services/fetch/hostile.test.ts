import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FeedError } from './feed.ts';
import { parseFeed } from './parse.ts';

const source = { url: 'https://news.example/feeds/chips.xml' };
const rss = (items: string) => `<rss version="2.0"><channel><title>Chips</title>${items}</channel></rss>`;
const item = (inside: string) => `<item><title>A licence</title><link>/a</link>${inside}</item>`;
const atom = (inside: string) =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><title>Models</title>${inside}</feed>`;
const only = async (text: string) => (await parseFeed(text, source)).entries[0]!;

describe('hostile feeds', () => {
  test.each([
    ['280 kB of “<”', rss(item(`<description>${'a&lt;h '.repeat(40_000)}</description>`))],
    ['280 kB of “<” in content', rss(item(`<content:encoded>${'&lt;'.repeat(70_000)}</content:encoded>`))],
    ['280 kB of “<” in a title', rss(`<item><title>${'&lt;'.repeat(70_000)}</title></item>`)],
    ['2 MB of “<”', `<rss>${'<'.repeat(2_000_000)}`],
    ['2 MB of open attributes', `<rss ${'a="'.repeat(700_000)}`],
    ['2 MB of “<!--”', `<rss>${'<!--'.repeat(500_000)}`],
    ['2 MB of “<![CDATA[”', `<rss>${'<![CDATA['.repeat(220_000)}`],
    [
      '100,000 attributes',
      `<rss version="2.0"><channel ${Array.from({ length: 100_000 }, (_, n) => `a${n}=""`).join(' ')}><item><title>x</title></item></channel></rss>`,
    ],
    ['100,000 open elements', rss(item(`<description>${'<p>x'.repeat(100_000)}</description>`))],
    ['100,000 open <br>', rss(item(`<description>${'<br>x'.repeat(100_000)}</description>`))],
    ['2 MB of blanks in a date', rss(item(`<pubDate>${' '.repeat(2_000_000)}1</pubDate>`))],
    ['2 MB of blanks in a title', rss(`<item><title>${' '.repeat(2_000_000)}x</title></item>`)],
  ])('row 7: %s is over within 3 s', async (_, text) => {
    const started = performance.now();
    await parseFeed(text, source).catch((error) => expect(error).toBeInstanceOf(FeedError));
    expect(performance.now() - started).toBeLessThan(3000);
  });

  test.each([
    '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY x "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    '<!DOCTYPE r SYSTEM "file:///etc/passwd">',
    '<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1/"> %p;]>',
  ])('row 8: %s expands nothing, within 1 s', async (doctype) => {
    const started = performance.now();
    const feed = await parseFeed(doctype + rss('<item><title>a &x; b</title></item>'), source).catch(
      (error: FeedError) => error,
    );
    expect(JSON.stringify(feed)).not.toMatch(/root:|aaaaaaaaaaaa/);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  const hundred = (odd: string) =>
    Array.from({ length: 99 }, (_, n) => `<item><title>Report ${n}</title><link>/${n}</link></item>`).join(
      '',
    ) + odd;
  test.each([
    ['RSS with a bad date', rss(hundred(item('<pubDate>31 February</pubDate>')))],
    ['RSS with a bare &', rss(hundred(item('<category>AT&T</category>')))],
    ['RSS with a link that is none', rss(hundred('<item><title>x</title><link>http://[</link></item>'))],
    [
      'RSS with an object for a title',
      rss(hundred('<item><title><b><i/></b></title><link>/x</link></item>')),
    ],
    [
      'Atom with a bad date and a link of nothing',
      atom(
        Array.from({ length: 99 }, (_, n) => `<entry><title>${n}</title><link href="/${n}"/></entry>`).join(
          '',
        ) + '<entry><title>x</title><updated>never</updated><link/></entry>',
      ),
    ],
  ])('row 9: %s loses that entry at most', async (_, text) => {
    const { entries } = await parseFeed(text, source);
    expect(entries.filter(({ url }) => url !== null).length).toBeGreaterThanOrEqual(99);
  });

  test('row 9: two that poison a shared parser harm none of 1,000 after them', async () => {
    await parseFeed('<rss version="2.0" xmlns:itunes="x"><channel></channel></rss>', source).catch(
      () => null,
    );
    await parseFeed('<feed><_ a="1"/>g</feed>', source).catch(() => null);
    let read = 0;
    for (let n = 0; n < 1000; n++) read += (await only(rss(item('')))).title === 'A licence' ? 1 : 0;
    expect(read).toBe(1000);
  });

  test('row 15: any mutation gives valid entries or a FeedError', async () => {
    const seeds = [
      rss(item('<guid>1</guid><description>a &amp; b</description>')),
      atom('<entry><title>x</title><link href="/a"/></entry>'),
    ];
    const piece = fc.constantFrom(
      '<',
      '>',
      '&',
      '"',
      ']]>',
      '<![CDATA[',
      '</item>',
      '<item>',
      '\u0000',
      '\ud800',
      '<_>',
      '<a:b c=d>',
      '&#0;',
      '<__proto__>',
    );
    const place = fc.tuple(fc.nat(400), fc.nat(8), piece);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...seeds),
        fc.array(place, { minLength: 1, maxLength: 6 }),
        async (seed, places) => {
          const text = places.reduce(
            (now, [at, cut, put]) => now.slice(0, at) + put + now.slice(at + cut),
            seed,
          );
          const feed = await parseFeed(text, source).catch((error) => {
            if (error instanceof FeedError) return null;
            throw error;
          });
          for (const entry of feed?.entries ?? []) {
            expect(typeof entry.title).toBe('string');
            expect(entry.url === null || /^https?:/.test(entry.url)).toBe(true);
            expect(JSON.stringify(entry)).not.toMatch(/\\u0000|\\ud800/);
          }
        },
      ),
      { numRuns: 20_000 },
    );
  }, 300_000);
});
