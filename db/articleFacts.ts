import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { byOwner } from './found.ts';
import {
  articleEntities,
  articles,
  entities,
  eventRoles,
  events,
  feeds,
  mentions,
  stories,
} from './schema.ts';
import { rowsOf } from './search/facets.ts';
import { type LexemePlace, readTsvector } from './search/tsvector.ts';

/** An article as alerts see it: services/alert/facts.ts says what each part means. */
export interface ArticleFacts
  extends Pick<
    typeof articles.$inferSelect,
    'id' | 'publishedAt' | 'foundAt' | 'storyId' | 'copyOf' | 'relevance' | 'stance' | 'publisher'
  > {
  lexemes: Map<string, LexemePlace[]>;
  formerStories: number[];
  sentiment: number | null;
  family: string;
  entities: FactEntity[];
  events: FactEvent[];
}

interface FactEntity {
  id: string;
  family: string[];
  score: number;
  salience: number;
  inTitle: boolean;
}

type FactEvent = Pick<typeof events.$inferSelect, 'type' | 'certainty' | 'stance' | 'instrumentId'> & {
  who: string[];
  inTitle: boolean;
  early: boolean;
};

/** Articles as alerts see them, in the order asked for; those that are not there are left out. */
export async function articleFacts(orm: Orm, ids: readonly number[]): Promise<ArticleFacts[]> {
  if (ids.length === 0) return [];
  const own = await ownFacts(orm, ids);
  const named = grouped(await namedIn(orm, ids));
  const told = grouped(await toldIn(orm, ids));
  return ids.flatMap((id) => {
    const facts = own.get(id);
    if (!facts) return [];
    return [{ ...facts, entities: named.get(id) ?? [], events: told.get(id) ?? [] }];
  });
}

async function ownFacts(orm: Orm, ids: readonly number[]) {
  const { id, publishedAt, foundAt, storyId, copyOf, relevance, stance, publisher } = articles;
  const rows = await orm
    .select({
      ...{ id, publishedAt, foundAt, storyId, copyOf, relevance, stance, publisher },
      sentiment: articles.sentimentScore,
      family: feeds.family,
      search: sql<string>`coalesce(${articles.search}::text, '')`,
      formerStories: sql<number[]>`(select coalesce(json_agg(${stories.id}), '[]') from ${stories}
        where ${stories.movedTo} = ${articles.storyId})`,
    })
    .from(articles)
    .innerJoin(feeds, eq(feeds.id, articles.feedId))
    .where(inArray(id, [...ids]));
  return new Map(rows.map(({ search, ...facts }) => [facts.id, { ...facts, lexemes: readTsvector(search) }]));
}

interface Owned<Own> {
  articleId: number;
  own: Own;
}

/** Whom articles name, most salient first. */
async function namedIn(orm: Orm, ids: readonly number[]): Promise<Owned<FactEntity>[]> {
  const { articleId, entityId, score, salience } = articleEntities;
  const inTitle = orm
    .selectDistinct({
      article: sql`${mentions.articleId}`.as('article'),
      id: sql`${mentions.entityId}`.as('id'),
    })
    .from(mentions)
    .where(and(inArray(mentions.articleId, [...ids]), eq(mentions.field, 'title')))
    .as('in_title');
  const rows = await orm
    .select({ articleId, id: entityId, score, salience, inTitle: sql<boolean>`${inTitle.id} is not null` })
    .from(articleEntities)
    .leftJoin(inTitle, and(eq(inTitle.article, articleId), eq(inTitle.id, entityId)))
    .where(inArray(articleId, [...ids]))
    .orderBy(desc(salience), asc(entityId));
  const families = await familiesOf(orm, [...new Set(rows.map(({ id }) => id))]);
  return rows.map(({ articleId, ...entity }) => ({
    articleId,
    own: { ...entity, family: families.get(entity.id) ?? [entity.id] },
  }));
}

/** Each entity with all that it belongs to, the nearest first. */
async function familiesOf(orm: Orm, ids: string[]): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map();
  const rows = await rowsOf<{ id: string; members: string[] }>(
    orm,
    sql`with recursive family(id, member, depth) as (
      select id, id, 0 from ${entities} where ${inArray(entities.id, ids)}
      union all select family.id, e.parent_id, depth + 1 from family
        join ${entities} e on e.id = family.member where e.parent_id is not null and depth < ${mostAbove}::int
    ) select id, json_agg(member order by depth) as members from family group by id`,
  );
  return new Map(rows.map(({ id, members }) => [id, [...new Set(members)]]));
}

/** Parents of parents; a circle of them would have no end. */
const mostAbove = 20;

/** A sentence that begins within so many characters of the text is one of its first two or three. */
const openingLength = 200;

/** Whether an event of a row is told in the title or the opening of the text, where news stands. */
export const toldEarly = (table: 'e' | 'events') => sql<boolean>`(${sql.raw(table)}.field = 'title'
  or ${sql.raw(table)}.sentence_start < ${sql.raw(String(openingLength))})`;

/** What articles tell of, in reading order. */
export async function toldIn(orm: Orm, ids: readonly number[]): Promise<Owned<FactEvent>[]> {
  const { articleId, nth, type, certainty, stance, instrumentId, field } = events;
  const early = toldEarly('events');
  const who = sql<string[]>`coalesce(json_agg(${eventRoles.entityId} order by ${eventRoles.nth})
    filter (where ${eventRoles.entityId} is not null), '[]')`;
  const rows = await orm
    .select({ articleId, nth, type, certainty, stance, instrumentId, field, early, who })
    .from(events)
    .leftJoin(eventRoles, and(eq(eventRoles.articleId, articleId), eq(eventRoles.eventNth, nth)))
    .where(inArray(articleId, [...ids]))
    .groupBy(articleId, nth)
    .orderBy(asc(articleId), asc(nth));
  return rows.map(({ articleId, nth: _nth, field, who, ...event }) => ({
    articleId,
    own: { ...event, who: [...new Set(who)], inTitle: field === 'title' },
  }));
}

/** What belongs to each article. */
export const grouped = <Own>(rows: readonly Owned<Own>[]): Map<number, Own[]> =>
  byOwner(
    rows,
    ({ articleId }) => articleId,
    ({ own }) => own,
  );
