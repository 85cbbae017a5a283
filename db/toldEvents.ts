import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { eventsWithRoles, type FoundEvent } from './events.ts';
import { foundIn, newestFirst, published } from './found.ts';
import { familyIds } from './relatives.ts';
import { articles, entities, eventRoles, events } from './schema.ts';

/** An event as an article tells it, with the story that the article is in. */
export type ToldEvent = FoundEvent & { storyId: number | null };

export interface ToldFilter {
  /** Any of these types. */
  types?: readonly string[] | undefined;
  /** An entity that has a part in the event, itself or through what belongs to it, or the rule that it works through. */
  entity?: string | undefined;
  /** Any of these has a part, itself, or is the rule; without `entity`. */
  anyOf?: readonly string[] | undefined;
  publisher?: string | undefined;
  /** In the articles of this story. */
  story?: number | undefined;
  /** Only those whose text gives a day, and either one ahead of the article or words that match this, case aside. */
  dating?: string | undefined;
  /** Publication time, inclusive; `before` exclusive. */
  after?: Date | undefined;
  before?: Date | undefined;
}

/** Events of originals (a copy tells nothing of its own), those of the newest articles first: at most `most`. */
export async function listToldEvents(orm: Orm, filter: ToldFilter, most: number): Promise<ToldEvent[]> {
  const { types, entity, anyOf, dating } = filter;
  const ids = entity ? await familyIds(orm, entity) : anyOf;
  const rows = await orm
    .select({ ...foundIn(events), storyId: articles.storyId, instrumentName: entities.name })
    .from(events)
    .innerJoin(articles, eq(articles.id, events.articleId))
    .leftJoin(entities, eq(entities.id, events.instrumentId))
    .where(
      and(
        published(events, placing(filter), undefined),
        types ? inArray(events.type, [...types]) : undefined,
        ids ? concerning(orm, [...ids]) : undefined,
        dating ? datingDay(dating) : undefined,
      ),
    )
    .orderBy(...newestFirst(events))
    .limit(most);
  return eventsWithRoles(orm, rows);
}

/** Which articles. */
const placing = ({ publisher, story, after, before }: ToldFilter) => ({ publisher, story, after, before });

const datingDay = (words: string) =>
  and(
    eq(events.dated, true),
    or(
      sql`${events.fromDay} > (${events.publishedAt} at time zone 'UTC')::date`,
      // Most sentences have no number, which is quicker to see.
      sql`${events.sentence} ~ '[0-9]' and ${events.sentence} ~* ${words}`,
    ),
  );

/** Looked up by entity: few events are about one, and the newest of a million articles are not where they are. */
function concerning(orm: Orm, ids: string[]): SQL {
  const { articleId, eventNth, entityId } = eventRoles;
  const having = orm.select({ articleId, nth: eventNth }).from(eventRoles).where(inArray(entityId, ids));
  const through = orm
    .select({ articleId: events.articleId, nth: events.nth })
    .from(events)
    .where(inArray(events.instrumentId, ids));
  return sql`(${events.articleId}, ${events.nth}) in (${having} union all ${through})`;
}
