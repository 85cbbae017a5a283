import { and, asc, eq, inArray, isNull, ne, type SQL, sql } from 'drizzle-orm';
import type { Orm } from '../database.ts';
import { articles, quotes } from '../schema.ts';
import { storable } from '../storable.ts';
import { taggedSteps } from '../tags.ts';
import { refreshKeys } from './keys.ts';

/** An article's words by part, as the index takes them: letters and digits, separated by spaces. */
export interface SearchWords {
  title: string;
  /** The first paragraph. */
  lead: string;
  rest: string;
}

/** PostgreSQL's tsvector holds 1 MB; words beyond this part of a text are not found by search. */
const longestIndexed = 200_000;
const longestTitle = 3000;

/** The words' part of the index; the keys are added with the tags. */
export function indexOf({ title, lead, rest }: SearchWords): SQL {
  const part = (words: string, longest: number, weight: string) =>
    sql`setweight(to_tsvector('english', ${storable(words, longest)}), ${sql.raw(`'${weight}'`)})`;
  return sql`${part(title, longestTitle, 'A')} || ${part(lead, longestTitle, 'B')} || ${part(rest, longestIndexed, 'D')}`;
}

/** An article whose words are indexed by an earlier method. */
export interface Unindexed {
  id: number;
  title: string;
  text: string;
  quotes: { nth: number; words: string }[];
}

/** Some articles that are indexed by an earlier method, by rising id; none when all is well. */
export async function unindexed(orm: Orm, limit: number): Promise<Unindexed[]> {
  const { id, title, text } = articles;
  const rows = await orm
    .select({ id, title, text })
    .from(articles)
    .where(and(isNull(articles.facets), ne(articles.step, 'found')))
    .orderBy(asc(id))
    .limit(limit);
  if (rows.length === 0) return [];
  const said = await orm
    .select({ articleId: quotes.articleId, nth: quotes.nth, words: quotes.words })
    .from(quotes)
    .where(
      inArray(
        quotes.articleId,
        rows.map((row) => row.id),
      ),
    );
  return rows.map((row) => ({ ...row, quotes: said.filter(({ articleId }) => articleId === row.id) }));
}

/** Indexes an article anew, unless it was done meanwhile. @param quoteWords of its quotes by their place */
export function reindex(
  orm: Orm,
  { id, quotes: said }: Pick<Unindexed, 'id' | 'quotes'>,
  words: SearchWords,
  quoteWords: string[],
): Promise<void> {
  return orm.transaction(async (tx) => {
    const [stale] = await tx
      .update(articles)
      .set({ search: indexOf(words), facets: [] })
      .where(and(eq(articles.id, id), isNull(articles.facets)))
      .returning({ step: articles.step });
    if (!stale) return;
    for (const [at, { nth }] of said.entries())
      await tx
        .update(quotes)
        .set({ search: sql`to_tsvector('english', ${storable(quoteWords[at] ?? '', longestIndexed)})` })
        .where(and(eq(quotes.articleId, id), eq(quotes.nth, nth)));
    if (taggedSteps.includes(stale.step)) await refreshKeys(tx, [id]);
  });
}
