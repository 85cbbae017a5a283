import { sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { articles, stories } from './schema.ts';
import { rowsOf } from './series.ts';
import type { Story } from './stories.ts';

/** A story that was written of lately, with what ranks it and what readers who come back must know. */
export interface RecentStory extends Story {
  /** Articles that repeat another's text. */
  copies: number;
  /** How much it is about the beat: the highest relevance to a topic among its articles, 0…1. */
  relevance: number;
  /** When its own texts, copies left out, were found: the newest first, at most {@link foundKept}. */
  foundAt: Date[];
}

const foundKept = 100;

/** Stories that were written of last first: at most `most`. */
export async function listRecentStories(orm: Orm, most: number): Promise<RecentStory[]> {
  const result = await orm.execute(sql`
    with recent as (
      select id, first_at, last_at, articles, publishers from ${stories}
      where moved_to is null order by last_at desc, id desc limit ${most})
    select recent.*, told.copies, told.relevance, told.found,
      extract(epoch from recent.first_at)::float8 as first_s, extract(epoch from recent.last_at)::float8 as last_s
    from recent cross join lateral (
      select count(*) filter (where a.copy_of is not null) as copies,
        max(a.relevance) as relevance,
        (array_agg(extract(epoch from a.found_at)::float8 order by a.found_at desc)
          filter (where a.copy_of is null))[1:${sql.raw(String(foundKept))}] as found
      from ${articles} a where a.story_id = recent.id) as told
    order by recent.last_at desc, recent.id desc`);
  return rowsOf(result).map((row) => ({
    id: Number(row.id),
    firstAt: momentOf(row.first_s),
    lastAt: momentOf(row.last_s),
    articles: Number(row.articles),
    publishers: Number(row.publishers),
    copies: Number(row.copies),
    relevance: Number(row.relevance ?? 0),
    foundAt: ((row.found as number[] | null) ?? []).map(momentOf),
  }));
}

const momentOf = (seconds: unknown) => new Date(Math.round(Number(seconds) * 1000));

/** Who wrote of a story after the publisher that broke it. */
export interface Follower {
  storyId: number;
  publisher: string;
  publishedAt: Date;
}

/** For each story the first text of another publisher's own than the one that broke it; none where there is none. */
export async function listFollowers(orm: Orm, storyIds: readonly number[]): Promise<Follower[]> {
  if (storyIds.length === 0) return [];
  const order = sql`published_at, canonical_url collate "C"`;
  const result = await orm.execute(sql`
    select distinct on (story_id) story_id, publisher, extract(epoch from published_at)::float8 as at
    from (select story_id, publisher, published_at, canonical_url, copy_of,
        first_value(publisher) over (partition by story_id order by ${order}) as first
      from ${articles} where story_id in (select value::bigint from json_array_elements_text(${JSON.stringify(storyIds)}::json))
      ) as told
    where publisher <> first and copy_of is null order by story_id, ${order}`);
  return rowsOf(result).map((row) => ({
    storyId: Number(row.story_id),
    publisher: String(row.publisher),
    publishedAt: momentOf(row.at),
  }));
}
