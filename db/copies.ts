import { sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { articles } from './schema.ts';
import { rowsOf } from './search/facets.ts';

/** A copy of an article, as lists show it under the original. */
export interface ListedCopy {
  id: number;
  publisher: string;
  publishedAt: Date;
}

/** The earliest copies of each of some articles, at most `most`, by the id of the original. */
export async function copiesOf(
  orm: Orm,
  ids: readonly number[],
  most: number,
): Promise<Map<number, ListedCopy[]>> {
  const copies = new Map<number, ListedCopy[]>();
  if (ids.length === 0) return copies;
  const { id, copyOf, publisher, publishedAt, step } = articles;
  const rows = await rowsOf<{ id: number; original: number; publisher: string; published_at: Date | string }>(
    orm,
    sql`select id, original, publisher, published_at from (
        select ${id}, ${copyOf} as original, ${publisher}, ${publishedAt},
          row_number() over (partition by ${copyOf} order by ${publishedAt}, ${id}) as nth
        from ${articles} where ${copyOf} = any(${`{${ids.join()}}`}::bigint[]) and ${step} = 'clustered'
      ) as copies where nth <= ${most}::int order by nth`,
  );
  for (const row of rows) {
    const original = Number(row.original);
    const copy = { id: Number(row.id), publisher: row.publisher, publishedAt: new Date(row.published_at) };
    copies.set(original, [...(copies.get(original) ?? []), copy]);
  }
  return copies;
}
