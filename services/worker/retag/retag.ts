import type { Orm } from '../../../db/database.ts';
import {
  articlesToRetag,
  beginRetag,
  countToRetag,
  type RetagScope,
  saveRetag,
  taggedArticle,
} from '../../../db/retags.ts';
import { onTopicFrom } from '../../../db/search.ts';
import { replaceTags } from '../../../db/tags.ts';
import { reasonOf } from '../../faults.ts';
import { placeAgain } from '../../stories/grouping.ts';
import type { Threads } from '../threads.ts';
import { changesBetween, comparedOf } from './changes.ts';
import { addChanges, addFailure, emptyReport, type RetagReport } from './report.ts';

/** What a run works with. */
export interface RetagContext {
  orm: Orm;
  threads: Pick<Threads, 'tagRows'>;
  now(): Date;
}

export interface RetagOptions {
  scope: RetagScope;
  /** Compares and stores nothing. */
  dryRun: boolean;
  /** Articles at once. */
  concurrency: number;
  /** Lets running articles end and stops; the next run goes on. */
  signal: AbortSignal;
  /** Told after every article: how many are done of how many that were to do when this run began or went on. */
  onProgress(done: number, total: number): void;
}

export interface RetagResult {
  report: RetagReport;
  /** False when the run was stopped. */
  finished: boolean;
}

/** A run that is killed loses this much of its report, and nothing of its work. */
const saveEveryMs = 2_000;

/**
 * Tags articles of the archive anew, each in one transaction and under the eyes of whoever else works on it, and says
 * what changed. Articles keep their step, and go to another story where their new tags ask for it. A run of the same
 * scope that was stopped is gone on with.
 *
 * @throws what the database says; an article that cannot be tagged is in the report
 */
export async function retag(ctx: RetagContext, options: RetagOptions): Promise<RetagResult> {
  const { scope, dryRun, concurrency, signal, onProgress } = options;
  const run = dryRun ? null : await beginRetag(ctx.orm, scope, emptyReport(), ctx.now());
  const startedAt = run?.startedAt ?? ctx.now();
  const report = run ? (run.report as RetagReport) : emptyReport();
  report.failed = []; // they are tried again
  const total = await countToRetag(ctx.orm, scope, startedAt);
  const save = async (finishedAt: Date | null) => {
    if (run) await saveRetag(ctx.orm, run.id, { articles: report.articles, report, finishedAt });
  };
  let done = 0;
  let saved = performance.now();
  let broken = false;
  const ids = articlesToRetag(ctx.orm, scope, startedAt);
  const work = async () => {
    for (let next = await ids.next(); !next.done && !signal.aborted && !broken; next = await ids.next()) {
      await retagOne(ctx, next.value, report, dryRun);
      onProgress(++done, total);
      if (performance.now() - saved < saveEveryMs) continue;
      saved = performance.now();
      await save(null);
    }
  };
  const workers = Array.from({ length: concurrency }, () =>
    work().catch((error: unknown) => {
      broken = true;
      throw error;
    }),
  );
  const fault = (await Promise.allSettled(workers)).find((end) => end.status === 'rejected');
  if (fault) throw fault.reason;
  const finished = !signal.aborted;
  await save(finished ? ctx.now() : null);
  return { report, finished };
}

async function retagOne(
  { orm, threads, now }: RetagContext,
  id: number,
  report: RetagReport,
  dryRun: boolean,
): Promise<void> {
  const article = await taggedArticle(orm, id);
  if (!article) return;
  const { step, title, text, publishedAt, taggedAt } = article;
  try {
    const tags = await threads.tagRows({ title, text, publishedAt }).catch(ofThisArticle);
    // Somebody else tagged it meanwhile: what we compared with is no more, and what is there is as new as ours.
    if (!dryRun && !(await replaceTags(orm, id, tags, taggedAt, now()))) return;
    if (!dryRun && step === 'clustered') await placeAgain(orm, id);
    const after = comparedOf(tags);
    addChanges(report, { id, title }, changesBetween(article, after, onTopicFrom), article, after);
  } catch (error) {
    if (!(error instanceof ArticleFault) && !isRefusal(error)) throw error;
    addFailure(report, id, reasonOf(error));
  }
}

/** The tagger could not cope with an article; the others may fare better. */
class ArticleFault extends Error {}

function ofThisArticle(cause: unknown): never {
  throw new ArticleFault('could not be tagged', { cause });
}

/** The tables refuse the tags. All other errors of the database mean that no article fares better. */
function isRefusal(error: unknown): boolean {
  const { code } = ((error as Error).cause ?? {}) as { code?: string };
  return /^2[23]/.test(code ?? '');
}
