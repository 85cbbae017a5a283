import { syncEntityList } from '../entityList.ts';
import { startTagging } from '../worker/engine.ts';
import type { PageThreads } from '../worker/import/read.ts';
import { startThreads, type Threads } from '../worker/threads.ts';
import type { CommandContext } from './context.ts';

/** Whether somebody else tags what is stored: these workers here, or those of a server. */
export const isLeft = ({ workersRun, config }: CommandContext) =>
  workersRun || config.DATABASE_URL !== undefined;

export interface LateThreads extends PageThreads {
  get(): Promise<Threads>;
  close(): Promise<void>;
}

/** Threads that start when the first page or article comes: many files hold no page. */
export function threadsFor(ctx: CommandContext): LateThreads {
  let started: Promise<Threads> | undefined;
  const get = () => {
    started ??= startThreadsFor(ctx);
    return started;
  };
  return {
    get,
    page: async (input) => (await get()).page(input),
    fragment: async (input) => (await get()).fragment(input),
    close: async () => (await started)?.close(),
  };
}

async function startThreadsFor(ctx: CommandContext): Promise<Threads> {
  const { config, orm, now, err } = ctx;
  if (isLeft(ctx)) return startThreads(config.CHIPWIRE_ENTITIES);
  await syncEntityList(orm, config.CHIPWIRE_ENTITIES);
  const report = (reason: string) => err(`The built-in engine judges sentiment for now: ${reason}`);
  return startTagging(config, { orm, now, report });
}
