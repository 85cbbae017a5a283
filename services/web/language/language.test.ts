import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogue, nouns } from './catalogue.ts';
import { inLanguage, languageFor } from './language.ts';
import { counted, listed, percent, say } from './say.tsx';

test.each<[string | undefined, string | undefined, string]>([
  [undefined, undefined, 'en'],
  ['zh', 'en-GB', 'zh'],
  ['en', 'zh-CN', 'en'],
  ['<b>', 'zh-CN,en;q=0.9', 'zh'],
  [undefined, 'de-DE,fr;q=0.9', 'en'],
  [undefined, 'en;q=0.5, zh-TW;q=0.8', 'zh'],
  [undefined, 'zh;q=0, en;q=0.1', 'en'],
  [undefined, `${'x,'.repeat(5000)}zh`, 'en'],
  [undefined, ';;q=,,', 'en'],
])('a reader who chose %s and whose browser asks for %.40s gets %s', (chosen, accepted, expected) => {
  expect(languageFor(chosen, accepted)).toBe(expected);
});

test('numbers, counts and lists are written as the language does', () => {
  expect([counted(1, 'story'), counted(1204, 'article'), percent(0.123)]).toEqual([
    '1 story',
    '1,204 articles',
    '12%',
  ]);
  const zh = inLanguage('zh', () => [counted(1204, 'article'), listed(['甲', '乙', '丙'])]);
  expect(zh).toEqual(['1,204 篇文章', '甲、乙和丙']);
  expect(inLanguage('zh', () => listed(['2 个', '7 个']))).toBe('2 个和 7 个');
});

test('a value that looks like a placeholder stays as it is', () => {
  expect(say('Search')).toBe('Search');
  expect(inLanguage('zh', () => say('{search} or go to {today}.', { search: '{today}', today: 7 }))).toBe(
    '{today}，或前往 7。',
  );
});

/** Citations follow the standard of each language. */
const isCitation = (chinese: string) => chinese.includes('[EB/OL]');

test('every sentence has the same placeholders in both languages', () => {
  const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([each]) => each).sort();
  const differing = Object.entries<string>(catalogue).filter(
    ([english, chinese]) =>
      placeholders(chinese).join() !== placeholders(english).join() && !isCitation(chinese),
  );
  expect(differing).toEqual([]);
});

test('a sentence that several folders say is said alike in each', async () => {
  const said = new Map<string, Set<string>>();
  const web = new URL('..', import.meta.url);
  const files = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.zh.ts'),
  );
  for (const file of files)
    for (const words of Object.values(
      (await import(new URL(file, web).href)) as Record<string, Record<string, string>>,
    ))
      for (const [english, chinese] of Object.entries(words))
        said.set(english, (said.get(english) ?? new Set()).add(chinese));
  expect(said.size).toBe(Object.keys(catalogue).length);
  expect([...said].filter(([, chinese]) => chinese.size > 1)).toEqual([]);
});

test('sentences end alike: a Chinese full stop where English has one', () => {
  const ends = Object.entries<string>(catalogue).filter(
    ([english, chinese]) =>
      /[.]$/.test(english.trim()) !== /[。]$/.test(chinese.trim()) && !isCitation(chinese),
  );
  expect(ends).toEqual([]);
  expect(Object.values(nouns).every((noun) => !/\s/.test(noun))).toBe(true);
});
