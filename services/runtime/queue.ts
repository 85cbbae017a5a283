import {
  createPostgresBackend,
  type JobsOptions,
  type PgPool,
  type Processor,
  Queue,
  type QueueOptions,
  Worker,
  type WorkerOptions,
  withBackend,
} from 'bullmq';
import { Redis } from 'ioredis';
import type { Log } from './log.ts';

/** Where the queues live: on a Redis server, or in the database through BullMQ's PostgreSQL backend. */
export type QueueHome =
  | { redisUrl: string /** Start of every key. */; prefix: string }
  | { pool: PgPool /** No other process can have it open. */; alone?: boolean };

export interface WorkerSettings {
  concurrency: number;
  /** Milliseconds after which a job whose worker died is given to another. */
  lockMs: number;
}

/** How often a lock is renewed: a worker that is busy for less than a lock less this keeps its jobs. */
const renewMs = 1_000;
/** How often locks are looked at: the work of one that died is taken up after the lock and this, at the latest. */
const stalledMs = 2_000;

/** A worker that could not get its next job asks again after this; it would be 15 s. */
const retryMs = 1_000;

/** Opens queues and workers on one home; names of queues are the pipeline's stages. */
export interface Queues {
  /** No other process works on them, so that before it begins whatever is under way is of one that died. */
  alone: boolean;
  queue<Payload>(name: string, defaults: JobsOptions): Queue<Payload>;
  worker<Payload>(name: string, process: Processor<Payload>, settings: WorkerSettings): Worker<Payload>;
  /** Workers take no new jobs until {@link Queues.resume}; running ones end. */
  pause(): Promise<void>;
  resume(): void;
  /** Ends workers after their running jobs, then queues, then connections. */
  close(): Promise<void>;
}

/**
 * @param home where
 * @param log gets connection faults; the libraries reconnect by themselves
 */
export function openQueues(home: QueueHome, log: Log): Queues {
  const kinds = withBackend(createPostgresBackend);
  const prefix = 'prefix' in home ? { prefix: home.prefix } : {};
  const redis: Redis[] = [];
  const queues: { close(): Promise<unknown> }[] = [];
  const workers: Pick<Worker, 'close' | 'pause' | 'resume'>[] = [];
  let reportedAt = 0;
  const report = (error: Error) => {
    // A server that is away raises this several times a second; once in ten seconds is enough to read.
    if (Date.now() - reportedAt < 10_000) return;
    reportedAt = Date.now();
    log.warn({ reason: error.message }, 'the queue is out of reach; trying again');
  };
  const connect = (url: string, forWorker: boolean) => {
    // Workers wait for Redis to come back; adding a job fails at once, and requeue finds the row later.
    const client = new Redis(
      url,
      forWorker ? { maxRetriesPerRequest: null } : { enableOfflineQueue: true, maxRetriesPerRequest: 1 },
    );
    client.on('error', report);
    redis.push(client);
    return client;
  };
  let asking: Redis | undefined;
  /** One connection carries what all queues ask; each worker waits on its own. */
  const askingAt = (url: string) => {
    asking ??= connect(url, false);
    return asking;
  };

  return {
    alone: 'pool' in home && home.alone === true,
    queue(name, defaults) {
      const options = { defaultJobOptions: defaults, ...prefix };
      const queue =
        'redisUrl' in home
          ? new Queue(name, {
              ...options,
              connection: askingAt(home.redisUrl),
            } as QueueOptions)
          : new kinds.Queue(name, { ...options, connection: home.pool });
      queue.on('error', report);
      queues.push(queue);
      return queue as never;
    },
    worker(name, process, { concurrency, lockMs }) {
      const options = {
        concurrency,
        lockDuration: lockMs,
        lockRenewTime: renewMs,
        stalledInterval: stalledMs,
        runRetryDelay: retryMs,
        maxStalledCount: 3,
        ...prefix,
      };
      const worker =
        'redisUrl' in home
          ? new Worker(name, process, {
              ...options,
              connection: connect(home.redisUrl, true),
            } as WorkerOptions)
          : new kinds.Worker(name, process as Processor, { ...options, connection: home.pool });
      worker.on('error', report);
      workers.push(worker as Worker);
      return worker as never;
    },
    async pause() {
      await Promise.all(workers.map((worker) => worker.pause(true)));
    },
    resume() {
      for (const worker of workers) worker.resume();
    },
    async close() {
      // Workers would wait for a server that is away without end; whatever becomes of their jobs cannot be told to it.
      const isAway = redis.length > 0 && redis.every(({ status }) => status !== 'ready');
      if (isAway) for (const client of redis) client.disconnect();
      await Promise.all(workers.map((worker) => worker.close(isAway)));
      await Promise.all(queues.map((queue) => queue.close()));
      for (const client of redis) client.disconnect();
    },
  };
}
