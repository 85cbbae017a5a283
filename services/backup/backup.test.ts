import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inSnapshot, rowLines } from '../../db/backup.ts';
import type { Database, Orm } from '../../db/database.ts';
import { openInMemory } from '../../db/embedded.ts';
import { syncEntities } from '../../db/entities.ts';
import { syncFeeds } from '../../db/feeds.ts';
import { addNotice } from '../../db/notices.ts';
import { hasArticles, restoreTables } from '../../db/restore.ts';
import { keys, notices, signIns } from '../../db/schema.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { showAll } from '../export/article.ts';
import { exportFile, exportFormats } from '../exportFile.ts';
import { addArticle, mentionOf } from '../testing/archive.ts';
import { eventIn, quoteIn, roleIn } from '../testing/found.ts';
import { restoreBackup } from './read.ts';
import { writeBackup } from './write.ts';

let db: Database;
let other: Database;
let folder: string;
let file: string;
const now = new Date('2026-11-26T09:00:00Z');
const signal = new AbortController().signal;
const wire = { id: 'wire', publisher: 'Wire “A”', url: 'https://e.org/w', family: 'wire', language: 'en' };

beforeAll(async () => {
  [db, other] = [await openTestDatabase(), await openEmbedded()];
  folder = mkdtempSync(join(tmpdir(), 'chipwire-test-'));
  file = join(folder, 'archive.chipwire.zip');
  await syncFeeds(db.orm, [{ ...wire, topics: ['export-controls'], interval: 1800 }], now);
  const entity = { aliases: ['昇腾', 'a "b" \\ c'], tickers: [], wikidata: null, nameZh: null };
  await syncEntities(db.orm, [
    // A child whose key comes before its parent's.
    { ...entity, type: 'chip', id: 'ascend', name: 'Ascend', parentId: 'huawei' },
    { ...entity, type: 'company', id: 'huawei', name: 'Huawei', parentId: null },
  ]);
  await addArticles(db.orm);
}, 120_000);
/** The embedded home, whichever is under test. */
async function openEmbedded(): Promise<Database> {
  if (!process.env.DATABASE_URL) return openTestDatabase();
  const embedded = await openInMemory();
  await embedded.migrate();
  return embedded;
}
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await Promise.all([db.close(), other.close()]);
});

async function addArticles(orm: Orm) {
  const text = 'Huawei eased, “a relief,” said Ann Ho.\n\n华为 {"json": "\\n"}\t\u2028 end.';
  const entities = [
    { entityId: 'huawei', mentions: 1, salience: 1 / 3, score: -0.1, label: 'negative' as const },
  ];
  const found = {
    quotes: [quoteIn(text, { words: 'a relief,', speakerWords: 'Ann Ho', about: ['huawei'] })],
    events: [
      eventIn(text, { type: 'eased', words: 'eased', who: [roleIn(text, 'huawei', 'Huawei', 'target', 1)] }),
    ],
  };
  const huawei = { title: 'Huawei', text };
  const late = { ...huawei, story: 's', publishedAt: '2025-05-21T08:00:00.123Z' };
  await addArticle(orm, {
    ...{ ...late, found, tagged: { sentiment: { score: -0.1, label: 'negative' as const }, entities } },
    mentions: [mentionOf('huawei', 'Huawei', huawei, 'text', ['negative', -0.1, ['eased']])],
  });
  // The earlier one comes later, so that a copy stands before its original by number.
  await addArticle(orm, { ...late, title: 'Huawei earlier', publishedAt: '2025-05-20T08:00:00Z' });
  await orm.execute(sql`insert into articles
    (canonical_url, feed_id, publisher, language, title, published_at, found_at, step, step_at)
    select 'urn:n:' || n, 'wire', 'W', 'en', 'No. ' || n, now(), now(), 'clustered', now()
    from generate_series(1, 700) n`);
  const gone = await addArticle(orm, { title: 'Gone', text: 'Gone.', publishedAt: '2025-06-02T08:00:00Z' });
  await orm.execute(sql`delete from entries where article_id = ${gone}`);
  await orm.execute(sql`delete from articles where id = ${gone}`);
}

