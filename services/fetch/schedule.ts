const MINUTE = 60_000;

/** No feed is asked more often, whatever anyone says. */
export const SHORTEST_MS = 5 * MINUTE;
/** Every feed that is still asked at all is asked once a day, whatever its publisher says. */
export const LONGEST_MS = 24 * 60 * MINUTE;

/** A feed that publishes rarely is asked up to this many times less often than its interval says. */
const SLOWEST_FACTOR = 4;
/** Asking eight times in the usual time between two entries finds a new one soon enough. */
const ASKS_PER_GAP = 8;
/** 2^10 intervals lie beyond the cap, for any interval. */
const MOST_DOUBLINGS = 10;

export interface ScheduleInput {
  now: Date;
  /** milliseconds, as feeds.yaml asks for */
  intervalMs: number;
  /** what the last poll came to; a feed that is gone has no next poll */
  poll:
    | { outcome: 'entries' | 'unchanged' }
    | { outcome: 'failed'; transient: boolean; status?: number | undefined };
  /** failed polls in a row, this one included; 0 after a success */
  failures: number;
  /** what the publisher asked for; each lengthens the wait and none shortens it */
  hints?: {
    ttlMinutes?: number | undefined;
    updatePeriodMinutes?: number | undefined;
    cacheSeconds?: number | undefined;
    retryAfterMs?: number | undefined;
  };
  /** milliseconds between recent entries by publication, in any order; three or more are needed to tell anything */
  gapsMs?: readonly number[];
  /** 0 ≤ x < 1, drawn anew for each call */
  random: number;
}

/**
 * When to ask a feed again: its interval, longer for a feed that publishes rarely, longer as its publisher asks, and after failures
 * doubled each time with ±20% of chance, so that feeds which failed together do not come back together. Never sooner than 5 minutes,
 * never later than 24 hours. A success is not spread: a publisher's wish is met to the second.
 */
export function nextPollAt(input: ScheduleInput): Date {
  const usual = Math.max(input.intervalMs, adaptedMs(input));
  const wait = Math.max(usual, backOffMs(input), wishedMs(input.hints));
  return new Date(input.now.getTime() + clamp(wait));
}

/** Between the entries, as seen: the median, which one quiet week does not move. */
function adaptedMs({ intervalMs, gapsMs = [] }: ScheduleInput): number {
  const gaps = gapsMs.filter((gap) => gap >= 0).sort((a, b) => a - b);
  const median = gaps[Math.floor(gaps.length / 2)];
  if (median === undefined || gaps.length < 3) return 0;
  return Math.min(median / ASKS_PER_GAP, intervalMs * SLOWEST_FACTOR);
}

function backOffMs({ intervalMs, poll, failures, random }: ScheduleInput): number {
  if (poll.outcome !== 'failed') return 0;
  // a web page instead of a feed does not mend itself within minutes, an address where nothing is hardly ever
  const hopeless = poll.transient ? 0 : poll.status === 404 ? 2 : 1;
  const doublings = Math.max(1, failures) + hopeless;
  const wait = Math.max(intervalMs, SHORTEST_MS) * 2 ** Math.min(doublings, MOST_DOUBLINGS);
  return Math.min(wait, LONGEST_MS) * (0.8 + 0.4 * random);
}

function wishedMs(hints: ScheduleInput['hints'] = {}): number {
  const { ttlMinutes = 0, updatePeriodMinutes = 0, cacheSeconds = 0, retryAfterMs = 0 } = hints;
  const wishes = [ttlMinutes * MINUTE, updatePeriodMinutes * MINUTE, cacheSeconds * 1000, retryAfterMs];
  return Math.max(0, ...wishes.filter((wish) => !Number.isNaN(wish)));
}

function clamp(wait: number): number {
  return Math.min(Math.max(Number.isNaN(wait) ? LONGEST_MS : Math.round(wait), SHORTEST_MS), LONGEST_MS);
}
