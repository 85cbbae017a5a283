import { basename, extname, resolve } from 'node:path';
import { textRights } from '../../db/rights.ts';
import { askedQuery } from '../api/query.ts';
import { writeWhole } from '../backup/wholeFile.ts';
import { type ExportPlan, exportFile } from '../exportFile.ts';
import { checkQuery } from './ask.ts';
import { type CommandContext, exitCodes } from './context.ts';

export interface ExportCommand {
  /** In the query language; everything when empty. */
  query: string;
  /** By the ending of `out` when absent, else CSV. */
  format?: ExportPlan['format'];
  /** File to write to; the terminal when absent. */
  out?: string;
  copies?: boolean;
  text?: boolean;
  bom?: boolean;
  limit?: number;
}

const byEnding: Record<string, ExportPlan['format']> = {
  ...{ '.csv': 'csv', '.jsonl': 'jsonl', '.bib': 'bibtex', '.json': 'csl', '.zip': 'evidence' },
};

/** Writes every article that a query finds to a file, or to the terminal. @returns the exit code */
export async function exportFound(ctx: CommandContext, asked: ExportCommand): Promise<number> {
  const { orm, signal } = ctx;
  const { query, out, copies, limit, ...how } = asked;
  const format = asked.format ?? (out === undefined ? 'csv' : byEnding[extname(out).toLowerCase()]);
  if (!format || (format === 'evidence' && !out)) {
    ctx.err(
      format ? 'An evidence pack is a zip: say where to with --out.' : `Say --format: “${out}” tells none.`,
    );
    return exitCodes.wrongUse;
  }
  const now = ctx.now();
  await checkQuery(ctx, query);
  const { condition, canonical } = await askedQuery(orm, query, now);
  const file = await exportFile(orm, {
    ...{ ...how, format, query, now, filter: { condition, copies }, most: limit },
    ...{ canonical, mayShow: await textRights(orm) },
    onProgress: (done, all) => {
      if (out) ctx.progress.show(done, all);
    },
  });
  try {
    if (!out) return await print(ctx, file.chunks);
    await writeWhole(resolve(ctx.cwd, out), file.chunks, signal);
    ctx.progress.end();
    ctx.err(`${file.articles.toLocaleString('en')} articles in ${basename(out)}`);
    return exitCodes.done;
  } catch (error) {
    if (!signal.aborted) throw error;
    ctx.err('Stopped; no file was written.');
    return exitCodes.interrupted;
  }
}

async function print(ctx: CommandContext, chunks: AsyncIterable<string | Uint8Array>): Promise<number> {
  for await (const chunk of chunks) {
    if (ctx.signal.aborted) return exitCodes.interrupted;
    if (chunk.length > 0) ctx.out(String(chunk).replace(/\n$/, ''));
    await ctx.drain?.();
  }
  return exitCodes.done;
}
