import { and, eq, exists, getTableColumns, gte, inArray, lte, type SQL, sql } from 'drizzle-orm';
import { batches } from './batches.ts';
import type { Orm } from './database.ts';
import {
  byOwner,
  type Found,
  foundIn,
  newestFirst,
  ownerKey,
  type Place,
  type Published,
  published,
  type Tagged,
} from './found.ts';
import { shownSentence } from './rights.ts';
import { articles, entities, eventRoles, events } from './schema.ts';
import { familyOf } from './search.ts';
import { storableRow } from './storable.ts';

type EventColumns = typeof events.$inferSelect;
type RoleColumns = typeof eventRoles.$inferSelect;
export type NewRole = Omit<RoleColumns, 'articleId' | 'eventNth' | 'nth'>;
export type NewEvent = Omit<EventColumns, keyof Tagged | 'nth'> & { who: NewRole[] };

/** Adds an article's events; it has none yet. */
export async function insertEvents(tx: Orm, article: Tagged, found: NewEvent[]): Promise<void> {
  const { articleId } = article;
  const rows = found.map(({ who: _, ...event }, nth) => storableRow({ ...event, ...article, nth }));
  const roles = found.flatMap(({ who }, eventNth) =>
    who.map((role, nth) => storableRow({ ...role, articleId, eventNth, nth })),
  );
  for (const batch of batches(rows)) await tx.insert(events).values(batch);
  for (const batch of batches(roles)) await tx.insert(eventRoles).values(batch);
}

/** Who has which part in an event. */
export type EventRole = NewRole & Pick<typeof entities.$inferSelect, 'name' | 'nameZh' | 'type' | 'listed'>;
export type FoundEvent = Found<EventColumns> & { who: EventRole[]; instrumentName: string | null };

export interface EventFilter extends Published {
  type?: string | undefined;
  /** An entity that has a part in the event, itself or through what belongs to it. */
  entity?: string | undefined;
  /** The part that it has. */
  role?: string | undefined;
  stance?: EventColumns['stance'] | undefined;
  certainty?: EventColumns['certainty'] | undefined;
  /** The rule that the event works through. */
  instrument?: string | undefined;
  /** `YYYY-MM-DD`, both included: events of which at least a day lies between. */
  from?: string | undefined;
  to?: string | undefined;
}

/** Events of the newest articles first, in reading order within each: at most `limit`, starting after `cursor`. */
export async function listEvents(
  orm: Orm,
  filter: EventFilter,
  limit: number,
  cursor?: Place,
): Promise<FoundEvent[]> {
  const { type, stance, certainty, instrument, from, to } = filter;
  const rows = await orm
    .select({
      ...foundIn(events),
      found: { ...getTableColumns(events), sentence: shownSentence(events.sentence) },
      instrumentName: entities.name,
    })
    .from(events)
    .innerJoin(articles, eq(articles.id, events.articleId))
    .leftJoin(entities, eq(entities.id, events.instrumentId))
    .where(
      and(
        published(events, filter, cursor),
        type ? eq(events.type, type) : undefined,
        stance ? eq(events.stance, stance) : undefined,
        certainty ? eq(events.certainty, certainty) : undefined,
        instrument ? eq(events.instrumentId, instrument) : undefined,
        from ? gte(events.toDay, from) : undefined,
        to ? lte(events.fromDay, to) : undefined,
        takingPart(orm, filter),
      ),
    )
    .orderBy(...newestFirst(events))
    .limit(limit);
  return eventsWithRoles(orm, rows);
}

/** Rows of events with whatever was selected beside them, each with who has which part. */
export async function eventsWithRoles<More extends object>(
  orm: Orm,
  rows: ({ found: EventColumns } & More)[],
) {
  const who = await rolesOf(
    orm,
    rows.map(({ found }) => found.articleId),
  );
  return rows.map(({ found, ...more }) => ({
    ...found,
    ...more,
    who: who.get(ownerKey(found.articleId, found.nth)) ?? [],
  }));
}

function takingPart(orm: Orm, { entity, role }: EventFilter): SQL | undefined {
  if (!entity && !role) return undefined;
  return exists(
    orm
      .select({ one: sql`1` })
      .from(eventRoles)
      .where(
        and(
          eq(eventRoles.articleId, events.articleId),
          eq(eventRoles.eventNth, events.nth),
          entity ? inArray(eventRoles.entityId, familyOf(entity)) : undefined,
          role ? eq(eventRoles.role, role) : undefined,
        ),
      ),
  );
}

/** Who has which part in the events of articles, by {@link ownerKey}. */
export async function rolesOf(orm: Orm, articleIds: number[]): Promise<Map<string, EventRole[]>> {
  if (articleIds.length === 0) return new Map();
  const rows = await orm
    .select({
      role: eventRoles,
      name: entities.name,
      nameZh: entities.nameZh,
      type: entities.type,
      listed: entities.listed,
    })
    .from(eventRoles)
    .innerJoin(entities, eq(entities.id, eventRoles.entityId))
    .where(sql`${eventRoles.articleId} = any(${`{${articleIds.join()}}`}::bigint[])`)
    .orderBy(eventRoles.articleId, eventRoles.eventNth, eventRoles.nth);
  return byOwner(
    rows,
    ({ role }) => ownerKey(role.articleId, role.eventNth),
    ({ role: { articleId: _article, eventNth: _event, nth: _nth, ...own }, ...entity }) => ({
      ...own,
      ...entity,
    }),
  );
}
