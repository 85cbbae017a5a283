import { afterAll, beforeAll, expect, test } from 'vitest';
import { addArticle } from '../services/testing/archive.ts';
import { addFeedsAndEntities } from '../services/web/testing/sampleArchive.ts';
import { getArticle } from './articles.ts';
import type { Database } from './database.ts';
import { countToRetag } from './retags.ts';
import { dropTexts, syncRights, textRights } from './rights.ts';
import { openTestDatabase } from './testing/database.ts';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
  await addFeedsAndEntities(db.orm);
});
afterAll(() => db.close());

const now = new Date('2026-03-10T12:00:00Z');
const write = (title: string, publishedAt: string, feed = 'wire') =>
  addArticle(db.orm, { title, text: `${title} in full.`, publishedAt, feed });
const textOf = async (id: number) => (await getArticle(db.orm, id))?.text;

test('texts are given up after their publisher’s days, others and newer ones are kept', async () => {
  const old = await write('Old', '2026-02-01T08:00:00Z');
  const young = await write('Young', '2026-03-01T08:00:00Z');
  const other = await write('Of another publisher', '2020-01-01T08:00:00Z', 'xinwen');
  await syncRights(db.orm, [{ publisher: 'The Wire', fullText: 'excerpt', keepTextDays: 30 }]);
  expect(await dropTexts(db.orm, now)).toBe(1);
  expect(await dropTexts(db.orm, now)).toBe(0);
  expect(await getArticle(db.orm, old)).toMatchObject({
    text: '',
    title: 'Old',
    textDroppedAt: now,
    textReason: expect.stringContaining('30 days'),
    step: 'clustered',
  });
  expect(await textOf(young)).toBe('Young in full.');
  expect(await textOf(other)).toBe('Of another publisher in full.');
  // Tagging it anew would take its tags away and find none.
  const scope = { taggerVersion: 'x', listVersion: 'y', everything: true, since: null };
  expect(await countToRetag(db.orm, scope, now)).toBe(2);
});

test('the table says what the settings say, no more', async () => {
  await syncRights(db.orm, [{ publisher: '新闻社', fullText: 'none' }]);
  const mayShow = await textRights(db.orm);
  expect([mayShow('新闻社'), mayShow('The Wire')]).toEqual(['none', 'full']);
  await syncRights(db.orm, []);
  expect((await textRights(db.orm))('新闻社')).toBe('full');
});
