import type { Orm } from '../../db/database.ts';
import type { Meter } from '../metrics/meter.ts';
import type { Log } from '../runtime/log.ts';
import type { Sender } from '../watch/delivery/sender.ts';
import type { Matcher } from '../watch/live/matcher.ts';
import type { PoliteHttp } from './polite.ts';
import type { Threads } from './threads.ts';

/** What handlers work with; made once, where the process is put together. */
export interface Context {
  orm: Orm;
  http: PoliteHttp;
  threads: Threads;
  matcher: Matcher;
  sender: Sender;
  /** Where people open Chipwire, for links. */
  home: string;
  log: Log;
  /** Counts and times jobs and deliveries; nobody does when absent. */
  meter?: Meter | undefined;
  now(): Date;
  /** 0 ≤ x < 1. */
  random(): number;
}

/** The job as a handler sees it. */
export interface Attempt {
  /** No further try will follow: settle for the second best, if there is one. */
  last: boolean;
  /** Milliseconds since the job was queued. */
  waitedMs: number;
  /** Fires at the stage's deadline. */
  signal: AbortSignal;
}

export interface Outcome {
  /** One word for the log: what became of it. */
  outcome: string;
  /** Articles that the next stage shall take. */
  onward: number[];
  /** More for the log line. */
  details?: Record<string, string | number>;
}

/** The article was moved on. */
export const moved = (outcome: string, articleId: number): Outcome => ({ outcome, onward: [articleId] });
/** Somebody else did it already, or there is nothing to do. */
export const nothing = (outcome: string): Outcome => ({ outcome, onward: [] });
