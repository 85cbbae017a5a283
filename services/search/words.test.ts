import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { indexedWords, searchableQuery, searchableText, searchWords } from './words.ts';

test.each([
  ['SMIC’s N+2 node', 'SMIC N 2 node'],
  ['the U.S. and the E.U.', 'the US and the EU'],
  ['e.g. at 5 p.m. today', 'eg at 5 pm today'],
  ['1,200,000 at 3.5%, not 1,20', '1200000 at 3 5 not 1 20'],
  ['résumé Ångström ＧＰＴ－４', 'resume Angstrom GPT 4'],
  ['https://a.example/b?c=d', 'https a example b c d'],
  ['昇腾910C芯片', '昇腾 910C 芯片 腾 片'],
  ['華為 發布', '华为 为发 发布 布'],
  ['芯', '芯'],
  ['エヌビディア', 'エヌ ヌビ ビデ ディ ィア ア'],
  ['a licence, licensed; Defence rumours at a centre', 'a license licensed Defense rumors at a center'],
  ['organised authorisation, otherwise', 'organized authorization otherwise'],
  ["@e:huawei ' | !x", 'e huawei x'],
  ['— …', ''],
  ['a \u0dcf b', 'a b'],
])('%s is indexed as %s', (text, words) => {
  expect(searchableText(text)).toBe(words);
});

test('places are those of the text, whatever was folded in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."中芯國際SMIC é１Ａ.,'’U \n-") }), (text) => {
      let last = 0;
      for (const { word, start, end } of indexedWords(text)) {
        expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(text.slice(start, end).trim()).toBe(text.slice(start, end));
        last = start;
      }
    }),
  );
});

test('hostile texts take time in proportion to their length', () => {
  const hostile = ['字 ', '字', 'a.', '1,000', "a's", 'e\u0301', ' ', '，']
    .map((part) => part.repeat(100_000))
    .join('');
  const begun = performance.now();
  searchableText(hostile);
  expect(performance.now() - begun).toBeLessThan(10_000);
});

test('a text has a title, a first paragraph and the rest', () => {
  const words = searchWords({ title: 'Title', text: 'First paragraph.\n\nSecond one.\n\nThird.' });
  expect(words).toEqual({ title: 'Title', lead: 'First paragraph', rest: 'Second one Third' });
  const long = searchWords({ title: '', text: 'semiconductor '.repeat(500) });
  expect(`${long.lead} ${long.rest}`).toBe('semiconductor '.repeat(500).trim());
  expect(long.lead.length).toBeLessThan(700);
});

describe('in PostgreSQL', () => {
  let db: Database;
  beforeAll(async () => {
    db = await openTestDatabase();
  });
  afterAll(() => db.close());
  const text = '华为的昇腾910C芯片由中芯国际SMIC代工，美国商务部发布新规。Huawei designed chips.';

  test.each([
    ['华为', true],
    ['昇腾', true],
    ['中芯国际', true],
    ['商务部', true],
    ['国商', true],
    ['华为 芯片', true],
    ['芯片 华为', true],
    ['为华', false],
    ['华为 台积电', false],
    ['华为 -中芯国际', false],
    ['台积电 or 华为', true],
    ['"美国商务部发布"', true],
    ['"商务部美国"', false],
    ['昇腾910C', true],
    ['SMIC', true],
    ['design chip', true],
    ['"unclosed 华为', false],
    ['-'.repeat(250), false],
    [`${'- '.repeat(120)}华为`, true],
  ])('%s', async (query, found) => {
    const { rows } = (await db.orm.execute(
      sql`select to_tsvector('english', ${searchableText(text)}) @@ websearch_to_tsquery('english', ${searchableQuery(query)}) as found`,
    )) as unknown as { rows: { found: boolean }[] };
    expect(rows[0]?.found).toBe(found);
  });
});
