import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalUrl } from './url.ts';

const BASE = 'https://news.example/feeds/chips.xml';

describe('canonicalUrl', () => {
  test.each([
    ['https://News.Example/A', 'https://news.example/A'],
    ['https://news.example:443/a#top', 'https://news.example/a'],
    ['http://news.example:80', 'http://news.example/'],
    ['https://news.example./a', 'https://news.example/a'],
    ['  https://news.example/a\n', 'https://news.example/a'],
    ['https://news.example/long\n/address', 'https://news.example/long/address'],
    ['https://name:secret@news.example/a', 'https://news.example/a'],
    ['/a?b=1', 'https://news.example/a?b=1'],
    ['../a', 'https://news.example/a'],
    ['//cdn.example/a', 'https://cdn.example/a'],
    ['www.other.example/a', 'https://www.other.example/a'],
    ['https://xn--fiqs8s.example/', 'https://xn--fiqs8s.example/'],
    ['https://中国.example/新闻', 'https://xn--fiqs8s.example/%E6%96%B0%E9%97%BB'],
    ['https://a.example/?utm_source=rss&id=7&utm_medium=x&fbclid=1', 'https://a.example/?id=7'],
    ['https://a.example/?utm_source=rss', 'https://a.example/'],
    ['https://a.example/?b=2&a=1&&c', 'https://a.example/?b=2&a=1&c'],
    ['https://a.example/?q=a%20b+c&x=%E4%BD%A0', 'https://a.example/?q=a%20b+c&x=%E4%BD%A0'],
    ['https://a.example/story?from=rss&spm=a2c.1', 'https://a.example/story'],
    ['https://a.example/route?from=Taipei&source=7', 'https://a.example/route?from=Taipei&source=7'],
    ['https://www.google.com/url?rct=j&url=https://a.example/x%3Fy%3D1&ct=ga', 'https://a.example/x?y=1'],
    [
      'http://www.bing.com/news/apiclick.aspx?ref=FexRss&url=https%3a%2f%2fa.example%2fx',
      'https://a.example/x',
    ],
  ])('%s → %s', (raw, wanted) => expect(canonicalUrl(raw, BASE)).toBe(wanted));

  test.each([
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'mailto:a@b.example',
    'ftp://a.example/',
    'http://',
    'http://a b/',
    '',
    `https://a.example/${'x'.repeat(2000)}`,
  ])('%s is no address', (raw) => expect(canonicalUrl(raw, BASE)).toBeNull());

  test('a relative address needs a base on the web', () => {
    expect(canonicalUrl('/a')).toBeNull();
    expect(canonicalUrl('a.html', 'file:///srv/feeds/feed.xml')).toBeNull();
  });

  test.each(['__proto__', 'constructor', 'toString'])('a parameter named %s is one like others', (name) => {
    expect(canonicalUrl(`https://a.test/?${name}=1`)).toBe(`https://a.test/?${name}=1`);
  });

  test('is its own canonical form, http(s) and short, or null', () => {
    const urls = fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string());
    fc.assert(
      fc.property(urls, (raw) => {
        const url = canonicalUrl(raw, BASE);
        if (url === null) return;
        expect(canonicalUrl(url)).toBe(url);
        expect(url).toMatch(/^https?:\/\/[^#]+$/);
        expect(url.length).toBeLessThanOrEqual(2000);
      }),
      { numRuns: 500 },
    );
  });
});
