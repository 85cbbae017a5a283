import { and, eq, exists, getTableColumns, inArray, sql } from 'drizzle-orm';
import { batches } from './batches.ts';
import type { Orm } from './database.ts';
import {
  type Found,
  foundIn,
  newestFirst,
  type Place,
  type Published,
  published,
  type Tagged,
} from './found.ts';
import { mayQuote } from './rights.ts';
import { articles, entities, quoteEntities, quotes } from './schema.ts';
import { familyOf } from './search.ts';
import { storable, storableRow } from './storable.ts';

type QuoteColumns = Omit<typeof quotes.$inferSelect, 'search'>;
export type NewQuote = Omit<QuoteColumns, keyof Tagged | 'nth'> & {
  /** The words separated by spaces, as search wants them. */
  searchWords: string;
  /** Whom the words name. */
  about: string[];
};
export type FoundQuote = Found<QuoteColumns> & { speaker: Speaker | null };
export type Speaker = Pick<typeof entities.$inferSelect, 'id' | 'name' | 'nameZh' | 'type' | 'listed'>;

/** PostgreSQL's tsvector holds 1 MB; words of a quote beyond this part are not found by search. */
const longestIndexed = 100_000;

/** Adds an article's quotes; it has none yet. */
export async function insertQuotes(tx: Orm, article: Tagged, found: NewQuote[]): Promise<void> {
  const { articleId } = article;
  const rows = found.map(({ searchWords, about: _, ...quote }, nth) => ({
    ...storableRow({ ...quote, ...article, nth }),
    search: sql`to_tsvector('english', ${storable(searchWords, longestIndexed)})`,
  }));
  const named = found.flatMap(({ about }, quoteNth) =>
    [...new Set(about)].map((entityId) => ({ articleId, quoteNth, entityId })),
  );
  for (const batch of batches(rows)) await tx.insert(quotes).values(batch);
  for (const batch of batches(named)) await tx.insert(quoteEntities).values(batch);
}

export interface QuoteFilter extends Published {
  /** An entity that speaks. */
  speaker?: string | undefined;
  /** An entity that the quote's words name, itself or through what belongs to it. */
  about?: string | undefined;
  /** Words to find in the quote, already separated by spaces. */
  words?: string | undefined;
}

/** Quotes of the newest articles first, in reading order within each: at most `limit`, starting after `cursor`. */
export async function listQuotes(
  orm: Orm,
  filter: QuoteFilter,
  limit: number,
  cursor?: Place,
): Promise<FoundQuote[]> {
  const { speaker, about, words } = filter;
  const naming = (id: string) =>
    exists(
      orm
        .select({ one: sql`1` })
        .from(quoteEntities)
        .where(
          and(
            eq(quoteEntities.articleId, quotes.articleId),
            eq(quoteEntities.quoteNth, quotes.nth),
            inArray(quoteEntities.entityId, familyOf(id)),
          ),
        ),
    );
  const { id, name, nameZh, type, listed } = getTableColumns(entities);
  const rows = await orm
    .select({ ...foundIn(quotes), speaker: { id, name, nameZh, type, listed } })
    .from(quotes)
    .innerJoin(articles, eq(articles.id, quotes.articleId))
    .leftJoin(entities, eq(entities.id, quotes.speakerId))
    .where(
      and(
        published(quotes, filter, cursor),
        mayQuote,
        speaker ? eq(quotes.speakerId, speaker) : undefined,
        about ? naming(about) : undefined,
        words ? sql`${quotes.search} @@ websearch_to_tsquery('english', ${words})` : undefined,
      ),
    )
    .orderBy(...newestFirst(quotes))
    .limit(limit);
  return rows.map(({ found: { search: _, ...found }, article, speaker }) => ({ ...found, article, speaker }));
}
