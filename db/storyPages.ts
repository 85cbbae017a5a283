import { and, asc, desc, eq, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { articleEntities, articleRevisions, articles, events, storyLinks } from './schema.ts';
import { firstsByLanguage, type StoryEntity, storyEntities } from './stories.ts';
import { inOrder } from './storyPlacements.ts';

/** An article in its story's timeline. */
export type StoryMoment = Awaited<ReturnType<typeof storyTimeline>>[number];

/** A part of a timeline. */
interface TimelinePart {
  /** Only what follows this article. */
  after?: number | undefined;
  /** False leaves copies out. */
  copies?: boolean;
}

/** A story's articles from the first on: at most `limit`. */
export const storyTimeline = (orm: Orm, storyId: number, limit: number, part: TimelinePart = {}) =>
  orm
    .select({
      ...momentColumns,
      minutesAfterFirst: sql<number>`round(extract(epoch from ${articles.publishedAt} - (
        select first_at from stories where id = ${storyId})) / 60)::int`,
      link: { toId: storyLinks.toId, score: storyLinks.score, reasons: storyLinks.reasons },
    })
    .from(articles)
    .leftJoin(storyLinks, eq(storyLinks.articleId, articles.id))
    .where(
      and(
        eq(articles.storyId, storyId),
        part.after === undefined ? undefined : behindArticle(part.after),
        part.copies === false ? isNull(articles.copyOf) : undefined,
      ),
    )
    .orderBy(...inOrder)
    .limit(limit);

const momentColumns = {
  id: articles.id,
  title: articles.title,
  url: articles.url,
  publisher: articles.publisher,
  language: articles.language,
  publishedAt: articles.publishedAt,
  copyOf: articles.copyOf,
  copyShare: articles.copyShare,
  sentimentScore: articles.sentimentScore,
  sentimentLabel: articles.sentimentLabel,
};

const behindArticle = (
  id: number,
): SQL => sql`(${articles.publishedAt}, ${articles.canonicalUrl} collate "C") > (
  select published_at, canonical_url collate "C" from articles where id = ${id})`;

/** What is told of a story beside its timeline. */
export type StoryFacts = NonNullable<Awaited<ReturnType<typeof storyFacts>>>;

/** @returns null for a story that has no articles any more */
export async function storyFacts(orm: Orm, id: number) {
  const [first] = await storyTimeline(orm, id, 1);
  if (!first) return null;
  const [named, languages, publishers, events, copies, revisions] = await Promise.all([
    storyEntities(orm, [id], entitiesTold),
    firstsByLanguage(orm, [id]),
    storyPublishers(orm, id),
    storyEvents(orm, id),
    storyCopies(orm, id),
    countRevisions(orm, id),
  ]);
  const entities = named.get(id) ?? [];
  const told = languages.get(id) ?? [];
  const firstIn = (spoken: string) => told.find(({ language }) => language.split('-')[0] === spoken) ?? null;
  return {
    ...{ first, told, entities, publishers, events, copies, revisions },
    ...{ firstInEnglish: firstIn('en'), firstInChinese: firstIn('zh') },
    sentimentByPublisher: await sentimentByPublisher(orm, id, mainOf(entities)),
  };
}
const entitiesTold = 30;

/** Entities whose sentiment is told by publisher. */
const mainEntities = 3;
const mainOf = (entities: StoryEntity[]) => entities.slice(0, mainEntities).map(({ id }) => id);

/** What each publisher wrote itself: its articles that are no copies, and its first. */
export const storyPublishers = (orm: Orm, storyId: number) =>
  orm
    .select({
      publisher: articles.publisher,
      articles: sql<number>`(count(*) filter (where ${articles.copyOf} is null))::int`,
      copies: sql<number>`(count(*) filter (where ${articles.copyOf} is not null))::int`,
      firstAt: sql`min(${articles.publishedAt})`.mapWith(articles.publishedAt),
    })
    .from(articles)
    .where(eq(articles.storyId, storyId))
    .groupBy(articles.publisher)
    .orderBy(sql`min(${articles.publishedAt})`, articles.publisher)
    .limit(publishersListed);
const publishersListed = 300;

/** Sentiment of each publisher's articles, copies left out, towards these entities: how many, and sums of their scores. */
export const sentimentByPublisher = (orm: Orm, storyId: number, entityIds: readonly string[]) =>
  entityIds.length === 0
    ? Promise.resolve([])
    : orm
        .select({
          publisher: articles.publisher,
          entityId: articleEntities.entityId,
          n: sql<number>`count(*)::int`,
          sum: sql<number>`sum(${articleEntities.score})::float8`,
          squares: sql<number>`sum(${articleEntities.score} * ${articleEntities.score})::float8`,
        })
        .from(articles)
        .innerJoin(articleEntities, eq(articleEntities.articleId, articles.id))
        .where(
          and(
            eq(articles.storyId, storyId),
            isNull(articles.copyOf),
            inArray(articleEntities.entityId, [...entityIds]),
          ),
        )
        .groupBy(articles.publisher, articleEntities.entityId)
        .orderBy(articles.publisher, articleEntities.entityId)
        .limit(publishersListed * entityIds.length);

/** What a story's articles tell of, copies left out: what most of them tell first. */
export const storyEvents = (orm: Orm, storyId: number) =>
  orm
    .select({
      type: events.type,
      fromDay: events.fromDay,
      toDay: events.toDay,
      stance: events.stance,
      articles: sql<number>`count(distinct ${articles.id})::int`,
      publishers: sql<number>`count(distinct ${articles.publisher})::int`,
      firstToldAt: sql`min(${articles.publishedAt})`.mapWith(articles.publishedAt),
    })
    .from(articles)
    .innerJoin(events, eq(events.articleId, articles.id))
    .where(and(eq(articles.storyId, storyId), isNull(articles.copyOf)))
    .groupBy(events.type, events.fromDay, events.toDay, events.stance)
    .orderBy(desc(sql`count(distinct ${articles.id})`), asc(events.fromDay), asc(events.type))
    .limit(eventsListed);
const eventsListed = 50;

/** The copies in a story with their originals, by original and time. */
export const storyCopies = (orm: Orm, storyId: number) =>
  orm
    .select({
      original: sql<number>`${articles.copyOf}`.mapWith(Number),
      id: articles.id,
      publisher: articles.publisher,
      publishedAt: articles.publishedAt,
      share: articles.copyShare,
    })
    .from(articles)
    .where(and(eq(articles.storyId, storyId), isNotNull(articles.copyOf)))
    .orderBy(articles.copyOf, ...inOrder)
    .limit(copiesListed);
const copiesListed = 1000;

/** How often publishers have edited a story's articles. */
export async function countRevisions(orm: Orm, storyId: number): Promise<number> {
  const [row] = await orm
    .select({ count: sql<number>`count(*)::int` })
    .from(articleRevisions)
    .innerJoin(articles, eq(articles.id, articleRevisions.articleId))
    .where(eq(articles.storyId, storyId));
  return row?.count ?? 0;
}
