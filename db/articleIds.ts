import { and, asc, gt, type SQL } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { articles } from './schema.ts';

/** Numbers read at once. */
const page = 200;

/**
 * Numbers of articles by rising number, a page at a time, each page as the rows are when it is asked for. Several may
 * share it: an async generator answers its callers one after the other.
 */
export async function* articleIds(orm: Orm, which: SQL | undefined): AsyncGenerator<number, void> {
  for (let after = 0; ; ) {
    const rows = await orm
      .select({ id: articles.id })
      .from(articles)
      .where(and(gt(articles.id, after), which))
      .orderBy(asc(articles.id))
      .limit(page);
    if (rows.length === 0) return;
    for (const { id } of rows) yield id;
    after = rows.at(-1)!.id;
  }
}
