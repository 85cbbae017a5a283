import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { searchableQuery, searchableText } from './words.ts';

test('what is not Chinese stays as it is', () => {
  const text = '"exact phrase" -not SMIC’s N+2';
  expect(searchableText(text)).toBe(text);
  expect(searchableQuery(text)).toBe(text);
});

test('to text only spaces are added', () => {
  const bare = (text: string) => text.replaceAll(' ', '');
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'中芯国际宣布SMIC a1。，"') }),
      (text) => bare(searchableText(text)) === bare(text),
    ),
  );
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
