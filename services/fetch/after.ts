import type { Entry } from './entry.ts';
import { type Moves, movesAfter } from './move.ts';
import type { Poll, Validators } from './poll.ts';
import { nextPollAt, type ScheduleInput } from './schedule.ts';

/** What is kept of a feed between its polls. */
export interface FeedRow extends Moves, Validators {
  /** as configured */
  url: string;
  /** seconds */
  interval: number;
  /** seconds between polls by what the last full answer said; 0 where it said nothing */
  rhythm: number;
  /** polls failed in a row */
  failures: number;
  nextPollAt: Date;
}

export type FeedRowChange = Moves &
  Partial<Validators> &
  Pick<FeedRow, 'failures' | 'nextPollAt'> & {
    state: 'ok' | 'failing' | 'gone';
    /** in words for the operator */
    reason: string | null;
    rhythm?: number;
    lastEntryAt?: Date;
  };

/**
 * What one poll changes about its feed: state, validators, address and when to ask again.
 *
 * @param random 0 ≤ x < 1, drawn anew for each call
 */
export function afterPoll(feed: FeedRow, poll: Poll, now: Date, random: number): FeedRowChange {
  const failures = poll.outcome === 'failed' ? feed.failures + 1 : 0;
  const moves = movesAfter(feed.url, feed, poll, failures);
  if (poll.outcome === 'gone')
    return { ...moves, state: 'gone', reason: poll.reason, failures, nextPollAt: feed.nextPollAt };
  const usual = { now, intervalMs: feed.interval * 1000, poll, failures, random };
  const rhythm = rhythmAfter(feed, poll, usual);
  const hints = { ...hintsOf(poll), ttlMinutes: rhythm / 60 };
  const next = nextPollAt({ ...usual, hints });
  if (poll.outcome === 'failed') {
    // validators belong to the address that gave them
    const afresh = moves.pollUrl === feed.pollUrl ? {} : { etag: null, lastModified: null };
    return { ...moves, ...afresh, state: 'failing', reason: poll.reason, failures, nextPollAt: next };
  }
  const fine = { ...moves, ...poll.validators, failures, nextPollAt: next, reason: noteOn(moves), rhythm };
  return { ...fine, state: 'ok', ...(poll.outcome === 'entries' ? { lastEntryAt: now } : {}) };
}

/** A 304 and a failure leave it as it was: the feed's own ttl and its dates stand only in a full answer. */
function rhythmAfter(feed: FeedRow, poll: Poll, usual: ScheduleInput): number {
  if (poll.outcome !== 'entries') return feed.rhythm;
  const { ttlMinutes, updatePeriodMinutes, entries } = poll.feed;
  const hints = { ttlMinutes, updatePeriodMinutes };
  const next = nextPollAt({ ...usual, hints, gapsMs: publicationGaps(entries) });
  return Math.round((next.getTime() - usual.now.getTime()) / 1000);
}

function noteOn({ pollUrl }: Moves): string | null {
  return pollUrl && `its publisher moved it for good to ${pollUrl}, where it is polled; change feeds.yaml`;
}

function hintsOf(poll: Exclude<Poll, { outcome: 'gone' }>): ScheduleInput['hints'] {
  return poll.outcome === 'failed'
    ? { retryAfterMs: poll.retryAfterMs }
    : { cacheSeconds: poll.cacheSeconds };
}

/** Enough of the newest entries to tell how often a feed publishes. */
const GAPS_COUNTED = 20;

function publicationGaps(entries: Entry[]): number[] {
  const times = entries
    .flatMap(({ publishedAt }) => (publishedAt ? [publishedAt.getTime()] : []))
    .sort((a, b) => b - a)
    .slice(0, GAPS_COUNTED + 1);
  return times.slice(1).map((time, i) => (times[i] ?? time) - time);
}
