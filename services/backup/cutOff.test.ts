import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import yazl from 'yazl';
import type { Database } from '../../db/database.ts';
import { openEmbedded } from '../../db/embedded.ts';
import { hasArticles } from '../../db/restore.ts';
import { articles } from '../../db/schema.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { backupOf, releasedVersions } from '../../db/testing/releases.ts';
import { told } from '../faults.ts';
import { addArticle } from '../testing/archive.ts';
import { type Manifest, manifestFile } from './manifest.ts';
import { checkBackup, restoreBackup } from './read.ts';
import { writeBackup } from './write.ts';

const given = backupOf(releasedVersions[0]!);
const folder = mkdtempSync(join(tmpdir(), 'chipwire-test-'));
const run = { signal: new AbortController().signal, onProgress() {} };
const writing = { ...run, now: new Date('2026-11-26T09:00:00Z'), version: '0.0.0' };
const hashOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
const files = () => readdirSync(folder).filter((name) => name.includes('.backup'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(process.env.DATABASE_URL)('killed', () => {
  const data = join(folder, 'data');
  const path = join(folder, 'a.backup');
  const chipwire = (...words: string[]): ChildProcess =>
    spawn(process.execPath, [join(import.meta.dirname, '../../bin/chipwire.mjs'), ...words], {
      ...{ env: { ...process.env, CHIPWIRE_DATA: data }, stdio: ['ignore', 'pipe', 'pipe'] },
    });

  test('while it restores, an archive is as empty as it was, and restoring again fills it', async () => {
    const whole = (await checkBackup(given, run)).tables.find(({ name }) => name === 'articles')!.rows;
    for (const ms of [0, 700]) {
      const child = chipwire('restore', given, '--force');
      await once(child.stderr!, 'data'); // how many rows are checked
      await sleep(ms);
      child.kill('SIGKILL');
      await once(child, 'exit');
      const db = await openEmbedded(data);
      // None, or all of them where the machine was faster than the kill.
      expect([0, whole]).toContain(await db.orm.$count(articles));
      await db.close();
    }
    const db = await openEmbedded(data);
    await db.migrate();
    const manifest = await restoreBackup(db.orm, given, run);
    await writeBackup(db.orm, path, writing);
    await db.close();
    const again = await checkBackup(path, run);
    const sums = ({ tables }: Manifest) => Object.fromEntries(tables.map(({ name, rows }) => [name, rows]));
    expect(sums(again)).toEqual(sums(manifest));
  }, 200_000);

  test('while it backs up, the backup of before is whole, and the next one leaves nothing else behind', async () => {
    copyFileSync(given, path);
    const before = hashOf(path);
    const child = chipwire('backup', path);
    await expect.poll(files, { timeout: 90_000, interval: 2 }).toHaveLength(2);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(files()).toHaveLength(2);
    expect(hashOf(path)).toBe(before);
    const db = await openEmbedded(data);
    await writeBackup(db.orm, path, writing);
    await db.close();
    expect(files()).toEqual(['a.backup']);
    expect((await checkBackup(path, run)).chipwire).toBe('0.0.0');
  }, 200_000);
});

describe('a file', () => {
  const bad = join(folder, 'bad.zip');
  const zipped = async (contents: Record<string, string | Buffer>) => {
    const zip = new yazl.ZipFile();
    for (const [name, content] of Object.entries(contents)) zip.addBuffer(Buffer.from(content), name);
    zip.end();
    const chunks: Buffer[] = [];
    for await (const chunk of zip.outputStream as AsyncIterable<Buffer>) chunks.push(chunk);
    return Buffer.concat(chunks);
  };
  const table = {
    name: 'lists',
    rows: 1,
    bytes: 3,
    sha256: createHash('sha256').update('{}\n').digest('hex'),
  };
  const manifest = { kind: 'chipwire-backup', form: 1, chipwire: '9.0.0', madeAt: '2026-11-26T09:00:00Z' };
  const made = (more: object) =>
    JSON.stringify({ ...manifest, schema: 1795444848848, sequences: {}, tables: [table], ...more });

  test.each([
    ['that is not there', null, /^There is no file .*bad\.zip\.$/],
    ['that is cut', () => readFileSync(given).subarray(0, 200_000), /can’t be read as a backup.*whole file/],
    ['of something else', () => zipped({ 'articles.jsonl': '{}' }), /has no manifest\.json: it is no backup/],
    [
      'with a manifest of something else',
      () => zipped({ [manifestFile]: '{"kind": "other"}' }),
      /manifest is not that of a backup/,
    ],
    [
      'of a newer Chipwire',
      () => zipped({ [manifestFile]: made({ schema: 4102444800000 }) }),
      /newer Chipwire \(9\.0\.0\)/,
    ],
    [
      'with a table that nobody knows',
      () => zipped({ [manifestFile]: made({ tables: [{ ...table, name: 'pg_authid' }] }) }),
      /newer Chipwire/,
    ],
    [
      'with another row',
      () => zipped({ [manifestFile]: made({}), 'tables/lists.jsonl': '{"a": 1}\n' }),
      /damaged: lists is not as it was written/,
    ],
    ['without a table', () => zipped({ [manifestFile]: made({}) }), /has no tables\/lists\.jsonl/],
    [
      'that leads out of its folder',
      async () => {
        const zip = await zipped({ abcdefghijkl: '' });
        return Buffer.from(zip.toString('latin1').replaceAll('abcdefghijkl', '../../../xyz'), 'latin1');
      },
      /can’t be read as a backup/,
    ],
  ])('%s is refused in words, without an archive', async (_, make, says) => {
    rmSync(bad, { force: true });
    if (make) writeFileSync(bad, await make());
    const fault = await checkBackup(bad, run).catch((error: unknown) => error);
    expect(told(fault)).toMatch(says);
  });

  test('that is whole is told to be', async () => {
    expect((await checkBackup(given, run)).tables.length).toBeGreaterThan(30);
  });
});

describe('while others work', () => {
  let db: Database;
  let other: Database;
  beforeAll(async () => {
    [db, other] = [await openTestDatabase(), await openTestDatabase()];
    await restoreBackup(db.orm, given, run);
  });
  afterAll(() => Promise.all([db.close(), other.close()]));

  test('a backup is of one moment: what stands on it fits, whatever is written meanwhile', async () => {
    const path = join(folder, 'busy.backup');
    let writes = 0;
    let isDone = false;
    const write = async () => {
      while (!isDone) {
        const title = `Meanwhile ${++writes}`;
        await addArticle(db.orm, { title, text: title, feed: 'desk', publishedAt: '2026-11-26T10:00:00Z' });
        await sleep(1); // the embedded database never lets go of the event loop by itself
      }
    };
    const writers = [write(), write()];
    await expect.poll(() => writes, { timeout: 30_000 }).toBeGreaterThan(5);
    await writeBackup(db.orm, path, writing);
    isDone = true;
    await Promise.all(writers);
    // Every key is put on after the rows: one that leads nowhere would be refused.
    await restoreBackup(other.orm, path, run);
    expect(await hasArticles(other.orm)).toBe(true);
  });

  test('a full disk ends a backup in words, and the one of before stays', async ({ skip }) => {
    const mounted = mkdtempSync(join(tmpdir(), 'chipwire-test-full-'));
    const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=640k', 'tmpfs', mounted]);
    try {
      if (mount.status !== 0) skip('no small disk can be made here');
      const path = join(mounted, 'a.backup');
      copyFileSync(given, path);
      const fault = await writeBackup(db.orm, path, writing).catch((error: unknown) => error);
      expect(told(fault)).toMatch(/disk is full/);
      expect(readdirSync(mounted)).toEqual(['a.backup']);
      expect(hashOf(path)).toBe(hashOf(given));
      expect(await hasArticles(db.orm)).toBe(true);
    } finally {
      spawnSync('umount', [mounted]);
      rmSync(mounted, { recursive: true });
    }
  });
});
