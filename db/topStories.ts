import { sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { articles } from './schema.ts';
import { type ArticleFilter, matches } from './search.ts';
import { rowsOf, storyKey } from './series.ts';

/** The story of some days that most articles of a filter are on. */
export interface TopStory {
  /** Null for an article that no story has taken in. */
  storyId: number | null;
  /** Of its first article in these days. */
  headline: string;
  articleId: number;
  /** Of these days. */
  articles: number;
  publishers: number;
}

/**
 * For each span of local days its top story: the one with most articles, then most publishers, then the earlier one.
 *
 * @param spans first and last day, `YYYY-MM-DD`
 * @returns one for each span, in the same order; null where it has no articles
 */
export async function topStories(
  orm: Orm,
  filter: ArticleFilter,
  spans: { from: string; to: string }[],
  timeZone: string,
): Promise<(TopStory | null)[]> {
  if (spans.length === 0) return [];
  const rows = spans.map(({ from, to }, nth) => ({ nth, first: from, last: to }));
  const midnight = (day: unknown) => sql`(${day}::timestamp at time zone ${timeZone})`;
  const result = await orm.execute(sql`
    with spans as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as span(nth int, first date, last date)),
    told as (
      select spans.nth, ${storyKey} as story, count(*) as articles, count(distinct ${articles.publisher}) as publishers,
        (array_agg(${articles.title} order by ${articles.publishedAt}, ${articles.id}))[1] as headline,
        (array_agg(${articles.id} order by ${articles.publishedAt}, ${articles.id}))[1] as article_id,
        min(${articles.storyId}) as story_id, min(${articles.publishedAt}) as first_at
      from spans join ${articles} on ${articles.publishedAt} >= ${midnight(sql`spans.first`)}
        and ${articles.publishedAt} < ${midnight(sql`(spans.last + 1)`)}
      where ${matches(filter)} group by 1, 2)
    select distinct on (nth) * from told order by nth, articles desc, publishers desc, first_at, article_id`);
  const found = new Map(rowsOf(result).map((row) => [Number(row.nth), row]));
  return spans.map((_, nth) => {
    const row = found.get(nth);
    return row ? topStory(row) : null;
  });
}

const topStory = (row: Record<string, unknown>): TopStory => ({
  storyId: row.story_id === null ? null : Number(row.story_id),
  headline: String(row.headline),
  articleId: Number(row.article_id),
  articles: Number(row.articles),
  publishers: Number(row.publishers),
});
