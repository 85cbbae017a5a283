import type { Poll } from './poll.ts';

/** Polls in a row that must say the same before a move is believed: maintenance pages and mistakes last for fewer. */
const BELIEVED_AFTER = 5;
/** Failed polls in a row at the new address after which the configured one is asked again. */
const LOST_AFTER = 5;

/** What is remembered of where a feed has gone. */
export interface Moves {
  /** polled instead of the configured address; null while that is */
  pollUrl: string | null;
  /** what the latest polls in a row said, and how many they were */
  movedTo: string | null;
  movedCount: number;
}

/**
 * What a poll changes about where a feed is asked. Only polls that gave the feed (or said that it has not changed) and were
 * redirected by nothing but 301 and 308 count.
 *
 * @param url as configured
 * @param failures in a row, this poll included
 */
export function movesAfter(url: string, before: Moves, poll: Poll, failures: number): Moves {
  const stays = { ...before, movedTo: null, movedCount: 0 };
  if (poll.outcome === 'gone') return stays;
  if (poll.outcome === 'failed') return failures >= LOST_AFTER ? { ...stays, pollUrl: null } : stays;
  const { movedTo } = poll;
  if (movedTo === undefined) return stays;
  const movedCount = movedTo === before.movedTo ? before.movedCount + 1 : 1;
  if (movedCount < BELIEVED_AFTER) return { ...before, movedTo, movedCount };
  return { pollUrl: movedTo === url ? null : movedTo, movedTo: null, movedCount: 0 };
}
