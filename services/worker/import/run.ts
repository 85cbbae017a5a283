import type { Orm } from '../../../db/database.ts';
import { finishImport, type Import, knownAddresses, storeBatch } from '../../../db/imports.ts';
import { reasonOf } from '../../faults.ts';
import type { Found } from '../../import/found.ts';
import { inOrder } from './order.ts';
import { type ReadContext, type Result, readFound } from './read.ts';
import type { Rejects } from './rejects.ts';

export type Counts = Pick<Import, 'rows' | 'added' | 'known' | 'rejected'>;

export interface ImportOptions {
  /** Rows and pages in the order of the files. */
  found: AsyncIterable<Found>;
  read: ReadContext;
  rejects: Rejects;
  /** Rows and pages read at once. */
  concurrency: number;
  signal: AbortSignal;
  /** Told how many bytes of the files are done. */
  onProgress(bytes: number): void;
}

interface ImportContext {
  orm: Orm;
  now(): Date;
}

const rowsAtOnce = 100;
const charsAtOnce = 2_000_000;

/**
 * Stores what files hold, batch by batch, going on after the rows that the run has done.
 *
 * @param feedId the feed that the articles shall be from
 * @returns the counts, and whether all was done: false when it was stopped
 * @throws what the database says; a row that it refuses is rejected
 */
export async function importFound(
  ctx: ImportContext,
  begun: Import,
  feedId: string,
  options: ImportOptions,
): Promise<Counts & { finished: boolean }> {
  const { signal, onProgress } = options;
  const run = { ...begun };
  for await (const batch of batchesOf(options, run.rows)) {
    if (signal.aborted) break;
    await store(ctx, run, feedId, batch, options.rejects);
    onProgress(batch.at(-1)!.found.bytes);
  }
  const { rows, added, known, rejected } = run;
  const counts = { rows, added, known, rejected };
  if (signal.aborted) return { ...counts, finished: false };
  await finishImport(ctx.orm, run, feedId, ctx.now());
  return { ...counts, finished: true };
}

/** The same counts as an import of the files would give, without storing anything. */
export async function tryImport(
  { orm }: Pick<ImportContext, 'orm'>,
  options: ImportOptions,
): Promise<Counts & { finished: boolean }> {
  const counts = { rows: 0, added: 0, known: 0, rejected: 0 };
  const seen = new Set<string>();
  for await (const batch of batchesOf(options, 0)) {
    if (options.signal.aborted) break;
    const { addresses, rejected } = split(batch);
    const known = await knownAddresses(orm, addresses);
    const fresh = new Set(addresses.filter((address) => !known.has(address) && !seen.has(address)));
    for (const address of fresh) seen.add(address);
    addTo(counts, batch.length, fresh.size, rejected.length);
    await options.rejects.add(rejected);
    options.onProgress(batch.at(-1)!.found.bytes);
  }
  return { ...counts, finished: !options.signal.aborted };
}

/** Stores a batch; where the tables refuse it, its halves, down to the row that they refuse. */
async function store(
  ctx: ImportContext,
  run: Import,
  feedId: string,
  batch: Result[],
  rejects: Rejects,
): Promise<void> {
  const { articles, rejected } = split(batch);
  const takeBack = await rejects.add(rejected);
  try {
    const rows = { rows: batch.length, articles, rejected: rejected.length };
    const added = await storeBatch(ctx.orm, run, feedId, rows, ctx.now());
    addTo(run, batch.length, added, rejected.length);
  } catch (error) {
    await takeBack();
    if (!isRefusal(error) || articles.length === 0) throw error;
    const half = Math.floor(batch.length / 2);
    const parts =
      half > 0 ? [batch.slice(0, half), batch.slice(half)] : [[{ ...batch[0]!, reason: reasonOf(error) }]];
    for (const part of parts) await store(ctx, run, feedId, part, rejects);
  }
}

function addTo(counts: Counts, rows: number, added: number, rejected: number): void {
  counts.rows += rows;
  counts.added += added;
  counts.known += rows - added - rejected;
  counts.rejected += rejected;
}

function split(batch: Result[]) {
  const read = batch.filter((result) => result.reason === undefined);
  const articles = read.map(({ article }) => article!);
  const rejected = batch.flatMap(({ found, reason }) => (reason === undefined ? [] : [{ found, reason }]));
  return { articles, rejected, addresses: articles.map((article) => article.canonicalUrl) };
}

/** All other errors of the database mean that no row fares better. */
function isRefusal(error: unknown): boolean {
  const { code } = ((error as Error).cause ?? {}) as { code?: string };
  return /^2[23]/.test(code ?? '') || code === '54000';
}

async function* batchesOf(
  { found, read, concurrency }: ImportOptions,
  done: number,
): AsyncGenerator<Result[], void> {
  let batch: Result[] = [];
  let chars = 0;
  for await (const result of inOrder(skip(found, done), concurrency, (row) => readFound(read, row))) {
    batch.push(result);
    chars += result.article?.text.length ?? 0;
    if (batch.length < rowsAtOnce && chars < charsAtOnce) continue;
    yield batch;
    batch = [];
    chars = 0;
  }
  if (batch.length > 0) yield batch;
}

async function* skip(found: AsyncIterable<Found>, rows: number): AsyncGenerator<Found, void> {
  let left = rows;
  for await (const row of found) if (left-- <= 0) yield row;
}
