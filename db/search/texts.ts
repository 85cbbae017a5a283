import { inArray, sql } from 'drizzle-orm';
import type { Orm } from '../database.ts';
import { articles } from '../schema.ts';
import { rowsOf } from './facets.ts';

/** Of a text, in characters: hits further on are not shown. */
const longestShown = 60_000;

/** Titles and texts of articles and whose they are, for the parts of them that show what was sought. */
export async function textsOf(
  orm: Orm,
  ids: number[],
): Promise<Map<number, { title: string; text: string; publisher: string }>> {
  if (ids.length === 0) return new Map();
  const { id, title, text, publisher } = articles;
  const rows = await orm
    .select({ id, title, publisher, text: sql<string>`left(${text}, ${longestShown})` })
    .from(articles)
    .where(inArray(id, ids));
  return new Map(rows.map(({ id, ...texts }) => [id, texts]));
}

/** The stems of lower-case words, null for words that the index leaves out. */
export async function stemsOf(orm: Orm, words: string[]): Promise<Map<string, string | null>> {
  if (words.length === 0) return new Map();
  const rows = await rowsOf<{ word: string; stem: string | null }>(
    orm,
    sql`select word, (ts_lexize('english_stem', word))[1] as stem
      from jsonb_array_elements_text(${JSON.stringify(words)}::jsonb) as word`,
  );
  return new Map(rows.map(({ word, stem }) => [word, stem]));
}
