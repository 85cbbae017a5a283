import { DelayedError, type Job, type Queue, UnrecoverableError } from 'bullmq';
import { standingStill } from '../../db/articles.ts';
import { bringBack } from '../../db/clock.ts';
import { forgetDeliveries } from '../../db/deliveries.ts';
import { forgetPolls } from '../../db/feeds.ts';
import { forgetHosts } from '../../db/hosts.ts';
import { keepMonths } from '../../db/partitionMonths.ts';
import { dropTexts } from '../../db/rights.ts';
import { isOutOfReach, reasonOf } from '../faults.ts';
import { within } from '../runtime/log.ts';
import { AskLater } from '../runtime/politeness.ts';
import type { Queues } from '../runtime/queue.ts';
import type { Context, Outcome } from './context.ts';
import { alwaysOpen, type Gate, heedGate } from './gate.ts';
import { beginJob } from './jobEnd.ts';
import { pipeline, type StageName, stageNames, stageTaking } from './pipeline.ts';
import { keepIndexed } from './searchIndex.ts';

/** A job of any stage: it carries the id of a row and nothing else. */
export interface Payload {
  id: string | number;
}
interface StageQueue {
  queue: Queue<Payload>;
  /** Jobs that waited when it was last asked, and those added since. */
  waiting: number;
  /** Those that waited, ran or had been put off when it was last asked. */
  jobs: number;
}
type OfStages<What> = Record<StageName, What>;
type StageQueues = OfStages<StageQueue>;

/** Time after which a job whose worker died is given to another; renewed every second while the worker lives. */
const lockMs = 5_000;
/** An article that stood at a step for this long is enqueued again; if its job still waits, that does nothing. */
const standsStillMs = 5_000;
const requeueEveryMs = 2_000;
/** Every so many turns it is not trusted that a queue with as many jobs as articles has the right ones. */
const turnsToAll = 15;
const requeueAtOnce = 1000;
/** How often it is looked whether a clock was ahead. */
const clockEveryMs = 30_000;
/** Jobs of one stage that wait in its queue at most. What comes beyond them waits in its row, where it takes no memory. */
const mostQueued = 5_000;
/** In PostgreSQL, BullMQ makes two tables for each lot of jobs: 6 ms of CPU for one job, which costs 0.8 ms by itself. */
const fewJobs = 8;
const hourMs = 3_600_000;
/** How often it is looked whether a month has begun, in an archive of partitions. */
const monthsKeptMs = 600_000;
const pollsKeptMs = 30 * 24 * hourMs;
const deliveriesKeptMs = 90 * 24 * hourMs;
/** A job that has to wait comes back no sooner: clocks of workers and database differ by a little. */
const soonestMs = 20;

export interface RunningWorkers {
  /** Takes no new jobs, waits for those that run, and closes the queues. */
  close(): Promise<void>;
}

/**
 * Starts the workers of every stage in this process, and the clock that finds what is due or stands still.
 *
 * @param concurrency articles at once for each stage that says `workers`
 * @param gate asked at every turn of the clock; while it is shut, no job is begun
 */
export async function runWorkers(
  ctx: Context,
  queues: Queues,
  concurrency: number,
  gate: Gate = alwaysOpen,
): Promise<RunningWorkers> {
  const open = Object.entries(openStageQueues(queues)).map(([name, queue]) => [
    name,
    { queue, waiting: 0, jobs: 0 },
  ]);
  const stageQueues: StageQueues = Object.fromEntries(open);
  if (queues.alone) await dropLeft(stageQueues);
  for (const name of stageNames) {
    const stage = pipeline[name];
    const act = (job: Job<Payload>, token?: string) =>
      within({ job: job.id!, attempt: job.attemptsMade + 1 }, () =>
        work(ctx, stageQueues, gate, name, job, token),
      );
    queues.worker<Payload>(name, act, {
      concurrency: stage.concurrency === 'workers' ? concurrency : stage.concurrency,
      lockMs,
    });
  }
  await bringBack(ctx.orm, ctx.now());
  // What stood still while nothing ran is taken up at once; later only what is older than a job should be.
  await requeue(ctx, stageQueues, 0, true);
  const isOpen = heedGate(ctx.log, queues, gate);
  let turns = 0;
  const clocks = [
    everyMs(requeueEveryMs, async () => {
      if (await isOpen()) await requeue(ctx, stageQueues, standsStillMs, ++turns % turnsToAll === 0);
    }),
    everyMs(clockEveryMs, () => bringBack(ctx.orm, ctx.now())),
    everyMs(requeueEveryMs, async () => {
      await keepIndexed(ctx.orm);
    }),
    everyMs(hourMs, async () => {
      const before = new Date(ctx.now().getTime() - pollsKeptMs);
      await forgetPolls(ctx.orm, before);
      await forgetHosts(ctx.orm, before);
      await dropTexts(ctx.orm, ctx.now());
      await forgetDeliveries(ctx.orm, new Date(ctx.now().getTime() - deliveriesKeptMs));
    }),
    everyMs(monthsKeptMs, () =>
      keepMonths(ctx.orm, ctx.now()).catch((error: unknown) =>
        ctx.log.warn(
          { reason: reasonOf(error) },
          'the next months’ partitions could not be made; trying again',
        ),
      ),
    ),
  ];
  return {
    close: async () => {
      await Promise.all(clocks.map((clock) => clock.stop()));
      await queues.close();
    },
  };
}

