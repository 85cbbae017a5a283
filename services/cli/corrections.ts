import { basename, resolve } from 'node:path';
import { writeWhole } from '../backup/wholeFile.ts';
import { correctionsFile } from '../corrections/corrections.ts';
import { type CommandContext, exitCodes } from './context.ts';

/** Writes what readers corrected to a file, or to the terminal, as a gold set. @returns the exit code */
export async function exportCorrections(ctx: CommandContext, { out }: { out?: string }): Promise<number> {
  const { orm, signal } = ctx;
  const chunks = correctionsFile(orm, ctx.now());
  try {
    if (out === undefined) return await print(ctx, chunks);
    await writeWhole(resolve(ctx.cwd, out), chunks, signal);
    ctx.err(
      `Corrections in ${basename(out)}; npm run eval -- tag --gold ${out} measures the tagger on them.`,
    );
    return exitCodes.done;
  } catch (error) {
    if (!signal.aborted) throw error;
    ctx.err('Stopped; no file was written.');
    return exitCodes.interrupted;
  }
}

async function print({ out, drain, signal }: CommandContext, chunks: AsyncIterable<string>): Promise<number> {
  for await (const chunk of chunks) {
    if (signal.aborted) return exitCodes.interrupted;
    if (chunk === '') continue;
    for (const line of chunk.replace(/\n$/, '').split('\n')) out(line);
    await drain?.();
  }
  return exitCodes.done;
}
