import { count, desc, type SQL, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { articles } from './schema.ts';
import { type ArticleFilter, matches } from './search.ts';
import { periodOf, rowsOf, scoreOf } from './series.ts';

export const trendUnits = ['day', 'week', 'month'] as const;
export type TrendUnit = (typeof trendUnits)[number];

/** One period of a series. */
export interface TrendPoint {
  /** First day of the period in the series' time zone, `YYYY-MM-DD`. */
  period: string;
  /** Articles published in it that the filter finds (copies left out unless asked for). */
  articles: number;
  /** All finished articles on the beat published in it, for the share of coverage. */
  allArticles: number;
  /** Mean sentiment −1…1: towards the filter's entity if it has one, else of whole articles; null where n = 0. */
  meanSentiment: number | null;
}

/**
 * Volume and mean sentiment over time, one point for each period from the first to the last article found; periods
 * without articles are there with zeros. Articles that are on no topic of the beat count only if the filter's
 * `offTopic` is true.
 *
 * @param timeZone IANA name; decides where days begin
 */
export async function trend(
  orm: Orm,
  filter: ArticleFilter,
  unit: TrendUnit,
  timeZone: string,
): Promise<TrendPoint[]> {
  const period = periodOf(unit, timeZone);
  const { entity, after, before, copies, offTopic = false } = filter;
  const result = await orm.execute(sql`
    with found as (
      select ${period} as period, count(*)::int as articles, avg(${scoreOf(entity)})::float8 as mean
      from ${articles} where ${matches({ ...filter, offTopic })} group by 1),
    everything as (
      select ${period} as period, count(*)::int as articles
      from ${articles} where ${matches({ after, before, copies, offTopic })} group by 1)
    select to_char(step, 'YYYY-MM-DD') as period, coalesce(found.articles, 0) as articles,
      coalesce(everything.articles, 0) as all_articles, found.mean as mean_sentiment
    from generate_series((select min(period) from found), (select max(period) from found), ${step(unit)}) as step
    left join found on found.period = step left join everything on everything.period = step order by step`);
  return rowsOf(result).map((row) => ({
    period: String(row.period),
    articles: Number(row.articles),
    allArticles: Number(row.all_articles),
    meanSentiment: row.mean_sentiment === null ? null : Math.round(Number(row.mean_sentiment) * 1000) / 1000,
  }));
}

/** A tagger and an entity list that articles were tagged with. */
export interface TaggedWith {
  taggerVersion: string | null;
  listVersion: string | null;
  articles: number;
}

/** By what the articles of a series were tagged, most first: a series of several compares methods, not only articles. */
export async function taggedWith(orm: Orm, filter: ArticleFilter): Promise<TaggedWith[]> {
  const { taggerVersion, listVersion } = articles;
  return orm
    .select({ taggerVersion, listVersion, articles: count() })
    .from(articles)
    .where(matches({ ...filter, offTopic: filter.offTopic ?? false }))
    .groupBy(taggerVersion, listVersion)
    .orderBy(desc(count()), taggerVersion, listVersion);
}

const step = (unit: TrendUnit): SQL => sql.raw(`interval '1 ${unit}'`);
