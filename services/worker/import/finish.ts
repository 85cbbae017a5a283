import { failArticle } from '../../../db/articles.ts';
import type { Orm } from '../../../db/database.ts';
import { articlesAtStep, countAtStep, oldestAtStep } from '../../../db/imports.ts';
import { reasonOf } from '../../faults.ts';
import { clusterArticle } from '../cluster.ts';
import { type TagContext, tagStoredArticle } from '../tag.ts';

export interface FinishOptions {
  /** Articles tagged at once. */
  concurrency: number;
  signal: AbortSignal;
  onProgress(done: number, total: number): void;
}

const idsAtOnce = 200;

/**
 * Does what workers would do with a feed's articles: tags them, and puts them into stories, the oldest first, so that
 * none has to move again when an older one comes.
 *
 * @returns how many articles were finished and how many failed, which their rows explain
 */
export async function finishArticles(
  ctx: TagContext,
  feedId: string,
  { concurrency, signal, onProgress }: FinishOptions,
): Promise<{ finished: number; failed: number }> {
  const count = (step: 'read' | 'tagged') => countAtStep(ctx.orm, feedId, step);
  // Each article is worked on twice: tagged, and put into its story.
  const total = 2 * (await count('read')) + (await count('tagged'));
  const counts = { done: 0, finished: 0, failed: 0 };
  const attempt = async (stage: string, id: number, act: () => Promise<unknown>) => {
    await act().catch(async (error: unknown) => {
      counts.failed += 1;
      await failArticle(ctx.orm, id, `${stage}: ${reasonOf(error)}`, ctx.now());
    });
    onProgress(++counts.done, total);
  };
  const ids = articlesAtStep(ctx.orm, feedId, 'read');
  const tag = async () => {
    for await (const id of until(signal, ids)) await attempt('tag', id, () => tagStoredArticle(ctx, id));
  };
  await Promise.all(Array.from({ length: concurrency }, tag));
  for await (const id of until(signal, toGroup(ctx.orm, feedId)))
    await attempt('cluster', id, async () => {
      if ((await clusterArticle(ctx, id)).outcome === 'clustered') counts.finished += 1;
    });
  return { finished: counts.finished, failed: counts.failed };
}

async function* toGroup(orm: Orm, feedId: string): AsyncGenerator<number, void> {
  for (let before = ''; ; ) {
    const ids = await oldestAtStep(orm, feedId, 'tagged', idsAtOnce);
    if (ids.length === 0 || String(ids) === before) return; // somebody else is at them
    yield* ids;
    before = String(ids);
  }
}

/** Without closing `source`: others may go on taking from it. */
async function* until<Value>(signal: AbortSignal, source: AsyncIterator<Value, void>) {
  for (let next = await source.next(); !next.done && !signal.aborted; next = await source.next())
    yield next.value;
}
