import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addEntries, getArticle, type NewEntry } from './articles.ts';
import { rows } from './backup.ts';
import type { Database } from './database.ts';
import { openInMemory } from './embedded.ts';
import { type Feed, listFeeds, syncFeeds } from './feeds.ts';
import { type PartitionStep, partition } from './partition.ts';
import { keepMonths, listMonths } from './partitionMonths.ts';
import { isPartitioned, room } from './partitionSchema.ts';
import { articles, mentions } from './schema.ts';
import { migrationsFolder } from './schemaVersion.ts';
import { searchOf, walk, within } from './search/pages.ts';
import { openTestDatabase } from './testing/database.ts';

const at = (time: string) => new Date(`${time}Z`);
const start = at('2026-11-20T12:00');

let db: Database;
let feeds: Feed[];
beforeAll(async () => {
  db = await openTestDatabase();
  const feed = {
    publisher: 'Example',
    family: 'wire',
    language: 'en',
    topics: ['export-controls'],
    interval: 1800,
  };
  const sources = ['one', 'two'].map((id) => ({ ...feed, id, url: `https://example.com/${id}` }));
  await syncFeeds(db.orm, sources, start);
  feeds = await listFeeds(db.orm);
  await db.orm.execute(
    sql`insert into entities (id, type, name, listed) values ('huawei', 'company', 'Huawei', true)`,
  );
});
afterAll(() => db.close());

const entry = (name: string, publishedAt: Date): NewEntry => ({
  ...{
    keys: [`id:${name}`],
    url: `https://example.com/${name}`,
    canonicalUrl: `https://example.com/${name}`,
  },
  ...{ title: name, language: null, byline: [], summary: null, feedHtml: null, publishedAt },
});

/** Adds an article with a mention, and returns its id; undefined where its address is known. */
async function add(name: string, now: Date, feed = feeds[0]!): Promise<number | undefined> {
  const [id] = await addEntries(db.orm, feed, [entry(name, now)], now);
  if (id !== undefined) await mention(id);
  return id;
}
const mention = (articleId: number) =>
  db.orm.insert(mentions).values({
    ...{ articleId, entityId: 'huawei', field: 'text', startsAt: 0, endsAt: 6, words: 'Huawei' },
    ...{ sentenceStart: 0, sentenceEnd: 9, score: 0, label: 'neutral', taggerVersion: 'test' },
  });

async function planOf(query: { getSQL(): ReturnType<typeof sql> }): Promise<string> {
  const lines = await rows<{ 'QUERY PLAN': string }>(db.orm, sql`explain ${query.getSQL()}`);
  return lines.map((line) => line['QUERY PLAN']).join('\n');
}

/** The newest migration of before there were partitions. */
const beforePartitions = '0017_pages';

test('every migration since goes through in an archive of partitions', async () => {
  const fresh = await openInMemory();
  const folder = mkdtempSync(join(tmpdir(), 'chipwire-migrations-'));
  try {
    const journal = JSON.parse(readFileSync(join(migrationsFolder, 'meta/_journal.json'), 'utf8'));
    const last = journal.entries.findIndex(({ tag }: { tag: string }) => tag === beforePartitions);
    const entries: { tag: string }[] = journal.entries.slice(0, last + 1);
    mkdirSync(join(folder, 'meta'));
    writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify({ ...journal, entries }));
    for (const { tag } of entries)
      copyFileSync(join(migrationsFolder, `${tag}.sql`), join(folder, `${tag}.sql`));
    await migrate(fresh.orm as Parameters<typeof migrate>[0], { migrationsFolder: folder });
    await partition(fresh.orm, start, () => {});
    await fresh.migrate();
    await keepMonths(fresh.orm, at('2027-06-01T00:00'));
    expect(await isPartitioned(fresh.orm, 'articles')).toBe(true);
  } finally {
    await fresh.close();
    rmSync(folder, { recursive: true });
  }
});