/** Opens the queue of each stage. */
export function openStageQueues(queues: Pick<Queues, 'queue'>): OfStages<Queue<Payload>> {
  const open = (name: StageName) => {
    const { attempts, backoff } = pipeline[name];
    return queues.queue<Payload>(name, {
      attempts,
      backoff: { type: 'exponential', delay: backoff, jitter: 0.5 },
      // A finished job must go: a kept id makes a later job of the same id vanish silently. The row keeps the outcome.
      removeOnComplete: true,
      removeOnFail: true,
    });
  };
  return Object.fromEntries(stageNames.map((name) => [name, open(name)])) as OfStages<Queue<Payload>>;
}

/** Ends the jobs that were under way when the process died: the rows say what is to be done, without a wait for their locks. */
async function dropLeft(queues: StageQueues): Promise<void> {
  const anyLock = '0';
  for (const { queue } of Object.values(queues))
    for (const job of await queue.getActive()) await job.moveToCompleted(null, anyLock, false);
}

async function work(
  ctx: Context,
  queues: StageQueues,
  gate: Gate,
  name: StageName,
  job: Job<Payload>,
  token: string | undefined,
): Promise<void> {
  const stage = pipeline[name];
  const { id } = job.data;
  const attempt = {
    last: job.attemptsMade + 1 >= stage.attempts,
    waitedMs: Math.max(0, Date.now() - job.timestamp),
    signal: AbortSignal.timeout(stage.deadline),
  };
  const end = beginJob(ctx, name, job, attempt.waitedMs);
  try {
    const { onward, ...done }: Outcome = await stage.handle(ctx, id as never, attempt);
    if (stage.next) await enqueue(queues, stage.next, onward);
    end({ fate: 'done', ...done });
  } catch (error) {
    if (error instanceof AskLater) {
      end({ fate: 'later', details: { reason: error.message } });
      const waitMs = Math.max(soonestMs, error.until.getTime() - ctx.now().getTime());
      await job.moveToDelayed(Date.now() + waitMs, token);
      throw new DelayedError();
    }
    const reason = reasonOf(error);
    // Where it could not be stored the row is left as it is, however many tries that took: it is found standing still.
    const unstored = isOutOfReach(error);
    if (unstored) gate.doubt(error);
    const final = (attempt.last && !unstored) || error instanceof UnrecoverableError;
    end({ fate: final ? 'failed' : 'again', details: { reason }, toldElsewhere: unstored });
    if (final) await stage.giveUp?.(ctx, Number(id), `${name}: ${reason}`);
    throw error;
  }
}

/** Adds a job for each id while there is room; one that is queued already stays as it is. */
async function enqueue(queues: StageQueues, name: StageName, ids: (string | number)[]): Promise<void> {
  const stage = queues[name];
  const some = ids.slice(0, Math.max(0, mostQueued - stage.waiting));
  if (some.length === 0) return;
  stage.waiting += some.length;
  // BullMQ takes neither ':' nor an id of digits only.
  const jobs = some.map((id) => ({ name, data: { id }, opts: { jobId: `${name}-${id}` } }));
  if (jobs.length > fewJobs) await stage.queue.addBulk(jobs);
  else await Promise.all(jobs.map(({ name, data, opts }) => stage.queue.add(name, data, opts)));
}

/**
 * Enqueues what is due and the articles that stand still. The rows say all that is needed, so that a queue that lost
 * everything is filled again from here.
 *
 * @param all also where each article that stands still may have its job, which doing it again does not change
 */
async function requeue(ctx: Context, queues: StageQueues, stillMs: number, all: boolean): Promise<void> {
  const now = ctx.now();
  for (const stage of Object.values(queues)) await count(stage);
  // Where much waits already, looking for more would find the same.
  const short = stageNames.filter((name) => queues[name].waiting < requeueAtOnce);
  for (const name of short)
    await enqueue(queues, name, (await pipeline[name].due?.(ctx, requeueAtOnce)) ?? []);
  const still = await standingStill(ctx.orm, new Date(now.getTime() - stillMs), requeueAtOnce);
  for (const name of short) {
    const waiting = still.filter((article) => stageTaking(article.step) === name);
    if (!all && waiting.length <= queues[name].jobs) continue;
    await enqueue(
      queues,
      name,
      waiting.map((article) => article.id),
    );
  }
}

async function count(stage: StageQueue): Promise<void> {
  const {
    waiting = 0,
    active = 0,
    delayed = 0,
  } = await stage.queue.getJobCounts('waiting', 'active', 'delayed');
  stage.waiting = waiting;
  stage.jobs = waiting + active + delayed;
}

/** Runs `act` every `ms`, never twice at once; an error waits for the next turn. */
function everyMs(ms: number, act: () => Promise<void>): { stop(): Promise<void> } {
  let running = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = act()
      .catch(() => {})
      .finally(() => {
        busy = false;
      });
  }, ms);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
