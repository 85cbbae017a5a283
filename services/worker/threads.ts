import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type * as tasks from './thread.ts';

type Task<K extends keyof typeof tasks> = (
  input: Parameters<(typeof tasks)[K]>[0],
) => Promise<Awaited<ReturnType<(typeof tasks)[K]>>>;
type Tasks = { [K in keyof typeof tasks]: Task<K> };

/** The text was too hard: the thread that chewed on it ran out of time or memory and was ended. */
export class OverrunError extends Error {
  override name = 'OverrunError';
}

export interface Threads extends Tasks {
  close(): Promise<void>;
}

/**
 * Worker threads for parsing, reading and tagging. Hostile input can stall or bloat the libraries that do this
 * (rss-parser 16 s on 280 kB, cheerio 32 s on 868 kB), so that each task has a deadline and each thread a memory
 * limit; the main loop never waits, and a thread that overruns is replaced.
 *
 * @param ownEntities path of the operator's own entity file, if there is one
 * @param deadlineMs for one task
 */
export function startThreads(ownEntities: string | undefined, deadlineMs = 15_000): Threads {
  const pool = new Piscina({
    filename: new URL('./thread.mjs', import.meta.url).href,
    minThreads: 1,
    maxThreads: Math.max(1, Math.min(4, availableParallelism() - 1)),
    idleTimeout: 60_000,
    workerData: { ownEntities },
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  pool.on('error', () => {}); // a thread that ran out of memory; its task rejects as well
  const run = async (name: keyof Tasks, input: unknown) => {
    try {
      return await pool.run(input, { name, signal: AbortSignal.timeout(deadlineMs) });
    } catch (error) {
      const { name: kind, code } = error as { name?: string; code?: string };
      if (kind === 'AbortError' || kind === 'TimeoutError')
        throw new OverrunError(`took longer than ${deadlineMs / 1000} s to process and was given up`);
      if (code === 'ERR_WORKER_OUT_OF_MEMORY')
        throw new OverrunError('needed too much memory and was given up');
      throw error;
    }
  };
  return {
    parse: (input) => run('parse', input),
    page: (input) => run('page', input),
    fragment: (input) => run('fragment', input),
    tag: (input) => run('tag', input),
    close: () => pool.destroy(),
  };
}