const backUp = () => writeBackup(db.orm, file, { now, version: '0.0.0', signal, onProgress: () => {} });
const restore = (path: string, orm = other.orm) => restoreBackup(orm, path, { signal, onProgress: () => {} });

/** Every row of every table. */
const everything = (orm: Orm) =>
  inSnapshot(orm, async (tx, { tables, sequences }) => {
    await tx.execute(sql`set local timezone = 'UTC'`);
    const rows: Record<string, string[]> = {};
    for (const table of tables) {
      rows[table] = [];
      for await (const lines of rowLines(tx, table)) rows[table]?.push(...lines);
    }
    return { rows, sequences };
  });

async function exports(orm: Orm): Promise<string[]> {
  const all: string[] = [];
  for (const format of exportFormats.filter((name) => name !== 'evidence')) {
    const plan = { format, filter: { copies: true }, query: '', canonical: '', now, mayShow: showAll };
    let text = '';
    for await (const chunk of (await exportFile(orm, plan)).chunks) text += chunk;
    all.push(text);
  }
  return all;
}

describe('a backup', () => {
  test('comes back on the other home, every row and every export the same', async () => {
    const manifest = await backUp();
    const articles = manifest.tables.find(({ name }) => name === 'articles');
    expect(articles?.rows).toBe(702);
    await restore(file);
    expect(await everything(other.orm)).toEqual(await everything(db.orm));
    expect(await exports(other.orm)).toEqual(await exports(db.orm));
    // Back again, over what is there: the home under test takes what the embedded one wrote.
    const before = await everything(db.orm);
    await writeBackup(other.orm, file, { now, version: '0.0.0', signal, onProgress: () => {} });
    await restore(file, db.orm);
    expect(await everything(db.orm)).toEqual(before);
    expect(readdirSync(folder)).toEqual(['archive.chipwire.zip']);
  });

  test('never gives a number again, not even that of an article that is gone', async () => {
    await backUp();
    await restore(file);
    const [id, id2] = await Promise.all(
      [db, other].map(({ orm }) =>
        addArticle(orm, { title: 'Next', text: 'Next.', publishedAt: '2025-07-01T08:00:00Z' }),
      ),
    );
    expect(id).toBe(id2);
    expect(id).toBe(704);
  });

  test('signs nobody in, and gives no notice a number that its receivers may have seen', async () => {
    const [key, madeAt] = [{ id: 'aaaaaaaaaaaa', name: 'Ann', scope: 'read' as const }, now];
    await db.orm.insert(keys).values({ ...key, hash: 'h', madeAt });
    await db.orm.insert(signIns).values({ hash: 's', keyId: key.id, madeAt, endsAt: new Date('2099-01-01') });
    const notice = { owner: key.id, alertId: null, kind: 'test' as const, content: {} };
    const tell = ({ orm }: Database) =>
      orm.transaction((tx) => addNotice(tx, { ...notice, matchIds: [], channelIds: [] }, now));
    await tell(db);
    await backUp();
    const since = [await tell(db), await tell(db)];
    await restore(file);
    expect(await other.orm.$count(signIns)).toBe(0);
    expect(await other.orm.$count(keys, eq(keys.id, key.id))).toBe(1);
    const first = await tell(other);
    expect(first).toBeGreaterThan(Math.max(...since) + 1000);
    expect(await tell(other)).toBe(first + 1);
    for (const { orm } of [db, other]) {
      await orm.delete(notices);
      await orm.delete(keys).where(eq(keys.id, key.id));
    }
  });

  test('keeps what stands on rows: keys, checks and indexes are there again', async () => {
    await backUp();
    await restore(file, db.orm);
    const shape = sql`select indexdef as def from pg_indexes where schemaname = 'public' union all
      select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
      order by 1`;
    const defs = async ({ orm }: Database) =>
      ((await orm.execute(shape)) as unknown as { rows: { def: string }[] }).rows
        .map(({ def }) => def)
        .sort();
    const fresh = await openTestDatabase();
    expect(await defs(db)).toEqual(await defs(fresh));
    await fresh.close();
  });

  test('that is damaged, cut or none at all changes nothing', async () => {
    await backUp();
    await restore(file);
    const before = await everything(other.orm);
    const whole = readFileSync(file);
    const bad = join(folder, 'bad.zip');
    const middle = whole.indexOf('tables/articles.jsonl') + 2_000;
    const damaged = Buffer.from(whole);
    damaged[middle] = damaged[middle]! ^ 0xff;
    for (const [content, says] of [
      [damaged, /damaged: articles/],
      [whole.subarray(0, whole.length / 2), /whole file/],
      [Buffer.from('nothing'), /whole file/],
    ] as const) {
      writeFileSync(bad, content);
      await expect(restore(bad)).rejects.toThrow(says);
    }
    expect(await everything(other.orm)).toEqual(before);
  });

  test('that was stopped leaves no file', async () => {
    const stopped = join(folder, 'stopped.zip');
    const stop = new AbortController();
    const onProgress = () => stop.abort();
    await expect(
      writeBackup(db.orm, stopped, { now, version: '0.0.0', signal: stop.signal, onProgress }),
    ).rejects.toThrow();
    expect(readdirSync(folder).filter((name) => name.startsWith('stopped'))).toEqual([]);
  });

  test('that cannot be written ends with the reason, and reads on in nothing that is closed', async () => {
    const run = { now, version: '1.2.3', signal, onProgress() {} };
    for (const path of [join(folder, 'nowhere', 'a.zip'), folder])
      await expect(writeBackup(db.orm, path, run)).rejects.toThrow(/ENOENT|is no file/);
    expect(await hasArticles(db.orm)).toBe(true);
  });

  test('whose rows fit no table is taken back as a whole', async () => {
    const before = await everything(other.orm);
    const lines = async function* (table: string) {
      if (table === 'articles') yield ['{"id": 1, "title": null}'];
    };
    const { schema } = await inSnapshot(other.orm, async (_, shape) => shape);
    await expect(
      restoreTables(other.orm, { schema, tables: ['articles'], sequences: {} }, lines),
    ).rejects.toThrow();
    expect(await everything(other.orm)).toEqual(before);
  });
});

