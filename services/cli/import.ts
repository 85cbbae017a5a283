import { existsSync, realpathSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { listFeeds } from '../../db/feeds.ts';
import { beginImport, ensureImportFeed, type Import } from '../../db/imports.ts';
import { type Given, hostOf } from '../import/article.ts';
import { columns, parseMap } from '../import/columns.ts';
import type { Format, Source } from '../import/found.ts';
import { slugOf } from '../import/opml.ts';
import { formatOfFile, hashOf, listSources, readSources } from '../import/rows.ts';
import { feedFamilies, topics } from '../runtime/feeds.ts';
import { finishArticles } from '../worker/import/finish.ts';
import { openRejects, type Rejected, type Rejects } from '../worker/import/rejects.ts';
import { type ImportOptions, importFound, tryImport } from '../worker/import/run.ts';
import { type CommandContext, exitCodes, WrongUse } from './context.ts';
import { importFeeds } from './importFeeds.ts';
import { counted, type Finished, reportText } from './importReport.ts';
import { isLeft, type LateThreads, threadsFor } from './importThreads.ts';

export interface ImportCommand {
  /** Files and folders. */
  paths: string[];
  format?: Format | 'opml';
  /** Of rows that name none. */
  publisher?: string;
  /** What kind of source the files are, as feeds have it. */
  family?: string;
  language?: string;
  /** Of rows without a date. */
  published?: Date;
  /** `title=headline,text=body`: what a field is called in the files. */
  map?: string;
  dryRun?: boolean;
  /** File for the rejected rows. */
  rejects?: string;
  json?: boolean;
  /** Adds the feeds of an OPML file to the feed list. */
  write?: boolean;
}

/** How many rejected rows are shown; the file has them all. */
const reasonsShown = 5;

/** Brings articles in from files, or feeds from a reader's list. @returns the exit code */
export async function importFiles(ctx: CommandContext, asked: ImportCommand): Promise<number> {
  try {
    checkWords(asked);
    const sources = withoutRejects(await listSources(asked.paths, ctx.cwd), ctx, asked);
    if (sources.length === 0) throw new WrongUse('No file there has a name of a known format.');
    return await ((await areFeeds(sources, asked.format)) ? importFeeds : importArticles)(
      ctx,
      asked,
      sources,
    );
  } catch (error) {
    const { name, message, code } = error as NodeJS.ErrnoException;
    if (name === 'WrongUse' || code === 'ENOENT') ctx.err(message);
    else if (name === 'FileFault' || name === 'ImportOvertaken') ctx.err(message);
    else throw error;
    return name === 'WrongUse' || code === 'ENOENT' ? exitCodes.wrongUse : exitCodes.failed;
  }
}

/** @throws WrongUse */
function checkWords({ family, map }: ImportCommand): void {
  if (family && !(feedFamilies as readonly string[]).includes(family))
    throw new WrongUse(`“${family}” is no kind of source. Choose one of: ${feedFamilies.join(', ')}.`);
  try {
    if (map) parseMap(map);
  } catch (error) {
    throw new WrongUse((error as Error).message);
  }
}

const rejectsFile = (ctx: CommandContext, asked: ImportCommand) =>
  resolve(ctx.cwd, asked.rejects ?? `${labelOf(ctx, asked).replaceAll(/[/\\]/g, '-')}.rejects.jsonl`);

/**
 * The list of rejected rows is written anew: an earlier one in the folder is none of its files.
 *
 * @throws WrongUse where it would take the place of a file that was asked for
 */
function withoutRejects(sources: Source[], ctx: CommandContext, asked: ImportCommand): Source[] {
  const file = realPath(rejectsFile(ctx, asked));
  const others = sources.filter(({ path }) => realPath(path) !== file);
  if (others.length < sources.length && (asked.rejects || others.length === 0))
    throw new WrongUse(`${file} is a file to import: give rejected rows another one with --rejects.`);
  return others;
}

/** Of a file that there may not be. */
function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

async function areFeeds(sources: Source[], format: ImportCommand['format']): Promise<boolean> {
  if (format) return format === 'opml';
  return (await formatOfFile(sources[0]!).catch(() => null)) === 'opml';
}

async function importArticles(ctx: CommandContext, asked: ImportCommand, sources: Source[]): Promise<number> {
  const { config, now, signal, progress } = ctx;
  const label = labelOf(ctx, asked);
  const file = rejectsFile(ctx, asked);
  const begun = asked.dryRun ? null : await begin(ctx, asked, sources, label);
  const rejects = withReasons(await rejectsFor(asked, file, begun));
  const threads = threadsFor(ctx);
  const total = sources.reduce((sum, { size }) => sum + size, 0);
  try {
    const options: ImportOptions = {
      found: readSources(sources, asked.format as Format | undefined),
      read: {
        threads,
        columns: columns(asked.map ? parseMap(asked.map) : {}),
        given: await givenOf(ctx, asked, label),
        now: now(),
      },
      rejects,
      concurrency: config.CHIPWIRE_WORKERS,
      signal,
      onProgress: (bytes) => progress.show(Math.round(bytes / 1000), Math.ceil(total / 1000), 'kB'),
    };
    const done = begun
      ? await importFound(ctx, begun.run, begun.feedId, options)
      : await tryImport(ctx, options);
    progress.end();
    const finish = begun && done.finished ? await finishOrLeave(ctx, begun.feedId, threads) : null;
    const written = done.rejected > 0 && (begun || asked.rejects) ? file : null;
    const finished = done.finished && !signal.aborted;
    const result = {
      ...{ label, dryRun: !begun, ...done, finished },
      ...{ file: written, reasons: rejects.reasons, finish },
    };
    ctx.out(asked.json ? JSON.stringify(result) : reportText(result));
    if (signal.aborted) return exitCodes.interrupted;
    return done.rows > 0 && done.rejected === done.rows ? exitCodes.failed : exitCodes.done;
  } finally {
    await rejects.close();
    await threads.close();
  }
}

async function begin(ctx: CommandContext, asked: ImportCommand, sources: Source[], label: string) {
  const { orm, now } = ctx;
  const { format, publisher, language, published, map } = asked;
  const source = await hashOf(sources, { format, publisher, language, published, map });
  const feedId = await feedOf(ctx, asked, label);
  const run = await beginImport(orm, source, label, now());
  if (run.rows > 0) ctx.err(`Going on after ${counted(run.rows, 'row')}.`);
  return { run, feedId };
}

/** The feed that stands for these files; a feed of the feed list that has its id already keeps it. */
async function feedOf({ orm, now }: CommandContext, asked: ImportCommand, label: string): Promise<string> {
  const known = await listFeeds(orm);
  const name = slugOf(label.replace(/\.[a-z]+(\.gz)?$/i, '')) || 'files';
  const taken = known.some(({ id, url }) => id === `import-${name}` && !url.startsWith('import:'));
  const id = taken ? `import-files-${name}` : `import-${name}`;
  const family = asked.family ?? known.find((feed) => feed.publisher === asked.publisher)?.family;
  await ensureImportFeed(
    orm,
    {
      ...{ id, publisher: asked.publisher ?? label, topics: [...topics] },
      ...{ family: family ?? 'general-press', language: asked.language ?? 'en' },
    },
    now(),
  );
  return id;
}

async function givenOf({ orm }: CommandContext, asked: ImportCommand, label: string): Promise<Given> {
  const { publisher, language, published } = asked;
  return { publisher, language, published, label, publishers: publishersByHost(await listFeeds(orm)) };
}

/** Hosts of one publisher; one that several share tells nothing. */
function publishersByHost(feeds: { url: string; publisher: string }[]): Map<string, string> {
  const byHost = new Map<string, Set<string>>();
  for (const { url, publisher } of feeds) {
    const host = url.startsWith('http') && hostOf(url);
    if (host) byHost.set(host, (byHost.get(host) ?? new Set()).add(publisher));
  }
  return new Map([...byHost].flatMap(([host, names]) => (names.size === 1 ? [[host, [...names][0]!]] : [])));
}

/** The file's or folder's name; of several the first one's. */
function labelOf({ cwd }: CommandContext, { paths: [first, ...more] }: ImportCommand): string {
  const name = basename(resolve(cwd, first!));
  return more.length === 0 ? name : `${name} and ${more.length} more`;
}

async function rejectsFor(
  asked: ImportCommand,
  file: string,
  begun: { run: Import } | null,
): Promise<Rejects> {
  if (begun || asked.rejects) return openRejects(file, begun?.run.rejected ?? 0);
  return { add: async () => async () => {}, close: async () => {} };
}

/** Keeps the first reasons, to show them. */
function withReasons(rejects: Rejects): Rejects & { reasons: string[] } {
  const reasons: string[] = [];
  const add = async (rows: Rejected[]) => {
    for (const { found, reason } of rows.slice(0, reasonsShown - reasons.length))
      reasons.push(`${found.file}, ${found.at}: ${reason}`);
    return rejects.add(rows);
  };
  return { ...rejects, add, reasons };
}

async function finishOrLeave(
  ctx: CommandContext,
  feedId: string,
  late: LateThreads,
): Promise<Finished | null> {
  const { orm, now, signal, progress, config } = ctx;
  if (isLeft(ctx)) return null;
  const threads = await late.get();
  const onProgress = (done: number, total: number) => progress.show(done, total, 'steps');
  const concurrency = config.CHIPWIRE_WORKERS;
  const done = await finishArticles({ orm, now, threads }, feedId, { concurrency, signal, onProgress });
  progress.end();
  return done;
}
