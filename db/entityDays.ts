import { sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { articleEntities, articles, entities } from './schema.ts';
import { matches } from './search.ts';
import { type PeriodSums, periodOf, rowsOf, sums } from './series.ts';

/** What the articles of one day come to that name an entity, or what belongs to it. */
export interface EntityDay extends PeriodSums {
  entityId: string;
  name: string;
  nameZh: string | null;
}

/**
 * Days of all listed entities since a moment, UTC; copies and off-topic articles are left out, and places, which nearly
 * every article of the beat names. Days without articles are left out.
 */
export async function listEntityDays(orm: Orm, since: Date): Promise<EntityDay[]> {
  const result = await orm.execute(sql`
    with recursive up(id, above) as (
      select id, id from ${entities} where listed and type <> 'place'
      union select up.id, e.parent_id from up join ${entities} e on e.id = up.above
        join ${entities} parent on parent.id = e.parent_id and parent.type <> 'place'),
    found as (
      select ${articles.id} as id, ${periodOf('day', 'UTC')} as day from ${articles}
      where ${matches({ after: since, offTopic: false })}),
    named as (
      select up.above as entity, found.day, avg(ae.score)::float8 as score
      from found join ${articleEntities} ae on ae.article_id = found.id join up on up.id = ae.entity_id
      group by up.above, found.id, found.day),
    counted as (
      select entity, day, count(*) as volume, ${sums} from named group by entity, day)
    select counted.*, to_char(day, 'YYYY-MM-DD') as period, e.name, e.name_zh
    from counted join ${entities} e on e.id = counted.entity order by entity, day`);
  return rowsOf(result).map((row) => ({
    entityId: String(row.entity),
    name: String(row.name),
    nameZh: row.name_zh as string | null,
    period: String(row.period),
    volume: Number(row.volume),
    n: Number(row.n),
    sum: Number(row.sum),
    squares: Number(row.squares),
  }));
}
