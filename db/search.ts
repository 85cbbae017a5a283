import { desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Condition } from './condition.ts';
import type { Orm } from './database.ts';
import { articles, articleTopics, entities, stories } from './schema.ts';
import { indexed, joined } from './search/conditions.ts';
import { onTopicFrom } from './search/keys.ts';
import { type ArticleCursor, found, newest, type Scope, type Search, searchOf } from './search/pages.ts';
import { listArticleEntities, type NamedEntity } from './tags.ts';

/** What articles to list; all given conditions hold. Times are compared with the publication time. */
export interface ArticleFilter extends Scope {
  entity?: string | undefined;
  publisher?: string | undefined;
  topic?: string | undefined;
  language?: string | undefined;
  /** Least and greatest sentiment, −1…1: towards `entity` itself when that is given, else of the whole article. */
  minSentiment?: number | undefined;
  maxSentiment?: number | undefined;
  /** Inclusive. */
  after?: Date | undefined;
  /** Exclusive. */
  before?: Date | undefined;
  /** Words to find, already separated by spaces; quotes, `or` and `-` as in web search engines. */
  words?: string | undefined;
  condition?: Condition | undefined;
  story?: number | undefined;
  feed?: string | undefined;
}

const { text: _text, feedHtml: _html, search: _search, facets: _facets, ...listed } = articles;
type ListedColumns = Omit<typeof articles.$inferSelect, 'text' | 'feedHtml' | 'search' | 'facets'>;
export type ListedArticle = ListedColumns & {
  /** Most salient first, at most {@link entitiesShown}. */
  entities: NamedEntity[];
  topics: { id: string; relevance: number }[];
  /** Other articles with the same text. */
  copies: number;
  /** All articles of its story. */
  inStory: number;
};
const entitiesShown = 8;

/** Finished articles, newest first: one page of at most `limit`, starting after `cursor`. */
export async function listArticles(
  orm: Orm,
  filter: ArticleFilter,
  limit: number,
  cursor?: ArticleCursor,
): Promise<ListedArticle[]> {
  const places = await newest(orm, searchFor(filter), limit, cursor);
  return listedArticles(
    orm,
    places.map(({ id }) => id),
  );
}

/** These articles, in this order. */
export async function listedArticles(orm: Orm, ids: number[]): Promise<ListedArticle[]> {
  if (ids.length === 0) return [];
  const rows = await orm.select(listedColumns).from(articles).where(inArray(articles.id, ids));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return withTags(
    orm,
    ids.flatMap((id) => byId.get(id) ?? []),
  );
}

/** How many articles a filter finds. */
export async function countArticles(orm: Orm, filter: ArticleFilter): Promise<number> {
  return orm.$count(articles, matches(filter));
}

/** What an article is about, most relevant first. */
export async function listTopics(orm: Orm, articleId: number): Promise<{ id: string; relevance: number }[]> {
  return orm
    .select({ id: articleTopics.topic, relevance: articleTopics.relevance })
    .from(articleTopics)
    .where(eq(articleTopics.articleId, articleId))
    .orderBy(desc(articleTopics.relevance));
}

export type { ArticleCursor };
export { onTopicFrom };

const listedColumns = listed as unknown as { [K in keyof ListedColumns]: (typeof articles)[K] };

/** What a filter asks for, as one condition; plain words (see `words`) are not in it. */
export function conditionOf(filter: ArticleFilter): Condition {
  const { entity, minSentiment: least, maxSentiment: most } = filter;
  const towards = entity ?? null;
  const asked: (Condition | false | undefined | '' | 0)[] = [
    filter.condition,
    least !== undefined && { is: 'sentiment', towards, comparison: '>=', score: least },
    most !== undefined && { is: 'sentiment', towards, comparison: '<=', score: most },
    // A range is towards the entity itself, which its sentiment says already.
    entity && least === undefined && most === undefined && { is: 'entity', id: entity },
    filter.publisher && { is: 'publisher', name: filter.publisher },
    filter.topic && { is: 'topic', id: filter.topic },
    filter.language && { is: 'language', language: filter.language },
    filter.feed && { is: 'feed', id: filter.feed },
    filter.story && { is: 'story', id: filter.story },
    filter.after && { is: 'published', side: 'from', at: filter.after },
    filter.before && { is: 'published', side: 'before', at: filter.before },
  ];
  const of = asked.filter((condition): condition is Condition => Boolean(condition));
  return of.length === 1 ? of[0]! : of.length === 0 ? { is: 'all' } : { is: 'and', of };
}

/** A filter ready for the database. @throws SearchTooLarge */
export function searchFor(filter: ArticleFilter): Search {
  const search = searchOf(conditionOf(filter), filter);
  if (!filter.words) return search;
  const plain = indexed(sql`websearch_to_tsquery('english', ${filter.words})`);
  return { ...search, compiled: joined('and', [search.compiled, plain]) };
}

/** The condition for a filter, as SQL with parameters. @throws SearchTooLarge */
export const matches = (filter: ArticleFilter): SQL | undefined => found(searchFor(filter));

/** An entity and what belongs to it, however deep: Huawei's coverage includes Ascend's. */
export const familyOf = (id: string) => sql`(
  with recursive family(id) as (
    select ${id}::text union select e.id from ${entities} e join family on e.parent_id = family.id
  ) select id from family)`;

async function withTags(orm: Orm, rows: ListedColumns[]): Promise<ListedArticle[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const storyIds = rows.flatMap(({ storyId }) => storyId ?? []);
  const [named, topics, copies, sizes] = await Promise.all([
    listArticleEntities(orm, ids),
    orm
      .select()
      .from(articleTopics)
      .where(inArray(articleTopics.articleId, ids))
      .orderBy(desc(articleTopics.relevance)),
    orm
      .select({ id: articles.copyOf, count: sql<number>`count(*)::int` })
      .from(articles)
      .where(inArray(articles.copyOf, ids))
      .groupBy(articles.copyOf),
    orm
      .select({ id: stories.id, articles: stories.articles })
      .from(stories)
      .where(inArray(stories.id, storyIds)),
  ]);
  return rows.map((row) => ({
    ...row,
    entities: named
      .filter((entity) => entity.articleId === row.id)
      .slice(0, entitiesShown)
      .map(({ articleId: _, ...entity }) => entity),
    topics: topics
      .filter((t) => t.articleId === row.id)
      .map((t) => ({ id: t.topic, relevance: t.relevance })),
    copies: copies.find((c) => c.id === row.id)?.count ?? 0,
    inStory: sizes.find((story) => story.id === row.storyId)?.articles ?? 1,
  }));
}
