import type { Orm } from '../../../db/database.ts';
import { beginRecluster, saveRecluster } from '../../../db/reclusters.ts';
import { behind, countInOrder, nextInOrder, type Reached } from '../../../db/signatures.ts';
import { placesOf } from '../../../db/storyPlacements.ts';
import { signatureVersion } from '../../cluster/signature.ts';
import { placeAgain, placeInTurn, type SignedArticle, signArticle } from '../../stories/grouping.ts';
import { emptyReport, type ReclusterReport, reporter, type Turn } from './report.ts';
import { trial } from './trial.ts';

export interface ReclusterOptions {
  /** Only articles published since. */
  since: Date | null;
  /** Compares and stores nothing. */
  dryRun: boolean;
  /** Lets the running part end and stops; the next run of the same `since` goes on. */
  signal: AbortSignal;
  /** Told now and then: how many are done of how many that were to do when this run began or went on. */
  onProgress(done: number, total: number): void;
}

export interface ReclusterResult {
  report: ReclusterReport;
  /** False when the run was stopped. */
  finished: boolean;
}

/** Articles in one transaction: a few tenths of a second, for which others that group wait. */
const atOnce = 20;

/**
 * Signs all articles anew and puts them into stories in the order of grouping, under the eyes of whoever else works on
 * the archive: an article that comes meanwhile is placed by those before it, and again in its turn if that is still to
 * come. What people ruled is obeyed. A run that was stopped is gone on with.
 */
export async function recluster(
  { orm, now }: { orm: Orm; now(): Date },
  options: ReclusterOptions,
): Promise<ReclusterResult> {
  const { since, dryRun } = options;
  if (dryRun) return walk(orm, options, null, emptyReport(), await trial(orm, since), async () => {});
  const run = await beginRecluster(orm, { version: signatureVersion, since }, emptyReport(), now());
  const { id, reachedAt, reachedUrl } = run;
  const report = run.report as ReclusterReport;
  const from = reachedAt && reachedUrl !== null ? { publishedAt: reachedAt, canonicalUrl: reachedUrl } : null;
  return walk(orm, options, from, report, storing(orm), async (reached, finished) => {
    const progress = { reachedAt: reached?.publishedAt ?? null, reachedUrl: reached?.canonicalUrl ?? null };
    await saveRecluster(orm, id, { ...progress, finishedAt: finished ? now() : null, report });
  });
}

/** Places articles in their turn. @returns where they were and where they are */
export type Place = (articles: readonly SignedArticle[]) => Promise<Turn[]>;

async function walk(
  orm: Orm,
  { since, signal, onProgress }: ReclusterOptions,
  from: Reached | null,
  report: ReclusterReport,
  place: Place,
  save: (reached: Reached | null, finished: boolean) => Promise<void>,
): Promise<ReclusterResult> {
  const total = await countInOrder(orm, behind(from, since));
  const add = reporter(report);
  let [reached, done] = [from, 0];
  while (!signal.aborted) {
    const next = await nextInOrder(orm, behind(reached, since), atOnce);
    if (next.length === 0) break;
    const signed = await Promise.all(next.map(({ id }) => signArticle(orm, id)));
    for (const turn of await place(signed.filter((article) => article !== null))) add(turn);
    reached = next.at(-1)!;
    done += next.length;
    await save(reached, false);
    onProgress(done, Math.max(done, total));
  }
  const finished = !signal.aborted;
  await save(reached, finished);
  return { report, finished };
}

const storing =
  (orm: Orm): Place =>
  async (articles) => {
    for (const { id } of await placeInTurn(orm, articles)) await placeAgain(orm, id);
    const places = await placesOf(
      orm,
      articles.map(({ id }) => id),
    );
    return articles.flatMap(({ id, title, storyId, copyOf }) => {
      const after = places.get(id);
      return after ? [{ id, title, before: { storyId, copyOf }, after }] : [];
    });
  };
