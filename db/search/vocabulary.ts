import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { Orm } from '../database.ts';
import { listVersion, setListVersion } from '../lists.ts';
import { articles, lists } from '../schema.ts';
import { rowsOf } from './facets.ts';
import { newest, searchOf } from './pages.ts';

const listName = 'vocabulary';
/** Letters of a word that can be meant by another. */
const [shortest, longest] = [3, 30];
/** Of these the commonest are compared. */
const mostAlike = 20_000;

/**
 * Adds the words of the next finished articles to the vocabulary, by rising id. Several processes may do it at once:
 * they take turns.
 *
 * @param wordsOf the different words of a text that may be meant
 * @returns how many articles were read
 */
export function learnWords(
  orm: Orm,
  limit: number,
  wordsOf: (article: { title: string; text: string }) => string[],
): Promise<number> {
  return orm.transaction(async (tx) => {
    if ((await listVersion(tx, listName)) === null)
      await tx.insert(lists).values({ name: listName, version: '0' }).onConflictDoNothing();
    const [row] = await tx.select().from(lists).where(eq(lists.name, listName)).for('update');
    const { id, title, text, step } = articles;
    const next = await tx
      .select({ id, title, text })
      .from(articles)
      .where(and(gt(id, Number(row?.version ?? 0)), eq(step, 'clustered')))
      .orderBy(asc(id))
      .limit(limit);
    const last = next.at(-1);
    if (!last) return 0;
    const counts = new Map<string, number>();
    for (const word of next.flatMap(wordsOf)) counts.set(word, (counts.get(word) ?? 0) + 1);
    await tx.execute(sql`
      insert into vocabulary (word, articles)
      select key, value::int from jsonb_each_text(${JSON.stringify(Object.fromEntries(counts))}::jsonb) order by key
      on conflict (word) do update set articles = vocabulary.articles + excluded.articles`);
    await setListVersion(tx, listName, String(last.id));
    return next.length;
  });
}

/** Whether any article has the word. */
export async function hasWord(orm: Orm, word: string): Promise<boolean> {
  const search = searchOf({ is: 'text', part: 'anywhere', words: { is: 'word', word } }, { copies: true });
  return (await newest(orm, search, 1)).length > 0;
}

/** Words of the archive that are about as long as one and have its first letter or its last ones, commonest first. */
export async function wordsLike(orm: Orm, word: string): Promise<string[]> {
  if (word.length < shortest || word.length > longest) return [];
  const rows = await rowsOf<{ word: string }>(
    orm,
    sql`select word from vocabulary where length(word) between ${word.length - 2}::int and ${word.length + 2}::int
      and (left(word, 1) = ${word.slice(0, 1)} or right(word, 3) = ${word.slice(-3)})
      order by articles desc, word limit ${mostAlike}`,
  );
  return rows.map((row) => row.word);
}
