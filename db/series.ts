import { type SQL, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { articleEntities, articles } from './schema.ts';
import { type ArticleFilter, familyOf, matches } from './search.ts';

/** Length of a period. */
type SeriesUnit = 'day' | 'week' | 'month';

/** What some articles, or stories, of one period come to. */
export interface PeriodSums {
  /** First day of the period in the time zone, `YYYY-MM-DD`. */
  period: string;
  volume: number;
  /** Of these, how many have a sentiment; the sum of their scores and of their squares. */
  n: number;
  sum: number;
  squares: number;
}

/** What the articles of one day come to that were tagged alike. */
export interface DaySums extends PeriodSums {
  taggerVersion: string | null;
  listVersion: string | null;
}

/** Which articles, and how to look at them. */
export interface SeriesOf {
  filter: ArticleFilter;
  /** IANA name; decides where days begin. */
  timeZone: string;
  /** Whom the sentiment is towards, itself or through what belongs to it; of whole articles when left out. */
  towards?: string | undefined;
}

/** The rows of a statement that was written by hand. */
export const rowsOf = (result: unknown) => (result as { rows: Record<string, unknown>[] }).rows;

/** Articles by local day, and by what they were tagged with; days without articles are left out. */
export async function sumDays(orm: Orm, of: SeriesOf): Promise<DaySums[]> {
  return rowsOf(await orm.execute(daysQuery(of))).map((row) => ({
    ...sumsOf(row),
    taggerVersion: row.tagger_version as string | null,
    listVersion: row.list_version as string | null,
  }));
}

/** Reads no more columns of articles than the index `articles_counted` has, where nothing but time is asked. */
export const daysQuery = ({ filter, timeZone, towards }: SeriesOf): SQL => sql`
  select to_char(day, 'YYYY-MM-DD') as period, tagger_version, list_version, count(*) as volume, ${sums}
  from (select ${periodOf('day', timeZone)} as day, ${articles.taggerVersion} as tagger_version,
      ${articles.listVersion} as list_version, ${scoreOf(towards)} as score
    from ${articles} where ${matches(filter)}${towards ? once : sql``}) as found
  group by day, tagger_version, list_version order by day`;

/** Keeps the planner from looking a score up anew for each sum of it. */
const once = sql` offset 0`;

/** Stories by period: one counts in each period in which articles on it appeared, with the mean of their scores. */
export async function sumStories(orm: Orm, of: SeriesOf, unit: SeriesUnit): Promise<PeriodSums[]> {
  const { filter, timeZone, towards } = of;
  const result = await orm.execute(sql`
    select to_char(period, 'YYYY-MM-DD') as period, count(*) as volume, ${sums}
    from (select ${periodOf(unit, timeZone)} as period, avg(${scoreOf(towards)}) as score
      from ${articles} where ${matches(filter)} group by 1, ${storyKey}) as found
    group by found.period order by found.period`);
  return rowsOf(result).map(sumsOf);
}

/** Means of the `score` of the rows at hand, as they can be added up. */
export const sums = sql`count(score) as n, coalesce(sum(score), 0)::float8 as sum,
  coalesce(sum(score * score), 0)::float8 as squares`;

const sumsOf = (row: Record<string, unknown>): PeriodSums => ({
  period: String(row.period),
  volume: Number(row.volume),
  n: Number(row.n),
  sum: Number(row.sum),
  squares: Number(row.squares),
});

/** An article that no story has taken in yet is one by itself. */
export const storyKey = sql`coalesce(${articles.storyId}, -${articles.id})`;

export const periodOf = (unit: SeriesUnit, timeZone: string): SQL =>
  sql`date_trunc(${unit}, ${articles.publishedAt} at time zone ${timeZone})`;

export const scoreOf = (towards: string | undefined): SQL =>
  towards === undefined
    ? sql`${articles.sentimentScore}::float8`
    : sql`(select avg(ae.score)::float8 from ${articleEntities} ae
        where ae.article_id = ${articles.id} and ae.entity_id in ${familyOf(towards)})`;
