import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { tableNames } from '../../db/backup.ts';
import type { Orm } from '../../db/database.ts';
import { restoreTables } from '../../db/restore.ts';
import { knowsSchema } from '../../db/schemaVersion.ts';
import { BackupError, type Manifest, manifestFile, manifestShape, tableFile } from './manifest.ts';

export interface RestoreRun {
  signal: AbortSignal;
  /** Told of rows that were checked, then of rows that were put in. */
  onProgress(rows: number, allRows: number): void;
}

/** Bytes of a manifest, and of one row. */
const largestManifest = 10_000_000;
const largestRow = 100_000_000;
/** Bytes of lines that are handed on together. */
const groupBytes = 2_000_000;

/**
 * Puts a backup in the place of all that the archive holds, after every checksum in it was found right.
 *
 * @throws BackupError, and the archive is as it was
 */
export function restoreBackup(orm: Orm, path: string, run: RestoreRun): Promise<Manifest> {
  return reading(path, run, 2, async (manifest, linesOf) => {
    await checkTables(manifest, linesOf);
    await restoreTables(orm, { ...manifest, tables: manifest.tables.map(({ name }) => name) }, linesOf);
  });
}

/**
 * Finds out whether a backup is whole, and whether this Chipwire can restore it; no archive is needed.
 *
 * @throws BackupError when it is not
 */
export const checkBackup = (path: string, run: RestoreRun): Promise<Manifest> =>
  reading(path, run, 1, checkTables);

type LinesOf = (table: string) => AsyncIterable<string[]>;

/** @param passes over all rows */
async function reading(
  path: string,
  run: RestoreRun,
  passes: number,
  act: (manifest: Manifest, linesOf: LinesOf) => Promise<void>,
): Promise<Manifest> {
  const zip = await opened(path);
  try {
    const { manifest, streamOf } = await contents(zip, path);
    const all = manifest.tables.reduce((sum, { rows }) => sum + rows, 0);
    let done = 0;
    await act(manifest, async function* (table) {
      for await (const lines of linesIn(await streamOf(tableFile(table)))) {
        run.signal.throwIfAborted();
        yield lines;
        done += lines.length;
        run.onProgress(done, passes * all);
      }
    });
    return manifest;
  } finally {
    zip.close();
  }
}

async function checkTables({ tables }: Manifest, linesOf: LinesOf): Promise<void> {
  for (const table of tables) await check(table, linesOf(table.name));
}

async function opened(path: string): Promise<yauzl.ZipFile> {
  try {
    return await yauzl.openPromise(path, { lazyEntries: true, autoClose: false });
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): BackupError {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new BackupError(`There is no file ${path}.`);
  const said = error instanceof Error ? error.message.replace(/\.+$/, '') : String(error);
  return new BackupError(`${path} can’t be read as a backup: ${said}. Is it the whole file?`);
}

async function contents(zip: yauzl.ZipFile, path: string) {
  const entries = new Map<string, yauzl.Entry>();
  try {
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  } catch (error) {
    throw unreadable(path, error); // also a name that leads out of the zip
  }
  const streamOf = async (name: string): Promise<Readable> => {
    const entry = entries.get(name);
    if (!entry)
      throw new BackupError(`The file has no ${name}: it is no backup of Chipwire, or not a whole one.`);
    return zip.openReadStreamPromise(entry);
  };
  if ((entries.get(manifestFile)?.uncompressedSize ?? 0) > largestManifest)
    throw new BackupError('The manifest is too large for one of a backup.');
  return { manifest: readManifest(await textOf(await streamOf(manifestFile))), streamOf };
}

function readManifest(text: string): Manifest {
  const parsed = manifestShape.safeParse(jsonIn(text));
  if (!parsed.success) throw new BackupError('The file’s manifest is not that of a backup of Chipwire.');
  const manifest = parsed.data;
  if (!knowsSchema(manifest.schema) || manifest.tables.some(({ name }) => !tableNames.includes(name)))
    throw new BackupError(
      `The backup was made by a newer Chipwire (${manifest.chipwire}). Bring this one up to date first.`,
    );
  return manifest;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function check(table: Manifest['tables'][number], groups: AsyncIterable<string[]>): Promise<void> {
  const hash = createHash('sha256');
  let rows = 0;
  try {
    for await (const lines of groups) {
      hash.update(`${lines.join('\n')}\n`);
      rows += lines.length;
    }
  } catch (error) {
    if (isAbort(error) || error instanceof BackupError) throw error;
    throw damaged(table.name, error); // what the zip's own checks say
  }
  if (rows !== table.rows || hash.digest('hex') !== table.sha256) throw damaged(table.name);
}

const isAbort = (error: unknown) => error instanceof Error && error.name === 'AbortError';

const damaged = (table: string, cause?: unknown) =>
  new BackupError(
    `The backup is damaged: ${table} is not as it was written. Take another one; nothing was changed.`,
    { cause },
  );

async function* linesIn(stream: Readable): AsyncGenerator<string[]> {
  let rest: Buffer[] = [];
  let held = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    rest.push(chunk);
    held += chunk.length;
    if (held > largestRow) throw new BackupError('The backup holds a row that is too large.');
    if (held < groupBytes || !chunk.includes(10)) continue;
    const bytes = Buffer.concat(rest);
    const end = bytes.lastIndexOf(10);
    yield bytes.toString('utf8', 0, end).split('\n');
    rest = [bytes.subarray(end + 1)];
    held = bytes.length - end - 1;
  }
  const last = Buffer.concat(rest).toString().replace(/\n$/, '');
  if (last !== '') yield last.split('\n');
}

async function textOf(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
