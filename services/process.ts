import { format } from 'node:util';
import { countSteps } from '../db/articles.ts';
import { type App, type AppOptions, startApp } from './app.ts';
import { listenForCommands } from './cli/listen.ts';
import { told } from './faults.ts';
import { homeOf } from './runtime/config.ts';
import { createLog, type Log } from './runtime/log.ts';
import { secretCutter } from './runtime/secrets.ts';

/** Time that running jobs get to end when the process is asked to stop: who stops it kills it after ten seconds, by custom. */
const drainMs = 8_000;
const progressEveryMs = 5_000;

/**
 * Starts Chipwire, says what it does, and stops it cleanly on Ctrl-C or SIGTERM; a second Ctrl-C stops at once.
 * Wrong settings and the like end the process with exit code 1 and their message alone.
 *
 * @param prepare makes the options; `close` in its answer runs after the app has closed
 */
export async function runUntilSignal(prepare: () => Promise<Prepared> | Prepared): Promise<void> {
  let cut = secretCutter({});
  try {
    const { close, greeting, ...options } = await prepare();
    cut = secretCutter(options.config);
    const log = createLog(options.config);
    if (!options.config.DATABASE_URL)
      log.info(`opening the archive in ${options.config.CHIPWIRE_DATA} (the first time takes some seconds)`);
    const app = await startApp({ ...options, log });
    for (const line of [...(greeting ?? []), greet(app, options)]) log.info(line);
    const progress = options.roles.workers ? reportProgress(app, log) : null;
    const stopListening = await takeCommands(app, { ...options, log });
    onSignal(async (signal) => {
      log.info(`${signal}: letting running jobs end (again to stop at once)`);
      if (progress) clearInterval(progress);
      const late = setTimeout(() => {
        log.warn('some jobs did not end in time; the next start takes them up again');
        process.exit(0);
      }, drainMs);
      await stopListening?.();
      await app.close();
      await close?.();
      clearTimeout(late);
      log.info('stopped');
    });
  } catch (error) {
    console.error(cut(format(told(error))));
    process.exit(1);
  }
}

/** The embedded archive is open in this process alone, so that commands on it must run here; elsewhere they need not. */
async function takeCommands(app: App, { config, log, roles, now }: AppOptions) {
  if (config.DATABASE_URL) return null;
  const home = homeOf(config, app.origin);
  const lent = { orm: app.db.orm, config, log, now: now ?? (() => new Date()), home };
  return listenForCommands({ ...lent, workersRun: roles.workers }).catch((error: unknown) => {
    log.warn({ reason: String(error) }, 'commands cannot be taken while this runs');
    return null;
  });
}

export type Prepared = Omit<AppOptions, 'log'> & { greeting?: string[]; close?: () => Promise<void> };

function greet(app: App, { feeds, roles }: Omit<AppOptions, 'log'>): string {
  const polling = roles.workers
    ? `polling ${feeds ? `${feeds.length} feeds` : 'the feeds of the archive'}`
    : '';
  const serving = app.origin ? `open ${app.origin} (API: ${app.origin}/docs)` : '';
  return [polling, serving].filter(Boolean).join('; ');
}

/** Says how many articles are done whenever that number has changed. */
function reportProgress(app: App, log: Log): NodeJS.Timeout {
  let before = '';
  return setInterval(async () => {
    const steps = await countSteps(app.db.orm).catch(() => null);
    if (!steps) return;
    const waiting = steps.found + steps.read + steps.tagged;
    const line = `${steps.clustered} articles in the archive${waiting ? `, ${waiting} on their way` : ''}${steps.failed ? `, ${steps.failed} failed` : ''}`;
    if (line !== before) log.info(line);
    before = line;
  }, progressEveryMs).unref();
}

function onSignal(stop: (signal: string) => Promise<void>): void {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (asked) process.exit(130);
      asked = true;
      stop(signal).then(
        () => process.exit(0),
        (error) => {
          console.error(error);
          process.exit(1);
        },
      );
    });
}
