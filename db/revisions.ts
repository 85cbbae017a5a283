import { and, asc, count, eq, inArray, isNotNull, lt, max, sql } from 'drizzle-orm';
import { type NewEntry, type ReadArticle, readColumns, type SearchWords } from './articles.ts';
import type { Orm } from './database.ts';
import { keepFirstWords } from './firstTags.ts';
import { showAgain } from './matches.ts';
import { articleRevisions, articles, entries } from './schema.ts';
import { indexable, storableRow } from './storable.ts';
import { type ArticleTags, replaceTags } from './tags.ts';

export type Revision = typeof articleRevisions.$inferSelect;

/** An article that is edited more often is a live ticker: reading all of it would be no history and no courtesy. */
const mostRevisions = 10;
const oncePer = 3_600_000;
/** A poll in which more than this share of what was known has changed shows a feed that stamps all its entries anew. */
const churnShare = 0.5;
const fewestToTell = 4;

/**
 * Compares what a feed shows of articles that it brought with what it showed before, and notes which are to be read
 * again: at most once an hour, and ten times in all, each.
 *
 * @returns how many were noted
 */
export async function noteChanges(orm: Orm, feedId: string, shown: NewEntry[], now: Date): Promise<number> {
  const known = await knownArticles(orm, feedId, shown);
  const changed = known.filter(({ before, entry }) => before !== null && before !== entry.entryHash);
  const fresh = known.filter(({ before, entry }) => before !== entry.entryHash);
  const churns = known.length >= fewestToTell && changed.length > churnShare * known.length;
  const toRead = churns ? new Set<number>() : await mayBeRead(orm, changed, now);
  if (fresh.length === 0) return 0;
  await orm.transaction(async (tx) => {
    for (const { id, entry } of fresh) {
      const { title, summary, feedHtml } = storableRow(entry);
      const change = toRead.has(id) ? { changedAt: now, changedEntry: { title, summary, feedHtml } } : {};
      await tx
        .update(articles)
        .set({ entryHash: entry.entryHash, ...change })
        .where(eq(articles.id, id));
    }
  });
  return toRead.size;
}

interface Known {
  id: number;
  /** The hash of what the feed showed before; null where it was not noted. */
  before: string | null;
  entry: NewEntry;
}

/** Articles that this very feed brought: another feed says the same in other words, and always did. */
async function knownArticles(orm: Orm, feedId: string, shown: NewEntry[]): Promise<Known[]> {
  const byKey = new Map(shown.flatMap((entry) => entry.keys.map((key) => [indexable(key), entry])));
  if (byKey.size === 0) return [];
  const rows = await orm
    .selectDistinctOn([articles.id], { id: articles.id, before: articles.entryHash, key: entries.key })
    .from(entries)
    .innerJoin(articles, eq(articles.id, entries.articleId))
    .where(
      and(eq(entries.feedId, feedId), eq(articles.feedId, feedId), inArray(entries.key, [...byKey.keys()])),
    );
  return rows.flatMap(({ id, before, key }) => {
    const entry = byKey.get(key);
    return entry?.entryHash ? [{ id, before, entry }] : [];
  });
}

async function mayBeRead(orm: Orm, changed: Known[], now: Date): Promise<Set<number>> {
  if (changed.length === 0) return new Set();
  const ids = changed.map(({ id }) => id);
  const rows = await orm
    .select({ id: articles.id })
    .from(articles)
    .leftJoin(articleRevisions, eq(articleRevisions.articleId, articles.id))
    .where(and(inArray(articles.id, ids), eq(articles.step, 'clustered')))
    .groupBy(articles.id)
    .having(
      and(
        lt(count(articleRevisions.nth), mostRevisions),
        sql`coalesce(${max(articleRevisions.replacedAt)}, ${articles.stepAt}) <= ${new Date(now.getTime() - oncePer).toISOString()}`,
      ),
    );
  return new Set(rows.map(({ id }) => id));
}

/** Articles that are to be read again, longest known first. */
export async function changedArticles(orm: Orm, limit: number): Promise<number[]> {
  const rows = await orm
    .select({ id: articles.id })
    .from(articles)
    .where(isNotNull(articles.changedAt))
    .orderBy(asc(articles.changedAt))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Forgets the change that was noted at that moment: it was none that counts, or could not be read. */
export async function settleChange(orm: Orm, articleId: number, changedAt: Date): Promise<void> {
  await orm
    .update(articles)
    .set({ changedAt: null, changedEntry: null })
    .where(and(eq(articles.id, articleId), eq(articles.changedAt, changedAt)));
}

/** The new version of an article: what was read, and what tagging found in it. */
export interface NewVersion {
  read: Omit<ReadArticle, 'publishedAt'>;
  searchWords: SearchWords;
  tags: ArticleTags;
}

/**
 * Puts a new version in an article's place and keeps the old one, in one transaction; the article's time of
 * publication, its step and its story stay. Alerts see it once more.
 *
 * @param before the article as the caller compared it
 * @returns false when somebody else settled the change or tagged the article since then; nothing is stored then
 */
export function saveVersion(
  orm: Orm,
  before: typeof articles.$inferSelect,
  { read, searchWords, tags }: NewVersion,
  now: Date,
): Promise<boolean> {
  return orm.transaction(async (tx) => {
    const { id, changedAt, taggedAt } = before;
    if (changedAt === null || taggedAt === null) return false;
    const same = [eq(articles.id, id), eq(articles.changedAt, changedAt), eq(articles.taggedAt, taggedAt)];
    const [held] = await tx
      .select({ id: articles.id })
      .from(articles)
      .where(and(...same, eq(articles.step, 'clustered')))
      .for('update');
    if (!held) return false;
    await keepFirstWords(tx, id, now);
    const { title, byline, text, words, textSource, updatedAt } = before;
    const nth = await tx.$count(articleRevisions, eq(articleRevisions.articleId, id));
    await tx
      .insert(articleRevisions)
      .values({ articleId: id, nth, title, byline, text, words, textSource, updatedAt, replacedAt: now });
    await tx
      .update(articles)
      .set({ ...readColumns(read, searchWords), changedAt: null, changedEntry: null })
      .where(eq(articles.id, id));
    await showAgain(tx, id, now);
    return replaceTags(tx, id, tags, taggedAt, now);
  });
}

/** Earlier versions of an article, the first one first. */
export async function listRevisions(orm: Orm, articleId: number): Promise<Revision[]> {
  return orm
    .select()
    .from(articleRevisions)
    .where(eq(articleRevisions.articleId, articleId))
    .orderBy(asc(articleRevisions.nth));
}

/** How many earlier versions of an article there are. */
export const countRevisions = (orm: Orm, articleId: number): Promise<number> =>
  orm.$count(articleRevisions, eq(articleRevisions.articleId, articleId));
