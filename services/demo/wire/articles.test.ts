import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ArticleFaults, loadArticles, readArticle } from './articles.ts';
import { loadPublishers } from './publishers.ts';

const publishers = loadPublishers();
const front = {
  publisher: 'harbour-wire',
  lang: 'en',
  published: '2023-05-21T14:00:00Z',
  title: 'A title',
  byline: 'Ann Example',
  topics: '[export-controls]',
  story: 'some-story',
};
const write = (changes: Partial<typeof front> & { copies?: string }, body = 'One.\n\nTwo.') =>
  `---\n${Object.entries({ ...front, ...changes })
    .map(([key, value]) => `${key}: ${value}`)
    .join('\n')}\n---\n\n${body}\n`;
const read = (text: string, file = '2023-05-21-some-article.md') => readArticle(file, text, publishers);

test('every article file loads, originals and copies, newest first', () => {
  const articles = loadArticles();
  expect(articles.length).toBeGreaterThan(30);
  expect(articles.some(({ copyOf }) => copyOf !== undefined)).toBe(true);
  const times = articles.map(({ published }) => published.getTime());
  expect(times).toEqual([...times].sort((a, b) => b - a));
});

test('paragraphs, headings and quotes are told apart and wrapped lines joined', () => {
  const { articles } = read(write({}, 'One\nline.\n\n## Part two\n\n> Said\n> so.'));
  expect(articles[0]?.blocks).toEqual([
    { kind: 'paragraph', text: 'One line.' },
    { kind: 'heading', text: 'Part two' },
    { kind: 'quote', text: 'Said so.' },
  ]);
});

test('wrapped Chinese lines are joined without a space', () => {
  const text = write({ publisher: 'jingwei-chips', lang: 'zh' }, '第一行，\n第二行。');
  expect(read(text).articles[0]?.blocks[0]?.text).toBe('第一行，第二行。');
});

test('a copy has its own address and time, the same text and a last line that names its source', () => {
  const { articles } = read(
    write({ copies: '[{publisher: morning-courier, published: 2023-06-01T08:00:00Z}]' }),
  );
  const [original, copy] = articles;
  expect(original?.path).toBe('/harbour-wire/2023/05/some-article.html');
  expect(copy?.path).toBe('/morning-courier/2023/06/some-article.html');
  expect(copy?.copyOf).toBe('harbour-wire');
  expect(copy?.blocks.slice(0, -1)).toEqual(original?.blocks);
  expect(copy?.blocks.at(-1)?.text).toBe('This article originally appeared in Harbour Wire.');
});

test.each([
  ['no front matter', 'Only text.', 'start it with the front matter'],
  ['a bare colon', write({ title: 'One: two' }), 'put a text with a colon in quotes'],
  ['an unknown publisher', write({ publisher: 'nobody' }), 'nobody is not in publishers.yaml'],
  ['the wrong language', write({ lang: 'zh' }), 'lang is zh but harbour-wire writes en'],
  ['a local time', write({ published: '21 May 2023' }), 'mend published: must be a UTC time'],
  ['another day', write({ published: '2023-06-21T14:00:00Z' }), 'published is not on 2023-05-21'],
  ['an unknown topic', write({ topics: '[weather]' }), 'mend topics.0'],
  [
    'a copy before the original',
    write({ copies: '[{publisher: morning-courier, published: 2023-05-01T00:00:00Z}]' }),
    'older than the article itself',
  ],
  [
    'a copy in another language',
    write({ copies: '[{publisher: caijing-zaobao, published: 2023-05-22T00:00:00Z}]' }),
    'caijing-zaobao does not write en',
  ],
  ['no text', write({}, ''), 'it has no paragraph'],
  ['mark-up', write({}, 'Read [this](there).'), 'uses mark-up'],
])('%s is a fault that says what to do', (_, text, said) => {
  expect(read(text).faults.join('\n')).toContain(said);
  expect(read(text).articles).toEqual([]);
});

describe('a folder with faults', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wire-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('names every file at once, also where two claim one address', () => {
    writeFileSync(join(folder, 'notes.md'), 'No date.');
    writeFileSync(join(folder, '2023-05-21-twice.md'), write({}));
    writeFileSync(join(folder, '2023-05-22-twice.md'), write({}));
    const load = () => loadArticles(folder, publishers);
    expect(load).toThrow(ArticleFaults);
    expect(load).toThrow('notes.md: name it YYYY-MM-DD-slug.md');
    expect(load).toThrow('/harbour-wire/2023/05/twice.html is taken by 2023-05-21-twice.md');
  });
});
