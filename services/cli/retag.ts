import { appendFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { syncEntityList } from '../entityList.ts';
import { entityListVersion, loadEntityList } from '../tag/names/list.ts';
import { startTagging } from '../worker/engine.ts';
import { retag as retagArchive } from '../worker/retag/retag.ts';
import { type CommandContext, exitCodes, WrongUse } from './context.ts';
import { reportText } from './retagReport.ts';

export interface RetagCommand {
  /** Also articles that have the present versions. */
  all?: boolean;
  /** Only articles published since. */
  since?: Date;
  dryRun?: boolean;
  /** File to write the report to, as JSON. */
  report?: string;
  /** One line of JSON instead of words. */
  json?: boolean;
}

/** Tags the archive anew and tells what changed; interrupted, it lets running articles end, and the next call goes on. */
export async function retag(ctx: CommandContext, asked: RetagCommand): Promise<number> {
  const { all = false, since, dryRun = false, report: file, json = false } = asked;
  const { config, orm, now, out, signal, progress } = ctx;
  const reportFile = file === undefined ? null : resolve(ctx.cwd, file);
  // Tried before the work whose result goes there.
  if (reportFile)
    await appendFile(reportFile, '').catch((error: Error) => refuse(ctx, `--report: ${error.message}`));
  const listVersion = await listFor(ctx, dryRun);
  const report = (reason: string) => ctx.err(`The built-in engine judges sentiment for now: ${reason}`);
  const threads = await startTagging(config, { orm, now, report });
  const scope = {
    ...{ taggerVersion: threads.taggerVersion, listVersion },
    ...{ everything: all, since: since ?? null },
  };
  try {
    const { report, finished } = await retagArchive(
      { orm, threads, now },
      { scope, dryRun, concurrency: config.CHIPWIRE_WORKERS, signal, onProgress: progress.show },
    );
    progress.end();
    const written = { ...scope, dryRun, finished, ...report };
    out(json ? JSON.stringify(written) : reportText(report));
    if (reportFile) await writeFile(reportFile, `${JSON.stringify(written, null, 2)}\n`);
    if (dryRun) ctx.err('Nothing was stored: this was a dry run.');
    if (finished) return report.failed.length > 0 ? exitCodes.failed : exitCodes.done;
    ctx.err('Stopped. The same command goes on where this one ended.');
    return exitCodes.interrupted;
  } finally {
    await threads.close();
  }
}

function refuse({ err }: CommandContext, message: string): never {
  err(message);
  throw new WrongUse(message);
}

/** The version of the entity list to tag with. */
async function listFor({ orm, config }: CommandContext, dryRun: boolean): Promise<string> {
  if (!dryRun) return syncEntityList(orm, config.CHIPWIRE_ENTITIES);
  loadEntityList(undefined, config.CHIPWIRE_ENTITIES); // a fault is told once, not of every article
  return entityListVersion(undefined, config.CHIPWIRE_ENTITIES);
}
