import type { Queue } from 'bullmq';
import type { QueueCounts } from '../metrics/standing.ts';
import type { Log } from '../runtime/log.ts';
import { openQueues, type QueueHome } from '../runtime/queue.ts';
import { stageNames } from '../worker/pipeline.ts';
import { openStageQueues } from '../worker/run.ts';

/** The queues as they are looked at, apart from those that work is done through. */
export interface QueueSight {
  /** Each stage's; opened at the first call. */
  queues(): Queue[];
  /** @throws what the queue's home says while it is out of reach */
  counts(): Promise<QueueCounts>;
  /** Whether their home knows who works on them: Redis does. */
  knowsWorkers: boolean;
  close(): Promise<void>;
}

const states = ['wait', 'active', 'delayed', 'prioritized'] as const;

export function openSight(home: QueueHome, log: Log): QueueSight {
  let opened: ReturnType<typeof open> | undefined;
  function open() {
    // Where workers run, they report a queue that is out of reach; whoever looks is told by what is missing.
    const all = openQueues(home, log.child({}, { level: 'silent' }));
    const stages = openStageQueues(all);
    return { all, queues: stageNames.map((name) => stages[name] as Queue) };
  }
  const queues = () => {
    opened ??= open();
    return opened.queues;
  };
  return {
    queues,
    knowsWorkers: 'redisUrl' in home,
    async counts() {
      const counted = queues().map(
        async (queue) => [queue.name, await queue.getJobCounts(...states)] as const,
      );
      return Object.fromEntries(await Promise.all(counted));
    },
    close: async () => opened?.all.close(),
  };
}
