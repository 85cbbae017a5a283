import { sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { articleEntities, articles, entities, eventRoles, events, quoteEntities, quotes } from './schema.ts';
import { type ArticleFilter, familyOf, matches } from './search.ts';
import { rowsOf, scoreOf, storyKey } from './series.ts';

/** How far the coverage of an entity reaches. */
export interface Reach {
  articles: number;
  stories: number;
  publishers: number;
  first: SeenArticle | null;
  last: SeenArticle | null;
}
export type SeenArticle = Pick<typeof articles.$inferSelect, 'id' | 'title' | 'publisher' | 'publishedAt'>;

/** How much there is of a filter's articles, with the first and the last of them. */
export async function reachOf(orm: Orm, filter: ArticleFilter): Promise<Reach> {
  const found = sql`from ${articles} where ${matches(filter)}`;
  const [counts] = rowsOf(
    await orm.execute(sql`select count(*) as articles, count(distinct ${storyKey}) as stories,
      count(distinct ${articles.publisher}) as publishers ${found}`),
  );
  return {
    articles: Number(counts?.articles),
    stories: Number(counts?.stories),
    publishers: Number(counts?.publishers),
    first: await seen(orm, filter, 'asc'),
    last: await seen(orm, filter, 'desc'),
  };
}

async function seen(orm: Orm, filter: ArticleFilter, order: 'asc' | 'desc'): Promise<SeenArticle | null> {
  const by = sql.raw(order);
  const { id, title, publisher, publishedAt } = articles;
  const [article] = await orm
    .select({ id, title, publisher, publishedAt })
    .from(articles)
    .where(matches(filter))
    .orderBy(sql`${publishedAt} ${by}, ${id} ${by}`)
    .limit(1);
  return article ?? null;
}

/** Another entity in the same articles. */
export interface CoMention extends Pick<typeof entities.$inferSelect, 'id' | 'name' | 'nameZh' | 'type'> {
  /** Articles that name both. */
  articles: number;
  /** How many times as often it is named there as in all coverage. */
  lift: number;
  /** Mean sentiment in these articles, −1…1: towards the other, and towards the entity that was asked for. */
  towardsIt: number;
  towardsAsked: number;
}

/**
 * The listed entities that most articles on an entity, or what belongs to it, name as well; its own are left out.
 *
 * @param scope what all coverage is
 */
export async function coMentions(
  orm: Orm,
  entity: string,
  scope: ArticleFilter,
  most: number,
): Promise<CoMention[]> {
  const result = await orm.execute(sql`
    with own as materialized (
      select ${articles.id} as id, ${scoreOf(entity)} as score from ${articles} where ${matches({ ...scope, entity })}),
    beside as (
      select ae.entity_id as id, count(*) as together, avg(ae.score) as towards_it, avg(own.score) as towards_asked
      from own join ${articleEntities} ae on ae.article_id = own.id
        join ${entities} e on e.id = ae.entity_id and e.listed
      where ae.entity_id not in ${familyOf(entity)}
      group by ae.entity_id order by count(*) desc, ae.entity_id limit ${most}),
    alone as (
      select ae.entity_id as id, count(*) as articles from ${articles} join ${articleEntities} ae on ae.article_id = ${articles.id}
      where ${matches(scope)} and ae.entity_id in (select id from beside) group by ae.entity_id)
    select e.id, e.name, e.name_zh, e.type, beside.*, beside.together::float8 / (select count(*) from own)
      / (alone.articles::float8 / (select count(*) from ${articles} where ${matches(scope)})) as lift
    from beside join alone using (id) join ${entities} e using (id)
    order by beside.together desc, e.id`);
  return rowsOf(result).map((row) => ({
    id: String(row.id),
    name: String(row.name),
    nameZh: row.name_zh as string | null,
    type: row.type as CoMention['type'],
    articles: Number(row.together),
    lift: rounded(row.lift, 2),
    towardsIt: rounded(row.towards_it, 3),
    towardsAsked: rounded(row.towards_asked, 3),
  }));
}

const rounded = (value: unknown, digits: number) => Number(Number(value).toFixed(digits)) + 0;

/** Quotes in articles of a scope: by an entity, and with words that name it or what belongs to it. */
export async function countQuotes(orm: Orm, entity: string, scope: ArticleFilter) {
  const result = await orm.execute(sql`
    select count(*) filter (where ${quotes.speakerId} = ${entity}) as by,
      count(*) filter (where about.article_id is not null) as about
    from ${quotes} join ${articles} on ${articles.id} = ${quotes.articleId}
    left join (select distinct qe.article_id, qe.quote_nth from ${quoteEntities} qe
        where qe.entity_id in ${familyOf(entity)}) as about
      on about.article_id = ${quotes.articleId} and about.quote_nth = ${quotes.nth}
    where (${quotes.speakerId} = ${entity} or about.article_id is not null) and ${matches(scope)}`);
  const [row] = rowsOf(result);
  return { by: Number(row?.by), about: Number(row?.about) };
}

/** How much was told of one type of event in one month. */
export interface EventMonth {
  /** `YYYY-MM`, that of the event's first day. */
  month: string;
  type: string;
  articles: number;
  stories: number;
}

/** Events in which an entity, or what belongs to it, has a part, by month and type, earliest first. */
export async function eventMonths(orm: Orm, entity: string, scope: ArticleFilter): Promise<EventMonth[]> {
  const result = await orm.execute(sql`
    select to_char(${events.fromDay}, 'YYYY-MM') as month, ${events.type} as type,
      count(distinct ${articles.id}) as articles, count(distinct ${storyKey}) as stories
    from ${events} join ${articles} on ${articles.id} = ${events.articleId}
    where (${events.articleId}, ${events.nth}) in (
        select er.article_id, er.event_nth from ${eventRoles} er where er.entity_id in ${familyOf(entity)})
      and ${matches(scope)}
    group by 1, 2 order by 1, 2`);
  return rowsOf(result).map((row) => ({
    month: String(row.month),
    type: String(row.type),
    articles: Number(row.articles),
    stories: Number(row.stories),
  }));
}
