import { and, count, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { Orm } from '../database.ts';
import type { ArticleStep } from '../schema/words.ts';
import { articles, deliveries, feeds, matches, notices, stories, unmatched } from '../schema.ts';

/** How far some articles are, and what alerts made of them. */
export interface Standing {
  articles: { url: string; step: ArticleStep; storyId: number | null; copy: boolean; unmatched: boolean }[];
  matches: { alertId: number; storyId: number | null; url: string | null; state: string; told: boolean }[];
  /** Deliveries of any notice that are still to be sent. */
  pending: number;
  /** Of the feeds, those that are being polled for the first time, or were when whoever polled them died. */
  polling: string[];
}

/** What a test under fault asks of these articles, by their addresses, and of the feeds that list them. */
export async function standingOf(orm: Orm, urls: string[], feedIds: string[]): Promise<Standing> {
  const found = await orm
    .select({
      ...{ id: articles.id, url: articles.canonicalUrl, step: articles.step, storyId: articles.storyId },
      copy: sql<boolean>`${articles.copyOf} is not null`,
      unmatched: sql<boolean>`${unmatched.articleId} is not null`,
    })
    .from(articles)
    .leftJoin(unmatched, eq(unmatched.articleId, articles.id))
    .where(inArray(articles.canonicalUrl, urls));
  return {
    articles: found.map(({ id: _, ...article }) => article),
    matches: await matchesOf(
      orm,
      found.map(({ id }) => id),
    ),
    pending: await pendingDeliveries(orm),
    polling: await firstPolls(orm, feedIds),
  };
}

async function matchesOf(orm: Orm, articleIds: number[]): Promise<Standing['matches']> {
  if (articleIds.length === 0) return [];
  return orm
    .select({
      ...{ alertId: matches.alertId, url: articles.canonicalUrl, state: matches.state },
      // A story that became part of another is told of as that one.
      storyId: sql<number | null>`coalesce(${stories.movedTo}, ${matches.storyId})`.mapWith(Number),
      told: sql<boolean>`${matches.noticeId} is not null`,
    })
    .from(matches)
    .innerJoin(articles, eq(articles.id, matches.articleId))
    .leftJoin(stories, eq(stories.id, matches.storyId))
    .where(inArray(matches.articleId, articleIds));
}

async function pendingDeliveries(orm: Orm): Promise<number> {
  const [row] = await orm.select({ n: count() }).from(deliveries).where(eq(deliveries.state, 'pending'));
  return row!.n;
}

async function firstPolls(orm: Orm, ids: string[]): Promise<string[]> {
  const claimed = and(inArray(feeds.id, ids), isNull(feeds.lastPollAt), gt(feeds.nextPollAt, sql`now()`));
  const rows = await orm.select({ id: feeds.id }).from(feeds).where(claimed);
  return rows.map(({ id }) => id);
}

/** Sums over the whole archive, for the end of a run. */
export interface Sums {
  unmatched: number;
  held: number;
  deliveries: Record<string, number>;
  notices: number;
  /** Matches of one alert whose articles are of one story today, beyond the first. */
  again: number;
}

export async function sumsOf(orm: Orm): Promise<Sums> {
  const [left] = await orm.select({ n: count() }).from(unmatched);
  const [held] = await orm.select({ n: count() }).from(matches).where(eq(matches.state, 'held'));
  const [made] = await orm.select({ n: count() }).from(notices);
  const states = await orm
    .select({ state: deliveries.state, n: count() })
    .from(deliveries)
    .groupBy(deliveries.state);
  const [again] = await orm
    .select({ n: sql<number>`(count(*) - count(distinct (${matches.alertId}, ${articles.storyId})))::int` })
    .from(matches)
    .innerJoin(articles, eq(articles.id, matches.articleId));
  return {
    ...{ unmatched: left!.n, held: held!.n, notices: made!.n, again: again!.n },
    deliveries: Object.fromEntries(states.map(({ state, n }) => [state, n])),
  };
}

/** A feed that is due at once and then not for a day. */
export async function addFeed(orm: Orm, { id, url }: { id: string; url: string }): Promise<void> {
  const kind = { family: 'wire', language: 'en', topics: ['export-controls'], interval: 86_400 };
  await orm.insert(feeds).values({ id, url, publisher: id.replace(/^r\d+-/, ''), ...kind });
}
