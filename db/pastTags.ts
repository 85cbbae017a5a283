import { eq, isNotNull, or, type SQL, sql } from 'drizzle-orm';
import { toldEarly } from './articleFacts.ts';
import type { Orm } from './database.ts';
import { packedRows } from './packedRows.ts';
import type { FirstEntity, FirstEvent } from './schema/alerts.ts';
import { articleEntities, entities, eventRoles, events, firstTags, mentions } from './schema.ts';

/** Whom an article is about, most salient first, and what it tells of in reading order; as it was tagged first. */
export interface PastTags {
  entities: FirstEntity[];
  events: FirstEvent[];
}

/** By article; none for those that have no tags. */
export async function pastTags(orm: Orm, ids: readonly number[]): Promise<Map<number, PastTags>> {
  if (ids.length === 0) return new Map();
  const asked = sql`any(${`{${ids.join()}}`}::bigint[])`;
  const tags = new Map<number, PastTags>();
  const of = (row: Record<string, unknown>) => tagsIn(tags, row.article_id as number);
  for (const row of await packedRows(orm, entitiesIn(asked))) of(row).entities.push(entityOf(row));
  for (const row of await packedRows(orm, eventsIn(asked))) of(row).events.push(eventOf(row));
  const first = sql`select article_id, towards, events from ${firstTags} where article_id = ${asked}`;
  for (const { article_id, towards, events: told } of await packedRows(orm, first))
    tags.set(article_id as number, { entities: towards as FirstEntity[], events: told as FirstEvent[] });
  return tags;
}

const entitiesIn = (asked: SQL) => sql`
  select ae.article_id, ae.entity_id, ae.score, ae.salience, m.entity_id is not null as in_title
  from ${articleEntities} ae left join (
    select distinct article_id, entity_id from ${mentions} where article_id = ${asked} and field = 'title') m
    on m.article_id = ae.article_id and m.entity_id = ae.entity_id
  where ae.article_id = ${asked} order by ae.salience desc, ae.entity_id`;

const eventsIn = (asked: SQL) => sql`
  select e.article_id, e.type, e.certainty, e.stance, e.instrument_id, e.field = 'title' as in_title, ${toldEarly('e')} as early,
    array_remove(array_agg(r.entity_id order by r.nth), null) as who
  from ${events} e left join ${eventRoles} r on r.article_id = e.article_id and r.event_nth = e.nth
  where e.article_id = ${asked} group by e.article_id, e.nth order by e.nth`;

function tagsIn(tags: Map<number, PastTags>, id: number): PastTags {
  const there = tags.get(id) ?? { entities: [], events: [] };
  tags.set(id, there);
  return there;
}

const entityOf = (row: Record<string, unknown>): FirstEntity => ({
  ...{ id: row.entity_id as string, score: row.score as number, salience: row.salience as number },
  inTitle: row.in_title as boolean,
});

const eventOf = (row: Record<string, unknown>): FirstEvent => ({
  ...{ type: row.type as string, certainty: row.certainty as FirstEvent['certainty'] },
  ...{ stance: row.stance as string, instrumentId: row.instrument_id as string | null },
  ...{ who: row.who as string[], inTitle: row.in_title as boolean, early: row.early as boolean },
});

/** Entities of the list: what each is called, and whom it belongs to, the nearest first. */
export interface ListedEntities {
  names: Map<string, { name: string; nameZh: string | null }>;
  above: Map<string, string[]>;
}

export async function listedEntities(orm: Orm): Promise<ListedEntities> {
  const { id, name, nameZh, parentId } = entities;
  const rows = await orm
    .select({ id, name, nameZh, parentId })
    .from(entities)
    .where(or(eq(entities.listed, true), isNotNull(parentId)));
  const parents = new Map(
    rows.flatMap((row): [string, string][] => (row.parentId === null ? [] : [[row.id, row.parentId]])),
  );
  return {
    names: new Map(rows.map((row) => [row.id, row])),
    above: new Map([...parents.keys()].map((each) => [each, aboveOf(each, parents)])),
  };
}

function aboveOf(id: string, parents: ReadonlyMap<string, string>): string[] {
  const found: string[] = [];
  for (let next = parents.get(id); next && !found.includes(next); next = parents.get(next)) found.push(next);
  return found;
}
