import { failArticle } from '../../db/articles.ts';
import { dueChannels } from '../../db/deliveryTries.ts';
import { dueFeeds } from '../../db/feeds.ts';
import { alertsToLookAt, failMatching, unmatchedArticles } from '../../db/matches.ts';
import { changedArticles } from '../../db/revisions.ts';
import type { ArticleStep } from '../../db/schema.ts';
import { mostTogether } from '../stories/grouping.ts';
import { clusterArticle } from './cluster.ts';
import type { Attempt, Context, Outcome } from './context.ts';
import { deliverThrough } from './deliver.ts';
import { fetchFeed } from './fetch.ts';
import { matchArticle } from './match.ts';
import { readArticle } from './read.ts';
import { reviseArticle } from './revise.ts';
import { tagStoredArticle } from './tag.ts';
import { watchAlert } from './watch.ts';

export type StageName = 'fetch' | 'read' | 'tag' | 'cluster' | 'match' | 'revise' | 'watch' | 'deliver';

/** One stage: what its jobs are about, what they do, and where things go from there. */
export interface Stage {
  /** What the id in a job names: a feed (text), an article, an alert or a channel (numbers). */
  of: 'feed' | 'article' | 'alert' | 'channel';
  handle(ctx: Context, id: never, attempt: Attempt): Promise<Outcome>;
  /** Articles at this step wait for this stage. */
  takes?: ArticleStep;
  /** Ids that wait for this stage, as other rows say; asked every few seconds. */
  due?(ctx: Pick<Context, 'orm' | 'now'>, limit: number): Promise<(string | number)[]>;
  next?: StageName;
  /** Tries before it is given up. */
  attempts: number;
  /** Notes on the row that it was given up and why, where somebody should see it. */
  giveUp?(ctx: Pick<Context, 'orm' | 'now'>, id: number, reason: string): Promise<void>;
  /** Milliseconds before the second try; doubled, with jitter, for each further one. */
  backoff: number;
  /** Jobs at once in a process; `workers` is the operator's CHIPWIRE_WORKERS. */
  concurrency: number | 'workers';
  /** Milliseconds a job may take. */
  deadline: number;
}

const giveUp: Stage['giveUp'] = ({ orm, now }, id, reason) => failArticle(orm, id, reason, now());

/** The pipeline. The stages do not know their neighbours; this table does. */
export const pipeline: Record<StageName, Stage> = {
  fetch: {
    of: 'feed',
    handle: fetchFeed,
    due: ({ orm, now }) => dueFeeds(orm, now()),
    next: 'read',
    attempts: 1,
    backoff: 0,
    concurrency: 8,
    deadline: 90_000,
  },
  read: {
    of: 'article',
    handle: readArticle,
    giveUp,
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
    giveUp,
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
    giveUp,
    takes: 'tagged',
    next: 'match',
    attempts: 3,
    backoff: 1_000,
    concurrency: mostTogether,
    deadline: 30_000,
  },
  match: {
    of: 'article',
    handle: matchArticle,
    due: ({ orm, now }, limit) => unmatchedArticles(orm, now(), limit),
    giveUp: ({ orm }, id, reason) => failMatching(orm, id, reason),
    next: 'deliver',
    attempts: 3,
    backoff: 1_000,
    concurrency: 'workers',
    deadline: 30_000,
  },
  // Beside the line: articles that are done and that their publishers have edited.
  revise: {
    of: 'article',
    handle: reviseArticle,
    due: ({ orm }, limit) => changedArticles(orm, limit),
    giveUp,
    next: 'match',
    attempts: 4,
    backoff: 10_000,
    concurrency: 'workers',
    deadline: 90_000,
  },
  // Alerts whose time has come: a digest is due, nothing was found for days, numbers may have crossed a level.
  watch: {
    of: 'alert',
    handle: watchAlert,
    due: ({ orm, now }, limit) => alertsToLookAt(orm, now(), limit),
    next: 'deliver',
    attempts: 1,
    backoff: 0,
    concurrency: 4,
    deadline: 30_000,
  },
  // One job for each channel, and few at once to one host (services/watch/delivery/lanes.ts), so that receivers that hang hold up
  // nobody else. The rows say when to try again.
  deliver: {
    of: 'channel',
    handle: deliverThrough,
    due: ({ orm, now }, limit) => dueChannels(orm, now(), limit),
    attempts: 1,
    backoff: 0,
    concurrency: 128,
    deadline: 60_000,
  },
};

export const stageNames = Object.keys(pipeline) as StageName[];

/** The stage that articles at this step wait for, or undefined when they are done. */
export function stageTaking(step: ArticleStep): StageName | undefined {
  return stageNames.find((name) => pipeline[name].takes === step);
}
