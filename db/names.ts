import { asc, desc, eq, inArray, isNotNull, or, type SQL, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { articleEntities, articles, entities, feeds } from './schema.ts';

/** An entity with what it may be called. */
export type NamedOne = Pick<
  typeof entities.$inferSelect,
  'id' | 'name' | 'nameZh' | 'aliases' | 'tickers' | 'listed'
>;

const columns = {
  id: entities.id,
  name: entities.name,
  nameZh: entities.nameZh,
  aliases: entities.aliases,
  tickers: entities.tickers,
  listed: entities.listed,
};

/**
 * The entity that is meant by a name: its id, then its name in either language, then an alias or ticker, whatever their
 * case; of several the listed one, and then the one that most articles name.
 *
 * @param spellings of one name; null when nobody has any of them
 */
export async function entityNamed(orm: Orm, spellings: string[]): Promise<NamedOne | null> {
  const lower = spellings.map((spelling) => spelling.toLowerCase());
  const [known] = await orm
    .select(columns)
    .from(entities)
    .where(inArray(entities.id, [...spellings, ...lower]));
  if (known) return known;
  const isOne = (value: SQL) =>
    sql`${value} in (${sql.join(
      lower.map((word) => sql`${word}`),
      sql`, `,
    )})`;
  const named = or(isOne(sql`lower(${entities.name})`), isOne(sql`lower(${entities.nameZh})`));
  // Only listed entities have aliases and tickers.
  const called = sql`${entities.listed} and exists (
    select 1 from unnest(${entities.aliases} || ${entities.tickers}) as called where ${isOne(sql`lower(called)`)})`;
  const covered = sql`(select count(*) from ${articleEntities} where ${articleEntities.entityId} = ${entities.id})`;
  const [found] = await orm
    .select(columns)
    .from(entities)
    .where(or(named, called))
    .orderBy(desc(entities.listed), desc(sql`coalesce(${named}, false)`), desc(covered), asc(entities.id))
    .limit(1);
  return found ?? null;
}

/** What entities are called, by id. */
export async function namesOf(orm: Orm, ids: readonly string[]): Promise<Map<string, string>> {
  return new Map([...(await bothNamesOf(orm, ids))].map(([id, { name }]) => [id, name]));
}

/** The same in both languages. */
export async function bothNamesOf(
  orm: Orm,
  ids: readonly string[],
): Promise<Map<string, Pick<NamedOne, 'name' | 'nameZh'>>> {
  if (ids.length === 0) return new Map();
  const { id, name, nameZh } = entities;
  const rows = await orm
    .select({ id, name, nameZh })
    .from(entities)
    .where(inArray(id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** Names of entities, listed ones first, for saying which was perhaps meant. */
export async function listNames(orm: Orm, most: number): Promise<NamedOne[]> {
  return orm.select(columns).from(entities).orderBy(desc(entities.listed), asc(entities.id)).limit(most);
}

/** An entity that may be meant while its name is being typed. */
export interface SpokenOf extends NamedOne {
  type: typeof entities.$inferSelect.type;
  /** Of the latest ones. */
  articles: number;
}

/** The listed entities, and others that the latest `mentions` of the archive name: those with most articles first. */
export async function listSpokenOf(orm: Orm, mentions: number): Promise<SpokenOf[]> {
  const { articleId, entityId } = articleEntities;
  const latest = orm.select({ entityId }).from(articleEntities).orderBy(desc(articleId)).limit(mentions);
  const last = latest.as('latest');
  const lately = orm
    .select({ id: last.entityId, articles: sql<number>`count(*)::int`.as('articles') })
    .from(last)
    .groupBy(last.entityId)
    .as('lately');
  const articlesLately = sql<number>`coalesce(${lately.articles}, 0)`;
  return orm
    .select({ ...columns, type: entities.type, articles: articlesLately })
    .from(entities)
    .leftJoin(lately, eq(lately.id, entities.id))
    .where(or(entities.listed, isNotNull(lately.id)))
    .orderBy(desc(articlesLately), asc(entities.id));
}

/** Every publisher of an article or a feed. Steps from one to the next in the index, so that it reads no article twice. */
export async function listPublishers(orm: Orm): Promise<string[]> {
  const { rows } = (await orm.execute(sql`
    with recursive published(name) as (
      (select ${articles.publisher} from ${articles} order by 1 limit 1)
      union all
      select (select a.publisher from ${articles} a where a.publisher > published.name order by 1 limit 1)
      from published where published.name is not null
    )
    select name from published where name is not null union select ${feeds.publisher} from ${feeds}`)) as unknown as {
    rows: { name: string }[];
  };
  return rows.map(({ name }) => name);
}

/** Ids of all feeds. */
export async function listFeedIds(orm: Orm): Promise<string[]> {
  return (await orm.select({ id: feeds.id }).from(feeds).orderBy(asc(feeds.id))).map(({ id }) => id);
}
