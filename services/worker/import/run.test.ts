import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asc, eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database, Orm } from '../../../db/database.ts';
import { beginImport, ensureImportFeed } from '../../../db/imports.ts';
import { articles, imports } from '../../../db/schema.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import { columns } from '../../import/columns.ts';
import type { Found } from '../../import/found.ts';
import { openRejects } from './rejects.ts';
import { type ImportOptions, importFound } from './run.ts';

let db: Database;
let folder: string;
const now = () => new Date('2026-11-20T12:00:00Z');

beforeEach(async () => {
  db = await openTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'chipwire-import-'));
  const feed = { publisher: 'Files', family: 'wire', language: 'en', topics: [] };
  await ensureImportFeed(db.orm, { id: 'import-files', ...feed }, now());
});
afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true });
});

async function* rows(titles: string[]): AsyncGenerator<Found> {
  for (const [n, title] of titles.entries())
    yield {
      ...{ file: 'f', at: `line ${n + 1}`, bytes: n },
      row: { title, text: `Text of ${title}`, url: `https://a.example/${n}`, publishedAt: '2025-01-20' },
    };
}

async function optionsFor(titles: string[]): Promise<ImportOptions> {
  const given = { publishers: new Map(), label: 'f' };
  return {
    found: rows(titles),
    read: { threads: {} as never, columns: columns({}), given, now: now() },
    rejects: await openRejects(join(folder, 'rejects'), 0),
    ...{ concurrency: 4, signal: new AbortController().signal, onProgress: () => {} },
  };
}

/** The tables as they are, and one rule more: no article may have this title. */
const refusing = (title: string): Orm =>
  new Proxy(db.orm, {
    get: (orm, name) =>
      name !== 'transaction'
        ? Reflect.get(orm, name)
        : (act: (tx: Orm) => Promise<unknown>) =>
            orm.transaction(async (tx) => {
              const done = await act(tx);
              const bad = await tx.select().from(articles).where(eq(articles.title, title));
              if (bad.length === 0) return done;
              const cause = Object.assign(new Error('violates a check'), { code: '23514' });
              throw new Error('Failed query', { cause });
            }),
  });

test('a row that the tables refuse is rejected alone', async () => {
  const titles = Array.from({ length: 130 }, (_, n) =>
    n === 37 || n === 129 ? 'Bad' : n === 5 ? '' : `T${n}`,
  );
  const run = await beginImport(db.orm, 'hash', 'f', now());
  const options = await optionsFor(titles);
  const counts = await importFound({ orm: refusing('Bad'), now }, run, 'import-files', options);
  await options.rejects.close();
  expect(counts).toEqual({ rows: 130, added: 128, known: 0, rejected: 2, finished: true });
  const rejected = readFileSync(join(folder, 'rejects'), 'utf8').trim().split('\n');
  expect(rejected.map((line) => JSON.parse(line))).toMatchObject([
    { at: 'line 38', reason: 'violates a check', row: { title: 'Bad' } },
    { at: 'line 130', reason: 'violates a check' },
  ]);
  expect(await db.orm.select().from(imports)).toMatchObject([{ rows: 130, added: 128, rejected: 2 }]);
});

test('two runs of the same files do not count or store twice', async () => {
  const run = await beginImport(db.orm, 'hash', 'f', now());
  const same = await beginImport(db.orm, 'hash', 'f', new Date('2026-11-21T00:00:00Z'));
  expect(same).toEqual(run);
  await importFound({ orm: db.orm, now }, run, 'import-files', await optionsFor(['A', 'B']));
  await expect(
    importFound({ orm: db.orm, now }, same, 'import-files', await optionsFor(['A', 'B'])),
  ).rejects.toThrow('imported by another process');
  const stored = await db.orm.select({ title: articles.title }).from(articles).orderBy(asc(articles.id));
  expect(stored).toEqual([{ title: 'A' }, { title: 'B' }]);
  expect(await beginImport(db.orm, 'hash', 'f', now())).toMatchObject({ id: run.id, rows: 0, added: 0 });
});
