import { pino } from 'pino';
import { countSteps } from '../../../db/articles.ts';
import { syncFeeds } from '../../../db/feeds.ts';
import { startApp } from '../../app.ts';
import { readConfig } from '../../runtime/config.ts';
import type { FeedSource } from '../../runtime/feeds.ts';
import { beginProfiles } from './profiler.ts';
import { serverCpu } from './serverCpu.ts';

// A process of workers that is measured, on the home that its environment names. It does what its parent asks for.

/** What a process has used so far. */
export interface Usage {
  /** seconds, its threads included */
  cpu: number;
  /** seconds, see {@link serverCpu} */
  serverCpu: number | null;
  /** megabytes */
  resident: number;
}

const app = await startApp({
  config: readConfig(process.env),
  log: pino({ level: 'silent' }),
  roles: { workers: true, web: false },
});
let endProfiles: ((folder: string) => Promise<void>) | undefined;

const acts = {
  feeds: (feeds: FeedSource[]) => syncFeeds(app.db.orm, feeds, new Date()),
  steps: () => countSteps(app.db.orm),
  usage: async (): Promise<Usage> => {
    const { user, system } = process.cpuUsage();
    const resident = process.memoryUsage().rss / 1e6;
    return { cpu: (user + system) / 1e6, serverCpu: await serverCpu(app.db), resident };
  },
  beginProfiles: async () => {
    endProfiles = await beginProfiles();
  },
  endProfiles: async (folder: string) => endProfiles?.(folder),
  close: () => app.close(),
};
export type Acts = typeof acts;

process.on('message', ({ id, act, input }: { id: number; act: keyof Acts; input: never }) => {
  acts[act](input).then(
    (answer) => process.send?.({ id, answer }),
    (error: unknown) => process.send?.({ id, error: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.({ ready: true });
