import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ExtractError, extractArticle, extractFragment } from './extract.ts';

const fixtures = fileURLToPath(new URL('./fixtures/', import.meta.url));
const page = { url: 'https://example.org/2026/page' };

function outcome(html: string): unknown {
  try {
    return extractArticle(html, page);
  } catch (error) {
    if (error instanceof ExtractError) return { error: error.code };
    throw error;
  }
}

describe('fixture pages', () => {
  const names = readdirSync(fixtures).filter((name) => name.endsWith('.html'));
  test('are forty or more', () => expect(names.length).toBeGreaterThanOrEqual(40));
  test.each(names)('%s', (name) => {
    const expected = JSON.parse(readFileSync(join(fixtures, name.replace(/html$/, 'json')), 'utf8'));
    const charset = name.includes('gb18030') ? 'gb18030' : 'utf-8';
    const html = new TextDecoder(charset).decode(readFileSync(join(fixtures, name)));
    expect(outcome(html)).toEqual(expected);
  });
});

const copied = join(resolve(process.env.CHIPWIRE_SHARED ?? '../shared'), 'data/articles/deepseek-jolt.txt');

// Needs the shared folder; a plain clone has none and skips this.
describe.skipIf(!existsSync(copied))(
  'a copied article with its tail (skipped where ../shared is absent)',
  () => {
    const lines = existsSync(copied)
      ? readFileSync(copied, 'utf8')
          .split(/\n+/)
          .filter((line) => line.trim())
      : [];
    const tailAt = lines.findIndex((line) => line.startsWith('This article originally appeared in'));
    const real = lines.slice(1, tailAt).filter((line) => !line.startsWith('Do you have questions'));
    const paragraphs = lines.map((line) => `<p>${line}</p>`).join('\n');
    const title = lines[0] ?? '';
    const forms: [string, () => ReturnType<typeof extractArticle>][] = [
      ['a bare page', () => extractArticle(`<body>${paragraphs}</body>`, page)],
      ['a fragment', () => extractFragment(paragraphs, page)],
      ['a whole page', () => extractArticle(wholePage(title, paragraphs), page)],
    ];

    test.each(forms)('%s', (_name, read) => {
      const article = read();
      const text = article.text.split('\n\n').filter((paragraph) => paragraph !== title);
      expect(text).toEqual(real.map((line) => line.trim()));
      expect(article.syndicatedFrom).toBe('South China Morning Post');
    });
  },
);

function wholePage(title: string, paragraphs: string): string {
  return `<html lang="en"><head><title>${title} - Example Mirror</title></head><body>
    <nav><ul><li><a href="/">Home</a></li><li><a href="/tech">Tech</a></li></ul></nav>
    <div class="post"><h1>${title}</h1><div class="article">${paragraphs}</div></div>
    <div class="sidebar"><h3>Popular</h3><ul><li><a href="/1">Another story of the day</a></li></ul></div>
    <footer><p>All rights reserved by Example Mirror.</p></footer></body></html>`;
}

describe('hostile pages', () => {
  const cases: [string, string, string][] = [
    ['50,000 nested divs', '<div>'.repeat(50_000), 'too-deep'],
    ['nesting behind stray end tags', '<div></b>'.repeat(50_000), 'too-deep'],
    ['rows in paragraphs in rows', '<tr><p>'.repeat(50_000), 'too-deep'],
    [
      '100,000 attributes',
      `<p ${Array.from({ length: 100_000 }, (_, at) => `a${at}=1`).join(' ')}>`,
      'too-large',
    ],
    ['200,000 elements', '<p>a'.repeat(200_000), 'too-large'],
    ['five million characters', 'a'.repeat(5_000_000), 'too-large'],
    ['an empty page', '', 'empty'],
  ];
  test.each(cases)('%s', (_name, html, code) => {
    const begun = performance.now();
    expect(outcome(html)).toEqual({ error: code });
    expect(performance.now() - begun).toBeLessThan(3000);
  });

  // Each is read in linear time; the bound is wide, since a quadratic pattern takes minutes.
  const readable: [string, string][] = [
    ['100,000 paragraphs', '<p>One short sentence of many.</p>'.repeat(100_000)],
    ['a million closing quotes', `<p>${'”'.repeat(1_000_000)}</p>`],
    ['a million spaces', `<pre>a${'\n '.repeat(500_000)}b</pre>`],
    ['a million open brackets', `<p>${'a &lt; '.repeat(140_000)}.</p>`],
  ];
  test.each(readable)('%s', (_name, html) => {
    const begun = performance.now();
    outcome(html);
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});

test('elements and entities named like parts of every object are elements and entities like others', () => {
  const words =
    'The plant opened in March after two years of work, and its first machines arrived in April. ';
  const page = `<__proto__>a</__proto__><constructor b="c">d</constructor><article><h1>A &constructor; b</h1><p>${words.repeat(4)}</p></article>`;
  expect(extractArticle(page, { url: 'https://a.test/1' }).text).toContain('The plant opened');
});
