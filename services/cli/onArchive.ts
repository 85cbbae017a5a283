import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { openDatabase } from '../../db/client.ts';
import type { Database } from '../../db/database.ts';
import { FolderInUseError } from '../../db/lock.ts';
import { type Config, ConfigError, homeOf, readConfig } from '../runtime/config.ts';
import type { Needs } from './commands.ts';
import { type Act, exitCodes } from './context.ts';
import { startProgress } from './progress.ts';
import { type Call, findSocket, type Reply, replySchema, stopLine } from './socket.ts';

/**
 * Runs a command on the archive that the settings name: here, or in the Chipwire that has its folder open.
 *
 * @param words of the command line, which that one reads again
 * @returns the exit code
 * @throws ConfigError, FolderInUseError, or what the database said
 */
export async function onArchive(act: Act, words: string[], needs: Needs = {}): Promise<number> {
  const lines = { out: (line: string) => console.log(line), err: (line: string) => console.error(line) };
  if (needs.alone) return needs.alone(words, lines);
  const config = readConfig(process.env);
  const signal = stopOnSignal();
  const db = await openHere(config, needs);
  if (db instanceof FolderInUseError) return overThere(db, config, words, signal);
  try {
    return await act({
      ...{ orm: db.orm, now: () => new Date(), config, home: homeKnown(config), signal, cwd: process.cwd() },
      ...lines,
      progress: startProgress(process.stderr),
      drain: () => drained(signal),
      isTTY: process.stdout.isTTY,
    });
  } finally {
    await db.close();
  }
}

/**
 * The archive that the settings name, or who has its folder open.
 *
 * @throws ConfigError where there is none yet, and none is to be made
 */
export async function openHere(
  config: Config,
  { mayCreate = false }: Needs = {},
): Promise<Database | FolderInUseError> {
  const { DATABASE_URL, CHIPWIRE_DATA } = config;
  if (!DATABASE_URL && !mayCreate && !existsSync(CHIPWIRE_DATA))
    throw new ConfigError(
      `There is no archive at ${CHIPWIRE_DATA}. Set CHIPWIRE_DATA to its folder, or DATABASE_URL to its server.`,
    );
  const opening = openDatabase({ databaseUrl: DATABASE_URL, dataFolder: CHIPWIRE_DATA, queueWorkers: 0 });
  return opening.catch((error: unknown) => {
    if (error instanceof FolderInUseError) return error;
    throw error;
  });
}

/** Where the pages are, as far as the settings of a process that has none tell it. */
export const homeKnown = (config: Config): string | null =>
  config.CHIPWIRE_URL === undefined ? null : homeOf(config, null);

/** When whoever reads the output has taken what was written. */
async function drained(signal: AbortSignal): Promise<void> {
  if (process.stdout.writableNeedDrain && !signal.aborted)
    await once(process.stdout, 'drain', { signal }).catch(() => {});
}

/** Has the Chipwire that has the folder open run the command, and shows what it says. */
async function overThere(
  inUse: FolderInUseError,
  config: Config,
  words: string[],
  signal: AbortSignal,
): Promise<number> {
  const progress = startProgress(process.stderr);
  for await (const reply of repliesOf(inUse, config, words, signal)) {
    if ('out' in reply) console.log(reply.out);
    else if ('err' in reply) console.error(reply.err);
    else if ('progress' in reply) progress.show(...reply.progress);
    else if ('progressEnd' in reply) progress.end();
    else return reply.exit;
    await drained(signal);
  }
  throw endedEarly();
}

export const endedEarly = () => new Error('The Chipwire that ran the command ended before the command did.');

/**
 * What the Chipwire that has the folder open replies to a command, up to the exit code.
 *
 * @throws the error that says who has it, where that one takes no commands
 */
export async function* repliesOf(
  inUse: FolderInUseError,
  config: Config,
  words: string[],
  signal?: AbortSignal,
): AsyncGenerator<Reply> {
  const socket = connect(findSocket(config.CHIPWIRE_DATA));
  // Nobody listens where that one is only starting, or has no command line: what is in use is told then.
  await once(socket, 'connect').catch(() => Promise.reject(inUse));
  const call: Call = { words, cwd: process.cwd(), isTTY: process.stdout.isTTY ?? false };
  const stop = () => socket.write(`${stopLine}\n`);
  signal?.addEventListener('abort', stop);
  try {
    socket.write(`${JSON.stringify(call)}\n`);
    for await (const line of createInterface({ input: socket })) yield replySchema.parse(JSON.parse(line));
  } finally {
    signal?.removeEventListener('abort', stop);
    socket.destroy();
  }
}

/** Aborted by the first Ctrl-C, and when nobody reads the output any more; a second Ctrl-C ends the process at once. */
function stopOnSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () => {
      controller.abort();
      process.once(name, () => process.exit(exitCodes.interrupted));
    });
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    controller.abort();
  });
  return controller.signal;
}
