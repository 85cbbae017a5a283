import { DelayedError, type Job, type Queue, UnrecoverableError } from 'bullmq';
import { standingStill } from '../../db/articles.ts';
import { forgetDeliveries } from '../../db/deliveries.ts';
import { forgetPolls } from '../../db/feeds.ts';
import { forgetHosts } from '../../db/hosts.ts';
import { dropTexts } from '../../db/rights.ts';
import { isOutOfReach, reasonOf } from '../faults.ts';
import { AskLater } from '../runtime/politeness.ts';
import type { Queues } from '../runtime/queue.ts';
import type { Context, Outcome } from './context.ts';
import { pipeline, type StageName, stageNames, stageTaking } from './pipeline.ts';
import { keepIndexed } from './searchIndex.ts';

/** A job of any stage: it carries the id of a row and nothing else. */
interface Payload {
  id: string | number;
}
type StageQueues = Record<StageName, Queue<Payload>>;

/** Time after which a job whose worker died is given to another; renewed every second while the worker lives. */
const lockMs = 5_000;
/** An article that stood at a step for this long is enqueued again; if its job still waits, that does nothing. */
const standsStillMs = 5_000;
const requeueEveryMs = 2_000;
const requeueAtOnce = 1000;
const hourMs = 3_600_000;
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
 * @param hasRoom asked at every turn of the clock; while it says no, no job is begun
 */
export async function runWorkers(
  ctx: Context,
  queues: Queues,
  concurrency: number,
  hasRoom: () => Promise<boolean> = async () => true,
): Promise<RunningWorkers> {
  const stageQueues = openStageQueues(queues);
  if (queues.alone) await dropLeft(stageQueues);
  for (const name of stageNames) {
    const stage = pipeline[name];
    queues.worker<Payload>(name, (job, token) => work(ctx, stageQueues, name, job, token), {
      concurrency: stage.concurrency === 'workers' ? concurrency : stage.concurrency,
      lockMs,
    });
  }
  // What stood still while nothing ran is taken up at once; later only what is older than a job should be.
  await requeue(ctx, stageQueues, 0);
  const gate = roomGate(ctx, queues, hasRoom);
  const clocks = [
    everyMs(requeueEveryMs, async () => {
      if (await gate()) await requeue(ctx, stageQueues, standsStillMs);
    }),
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
  ];
  return {
    close: async () => {
      await Promise.all(clocks.map((clock) => clock.stop()));
      await queues.close();
    },
  };
}

/** Stops the workers when there is no room left and starts them again when there is; says so once each time. */
function roomGate({ log }: Context, queues: Queues, hasRoom: () => Promise<boolean>) {
  let open = true;
  return async () => {
    const room = await hasRoom();
    if (room === open) return open;
    open = room;
    if (room) {
      queues.resume();
      log.info('there is room on the disk again; going on');
    } else {
      await queues.pause();
      log.error('the disk is almost full; no work is begun until some space is free');
    }
    return open;
  };
}

function openStageQueues(queues: Queues): StageQueues {
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
  return Object.fromEntries(stageNames.map((name) => [name, open(name)])) as StageQueues;
}

/** Ends the jobs that were under way when the process died: the rows say what is to be done, without a wait for their locks. */
async function dropLeft(queues: StageQueues): Promise<void> {
  const anyLock = '0';
  for (const queue of Object.values(queues))
    for (const job of await queue.getActive()) await job.moveToCompleted(null, anyLock, false);
}

async function work(
  ctx: Context,
  queues: StageQueues,
  name: StageName,
  job: Job<Payload>,
  token: string | undefined,
): Promise<void> {
  const stage = pipeline[name];
  const { id } = job.data;
  const started = performance.now();
  const line = { stage: name, [`${stage.of}Id`]: id };
  const attempt = {
    last: job.attemptsMade + 1 >= stage.attempts,
    waitedMs: Math.max(0, Date.now() - job.timestamp),
    signal: AbortSignal.timeout(stage.deadline),
  };
  const ms = () => Math.round(performance.now() - started);
  try {
    const done: Outcome = await stage.handle(ctx, id as never, attempt);
    if (stage.next) await enqueue(queues, stage.next, done.onward);
    const level = stage.of === 'feed' && done.outcome !== 'not-due' ? 'info' : 'debug';
    ctx.log[level]({ ...line, outcome: done.outcome, ...done.details, ms: ms() }, name);
  } catch (error) {
    if (error instanceof AskLater) {
      ctx.log.debug({ ...line, outcome: 'later', reason: error.message, ms: ms() }, name);
      const waitMs = Math.max(soonestMs, error.until.getTime() - ctx.now().getTime());
      await job.moveToDelayed(Date.now() + waitMs, token);
      throw new DelayedError();
    }
    const reason = reasonOf(error);
    // Where the database was away the row is left as it is, however many tries that took: it is found standing still.
    const final = (attempt.last && !isOutOfReach(error)) || error instanceof UnrecoverableError;
    ctx.log.warn({ ...line, outcome: final ? 'failed' : 'again', reason, ms: ms() }, name);
    if (final) await stage.giveUp?.(ctx, Number(id), `${name}: ${reason}`);
    throw error;
  }
}

/** Adds a job for each id; one that is queued already stays as it is. */
async function enqueue(queues: StageQueues, name: StageName, ids: (string | number)[]): Promise<void> {
  if (ids.length === 0) return;
  // BullMQ takes neither ':' nor an id of digits only.
  await queues[name].addBulk(ids.map((id) => ({ name, data: { id }, opts: { jobId: `${name}-${id}` } })));
}

/**
 * Enqueues what is due and the articles that stand still. The rows say all that is needed, so that a queue that lost
 * everything is filled again from here.
 */
async function requeue(ctx: Context, queues: StageQueues, stillMs: number): Promise<void> {
  const now = ctx.now();
  for (const name of stageNames)
    await enqueue(queues, name, (await pipeline[name].due?.(ctx, requeueAtOnce)) ?? []);
  const still = await standingStill(ctx.orm, new Date(now.getTime() - stillMs), requeueAtOnce);
  for (const name of stageNames) {
    const waiting = still.filter((article) => stageTaking(article.step) === name);
    await enqueue(
      queues,
      name,
      waiting.map((article) => article.id),
    );
  }
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
