import { bytesOf, oneLine } from '../channels/clean.ts';
import { mostTold, type NoticeContent } from '../notice.ts';
import type { Spec } from '../spec.ts';
import { bounded, type ToldMatch } from './bounded.ts';
import { noticeTitle } from './title.ts';

/** What a notice is made of. */
export interface NoticeParts {
  alert: { id: number; name: string; query: string; spec: Spec };
  /** A digest is of what was held for its time; anything else is of what may be told now, of one match or several. */
  kind: 'match' | 'digest';
  /** In any order; one at least. */
  matches: readonly ToldMatch[];
  /** Matches beside those given. */
  more: number;
  /** Of a digest: when the one before was made, or the alert. */
  since?: Date | null;
  now: Date;
}

/** Bytes of JSON that a notice may have: receivers expect 20 kB at most, and links and an envelope come around it. */
const mostBytes = 16_000;

/** The message that tells of some matches: the newest in full, of the rest their number. */
export function noticeOf({ alert, kind, matches, more, since = null, now }: NoticeParts): NoticeContent {
  const newest = matches.toSorted(
    (a, b) => Date.parse(b.matchedAt) - Date.parse(a.matchedAt) || b.matchId - a.matchId,
  );
  const all = newest.length + more;
  const { id, name, query, spec } = alert;
  const content: NoticeContent = {
    kind,
    alert: { id, name: oneLine(name, 200), query: oneLine(query, 1000) },
    priority: spec.priority,
    madeAt: now.toISOString(),
    title: noticeTitle({ name, kind, matches: newest, all, since, now, timeZone: spec.rhythm.timeZone }),
    matches: [],
    more: all,
  };
  const told = fitting(newest.slice(0, mostTold).map(bounded), mostBytes - bytesOf(content));
  return { ...content, matches: told, more: all - told.length };
}

/** As many of them as so many bytes hold: one always does, {@link bounded} as it is. */
function fitting(matches: readonly ToldMatch[], most: number): ToldMatch[] {
  let bytes = 0;
  const end = matches.findIndex((match) => {
    bytes += bytesOf(match) + 1;
    return bytes > most;
  });
  return matches.slice(0, end === -1 ? undefined : end);
}
