import { writeFile } from 'node:fs/promises';
import { syncEntityList } from '../entityList.ts';
import { readConfig } from '../runtime/config.ts';
import { entityListVersion, loadEntityList } from '../tag/names/list.ts';
import { startTagging } from '../worker/engine.ts';
import { retag as retagArchive } from '../worker/retag/retag.ts';
import { withDatabase } from './archive.ts';
import { startProgress } from './progress.ts';
import { reportText } from './retagReport.ts';

export interface RetagCommand {
  /** Also articles that have the present versions. */
  all?: boolean;
  /** Only articles published since. */
  since?: Date;
  dryRun?: boolean;
  /** File to write the report to, as JSON. */
  report?: string;
}

/** Tags the archive anew and prints what changed; Ctrl-C lets running articles end, and the next call goes on. */
export const retag = ({ all = false, since, dryRun = false, report: file }: RetagCommand) =>
  withDatabase(async ({ orm }) => {
    const config = readConfig(process.env);
    const { CHIPWIRE_ENTITIES, CHIPWIRE_WORKERS } = config;
    const now = () => new Date();
    if (dryRun) loadEntityList(undefined, CHIPWIRE_ENTITIES); // a fault is told once, not of every article
    const listVersion = dryRun
      ? entityListVersion(undefined, CHIPWIRE_ENTITIES)
      : await syncEntityList(orm, CHIPWIRE_ENTITIES);
    const threads = await startTagging(config, { orm, now, report: sayBuiltIn });
    const { taggerVersion } = threads;
    const scope = { taggerVersion, listVersion, everything: all, since: since ?? null };
    const stop = stopOnSignal();
    const progress = startProgress(process.stderr);
    try {
      const { report, finished } = await retagArchive(
        { orm, threads, now },
        { scope, dryRun, concurrency: CHIPWIRE_WORKERS, signal: stop, onProgress: progress.show },
      );
      progress.end();
      console.log(reportText(report));
      if (file)
        await writeFile(file, `${JSON.stringify({ ...scope, dryRun, finished, ...report }, null, 2)}\n`);
      if (dryRun) console.log('Nothing was stored: this was a dry run.');
      if (report.failed.length > 0) process.exitCode = 1;
      if (finished) return;
      console.log('Stopped. The same command goes on where this one ended.');
      process.exitCode = 130;
    } finally {
      await threads.close();
    }
  });

const sayBuiltIn = (reason: string) =>
  console.error(`The built-in engine judges sentiment for now: ${reason}`);

function stopOnSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () => {
      controller.abort();
      process.once(name, () => process.exit(130)); // again: at once
    });
  return controller.signal;
}
