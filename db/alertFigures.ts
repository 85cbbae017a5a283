import { sql } from 'drizzle-orm';
import type { Condition } from './condition.ts';
import type { Orm } from './database.ts';
import { learned } from './pastArticles.ts';
import { articles } from './schema.ts';
import { newest } from './search/pages.ts';
import { matches, searchFor } from './search.ts';
import { rowsOf, scoreOf } from './series.ts';

/** More than a busy entity has in two months. */
const mostScores = 20_000;

/** The sentiment of originals towards an entity, or what belongs to it, and when each was published: the newest first. */
export async function scoresTowards(
  orm: Orm,
  condition: Condition,
  entity: string,
  after: Date,
): Promise<{ at: Date; score: number }[]> {
  const both: Condition = { is: 'and', of: [condition, { is: 'entity', id: entity }] };
  const result = await orm.execute(sql`
    select at, score from (
      select ${articles.publishedAt} as at, ${scoreOf(entity)} as score
      from ${articles} where ${matches({ condition: both, after })}) as found
    where score is not null order by at desc limit ${mostScores}`);
  return rowsOf(result).map(({ at, score }) => ({
    at: new Date(at as string | Date),
    score: Number(score),
  }));
}

/** Found in the order of publication, which is not quite that in which they were found. */
const newestLooked = 20;

/** When the archive learned of the last original that a condition finds; null when there is none. */
export async function lastFoundAt(orm: Orm, condition: Condition): Promise<Date | null> {
  const places = await newest(orm, searchFor({ condition }), newestLooked);
  if (places.length === 0) return null;
  const ids = JSON.stringify(places.map(({ id }) => id));
  const [row] = rowsOf(
    await orm.execute(sql`
      select max(${learned}) as at from ${articles}
      where ${articles.id} in (select value::bigint from json_array_elements_text(${ids}::json))`),
  );
  return new Date(row!.at as string | Date);
}