test('a backup of an older Chipwire is brought to today’s form', async () => {
  const journal = join(import.meta.dirname, '../../db/migrations/meta/_journal.json');
  const { entries } = JSON.parse(readFileSync(journal, 'utf8'));
  const at = '2025-01-01T00:00:00Z';
  const old: Record<string, object[]> = {
    feeds: [{ ...wire, topics: [], interval: 1800, state: 'ok', rhythm: 0, failures: 0, moved_count: 0 }].map(
      (feed) => ({ ...feed, next_poll_at: at, added_at: at }),
    ),
    stories: [{ id: 3, fingerprint: 'f', created_at: at }],
    articles: [
      {
        ...{ id: 9, canonical_url: 'https://e.org/9', feed_id: 'wire', publisher: 'W', language: 'en' },
        ...{
          title: 'Old',
          byline: [],
          text: 'T',
          words: 1,
          paywalled: false,
          step: 'clustered',
          story_id: 3,
        },
        ...{ published_at: at, found_at: at, step_at: at },
      },
    ],
  };
  const lines = async function* (table: string) {
    yield (old[table] ?? []).map((row) => JSON.stringify(row));
  };
  const shape = { schema: entries[3].when, tables: Object.keys(old), sequences: { articles_id_seq: 12 } };
  await restoreTables(other.orm, shape, lines);
  expect(await hasArticles(other.orm)).toBe(true);
  const { rows } = await everything(other.orm);
  expect(JSON.parse(rows.stories?.[0] ?? '')).toMatchObject({ id: 3, articles: 1, publishers: 1 });
});
