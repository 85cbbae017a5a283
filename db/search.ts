import { and, desc, eq, exists, gte, inArray, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { articleEntities, articles, articleTopics, entities } from './schema.ts';
import { listArticleEntities, type NamedEntity } from './tags.ts';

/** What articles to list; all given conditions hold. Times are compared with the publication time. */
export interface ArticleFilter {
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
  story?: number | undefined;
  feed?: string | undefined;
  /** True lists copies beside their originals; otherwise originals only. */
  copies?: boolean | undefined;
  /** False leaves out articles that are on no topic of the beat. */
  offTopic?: boolean | undefined;
}

/** Where the next page starts: the last article of this one. */
export interface ArticleCursor {
  publishedAt: Date;
  id: number;
}

const { text: _text, feedHtml: _html, search: _search, ...listed } = articles;
type ListedColumns = Omit<typeof articles.$inferSelect, 'text' | 'feedHtml' | 'search'>;
export type ListedArticle = ListedColumns & {
  /** Most salient first, at most {@link entitiesShown}. */
  entities: NamedEntity[];
  topics: { id: string; relevance: number }[];
  /** Other articles with the same text. */
  copies: number;
};
const entitiesShown = 8;

/** Finished articles, newest first: one page of at most `limit`, starting after `cursor`. */
export async function listArticles(
  orm: Orm,
  filter: ArticleFilter,
  limit: number,
  cursor?: ArticleCursor,
): Promise<ListedArticle[]> {
  const rows = await orm
    .select(listedColumns)
    .from(articles)
    .where(and(matches(orm, filter), cursor ? after(cursor) : undefined))
    .orderBy(desc(articles.publishedAt), desc(articles.id))
    .limit(limit);
  return withTags(orm, rows);
}

/** How many articles a filter finds. */
export async function countArticles(orm: Orm, filter: ArticleFilter): Promise<number> {
  return orm.$count(articles, matches(orm, filter));
}

/** The other articles of an article's story, earliest first. */
export async function listCopies(
  orm: Orm,
  article: Pick<ListedColumns, 'id' | 'storyId'>,
): Promise<ListedColumns[]> {
  if (article.storyId === null) return [];
  const rows = await orm
    .select(listedColumns)
    .from(articles)
    .where(and(eq(articles.storyId, article.storyId), sql`${articles.id} <> ${article.id}`))
    .orderBy(articles.publishedAt, articles.id);
  return rows;
}

/** What an article is about, most relevant first. */
export async function listTopics(orm: Orm, articleId: number): Promise<{ id: string; relevance: number }[]> {
  return orm
    .select({ id: articleTopics.topic, relevance: articleTopics.relevance })
    .from(articleTopics)
    .where(eq(articleTopics.articleId, articleId))
    .orderBy(desc(articleTopics.relevance));
}

const listedColumns = listed as unknown as { [K in keyof ListedColumns]: (typeof articles)[K] };

/** Relevance from which an article counts as being on a topic. */
export const onTopicFrom = 0.5;

/** The condition for a filter, as SQL with parameters. */
export function matches(orm: Orm, filter: ArticleFilter): SQL | undefined {
  const { entity, minSentiment: least, maxSentiment: most } = filter;
  const within = (column: typeof articles.sentimentScore | typeof articleEntities.score) =>
    and(
      least === undefined ? undefined : gte(column, least),
      most === undefined ? undefined : lte(column, most),
    );
  const about = (id: string) =>
    exists(
      orm
        .select({ one: sql`1` })
        .from(articleEntities)
        .where(
          and(
            eq(articleEntities.articleId, articles.id),
            least === undefined && most === undefined
              ? inArray(articleEntities.entityId, familyOf(id))
              : eq(articleEntities.entityId, id),
            within(articleEntities.score),
          ),
        ),
    );
  const onTopic = (topic: string) =>
    exists(
      orm
        .select({ one: sql`1` })
        .from(articleTopics)
        .where(
          and(
            eq(articleTopics.articleId, articles.id),
            eq(articleTopics.topic, topic),
            gte(articleTopics.relevance, onTopicFrom),
          ),
        ),
    );
  return and(
    eq(articles.step, 'clustered'),
    filter.copies ? undefined : isNull(articles.copyOf),
    filter.publisher ? eq(articles.publisher, filter.publisher) : undefined,
    filter.language ? eq(articles.language, filter.language) : undefined,
    filter.after ? gte(articles.publishedAt, filter.after) : undefined,
    filter.before ? lt(articles.publishedAt, filter.before) : undefined,
    filter.story ? eq(articles.storyId, filter.story) : undefined,
    filter.feed ? eq(articles.feedId, filter.feed) : undefined,
    filter.words ? sql`${articles.search} @@ websearch_to_tsquery('english', ${filter.words})` : undefined,
    filter.topic ? onTopic(filter.topic) : undefined,
    filter.offTopic === false ? gte(articles.relevance, onTopicFrom) : undefined,
    entity ? about(entity) : within(articles.sentimentScore),
  );
}

/** An entity and what belongs to it, however deep: Huawei's coverage includes Ascend's. */
export const familyOf = (id: string) => sql`(
  with recursive family(id) as (
    select ${id}::text union select e.id from ${entities} e join family on e.parent_id = family.id
  ) select id from family)`;

const after = ({ publishedAt, id }: ArticleCursor) =>
  or(lt(articles.publishedAt, publishedAt), and(eq(articles.publishedAt, publishedAt), lt(articles.id, id)));

async function withTags(orm: Orm, rows: ListedColumns[]): Promise<ListedArticle[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const [named, topics, copies] = await Promise.all([
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
  }));
}
