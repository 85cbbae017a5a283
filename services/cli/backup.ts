import { statSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Orm } from '../../db/database.ts';
import { copyEmbedded, openEmbedded } from '../../db/embedded.ts';
import { hasArticles } from '../../db/restore.ts';
import { BackupError, type Manifest } from '../backup/manifest.ts';
import { checkBackup, restoreBackup } from '../backup/read.ts';
import { writeBackup } from '../backup/write.ts';
import { version } from '../runtime/version.ts';
import { type CommandContext, exitCodes } from './context.ts';
import { startProgress } from './progress.ts';

export interface BackupCommand {
  /** File to write; an older one of that name is replaced when the new one is whole. */
  file: string;
  json?: boolean;
}

/** Writes the whole archive to one file. @returns the exit code */
export async function backup(ctx: CommandContext, { file, json }: BackupCommand): Promise<number> {
  const { orm, signal, progress } = ctx;
  const path = resolve(ctx.cwd, file);
  const onProgress = (done: number, all: number) => progress.show(done, all, 'rows');
  try {
    const run = { now: ctx.now(), version, signal, onProgress };
    const write = (from: Orm) => writeBackup(from, path, run);
    const manifest = await (isBusy(ctx) ? ofCopy(ctx, write) : write(orm));
    progress.end();
    const { size } = statSync(path);
    if (json) ctx.out(JSON.stringify({ file: path, bytes: size, ...manifest }));
    else ctx.out(`${told(manifest)} in ${basename(file)}, ${(size / 1e6).toFixed(1)} MB`);
    return exitCodes.done;
  } catch (error) {
    if (!signal.aborted) throw error;
    ctx.err('Stopped; no file was written.');
    return exitCodes.interrupted;
  }
}

/** Whether others in this process use an archive that has one session for all. */
const isBusy = ({ workersRun, config }: CommandContext) => workersRun === true && !config.DATABASE_URL;

let copying = false;

/** Reads a copy of the folder, so that nobody waits for longer than the copying takes. */
async function ofCopy<T>({ orm, config }: CommandContext, read: (orm: Orm) => Promise<T>): Promise<T> {
  if (copying) throw new BackupError('A backup is being made already; wait for it to end.');
  copying = true;
  const folder = join(config.CHIPWIRE_DATA, 'copy');
  try {
    await rm(folder, { recursive: true, force: true }); // of a process that was killed
    await mkdir(folder);
    await copyEmbedded(orm, config.CHIPWIRE_DATA, folder);
    const copy = await openEmbedded(folder);
    return await read(copy.orm).finally(() => copy.close());
  } finally {
    await rm(folder, { recursive: true, force: true });
    copying = false;
  }
}

export interface RestoreCommand {
  file: string;
  /** Replaces what an archive with articles holds. */
  force?: boolean;
}

/** Puts a backup in the place of all that the archive holds. @returns the exit code */
export async function restore(ctx: CommandContext, { file, force }: RestoreCommand): Promise<number> {
  const { orm, signal, progress } = ctx;
  if (isBusy(ctx)) {
    ctx.err('This archive is in use by a running Chipwire: stop it, restore, and start it again.');
    return exitCodes.failed;
  }
  if (!force && (await hasArticles(orm))) {
    ctx.err('The archive has articles. --force puts the backup in the place of all that it holds.');
    return exitCodes.failed;
  }
  const onProgress = (done: number, all: number) => progress.show(done, all, 'rows checked and stored');
  try {
    const manifest = await restoreBackup(orm, resolve(ctx.cwd, file), { signal, onProgress });
    progress.end();
    ctx.out(`${told(manifest)}, as they were at ${manifest.madeAt}`);
    return exitCodes.done;
  } catch (error) {
    if (!signal.aborted) throw error;
    ctx.err('Stopped; the archive is as it was.');
    return exitCodes.interrupted;
  }
}

/**
 * Tells whether a file could be restored, without an archive.
 *
 * @throws BackupError saying why not
 */
export async function checkFile(file: string): Promise<void> {
  const progress = startProgress(process.stderr);
  const onProgress = (done: number, all: number) => progress.show(done, all, 'rows checked');
  const manifest = await checkBackup(resolve(file), { signal: new AbortController().signal, onProgress });
  progress.end();
  console.log(
    `A whole backup: ${told(manifest)}, as they were at ${manifest.madeAt}, made by Chipwire ${manifest.chipwire}`,
  );
}

function told({ tables }: Manifest): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const articles = tables.find(({ name }) => name === 'articles')?.rows ?? 0;
  return `${articles.toLocaleString('en')} articles (${rows.toLocaleString('en')} rows in all)`;
}