// In order: each goes on with the archive that the one before left. An archive that has partitions from the start is not
// what is tried here.
describe.skipIf(process.env.PARTITIONS)('an archive becomes one of partitions', () => {
  const steps: PartitionStep[] = ['addresses', 'bounds', 'articles', 'keys', 'mentions', 'months'];

  test.each(steps)('broken off before “%s” it works as before, and goes on from there', async (step) => {
    const stop = (at: PartitionStep) => {
      if (at === step) throw new Error('killed');
    };
    await expect(partition(db.orm, start, stop)).rejects.toThrow('killed');
    const id = await add(step, start);
    expect((await getArticle(db.orm, id!))?.title).toBe(step);
    expect(await add(step, start, feeds[1])).toBeUndefined();
    // What belongs to an article still needs one, and goes with it.
    await expect(mention(id! + 1000)).rejects.toThrow();
    await db.orm.delete(articles).where(eq(articles.id, id!));
    expect(await db.orm.$count(mentions, eq(mentions.articleId, id!))).toBe(0);
    expect(await add(step, start, feeds[1])).toBeGreaterThan(id!);
  });

  test('to its end, all that was there is in the first partition', async () => {
    await partition(db.orm, start, () => {});
    expect(await isPartitioned(db.orm, 'articles')).toBe(true);
    expect(await isPartitioned(db.orm, 'mentions')).toBe(true);
    const counts = await rows<{ articles: number; mentions: number; addresses: number }>(
      db.orm,
      sql`select (select count(*)::int from articles_before) as articles,
        (select count(*)::int from mentions_before) as mentions, (select count(*)::int from article_addresses) as addresses`,
    );
    expect(counts).toEqual([{ articles: steps.length, mentions: steps.length, addresses: steps.length }]);
    expect((await listMonths(db.orm)).map(({ month }) => month)).toEqual([
      null,
      '2026-11',
      '2026-12',
      '2027-01',
    ]);
  });

  test('every foreign key to an article is there and holds', async () => {
    const keys = await rows<{ name: string }>(
      db.orm,
      sql`select conname as name from pg_constraint where contype = 'f' and conparentid = 0
        and confrelid = 'articles'::regclass and convalidated order by 1`,
    );
    const declared = (
      await rows<{ n: number }>(
        db.orm,
        sql`select count(distinct (conrelid, conkey))::int as n from pg_constraint k join pg_class c on c.oid = conrelid
        where contype = 'f' and confrelid = 'articles'::regclass and not c.relispartition`,
      )
    )[0]!.n;
    expect(keys).toHaveLength(declared);
    expect(keys.map(({ name }) => name)).toContain('articles_copy_of_articles_id_fk');
    expect(keys.map(({ name }) => name)).toContain('mentions_article_id_articles_id_fk');
  });

  test('an address that two feeds show at once is one article', async () => {
    const ids = await Promise.all(feeds.map((feed) => add('at-once', start, feed)));
    expect(ids.filter((id) => id !== undefined)).toHaveLength(1);
  });

  test('an address that changes makes room for another article, and takes no other’s', async () => {
    const id = (await add('moved', start))!;
    const change = (name: string) =>
      db.orm
        .update(articles)
        .set({ canonicalUrl: `https://example.com/${name}` })
        .where(eq(articles.id, id));
    await change('moved-away');
    expect(await add('moved-away', start)).toBeUndefined();
    expect(await add('moved', start, feeds[1])).toBeGreaterThan(id);
    await expect(change('moved')).rejects.toThrow();
  });

  test('a month’s ids begin when it begins, and never go back', async () => {
    expect(await add('november', start)).toBeLessThan(3 * room);
    await keepMonths(db.orm, at('2026-12-01T00:10'));
    const first = await add('december', at('2026-12-01T00:11'));
    expect(first).toBe(3 * room);
    await keepMonths(db.orm, at('2026-11-30T23:59')); // a clock that is a little behind
    await keepMonths(db.orm, at('2026-12-01T00:12'));
    expect(await add('december again', at('2026-12-01T00:13'))).toBeGreaterThan(first!);
  });

  test('a month is closed an hour after its end, and then passed over by whatever asks for later', async () => {
    const november = async () => (await listMonths(db.orm)).find(({ month }) => month === '2026-11')!;
    expect((await november()).closedAt).toBeNull();
    await keepMonths(db.orm, at('2026-12-01T01:10'));
    expect((await november()).closedAt).toEqual(at('2026-11-21T00:00'));
    const search = searchOf({ is: 'language', language: 'en' }, {});
    const times = { from: at('2026-12-01T00:00'), before: null };
    for (const plan of [
      await planOf(within(db.orm, search, times, 20)),
      await planOf(walk(db.orm, { ...searchOf({ is: 'all' }, {}), times }, 20)),
    ]) {
      expect(plan).toContain('articles_2026_12');
      expect(plan).not.toMatch(/articles_2026_11|articles_before/);
    }
    const earlier = { from: at('2026-11-01T00:00'), before: null };
    expect(await planOf(within(db.orm, search, earlier, 20))).toContain('articles_2026_11');
  });

  test('a row that comes late to a closed month is refused, and comes in with a new id', async () => {
    const now = at('2026-12-02T12:00');
    const values = { ...entry('late', now), canonicalUrl: 'https://example.com/late', feedId: 'one' };
    const row = { ...values, publisher: 'Example', language: 'en', foundAt: now, stepAt: now };
    await expect(db.orm.insert(articles).values({ ...row, id: 2 * room + 500 })).rejects.toMatchObject({
      cause: expect.objectContaining({ message: expect.stringContaining('articles_2026_11_closed') }),
    });
    expect(await add('late', now)).toBeGreaterThan(3 * room);
  });

  test('after months without a worker, the partitions of all months are there', async () => {
    const now = at('2027-04-10T08:00');
    await keepMonths(db.orm, now);
    const months = await listMonths(db.orm);
    expect(months.at(-1)?.month).toBe('2027-06');
    const april = months.find(({ month }) => month === '2027-04')!;
    expect(await add('april', now)).toBe(april.from);
    expect(months.filter(({ closedAt }) => closedAt).map(({ month }) => month)).toEqual([
      ...[null, '2026-11', '2026-12', '2027-01', '2027-02', '2027-03'],
    ]);
  });

  test('what migrations usually do goes on working', async () => {
    const statements = [
      'alter table "articles" add column "mood" text default \'calm\' not null',
      // With its table’s name before the column, which drizzle-kit writes, PostgreSQL refuses it for partitions.
      'alter table "articles" add constraint "articles_mood" check ("mood" <> \'\')',
      'create index "articles_mood_index" on "articles" using btree ("mood","published_at")',
      'drop index "articles_publisher_published_at_index"',
      'create index "articles_publisher_published_at_index" on "articles" using btree ("publisher","published_at")',
      'update "articles" set "mood" = \'tense\' where "publisher" = \'Example\'',
      'create table "moods" ("article_id" bigint primary key references "articles"("id") on delete cascade)',
      'alter table "mentions" alter column "reason" set default \'\'',
      'alter table "articles" drop column "mood"',
    ];
    for (const statement of statements) await db.orm.execute(sql.raw(statement));
    await keepMonths(db.orm, at('2027-05-10T08:00'));
    expect(await add('after a migration', at('2027-05-10T08:00'))).toBeGreaterThan(0);
  });
});
