import { retryFailed } from '../../db/articles.ts';
import { retryMatching } from '../../db/matches.ts';
import { type CommandContext, exitCodes } from './context.ts';

/** Whoever has opened the archive has brought it to the newest version. */
export async function migrate({ out }: CommandContext): Promise<number> {
  out('The database is at the newest version.');
  return exitCodes.done;
}

/** @param ids of articles; all that failed when absent */
export async function retry({ orm, now, out }: CommandContext, ids?: number[]): Promise<number> {
  const again = [...(await retryFailed(orm, now(), ids)), ...(await retryMatching(orm, now(), ids))];
  out(`${new Set(again).size} articles will be tried again.`);
  return exitCodes.done;
}
