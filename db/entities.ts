import { and, asc, count, desc, eq, gte, ilike, inArray, isNull, lt, notInArray, or, sql } from 'drizzle-orm';
import { toSnakeCase } from 'drizzle-orm/casing';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Orm } from './database.ts';
import { articleEntities, articles, entities } from './schema.ts';

export type Entity = typeof entities.$inferSelect;
export type ListedEntity = Omit<Entity, 'listed' | 'status'> & Partial<Pick<Entity, 'status'>>;

/** Makes the table say what the entity list says; an entity that left the list keeps its mentions as unlisted. */
export async function syncEntities(orm: Orm, list: ListedEntity[]): Promise<void> {
  if (list.length === 0) return;
  const said = {
    type: entities.type,
    name: entities.name,
    nameZh: entities.nameZh,
    aliases: entities.aliases,
    parentId: entities.parentId,
    tickers: entities.tickers,
    wikidata: entities.wikidata,
    status: entities.status,
    listed: entities.listed,
  };
  const excluded = (column: PgColumn) => sql.raw(`excluded.${toSnakeCase(column.name)}`);
  const set = Object.fromEntries(Object.entries(said).map(([key, column]) => [key, excluded(column)]));
  const before = sql.join(Object.values(said), sql`, `);
  const after = sql.join(Object.values(said).map(excluded), sql`, `);
  const rows = parentsFirst(list);
  await orm.transaction(async (tx) => {
    const ids = list.map((entity) => entity.id);
    const left = and(eq(entities.listed, true), notInArray(entities.id, ids));
    await tx.update(entities).set({ listed: false }).where(left);
    for (let from = 0; from < rows.length; from += batch)
      await tx
        .insert(entities)
        .values(rows.slice(from, from + batch).map((entity) => ({ ...entity, listed: true })))
        // At most starts nothing has changed, and then nothing is written.
        .onConflictDoUpdate({
          target: entities.id,
          set,
          setWhere: sql`(${before}) is distinct from (${after})`,
        });
  });
}

/** Rows per INSERT: PostgreSQL takes at most 65,535 parameters a statement and an entity has 9. */
const batch = 1000;

/** A row may only name a parent that is there already, in the table or in the same INSERT. */
function parentsFirst(list: ListedEntity[]): ListedEntity[] {
  const byId = new Map(list.map((entity) => [entity.id, entity]));
  const ordered = new Set<ListedEntity>();
  const add = (entity: ListedEntity, above: Set<ListedEntity>) => {
    if (above.has(entity)) return; // a circle of parents, which the entity list refuses anyway
    const parent = entity.parentId === null ? undefined : byId.get(entity.parentId);
    if (parent) add(parent, new Set([...above, entity]));
    ordered.add(entity);
  };
  for (const entity of list) add(entity, new Set());
  return [...ordered];
}

export interface EntityFilter {
  /** Part of the name in either language, or a whole alias or ticker. */
  name?: string | undefined;
  type?: Entity['type'] | undefined;
  /** Only entities on the list (true), or only those found in texts (false). */
  listed?: boolean | undefined;
  /** Count only articles published since. */
  since?: Date | undefined;
}
export type EntityCoverage = Entity & { articles: number; meanSentiment: number | null };

/** Entities with how many articles (copies left out) name them, most covered first; never-named ones last. */
export async function listEntities(
  orm: Orm,
  filter: EntityFilter,
  limit: number,
  offset: number,
): Promise<EntityCoverage[]> {
  const covered = coverage(orm, filter.since);
  const rows = await orm
    .select({
      entity: entities,
      articles: sql<number>`coalesce(${covered.articles}, 0)::int`,
      meanSentiment: covered.meanSentiment,
    })
    .from(entities)
    .leftJoin(covered, eq(covered.entityId, entities.id))
    .where(fitting(filter))
    .orderBy(desc(sql`coalesce(${covered.articles}, 0)`), asc(entities.id))
    .limit(limit)
    .offset(offset);
  return rows.map((row) => ({ ...row.entity, articles: row.articles, meanSentiment: row.meanSentiment }));
}

/** Entities as the list says them, by id. */
export async function findEntities(orm: Orm, { name, type, listed }: EntityFilter): Promise<Entity[]> {
  return orm.select().from(entities).where(fitting({ name, type, listed })).orderBy(asc(entities.id));
}

/** Those of some ids that there are, by id. */
export async function entitiesById(orm: Orm, ids: readonly string[]): Promise<Map<string, Entity>> {
  if (ids.length === 0) return new Map();
  const rows = await orm
    .select()
    .from(entities)
    .where(inArray(entities.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** How much is written about an entity: articles that name it itself, copies left out, and their mean sentiment towards it. */
export type Coverage = Pick<EntityCoverage, 'articles'> & { meanSentiment: number };

/** The coverage of every listed entity that articles of a time name, by id. */
export async function listCoverage(
  orm: Orm,
  { after, before }: { after?: Date | undefined; before?: Date | undefined },
): Promise<Map<string, Coverage>> {
  const covered = coverage(orm, after, before);
  const rows = await orm
    .select({ id: entities.id, articles: covered.articles, meanSentiment: covered.meanSentiment })
    .from(covered)
    .innerJoin(entities, and(eq(entities.id, covered.entityId), eq(entities.listed, true)));
  return new Map(rows.map(({ id, ...of }) => [id, of]));
}

/** One entity with its coverage, or null. */
export async function getEntity(orm: Orm, id: string): Promise<EntityCoverage | null> {
  const covered = coverage(orm, undefined);
  const [row] = await orm
    .select({
      entity: entities,
      articles: sql<number>`coalesce(${covered.articles}, 0)::int`,
      meanSentiment: covered.meanSentiment,
    })
    .from(entities)
    .leftJoin(covered, eq(covered.entityId, entities.id))
    .where(eq(entities.id, id));
  return row ? { ...row.entity, articles: row.articles, meanSentiment: row.meanSentiment } : null;
}

/** Whether there is an entity of this id. */
export async function hasEntity(orm: Orm, id: string): Promise<boolean> {
  return (await orm.$count(entities, eq(entities.id, id))) > 0;
}

/** Those of some ids that entities have. */
export async function knownIds(orm: Orm, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await orm.select({ id: entities.id }).from(entities).where(inArray(entities.id, ids));
  return new Set(rows.map(({ id }) => id));
}

const fitting = ({ name, type, listed }: EntityFilter) =>
  and(
    type ? eq(entities.type, type) : undefined,
    listed === undefined ? undefined : eq(entities.listed, listed),
    name ? named(name) : undefined,
  );

const coverage = (orm: Orm, after: Date | undefined, before?: Date) =>
  orm
    .select({
      entityId: articleEntities.entityId,
      articles: count().as('articles'),
      meanSentiment: sql<number>`round(avg(${articleEntities.score})::numeric, 3)::float8`.as(
        'mean_sentiment',
      ),
    })
    .from(articleEntities)
    .innerJoin(articles, eq(articles.id, articleEntities.articleId))
    .where(
      and(
        isNull(articles.copyOf),
        after ? gte(articles.publishedAt, after) : undefined,
        before ? lt(articles.publishedAt, before) : undefined,
      ),
    )
    .groupBy(articleEntities.entityId)
    .as('covered');

const named = (name: string) => {
  const part = `%${name.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return or(
    ilike(entities.name, part),
    ilike(entities.nameZh, part),
    sql`lower(${name}) in (select lower(alias) from unnest(${entities.aliases} || ${entities.tickers}) as alias)`,
  );
};
