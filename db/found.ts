import { and, asc, desc, eq, gt, gte, isNull, lt, lte, or, type SQL } from 'drizzle-orm';
import { articles, type events, type quotes, type releases } from './schema.ts';
import type { ArticleCursor } from './search.ts';

/** What tagging found in articles beside mentions: rows known by their article and their place among its others. */
type FoundTable = typeof events | typeof quotes | typeof releases;

/** What everything found in an article knows of it. */
export interface Tagged {
  articleId: number;
  publishedAt: Date;
  taggerVersion: string;
}

/** Something found, with the article that it was found in. */
export type Found<Columns> = Columns & { article: FoundArticle };
export type FoundArticle = Pick<
  typeof articles.$inferSelect,
  'id' | 'title' | 'url' | 'publisher' | 'language' | 'publishedAt'
>;

/** Where the next page starts: the last one of this page. */
export interface Place extends ArticleCursor {
  nth: number;
}

/** The place of something found, for the cursor of the page after it. */
export const placeOf = ({ article, nth }: { article: FoundArticle; nth: number }): Place => ({
  publishedAt: article.publishedAt,
  id: article.id,
  nth,
});

/** Conditions on the article, which must be finished. */
export interface Published {
  article?: number | undefined;
  publisher?: string | undefined;
  /** In the articles of this story. */
  story?: number | undefined;
  /** Publication time, inclusive. */
  after?: Date | undefined;
  /** Exclusive. */
  before?: Date | undefined;
  /** True takes copies beside their originals; otherwise originals only. */
  copies?: boolean | undefined;
}

export function published(table: FoundTable, filter: Published, cursor: Place | undefined): SQL | undefined {
  const { article, publisher, story, after, before, copies } = filter;
  return and(
    // Whoever names the article wants what is in it, whatever its step and whether it is a copy.
    article === undefined ? eq(articles.step, 'clustered') : eq(table.articleId, article),
    copies || article !== undefined ? undefined : isNull(articles.copyOf),
    publisher ? eq(articles.publisher, publisher) : undefined,
    story === undefined ? undefined : eq(articles.storyId, story),
    after ? gte(table.publishedAt, after) : undefined,
    before ? lt(table.publishedAt, before) : undefined,
    cursor ? beyond(table, cursor) : undefined,
  );
}

/** Later articles come first; within an article, reading order. */
export const newestFirst = (table: FoundTable) => [
  desc(table.publishedAt),
  desc(table.articleId),
  asc(table.nth),
];

function beyond(table: FoundTable, { publishedAt, id, nth }: Place): SQL | undefined {
  const sameTime = eq(table.publishedAt, publishedAt);
  return and(
    lte(table.publishedAt, publishedAt), // says the same as the rest, and where in the index to begin
    or(
      lt(table.publishedAt, publishedAt),
      and(sameTime, lt(table.articleId, id)),
      and(sameTime, eq(table.articleId, id), gt(table.nth, nth)),
    ),
  );
}

/** Columns to select: the row as `found`, and its `article`. */
export const foundIn = <Table extends FoundTable>(table: Table) => ({
  found: table,
  article: {
    id: articles.id,
    title: articles.title,
    url: articles.url,
    publisher: articles.publisher,
    language: articles.language,
    publishedAt: articles.publishedAt,
  },
});

/** Rows that belong to something (roles to an event, channels to an alert), in their order, by the key of what they belong to. */
export function byOwner<Row, Own, Key extends string | number>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
  ownOf: (row: Row) => Own,
): Map<Key, Own[]> {
  const owned = new Map<Key, Own[]>();
  for (const row of rows) {
    const known = owned.get(keyOf(row)) ?? [];
    known.push(ownOf(row));
    owned.set(keyOf(row), known);
  }
  return owned;
}

/** The key that {@link byOwner} goes by. */
export const ownerKey = (articleId: number, nth: number): string => `${articleId} ${nth}`;
