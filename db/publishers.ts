import { and, asc, count, desc, eq, gte, lt, max, min, type SQL, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { articles, feeds } from './schema.ts';
import { type ArticleFilter, matches } from './search.ts';
import { rowsOf, scoreOf, storyKey, sums } from './series.ts';

/** A publisher as the archive knows it. */
export interface Publisher {
  publisher: string;
  /** Kinds of source that its feeds are given as, and languages of its articles. */
  families: string[];
  languages: string[];
  articles: number;
  originals: number;
  firstAt: Date;
  lastAt: Date;
}

/** Every publisher with finished articles, most articles first. */
export async function listPublishers(
  orm: Orm,
  { after, before }: { after?: Date | undefined; before?: Date | undefined },
  limit: number,
  offset: number,
): Promise<Publisher[]> {
  const { publisher, publishedAt, copyOf, language } = articles;
  return orm
    .select({
      publisher,
      families: sql<string[]>`array_agg(distinct ${feeds.family} order by ${feeds.family})`,
      languages: sql<string[]>`array_agg(distinct ${language} order by ${language})`,
      articles: count(),
      originals: sql`count(*) filter (where ${copyOf} is null)`.mapWith(Number),
      firstAt: min(publishedAt) as SQL<Date>,
      lastAt: max(publishedAt) as SQL<Date>,
    })
    .from(articles)
    .innerJoin(feeds, eq(feeds.id, articles.feedId))
    .where(
      and(
        eq(articles.step, 'clustered'),
        after ? gte(publishedAt, after) : undefined,
        before ? lt(publishedAt, before) : undefined,
      ),
    )
    .groupBy(publisher)
    .orderBy(desc(count()), asc(publisher))
    .limit(limit)
    .offset(offset);
}

/** Scores of some articles, as they can be added up. */
export interface Scores {
  articles: number;
  n: number;
  sum: number;
  squares: number;
}
export interface PublisherScores extends Scores {
  publisher: string;
  families: string[];
}

/** What a filter's articles come to for each publisher, most articles first. */
export async function scorePublishers(
  orm: Orm,
  filter: ArticleFilter,
  towards: string | undefined,
  most: number,
): Promise<PublisherScores[]> {
  const result = await orm.execute(sql`
    select publisher, array_agg(distinct family order by family) as families, count(*) as articles, ${sums}
    from (${scored(filter, towards)}) as found
    group by publisher order by count(*) desc, publisher limit ${most}`);
  return rowsOf(result).map((row) => ({
    ...scoresOf(row),
    publisher: String(row.publisher),
    families: row.families as string[],
  }));
}

/** The same for each family of publishers. */
export async function scoreFamilies(
  orm: Orm,
  filter: ArticleFilter,
  towards: string | undefined,
): Promise<(Scores & { family: string; publishers: number })[]> {
  const result = await orm.execute(sql`
    select family, count(distinct publisher) as publishers, count(*) as articles, ${sums}
    from (${scored(filter, towards)}) as found group by family order by count(*) desc, family`);
  return rowsOf(result).map((row) => ({
    ...scoresOf(row),
    family: String(row.family),
    publishers: Number(row.publishers),
  }));
}

/**
 * For each two families the differences between their means within the stories that both tell: of the one that comes
 * first in the alphabet minus the other.
 */
export async function scoreFamilyPairs(
  orm: Orm,
  filter: ArticleFilter,
  towards: string | undefined,
): Promise<(Omit<Scores, 'articles'> & { families: [string, string] })[]> {
  const result = await orm.execute(sql`
    with told as (
      select story, family, avg(score) as mean from (${scored(filter, towards)}) as found
      where score is not null group by story, family),
    pairs as (
      select a.family as one, b.family as other, a.mean - b.mean as score
      from told a join told b on b.story = a.story and a.family collate "C" < b.family collate "C")
    select one, other, 0 as articles, ${sums} from pairs group by one, other`);
  return rowsOf(result).map((row) => {
    const { articles: _, ...scores } = scoresOf(row);
    return { ...scores, families: [String(row.one), String(row.other)] };
  });
}

/** How a publisher stands in the stories that several publishers tell. */
export interface Haste {
  /** Stories that it tells beside others, and those of them that it told first (or at the same time as the first). */
  shared: number;
  first: number;
  /** Of those that another told first: median minutes from the first article to its own; null without any. */
  medianMinutesBehind: number | null;
}

/** For each publisher how late it is, in the stories of a filter's articles; copies tell nothing first. */
export async function listHaste(orm: Orm, filter: ArticleFilter): Promise<Map<string, Haste>> {
  const result = await orm.execute(sql`
    with told as (
      select ${articles.storyId} as story, ${articles.publisher} as publisher, min(${articles.publishedAt}) as at
      from ${articles}
      where ${articles.step} = 'clustered' and ${articles.copyOf} is null and ${articles.storyId} in (
        select ${articles.storyId} from ${articles} where ${matches(filter)})
      group by 1, 2),
    behind as (
      select publisher, count(*) over story as publishers,
        extract(epoch from at - min(at) over story) / 60 as minutes
      from told window story as (partition by story))
    select publisher, count(*) as shared, count(*) filter (where minutes = 0) as first,
      percentile_cont(0.5) within group (order by minutes) filter (where minutes > 0) as median
    from behind where publishers > 1 group by publisher`);
  return new Map(rowsOf(result).map((row) => [String(row.publisher), hasteOf(row)]));
}

const hasteOf = (row: Record<string, unknown>): Haste => ({
  shared: Number(row.shared),
  first: Number(row.first),
  medianMinutesBehind: row.median === null ? null : Math.round(Number(row.median)),
});

/** Articles of each publisher that a filter finds. */
export async function countByPublisher(orm: Orm, filter: ArticleFilter): Promise<Map<string, number>> {
  const rows = await orm
    .select({ publisher: articles.publisher, articles: count() })
    .from(articles)
    .where(matches(filter))
    .groupBy(articles.publisher);
  return new Map(rows.map((row) => [row.publisher, row.articles]));
}

/** A filter's articles with publisher, family, story and score. */
const scored = (filter: ArticleFilter, towards: string | undefined): SQL => sql`
  select ${articles.publisher} as publisher, ${feeds.family} as family, ${storyKey} as story, ${scoreOf(towards)} as score
  from ${articles} join ${feeds} on ${feeds.id} = ${articles.feedId} where ${matches(filter)}`;

const scoresOf = (row: Record<string, unknown>): Scores => ({
  articles: Number(row.articles),
  n: Number(row.n),
  sum: Number(row.sum),
  squares: Number(row.squares),
});
