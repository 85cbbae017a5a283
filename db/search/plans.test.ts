import { type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { englishWord, entityOf } from '../../services/search/bench/generate.ts';
import { load } from '../../services/search/bench/load.ts';
import type { Condition } from '../condition.ts';
import type { Database } from '../database.ts';
import { openTestDatabase } from '../testing/database.ts';
import { facets, rowsOf, total } from './facets.ts';
import { type ArticleCursor, found, newest, searchOf, walk, within } from './pages.ts';
import { windowBack } from './windows.ts';

// Which plan PostgreSQL takes decides between 2 ms and 9 s at a million articles. A plan is a matter of estimates, which
// are the same small ones at any size here: the index's query is never in the planner's sight. In an archive of partitions
// all these articles are in the first.

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
  await load(db.orm, 3000, 1);
  await db.orm.execute(sql`analyze`);
}, 120_000);
afterAll(() => db.close());

async function planOf(query: { getSQL(): SQL }): Promise<string> {
  const rows = await rowsOf<{ 'QUERY PLAN': string }>(db.orm, sql`explain ${query.getSQL()}`);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}
const word = (text: string): Condition => ({
  ...{ is: 'text', part: 'anywhere' },
  words: { is: 'word', word: text },
});
const phrase = (...words: string[]): Condition => ({
  ...{ is: 'text', part: 'anywhere' },
  words: { is: 'phrase', words },
});
const ends = [new Date('2026-01-01'), new Date('2022-02-01')];

describe('the full-text index alone', () => {
  it.each<[string, Condition]>([
    ['a common word', word(englishWord(0))],
    ['a rare word', word(englishWord(50_000))],
    ['an entity', { is: 'entity', id: entityOf(0) }],
    ['a publisher, which has an index of its own', { is: 'publisher', name: 'Publisher 0' }],
    ['all but a word', { is: 'not', of: word(englishWord(0)) }],
    ['a sentiment', { is: 'sentiment', towards: null, comparison: '<', score: -0.31 }],
    [
      'a word and a story',
      { is: 'and', of: [word(englishWord(0)), { is: 'not', of: { is: 'story', id: 1 } }] },
    ],
  ])('finds %s in every window', async (_, condition) => {
    const search = searchOf(condition, {});
    for (const end of ends)
      for (const days of [2, 14, 120, 900, 5000]) {
        const window = windowBack(end, null, days);
        const plan = await planOf(within(db.orm, search, window, 21));
        expect(plan).toMatch(/Bitmap Index Scan on articles_(before_)?search_i/);
        expect(plan).not.toMatch(
          /Seq Scan on articles(_before)? |Index Scan.* on articles_(before_)?published|BitmapAnd/,
        );
      }
  });
});

it('no index of words has a list of what waits to be indexed: moving it shows rows with half of their words', async () => {
  const waiting = await rowsOf<{ name: string }>(
    db.orm,
    sql`select c.relname as name from pg_class c join pg_am m on m.oid = c.relam
      where m.amname = 'gin' and c.relnamespace = 'public'::regnamespace
        and not coalesce(c.reloptions @> '{fastupdate=off}' or c.reloptions @> '{fastupdate=false}', false)`,
  );
  expect(waiting).toEqual([]);
});

describe('the index of time', () => {
  it.each<[string, Condition]>([
    ['everything', { is: 'all' }],
    ['what the full-text index can’t tell', { is: 'or', of: [word(englishWord(0)), { is: 'story', id: 1 }] }],
  ])('is walked for %s', async (_, condition) => {
    const plan = await planOf(walk(db.orm, searchOf(condition, {}), 21));
    expect(plan).toMatch(/Index Scan Backward using articles_(before_)?published_at_id_i/);
    expect(plan).not.toMatch(/Sort {2}/);
  });

  it('a story is read through its own', async () => {
    await db.orm.execute(
      sql`insert into stories (id, first_at, last_at, articles, publishers) select n, now(), now(), 1, 1 from generate_series(1, 3000) n on conflict do nothing`,
    );
    await db.orm.execute(sql`update articles set story_id = id`);
    await db.orm.execute(sql`analyze articles`);
    const plan = await planOf(walk(db.orm, searchOf({ is: 'story', id: 5 }, {}), 21));
    expect(plan).toMatch(/articles_(before_)?story_id_i/);
  });
});

describe('counts of many', () => {
  it.each<[string, Condition]>([
    ['a common word', word(englishWord(0))],
    ['everything', { is: 'all' }],
    ['what is not there', { is: 'not', of: word(englishWord(0)) }],
    ['a phrase, of which the index knows the words alone', phrase(englishWord(0), englishWord(1))],
  ])('are near, for %s', async (_, condition) => {
    const search = searchOf(condition, { copies: true });
    const exact = await facets(db.orm, search, 100_000);
    const about = await facets(db.orm, search, 300);
    expect([exact.about, about.about]).toEqual([false, true]);
    expect(Math.abs(about.count - exact.count)).toBeLessThan(exact.count / 3);
    expect(await total(db.orm, search, 300)).toEqual({ count: about.count, about: true });
    expect(about.facets.language.map(({ value }) => value)).toEqual(
      exact.facets.language.map(({ value }) => value),
    );
    expect(exact.facets.label.reduce((sum, { articles }) => sum + articles, 0)).toBe(exact.count);
  });

  it('months are all there, latest first', async () => {
    const { facets: found } = await facets(db.orm, searchOf({ is: 'all' }, {}));
    expect(found.month.map(({ value }) => value)).toEqual(
      found.month
        .map(({ value }) => value)
        .toSorted()
        .toReversed(),
    );
    expect(found.month).toHaveLength(48);
    expect(found.entity).toHaveLength(10);
    expect(found.entity[0]?.name).toBe('Entity 0');
  });
});

describe('pages', () => {
  it.each<[string, Condition]>([
    ['a rare word', word(englishWord(900))],
    ['an entity that is often named', { is: 'entity', id: entityOf(3) }],
    [
      'two years',
      {
        is: 'and',
        of: [
          word(englishWord(20)),
          { is: 'published', side: 'from', at: new Date('2023-06-01T12:34:56Z') },
          { is: 'published', side: 'before', at: new Date('2025-02-03') },
        ],
      },
    ],
  ])('of %s are what a look at every article finds, in order', async (_, condition) => {
    const search = searchOf(condition, {});
    const all = await rowsOf<{ id: number }>(
      db.orm,
      sql`select id::int from articles where ${found(search)} order by published_at desc, id desc`,
    );
    const seen: number[] = [];
    for (let cursor: ArticleCursor | undefined; ; ) {
      const page = await newest(db.orm, search, 7, cursor);
      seen.push(...page.map(({ id }) => id));
      cursor = page.at(-1);
      if (page.length < 7) break;
    }
    expect(all.length).toBeGreaterThan(20);
    expect(seen).toEqual(all.map(({ id }) => id));
  });
});
