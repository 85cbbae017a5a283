import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { syncEntities } from '../../db/entities.ts';
import { syncFeeds } from '../../db/feeds.ts';
import { listQuotes } from '../../db/quotes.ts';
import { articles } from '../../db/schema.ts';
import { unindexed } from '../../db/search/index.ts';
import { listArticles } from '../../db/search.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { feedAt } from '../testing/app.ts';
import { addArticle } from '../testing/archive.ts';
import { quoteIn } from '../testing/found.ts';
import { keepIndexed } from './searchIndex.ts';

let db: Database;
const now = new Date('2026-03-01T00:00:00Z');
const text = '中芯国际回应：“华为的芯片供不应求。”';
beforeAll(async () => {
  db = await openTestDatabase();
  await syncFeeds(db.orm, [feedAt('wire', 'https://feed.example/')], now);
  const smic = {
    id: 'smic',
    type: 'company' as const,
    name: 'SMIC',
    nameZh: null,
    aliases: [],
    parentId: null,
  };
  await syncEntities(db.orm, [{ ...smic, tickers: [], wikidata: null }]);
  for (let n = 0; n < 45; n++)
    await addArticle(db.orm, {
      ...{ title: `第${n}篇`, text, publishedAt: '2026-02-01T10:00:00Z' },
      tagged: {
        sentiment: { score: 0, label: 'neutral' },
        entities: [{ entityId: 'smic', mentions: 1, salience: 1, score: 0.5, label: 'positive' }],
      },
      found: { quotes: [quoteIn(text, { words: '华为的芯片供不应求。' })] },
    });
});
afterAll(() => db.close());

/** As the version before indexed them: a word for each character, no keys. */
async function age(where = sql`true`) {
  const old = sql`to_tsvector('english', '中 芯 国 际 回 应')`;
  await db.orm.update(articles).set({ search: old, facets: null }).where(where);
  await db.orm.execute(sql`update quotes set search = to_tsvector('english', '华 为')`);
}
const word = { is: 'text', part: 'anywhere', words: { is: 'word', word: '国际' } } as const;
const found = async (condition: Parameters<typeof listArticles>[1]['condition']) =>
  (await listArticles(db.orm, { condition }, 100)).length;

test('an archive of an earlier version is indexed anew, words, keys and quotes', async () => {
  await age();
  expect([await found(word), await found({ is: 'entity', id: 'smic' })]).toEqual([0, 0]);
  expect(await keepIndexed(db.orm, 60_000)).toBe(45);
  expect([await found(word), await found({ is: 'entity', id: 'smic' })]).toEqual([45, 45]);
  expect(await listQuotes(db.orm, { words: '"芯片 片供"' }, 100)).toHaveLength(45);
  expect(await keepIndexed(db.orm, 60_000)).toBe(0);
});

test('a turn ends in its time, and the next goes on; two processes do no harm', async () => {
  await age();
  await keepIndexed(db.orm, 0);
  expect(await unindexed(db.orm, 100)).toHaveLength(45);
  await Promise.all([keepIndexed(db.orm, 60_000), keepIndexed(db.orm, 60_000)]);
  expect(await unindexed(db.orm, 100)).toEqual([]);
  expect(await found(word)).toBe(45);
});

test('an article that is not tagged yet gets its words, and its keys with its tags', async () => {
  const [row] = await db.orm.select({ id: articles.id }).from(articles).limit(1);
  const own = eq(articles.id, row!.id);
  await age(own);
  await db.orm.update(articles).set({ step: 'read' }).where(own);
  await keepIndexed(db.orm, 60_000);
  const [after] = await db.orm.select().from(articles).where(own);
  expect(after?.facets).toEqual([]);
  expect(after?.search).toContain('国际');
  expect(after?.search).not.toContain('@e:');
});
