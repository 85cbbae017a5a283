import { and, asc, desc, eq, getTableColumns, inArray, isNull } from 'drizzle-orm';
import { batches } from './batches.ts';
import type { Orm } from './database.ts';
import { insertEvents, type NewEvent } from './events.ts';
import { keepFirstTags } from './firstTags.ts';
import { insertQuotes, type NewQuote } from './quotes.ts';
import { insertReleases, type NewRelease } from './releases.ts';
import {
  type ArticleStep,
  articleEntities,
  articles,
  articleTopics,
  entities,
  events,
  mentions,
  quotes,
  releases,
} from './schema.ts';
import { refreshKeys } from './search/keys.ts';

export type Mention = Omit<typeof mentions.$inferSelect, 'articleId' | 'taggerVersion'>;
export type ArticleEntity = Omit<typeof articleEntities.$inferSelect, 'articleId'>;

/** All that tagging found in one article; `unlisted` are the entities named in it that are not on the list. */
export interface ArticleTags {
  taggerVersion: string;
  /** Of the entity list. */
  listVersion: string;
  language: string;
  sentiment: { score: number; label: Mention['label'] };
  mentions: Mention[];
  entities: ArticleEntity[];
  unlisted: { id: string; type: 'person' | 'organisation' | 'place'; name: string }[];
  topics: { id: string; relevance: number }[];
  /** In reading order, as the quotes and releases. */
  events: NewEvent[];
  quotes: NewQuote[];
  releases: NewRelease[];
  stance: NonNullable<typeof articles.$inferSelect.stance>;
}

/**
 * Stores an article's tags in one transaction and moves it from `read` to `tagged`.
 *
 * @returns false when the article was not at `read` (another worker was faster); nothing is stored then
 */
export function saveTags(orm: Orm, articleId: number, tags: ArticleTags, now: Date): Promise<boolean> {
  return orm.transaction(async (tx) => {
    const [moved] = await tx
      .update(articles)
      .set({ ...taggedColumns(tags, now), step: 'tagged', stepAt: now, failure: null })
      .where(and(eq(articles.id, articleId), eq(articles.step, 'read')))
      .returning({ publishedAt: articles.publishedAt });
    if (!moved) return false;
    await storeTags(tx, { articleId, ...moved }, tags);
    return true;
  });
}

/**
 * Replaces the tags of an article that has some, in one transaction; its step and its story stay as they are. The first
 * ones of a finished article are kept, for tries of alerts against the past.
 *
 * @param before when it was tagged as the caller knows it
 * @returns false when it was tagged again since then; nothing is stored then
 */
export function replaceTags(
  orm: Orm,
  articleId: number,
  tags: ArticleTags,
  before: Date | null,
  now: Date,
): Promise<boolean> {
  return orm.transaction(async (tx) => {
    await keepFirstTags(tx, articleId, now);
    const [changed] = await tx
      .update(articles)
      .set(taggedColumns(tags, now))
      .where(
        and(
          eq(articles.id, articleId),
          inArray(articles.step, taggedSteps),
          before === null ? isNull(articles.taggedAt) : eq(articles.taggedAt, before),
        ),
      )
      .returning({ publishedAt: articles.publishedAt });
    if (!changed) return false;
    await storeTags(tx, { articleId, ...changed }, tags);
    return true;
  });
}

/** The steps at which an article has tags. */
export const taggedSteps: ArticleStep[] = ['tagged', 'clustered'];

const taggedColumns = (tags: ArticleTags, now: Date) => ({
  language: tags.language,
  taggerVersion: tags.taggerVersion,
  listVersion: tags.listVersion,
  taggedAt: now,
  sentimentScore: tags.sentiment.score,
  sentimentLabel: tags.sentiment.label,
  stance: tags.stance,
  relevance: Math.max(0, ...tags.topics.map(({ relevance }) => relevance)),
});

/** The caller holds the article's row, so that no other transaction stores tags of it at the same time. */
async function storeTags(
  tx: Orm,
  article: { articleId: number; publishedAt: Date },
  tags: ArticleTags,
): Promise<void> {
  const { articleId } = article;
  for (const table of [mentions, articleEntities, articleTopics, events, quotes, releases])
    await tx.delete(table).where(eq(table.articleId, articleId));
  const { taggerVersion } = tags;
  const tagged = { ...article, taggerVersion };
  // Always in the same order, so that two articles naming the same new people can't wait for each other.
  const unlisted = tags.unlisted.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  for (const rows of batches(unlisted))
    await tx
      .insert(entities)
      .values(rows.map((entity) => ({ ...entity, listed: false })))
      .onConflictDoNothing();
  for (const rows of batches(tags.mentions))
    await tx.insert(mentions).values(rows.map((mention) => ({ ...mention, articleId, taggerVersion })));
  for (const rows of batches(tags.entities))
    await tx.insert(articleEntities).values(rows.map((entity) => ({ ...entity, articleId })));
  for (const rows of batches(tags.topics))
    await tx
      .insert(articleTopics)
      .values(rows.map(({ id, relevance }) => ({ articleId, topic: id, relevance })));
  await insertEvents(tx, tagged, tags.events);
  await insertQuotes(tx, tagged, tags.quotes);
  await insertReleases(tx, tagged, tags.releases);
  await refreshKeys(tx, [articleId]);
}

/** An article's mentions in reading order. */
export async function listMentions(orm: Orm, articleId: number): Promise<Mention[]> {
  const { articleId: _article, taggerVersion: _version, ...columns } = getTableColumns(mentions);
  return orm
    .select(columns)
    .from(mentions)
    .where(eq(mentions.articleId, articleId))
    .orderBy(desc(mentions.field), asc(mentions.startsAt)); // 'title' before 'text'
}

/** An entity as an article shows it. */
export type NamedEntity = Pick<typeof entities.$inferSelect, 'id' | 'name' | 'nameZh' | 'type' | 'listed'> &
  Pick<typeof articleEntities.$inferSelect, 'mentions' | 'salience' | 'score' | 'label'>;

/** Every entity that articles name, most salient first within each article. */
export async function listArticleEntities(
  orm: Orm,
  articleIds: number[],
): Promise<(NamedEntity & { articleId: number })[]> {
  return orm
    .select({
      articleId: articleEntities.articleId,
      id: entities.id,
      name: entities.name,
      nameZh: entities.nameZh,
      type: entities.type,
      listed: entities.listed,
      mentions: articleEntities.mentions,
      salience: articleEntities.salience,
      score: articleEntities.score,
      label: articleEntities.label,
    })
    .from(articleEntities)
    .innerJoin(entities, eq(entities.id, articleEntities.entityId))
    .where(inArray(articleEntities.articleId, articleIds))
    .orderBy(desc(articleEntities.salience), entities.id);
}
