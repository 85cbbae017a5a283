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
  /** Those that it was the first to show. */
  articles: number;
  /** Of all that it shows, also those that another feed showed first. */
  newestArticleAt: Date | null;
  /** Articles of the last 90 days, the latest 20 at most, that the gap is of. */
  gapsOf: number;
  /** Milliseconds of the longest time between two of these; null for fewer than two. */
  longestGapMs: number | null;
}

const rhythmDays = 90;
const gapsCounted = 20;

/**
 * What each feed brought. It reads the index of all articles, and those of 90 days: keep the answer for a while.
 *
 * @param ids of the feeds; all when left out
 */
export async function feedFigures(orm: Orm, now: Date, ids?: string[]): Promise<Map<string, FeedFigures>> {
  const these = ids
    ? sql`in (select json_array_elements_text(${JSON.stringify(ids)}::json))`
    : sql`is not null`;
  const since = new Date(now.getTime() - rhythmDays * 86_400_000).toISOString();
  // An expression instead of the column keeps the planner from walking back through the index by time, past all articles of
  // other feeds.
  const result = await orm.execute(sql`
    with counted as (
      select feed_id, count(*)::int as articles from ${articles} where feed_id ${these} group by feed_id
    ), shown as (
      select distinct e.feed_id, a.id, a.published_at from ${articles} a join ${entries} e on e.article_id = a.id
      where a.published_at > ${since}::timestamptz and e.feed_id ${these}
    ), latest as (
      select feed_id, published_at,
        published_at - lag(published_at) over (partition by feed_id order by published_at) as gap,
        row_number() over (partition by feed_id order by published_at desc) as nth
      from shown
    ), rhythm as (
      select feed_id, count(*)::int as gaps_of, max(gap) as longest, max(published_at) as newest
      from latest where nth <= ${gapsCounted} group by feed_id
    )
    select f.id, coalesce(c.articles, 0) as articles, coalesce(r.gaps_of, 0) as gaps_of,
      extract(epoch from r.longest)::float8 as longest,
      extract(epoch from coalesce(r.newest, (
        select max(coalesce(published_at, found_at)) from ${articles} where feed_id = f.id and r.newest is null
      )))::float8 as newest
    from ${feeds} f left join counted c on c.feed_id = f.id left join rhythm r on r.feed_id = f.id
    where f.id ${these}`);
  return new Map(
    rowsOf(result).map((row) => [
      String(row.id),
      {
        articles: Number(row.articles),
        newestArticleAt: row.newest === null ? null : momentOf(row.newest),
        gapsOf: Number(row.gaps_of),
        longestGapMs: row.longest === null ? null : Math.round(Number(row.longest) * 1000),
      },
    ]),
  );
}
