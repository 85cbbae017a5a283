import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import yazl from 'yazl';
import { type BackupShape, countRows, inSnapshot, rowLines } from '../../db/backup.ts';
import type { Orm } from '../../db/database.ts';
import { type Manifest, manifestFile, tableFile } from './manifest.ts';
import { writeWhole } from './wholeFile.ts';

export interface BackupRun {
  now: Date;
  /** Of Chipwire. */
  version: string;
  signal: AbortSignal;
  onProgress(rows: number, allRows: number): void;
}

/**
 * Writes the whole archive, as it is at one moment, to a file: a zip with a file of JSON lines for each table.
 */
export function writeBackup(orm: Orm, path: string, run: BackupRun): Promise<Manifest> {
  return inSnapshot(orm, (tx, shape) => writeTables(tx, shape, path, run));
}

async function writeTables(tx: Orm, shape: BackupShape, path: string, run: BackupRun): Promise<Manifest> {
  const { now, version, signal, onProgress } = run;
  const { schema, sequences } = shape;
  const head = { kind: 'chipwire-backup', form: 1, chipwire: version, madeAt: now.toISOString() } as const;
  const manifest: Manifest = { ...head, schema, sequences, tables: [] };
  const all = await countRows(tx, shape.tables);
  let done = 0;
  const zip = new yazl.ZipFile();
  const output = zip.outputStream as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  let source: Readable | undefined;
  const add = (name: string, chunks: () => AsyncIterable<string>) =>
    zip.addReadStreamLazy(name, { mtime: now }, (give) => {
      if (output.destroyed) return;
      source = Readable.from(encoded(chunks()));
      source.on('error', (error) => output.destroy(error)); // the zip does not listen
      give(null, source);
    });
  for (const table of shape.tables)
    add(tableFile(table), () =>
      tableText(tx, table, manifest, (rows) => {
        done += rows;
        onProgress(done, all);
      }),
    );
  add(manifestFile, async function* () {
    yield `${JSON.stringify(manifest, null, 2)}\n`;
  });
  zip.end();
  try {
    await writeWhole(path, output, signal);
  } finally {
    output.destroy(); // so that no other source is begun
    await ended(source);
  }
  return manifest;
}

/** Has what is being read end, before the transaction that it is read in does. */
async function ended(source: Readable | undefined): Promise<void> {
  if (!source || source.closed) return;
  await new Promise((done) => source.once('close', done).destroy());
}

/** A table's lines; when they have all been taken, the manifest has their count and hash. */
async function* tableText(tx: Orm, name: string, manifest: Manifest, took: (rows: number) => void) {
  const hash = createHash('sha256');
  const told = { name, rows: 0, bytes: 0 };
  for await (const lines of rowLines(tx, name)) {
    const text = `${lines.join('\n')}\n`;
    hash.update(text);
    told.rows += lines.length;
    told.bytes += Buffer.byteLength(text);
    yield text;
    took(lines.length);
  }
  manifest.tables.push({ ...told, sha256: hash.digest('hex') });
}

async function* encoded(chunks: AsyncIterable<string>) {
  for await (const chunk of chunks) yield Buffer.from(chunk);
}
