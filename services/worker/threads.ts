import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { AskLater } from '../runtime/politeness.ts';
import type { Run, Tasks as ThreadTasks } from './thread.ts';

type Task<K extends keyof ThreadTasks> = (
  input: Parameters<ThreadTasks[K]>[0],
) => Promise<Awaited<ReturnType<ThreadTasks[K]>>>;
type Tasks = { [K in keyof ThreadTasks]: Task<K> };

/** The text was too hard: the thread that chewed on it ran out of time or memory and was ended. */
export class OverrunError extends Error {
  override name = 'OverrunError';
}

/** No thread took the text: the machine is crowded, which says nothing of the text. To be asked again as soon as may be. */
export class CrowdedError extends AskLater {
  override readonly name = 'CrowdedError';

  constructor() {
    super('found no thread to process it', new Date(0));
  }
}

/** What threads are at. */
export interface ThreadLoad {
  threads: number;
  /** Tasks in a thread, and those that wait for one. */
  running: number;
  waiting: number;
  /** Threads that were ended so far since a task took too much time or memory. */
  overruns: number;
}

export interface Threads extends Tasks {
  load(): ThreadLoad;
  close(): Promise<void>;
}

export interface Deadline {
  /** milliseconds on the clock and of this process's CPU time, both, after which a task is ended */
  cpuMs: number;
  /** milliseconds on the clock after which it is ended in any case */
  wallMs: number;
  /** milliseconds that it may wait for a thread; a minute when absent */
  waitMs?: number;
}

/**
 * The hardest of 1,300 real pages took 0.2 s of CPU here and the hardest of 3,346 feeds 0.5 s, so that 5 s end nothing
 * real. Where other processes crowd the CPU, 5 s on the clock may be one of work; a thread cannot have used more CPU than
 * its process, so that a task is safe until that has used 5 s too.
 */
export const usualDeadline: Deadline = { cpuMs: 5_000, wallMs: 20_000 };

/** A thread that never starts (out of memory while loading) must not hold its task for ever. */
const longestWaitMs = 60_000;

/**
 * Worker threads for parsing, reading and tagging. Hostile input can stall or bloat the libraries that do this
 * (rss-parser 16 s on 280 kB, cheerio 32 s on 868 kB), so that each task has a deadline, counted from when a thread
 * takes it, and each thread a memory limit; the main loop never waits, and a thread that overruns is replaced.
 *
 * @param ownEntities path of the operator's own entity file, if there is one
 */
export function startThreads(
  ownEntities: string | undefined,
  deadline = usualDeadline,
  memoryMegabytes = 512,
): Threads {
  const pool = new Piscina({
    filename: new URL('./thread.mjs', import.meta.url).href,
    minThreads: 1,
    maxThreads: Math.max(1, Math.min(4, availableParallelism() - 1)),
    idleTimeout: 60_000,
    workerData: { ownEntities },
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
  });
  const started = new Map<number, () => void>();
  pool.on('error', () => {}); // a thread that ran out of memory; its task rejects as well
  pool.on('message', (message: { started: number }) => started.get(message.started)?.());
  let runs = 0;
  let overruns = 0;
  const run = async (task: keyof Tasks, input: unknown) => {
    const name = ++runs;
    const watch = watchOver(deadline);
    started.set(name, watch.start);
    try {
      return await pool.run({ task, input, name } satisfies Run, { name: 'run', signal: watch.signal });
    } catch (error) {
      const reason = explained(error, watch.signal);
      if (reason instanceof OverrunError) overruns++;
      throw reason;
    } finally {
      watch.end();
      started.delete(name);
    }
  };
  return {
    parse: (input) => run('parse', input),
    robots: (input) => run('robots', input),
    page: (input) => run('page', input),
    fragment: (input) => run('fragment', input),
    tag: (input) => run('tag', input),
    tagRows: (input) => run('tagRows', input),
    judgedRows: (input) => run('judgedRows', input),
    load: () => {
      const waiting = pool.queueSize;
      return { threads: pool.threads.length, running: started.size - waiting, waiting, overruns };
    },
    close: () => pool.destroy(),
  };
}

function explained(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  const { code } = error as { code?: string };
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return new OverrunError('needed too much memory and was given up');
  return error;
}

/** Aborts its signal when a task has had its time; before `start`, when no thread takes it. */
function watchOver({ cpuMs, wallMs, waitMs = longestWaitMs }: Deadline) {
  const controller = new AbortController();
  const giveUp = (words: string) => controller.abort(new OverrunError(words));
  const crowded = () => controller.abort(new CrowdedError());
  let timer = setTimeout(crowded, waitMs);
  const start = () => {
    clearTimeout(timer);
    const before = process.cpuUsage();
    const begun = performance.now();
    const look = () => {
      const { user, system } = process.cpuUsage(before);
      const lasted = performance.now() - begun;
      if (Math.min((user + system) / 1000, lasted) >= cpuMs || lasted >= wallMs)
        giveUp(`took longer than ${Math.round(lasted / 100) / 10} s to process and was given up`);
      else timer = setTimeout(look, cpuMs / 10);
    };
    timer = setTimeout(look, cpuMs);
  };
  return { signal: controller.signal, start, end: () => clearTimeout(timer) };
}
