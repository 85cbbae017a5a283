import { sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import type { Poll } from './feeds.ts';
import { articles, entries, feeds, polls } from './schema.ts';
import { rowsOf } from './series.ts';

/** A poll in short. */
export type RecentPoll = Pick<Poll, 'outcome' | 'ms' | 'status' | 'entries' | 'added'> & { at: Date };

const momentOf = (seconds: unknown) => new Date(Math.round(Number(seconds) * 1000));

/**
 * The latest polls of each feed, newest first.
 *
 * @param most of each
 * @param ids of the feeds; all when left out
 */
export async function recentPolls(
  orm: Orm,
  most: number,
  ids?: string[],
): Promise<Map<string, RecentPoll[]>> {
  const these = ids
    ? sql`where f.id in (select json_array_elements_text(${JSON.stringify(ids)}::json))`
    : sql``;
  const result = await orm.execute(sql`
    select p.feed_id, extract(epoch from p.at)::float8 as at, p.outcome, p.ms, p.status, p.entries, p.added
    from ${feeds} f cross join lateral (
      select * from ${polls} where feed_id = f.id order by at desc, id desc limit ${most}) p
    ${these} order by p.feed_id, p.at desc, p.id desc`);
  const of = new Map<string, RecentPoll[]>();
  for (const row of rowsOf(result)) {
    const id = String(row.feed_id);
    const poll = { ...(row as unknown as RecentPoll), at: momentOf(row.at) };
    of.set(id, [...(of.get(id) ?? []), poll]);
  }
  return of;
}

/** What a feed brought. */
export interface FeedFigures {
  articles: number;
  newestArticleAt: Date | null;
  /** Articles of the last 90 days, the latest 20 at most, that the gap is of. */
  gapsOf: number;
  /** Milliseconds of the longest time between two of these; null for fewer than two. */
  longestGapMs: number | null;
}

const rhythmDays = 90;
const gapsCounted = 20;

/** What every feed brought; those that brought nothing are left out. It reads an entry for each article: keep it for a while. */
export async function feedFigures(orm: Orm, now: Date, ids?: string[]): Promise<Map<string, FeedFigures>> {
  const these = ids
    ? sql`where e.feed_id in (select json_array_elements_text(${JSON.stringify(ids)}::json))`
    : sql``;
  const since = new Date(now.getTime() - rhythmDays * 86_400_000).toISOString();
  const result = await orm.execute(sql`
    with brought as (
      select distinct e.feed_id, a.id, a.published_at from ${entries} e join ${articles} a on a.id = e.article_id ${these}
    ), counted as (
      select feed_id, count(*)::int as articles, max(published_at) as newest from brought group by feed_id
    ), latest as (
      select feed_id, published_at - lag(published_at) over (partition by feed_id order by published_at) as gap,
        row_number() over (partition by feed_id order by published_at desc) as nth
      from brought where published_at > ${since}::timestamptz
    ), rhythm as (
      select feed_id, count(*)::int as gaps_of, extract(epoch from max(gap))::float8 as longest
      from latest where nth <= ${gapsCounted} group by feed_id
    )
    select feed_id, articles, extract(epoch from newest)::float8 as newest, coalesce(gaps_of, 0) as gaps_of, longest
    from counted left join rhythm using (feed_id)`);
  return new Map(
    rowsOf(result).map((row) => [
      String(row.feed_id),
      {
        articles: Number(row.articles),
        newestArticleAt: row.newest === null ? null : momentOf(row.newest),
        gapsOf: Number(row.gaps_of),
        longestGapMs: row.longest === null ? null : Math.round(Number(row.longest) * 1000),
      },
    ]),
  );
}
