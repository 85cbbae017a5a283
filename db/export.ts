import { asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { rolesOf } from './events.ts';
import { byOwner, ownerKey } from './found.ts';
import {
  articles,
  articleTopics,
  claims,
  entities,
  events,
  quoteEntities,
  quotes,
  releases,
} from './schema.ts';
import { type ArticleFilter, matches } from './search.ts';
import { listArticleEntities } from './tags.ts';

/** Articles read at once: about 2 MB of text. */
const group = 250;

/**
 * Numbers of the finished articles that a filter finds, newest first, as the archive is at this moment; eight bytes
 * each. What is read by them afterwards holds every article once, whatever arrives or moves in the meantime, with no
 * transaction that would have to stay open for as long as a slow reader reads.
 *
 * @param most the newest so many
 */
export async function foundIds(orm: Orm, filter: ArticleFilter, most?: number): Promise<Float64Array> {
  const newest = orm
    .select({ id: articles.id, publishedAt: articles.publishedAt })
    .from(articles)
    .where(matches(filter))
    .orderBy(desc(articles.publishedAt), desc(articles.id));
  const found = (most === undefined ? newest : newest.limit(most)).as('found');
  // One text, not a row for each: a million rows would be a million objects.
  const [row] = await orm
    .select({
      ids: sql<
        string | null
      >`string_agg(${found.id}::text, ',' order by ${found.publishedAt} desc, ${found.id} desc)`,
    })
    .from(found);
  return numbersIn(row?.ids ?? '');
}

function numbersIn(text: string): Float64Array {
  const numbers: number[] = [];
  for (let from = 0; from < text.length; ) {
    const comma = text.indexOf(',', from);
    const end = comma < 0 ? text.length : comma;
    numbers.push(Number(text.slice(from, end)));
    from = end + 1;
  }
  return Float64Array.from(numbers);
}

/** How much of each article to read: its row, also entities and topics, or also events, quotes and releases. */
export type Detail = 'row' | 'names' | 'all';

/** The articles of these numbers in their order, a group at a time, each read only when it is asked for. */
export async function* readArticles(orm: Orm, ids: Float64Array, detail: Detail) {
  for (let from = 0; from < ids.length; from += group) {
    const taken = [...ids.subarray(from, from + group)];
    yield { articles: await articlesOf(orm, taken, detail), taken: taken.length };
  }
}

/** An article with what is known of it. */
export type WholeArticle = Awaited<ReturnType<typeof articlesOf>>[number];

async function articlesOf(orm: Orm, ids: number[], detail: Detail) {
  const rows = await orm.select(exported).from(articles).where(inArray(articles.id, ids));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const [entitiesOf, topicsOf] = detail === 'row' ? [none, none] : await names(orm, ids);
  const [eventsOf, quotesOf, releasesOf] = detail === 'all' ? await found(orm, ids) : [none, none, none];
  return ids.flatMap((id) => {
    const row = byId.get(id); // one that was deleted meanwhile is not there
    return row
      ? {
          ...row,
          topics: topicsOf(id),
          entities: entitiesOf(id),
          events: eventsOf(id),
          quotes: quotesOf(id),
          releases: releasesOf(id),
        }
      : [];
  });
}

const exported = {
  id: articles.id,
  url: articles.url,
  canonicalUrl: articles.canonicalUrl,
  title: articles.title,
  publisher: articles.publisher,
  byline: articles.byline,
  language: articles.language,
  publishedAt: articles.publishedAt,
  updatedAt: articles.updatedAt,
  foundAt: articles.foundAt,
  section: articles.section,
  words: articles.words,
  paywalled: articles.paywalled,
  syndicatedFrom: articles.syndicatedFrom,
  feedId: articles.feedId,
  storyId: articles.storyId,
  copyOf: articles.copyOf,
  copyShare: articles.copyShare,
  sentimentScore: articles.sentimentScore,
  sentimentLabel: articles.sentimentLabel,
  stance: articles.stance,
  taggerVersion: articles.taggerVersion,
  listVersion: articles.listVersion,
  text: articles.text,
  textDroppedAt: articles.textDroppedAt,
};

const none = (_: number): never[] => [];

/** Rows that belong to articles, without saying to which, by the article's number. */
function byArticle<Row extends { articleId: number }>(rows: Row[]) {
  const owned = byOwner(
    rows,
    ({ articleId }) => String(articleId),
    ({ articleId: _, ...own }) => own,
  );
  return (id: number) => owned.get(String(id)) ?? [];
}

async function names(orm: Orm, ids: number[]) {
  const named = await listArticleEntities(orm, ids);
  const topics = await orm
    .select({
      articleId: articleTopics.articleId,
      id: articleTopics.topic,
      relevance: articleTopics.relevance,
    })
    .from(articleTopics)
    .where(inArray(articleTopics.articleId, ids))
    .orderBy(desc(articleTopics.relevance), asc(articleTopics.topic));
  return [
    byArticle(named.map(({ nameZh: _zh, listed: _listed, ...entity }) => entity)),
    byArticle(topics),
  ] as const;
}

const found = async (orm: Orm, ids: number[]) =>
  [
    byArticle(await eventsIn(orm, ids)),
    byArticle(await quotesIn(orm, ids)),
    byArticle(await releasesIn(orm, ids)),
  ] as const;

async function eventsIn(orm: Orm, ids: number[]) {
  const rows = await orm
    .select({
      articleId: events.articleId,
      nth: events.nth,
      type: events.type,
      words: events.words,
      sentence: events.sentence,
      fromDay: events.fromDay,
      toDay: events.toDay,
      dated: events.dated,
      certainty: events.certainty,
      stance: events.stance,
      instrument: events.instrument,
      instrumentId: events.instrumentId,
      pressStatus: events.pressStatus,
    })
    .from(events)
    .where(inArray(events.articleId, ids))
    .orderBy(events.articleId, events.nth);
  const who = await rolesOf(orm, ids);
  return rows.map(({ nth, ...event }) => ({
    ...event,
    who: (who.get(ownerKey(event.articleId, nth)) ?? []).map(({ entityId, role, effect, words }) => ({
      entityId,
      role,
      effect,
      words,
    })),
  }));
}

async function quotesIn(orm: Orm, ids: number[]) {
  const rows = await orm
    .select({
      articleId: quotes.articleId,
      nth: quotes.nth,
      words: quotes.words,
      speakerId: quotes.speakerId,
      speaker: entities.name,
      verb: quotes.verb,
    })
    .from(quotes)
    .leftJoin(entities, eq(entities.id, quotes.speakerId))
    .where(inArray(quotes.articleId, ids))
    .orderBy(quotes.articleId, quotes.nth);
  const named = await orm
    .select()
    .from(quoteEntities)
    .where(inArray(quoteEntities.articleId, ids))
    .orderBy(quoteEntities.articleId, quoteEntities.quoteNth, quoteEntities.entityId);
  const about = byOwner(
    named,
    (row) => ownerKey(row.articleId, row.quoteNth),
    ({ entityId }) => entityId,
  );
  return rows.map(({ nth, ...quote }) => ({
    ...quote,
    about: about.get(ownerKey(quote.articleId, nth)) ?? [],
  }));
}

async function releasesIn(orm: Orm, ids: number[]) {
  const rows = await orm
    .select({
      articleId: releases.articleId,
      nth: releases.nth,
      modelId: releases.modelId,
      modelWords: releases.modelWords,
    })
    .from(releases)
    .where(inArray(releases.articleId, ids))
    .orderBy(releases.articleId, releases.nth);
  const claimed = await orm
    .select()
    .from(claims)
    .where(inArray(claims.articleId, ids))
    .orderBy(claims.articleId, claims.releaseNth, claims.nth);
  const claimsOf = byOwner(
    claimed,
    (claim) => ownerKey(claim.articleId, claim.releaseNth),
    ({ kind, words, value, unit, measuredBy, sentence }) => ({
      kind,
      words,
      value,
      unit,
      measuredBy,
      sentence,
    }),
  );
  return rows.map(({ nth, ...release }) => ({
    ...release,
    claims: claimsOf.get(ownerKey(release.articleId, nth)) ?? [],
  }));
}
