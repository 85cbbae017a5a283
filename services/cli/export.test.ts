import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { openEmbedded } from '../../db/embedded.ts';
import { syncFeeds } from '../../db/feeds.ts';
import { syncRights } from '../../db/rights.ts';
import { articles } from '../../db/schema.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { readConfig } from '../runtime/config.ts';
import { addArticle } from '../testing/archive.ts';
import { backup, restore } from './backup.ts';
import { type CommandContext, WrongUse } from './context.ts';
import { type ExportCommand, exportFound } from './export.ts';

let db: Database;
let folder: string;
let said: { out: string[]; err: string[] };
const now = new Date('2026-11-26T09:00:00Z');
const long = 'Beijing answered within a day. '.repeat(40).trim();

beforeAll(async () => {
  db = await openTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'chipwire-test-'));
  const feed = { family: 'wire', language: 'en', topics: ['export-controls'], interval: 1800 };
  const feeds = ['wire', 'paid', 'secret'].map((id) => ({
    ...feed,
    id,
    publisher: id,
    url: `https://e.org/${id}`,
  }));
  await syncFeeds(db.orm, feeds, now);
  for (const { id } of feeds)
    await addArticle(db.orm, {
      title: `By ${id}`,
      text: long,
      feed: id,
      story: id,
      publishedAt: '2025-05-20T08:00:00Z',
    });
  await syncRights(db.orm, [
    { publisher: 'paid', fullText: 'excerpt' },
    { publisher: 'secret', fullText: 'none' },
  ]);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await db.close();
});
beforeEach(() => {
  said = { out: [], err: [] };
});

const context = (signal = new AbortController().signal): CommandContext => ({
  ...{ orm: db.orm, now: () => now, cwd: folder, signal, config: readConfig({}) },
  out: (line) => said.out.push(line),
  err: (line) => said.err.push(line),
  progress: { show: () => {}, end: () => {} },
});
const run = (asked: Partial<ExportCommand>, signal?: AbortSignal) =>
  exportFound(context(signal), { query: '', ...asked });

test('writes the format that the file’s ending tells, into the caller’s folder', async () => {
  expect(await run({ out: 'found.bib' })).toBe(0);
  expect(readFileSync(join(folder, 'found.bib'), 'utf8').match(/^@online/gm)).toHaveLength(3);
  expect(said.err.at(-1)).toBe('3 articles in found.bib');
});

test('prints lines without a file', async () => {
  expect(await run({ format: 'jsonl', query: 'title:paid' })).toBe(0);
  expect(said.out.map((line) => JSON.parse(line).title)).toEqual(['By paid']);
});

test('shows no more of a text than its publisher grants, and the hash of all of it', async () => {
  await run({ format: 'jsonl' });
  const told = Object.fromEntries(
    said.out
      .join('\n')
      .split('\n')
      .map((line) => [JSON.parse(line).publisher, JSON.parse(line)]),
  );
  expect(told.wire.text).toBe(long);
  expect(told.paid.textShown).toBe('excerpt');
  expect(told.paid.text.length).toBeLessThan(310);
  expect(told.secret).toMatchObject({ textShown: 'none', text: '' });
  expect(told.secret.contentHash).toMatch(/^[0-9a-f]{64}$/);
});

test('tells what is wrong with a query, a file name and a pack for the terminal', async () => {
  await expect(run({ query: '"open' })).rejects.toThrow(WrongUse);
  expect(said.err.join('\n')).toContain('^');
  expect(await run({ out: 'found.xls' })).toBe(2);
  expect(await run({ format: 'evidence' })).toBe(2);
  expect(existsSync(join(folder, 'found.xls'))).toBe(false);
});

test('stopped, it leaves no file', async () => {
  const stop = new AbortController();
  stop.abort();
  expect(await run({ out: 'stopped.csv' }, stop.signal)).toBe(130);
  expect(readdirSync(folder).filter((name) => name.startsWith('stopped'))).toEqual([]);
});

test('a backup is put over an archive with articles only by force, and never under running workers', async () => {
  expect(await backup(context(), { file: 'a.backup' })).toBe(0);
  expect(said.out[0]).toMatch(/^3 articles \(\d+ rows in all\) in a\.backup/);
  await db.orm.execute(sql`update articles set title = 'Changed'`);
  expect(await restore(context(), { file: 'a.backup' })).toBe(1);
  expect(said.err.at(-1)).toContain('--force');
  expect(await restore({ ...context(), workersRun: true }, { file: 'a.backup', force: true })).toBe(1);
  expect(await restore(context(), { file: 'a.backup', force: true })).toBe(0);
  await run({ format: 'jsonl', query: 'title:paid' });
  expect(said.out.at(-1)).toContain('By paid');
});

/** What spares a new folder its first seconds, where the suite has it. */
function seed(): Blob | undefined {
  const template = inject('template');
  return 'seedFile' in template ? new Blob([readFileSync(template.seedFile)]) : undefined;
}

test('a running Chipwire with a folder of its own makes a backup of a copy, and goes on meanwhile', async () => {
  const data = join(folder, 'data');
  const own = await openEmbedded(data, seed());
  try {
    await own.migrate();
    const feed = { family: 'wire', language: 'en', topics: [], interval: 1800 };
    await syncFeeds(own.orm, [{ ...feed, id: 'wire', publisher: 'Wire', url: 'https://e.org/w' }], now);
    await addArticle(own.orm, { title: 'Kept', text: long, publishedAt: '2025-05-20T08:00:00Z' });
    const running = {
      ...{ ...context(), orm: own.orm, workersRun: true, config: readConfig({ CHIPWIRE_DATA: data }) },
      progress: {
        // Told while the copy is read: this process has its own archive for itself again.
        show: () => void own.orm.execute(sql`delete from articles`).then(() => said.err.push('deleted')),
        end: () => {},
      },
    };
    expect(await backup(running, { file: 'running.backup' })).toBe(0);
    expect(said.out[0]).toMatch(/^1 articles/);
    expect(said.err).toContain('deleted');
    expect(existsSync(join(data, 'copy'))).toBe(false);
    await restore({ ...context(), orm: own.orm }, { file: 'running.backup' });
    expect(await own.orm.select({ title: articles.title }).from(articles)).toEqual([{ title: 'Kept' }]);
  } finally {
    await own.close();
  }
}, 120_000);
