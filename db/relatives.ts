import { and, asc, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { entities } from './schema.ts';
import { familyOf } from './search.ts';

/** Those above an entity, the nearest first, and then what belongs to it. */
export interface Relative extends Pick<typeof entities.$inferSelect, keyof typeof named> {
  relation: 'above' | 'below';
}

const named = {
  ...{ id: entities.id, name: entities.name, nameZh: entities.nameZh },
  ...{ type: entities.type, parentId: entities.parentId },
};

/** @param most how many of what belongs to it, by id */
export async function relativesOf(orm: Orm, id: string, most: number): Promise<Relative[]> {
  const above = orm.execute(sql`
    with recursive above(id, depth) as (
      select parent_id, 1 from ${entities} where id = ${id} and parent_id is not null
      union all
      select p.parent_id, depth + 1 from above join ${entities} p on p.id = above.id
      where p.parent_id is not null and depth < ${highest}
    ) select e.id, e.name, e.name_zh as "nameZh", e.type, e.parent_id as "parentId"
      from above join ${entities} e using (id) order by depth`) as unknown as Promise<{
    rows: Omit<Relative, 'relation'>[];
  }>;
  const below = orm
    .select(named)
    .from(entities)
    .where(and(inArray(entities.id, familyOf(id)), ne(entities.id, id)))
    .orderBy(asc(entities.id))
    .limit(most);
  const [{ rows }, lower] = await Promise.all([above, below]);
  return [
    ...rows.map((row) => ({ ...row, relation: 'above' as const })),
    ...lower.map((row) => ({ ...row, relation: 'below' as const })),
  ];
}

/** The entity list allows no circles of parents; this keeps one from being walked for ever. */
const highest = 20;

/** An entity and what belongs to it, as a list: with its length the planner knows how few rows there are. */
export async function familyIds(orm: Orm, id: string): Promise<string[]> {
  const rows = await orm
    .select({ id: entities.id })
    .from(entities)
    .where(inArray(entities.id, familyOf(id)));
  return rows.map((row) => row.id);
}

/** Rules of the entity list that have a standing in law: all, or those of a family. */
export async function listLegal(orm: Orm, entity?: string) {
  const { id, name, status } = entities;
  return orm
    .select({ id, name, status })
    .from(entities)
    .where(
      and(
        eq(entities.listed, true),
        sql`jsonb_array_length(${status}) > 0`,
        entity ? inArray(id, familyOf(entity)) : undefined,
      ),
    )
    .orderBy(asc(id));
}

/** A place with nothing above it, such as the United States, and whoever belongs to it: BIS, its officials. */
export interface Government {
  id: string;
  name: string;
  members: string[];
}

/** All governments, each a member of itself. */
export async function listGovernments(orm: Orm): Promise<Government[]> {
  const { rows } = (await orm.execute(sql`
    with recursive belonging(id, place) as (
      select id, id from ${entities} where type = 'place' and parent_id is null
      union select e.id, belonging.place from ${entities} e join belonging on e.parent_id = belonging.id
      where e.type in ('agency', 'person', 'place')
    ) select p.id, p.name, array_agg(belonging.id) as members
    from belonging join ${entities} p on p.id = belonging.place group by p.id, p.name`)) as unknown as {
    rows: Government[];
  };
  return rows;
}
