import type { ArticleStep } from '../../db/schema.ts';
import { clusterArticle } from './cluster.ts';
import type { Attempt, Context, Outcome } from './context.ts';
import { fetchFeed } from './fetch.ts';
import { readArticle } from './read.ts';
import { reviseArticle } from './revise.ts';
import { tagStoredArticle } from './tag.ts';

export type StageName = 'fetch' | 'read' | 'tag' | 'cluster' | 'revise';

/** One stage: what its jobs are about, what they do, and where their articles go from there. */
export interface Stage {
  /** What the id in a job names: a feed (text) or an article (number). */
  of: 'feed' | 'article';
  handle(ctx: Context, id: never, attempt: Attempt): Promise<Outcome>;
  /** Articles at this step wait for this stage. */
  takes?: ArticleStep;
  next?: StageName;
  /** Tries before the article is marked as failed. */
  attempts: number;
  /** Milliseconds before the second try; doubled, with jitter, for each further one. */
  backoff: number;
  /** Jobs at once in a process; `workers` is the operator's CHIPWIRE_WORKERS. */
  concurrency: number | 'workers';
  /** Milliseconds a job may take. */
  deadline: number;
}

/** The pipeline. The stages do not know their neighbours; this table does. */
export const pipeline: Record<StageName, Stage> = {
  fetch: {
    of: 'feed',
    handle: fetchFeed,
    next: 'read',
    attempts: 1,
    backoff: 0,
    concurrency: 8,
    deadline: 90_000,
  },
  read: {
    of: 'article',
    handle: readArticle,
    takes: 'found',
    next: 'tag',
    attempts: 4,
    backoff: 10_000,
    concurrency: 'workers',
    deadline: 90_000,
  },
  tag: {
    of: 'article',
    handle: tagStoredArticle,
    takes: 'read',
    next: 'cluster',
    attempts: 3,
    backoff: 2_000,
    concurrency: 'workers',
    deadline: 60_000,
  },
  cluster: {
    of: 'article',
    handle: clusterArticle,
    takes: 'tagged',
    attempts: 3,
    backoff: 1_000,
    concurrency: 'workers',
    deadline: 30_000,
  },
  // Beside the line: articles that are done and that their publishers have edited.
  revise: {
    of: 'article',
    handle: reviseArticle,
    attempts: 4,
    backoff: 10_000,
    concurrency: 'workers',
    deadline: 90_000,
  },
};

export const stageNames = Object.keys(pipeline) as StageName[];

/** The stage that articles at this step wait for, or undefined when they are done. */
export function stageTaking(step: ArticleStep): StageName | undefined {
  return stageNames.find((name) => pipeline[name].takes === step);
}
