import { and, desc, eq, lt, ne } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { matches, notices } from './schema.ts';

export type ListedMatch = Omit<typeof matches.$inferSelect, 'alertId'> & {
  /** When its notice was made; null while it is told in none. */
  toldAt: Date | null;
};

/** An alert’s matches, the newest first, at most `limit`, of those before `cursor` (an id). */
export const listMatches = (
  orm: Orm,
  alertId: number,
  { muted, limit, cursor }: { muted: boolean; limit: number; cursor?: number | undefined },
): Promise<ListedMatch[]> =>
  orm
    .select({ ...columns, toldAt: notices.madeAt })
    .from(matches)
    .leftJoin(notices, eq(notices.id, matches.noticeId))
    .where(
      and(
        eq(matches.alertId, alertId),
        muted ? undefined : ne(matches.state, 'muted'),
        cursor === undefined ? undefined : lt(matches.id, cursor),
      ),
    )
    .orderBy(desc(matches.id))
    .limit(limit);

const columns = {
  id: matches.id,
  about: matches.about,
  storyId: matches.storyId,
  articleId: matches.articleId,
  matchedAt: matches.matchedAt,
  told: matches.told,
  state: matches.state,
  noticeId: matches.noticeId,
};
