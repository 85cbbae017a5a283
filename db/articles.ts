import { and, asc, count, eq, inArray, isNotNull, isNull, lt, ne, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import type { Feed } from './feeds.ts';
import { type ArticleStep, articles, entries } from './schema.ts';
import { indexOf, type SearchWords } from './search/index.ts';
import { rowsOf } from './series.ts';
import { indexable, storable, storableRow } from './storable.ts';

export type { SearchWords };

export type Article = typeof articles.$inferSelect;

/** Articles that are on their way: those that are done and those that were given up are not. */
export const unfinished = and(ne(articles.step, 'clustered'), isNull(articles.failure));

const longestTitle = 1000;
const longestReason = 500;

/** An entry as the fetch stage hands it over: what is enough to make an article row. */
export interface NewEntry {
  /** Everything that it may be known by, the most reliable first. */
  keys: [string, ...string[]];
  url: string | null;
  canonicalUrl: string | null;
  title: string;
  language: string | null;
  byline: string[];
  summary: string | null;
  feedHtml: string | null;
  publishedAt: Date;
  /** Of what it says: another one for the same entry is a sign that the publisher has edited the article. */
  entryHash?: string;
}

/**
 * Stores the entries that were not seen before and makes an article of each address that is new to the archive.
 * Safe to repeat, and to run at once for two feeds that show the same article.
 *
 * @returns ids of the articles that were added
 */
export async function addEntries(orm: Orm, feed: Feed, found: NewEntry[], now: Date): Promise<number[]> {
  const added: number[] = [];
  const storableEntries = found.map(({ keys, ...entry }) => ({
    ...storableRow({ ...entry, title: storable(entry.title, longestTitle) }),
    keys: keys.map(indexable) as NewEntry['keys'],
  }));
  for (const { keys, ...entry } of await unseen(orm, feed.id, storableEntries)) {
    await orm.transaction(async (tx) => {
      const canonicalUrl = indexable(entry.canonicalUrl ?? `urn:chipwire:${feed.id}:${keys[0]}`);
      const [article] = await tx
        .insert(articles)
        .values({
          ...entry,
          canonicalUrl,
          feedId: feed.id,
          publisher: feed.publisher,
          language: entry.language ?? feed.language,
          foundAt: now,
          stepAt: now,
        })
        .onConflictDoNothing() // without a target: an archive of partitions has no such index
        .returning({ id: articles.id });
      if (article) added.push(article.id);
      const articleId = article?.id ?? (await idOf(tx, canonicalUrl));
      const rows = keys.map((key) => ({ feedId: feed.id, key, articleId, foundAt: now }));
      await tx.insert(entries).values(rows).onConflictDoNothing();
    });
  }
  return added;
}

async function unseen(orm: Orm, feedId: string, found: NewEntry[]): Promise<NewEntry[]> {
  if (found.length === 0) return [];
  const known = await orm
    .select({ key: entries.key })
    .from(entries)
    .where(
      and(
        eq(entries.feedId, feedId),
        inArray(
          entries.key,
          found.flatMap((entry) => entry.keys),
        ),
      ),
    );
  const seen = new Set(known.map((row) => row.key));
  return found.filter(({ keys }) => {
    const isNew = !keys.some((key) => seen.has(key));
    for (const key of keys) seen.add(key); // the same entry twice in one document
    return isNew;
  });
}

async function idOf(orm: Orm, canonicalUrl: string): Promise<number> {
  const [row] = await orm
    .select({ id: articles.id })
    .from(articles)
    .where(eq(articles.canonicalUrl, canonicalUrl));
  if (!row) throw new Error(`Article ${canonicalUrl} vanished while it was added`);
  return row.id;
}

/** The article, or null. */
export async function getArticle(orm: Orm, id: number): Promise<Article | null> {
  const [article] = await orm.select().from(articles).where(eq(articles.id, id));
  return article ?? null;
}

export type ReadArticle = Pick<
  Article,
  | 'title'
  | 'byline'
  | 'language'
  | 'text'
  | 'words'
  | 'textSource'
  | 'textReason'
  | 'image'
  | 'section'
  | 'paywalled'
  | 'syndicatedFrom'
  | 'publishedAt'
  | 'updatedAt'
>;

/**
 * Stores what reading gave, and moves the article from `found` to `read`.
 *
 * @returns false when the article was not at `found` (another worker was faster)
 */
export async function saveRead(
  orm: Orm,
  id: number,
  read: ReadArticle,
  searchWords: SearchWords,
  now: Date,
): Promise<boolean> {
  const moved = await orm
    .update(articles)
    .set({
      ...readColumns(read, searchWords),
      publishedAt: sql`least(${read.publishedAt.toISOString()}::timestamptz, ${articles.foundAt})`,
      step: 'read',
      stepAt: now,
      failure: null,
    })
    .where(and(eq(articles.id, id), eq(articles.step, 'found')))
    .returning({ id: articles.id });
  return moved.length > 0;
}
/** What reading says of an article, as its row has it. */
export const readColumns = (read: Omit<ReadArticle, 'publishedAt'>, searchWords: SearchWords) => ({
  ...storableRow({ ...read, title: storable(read.title, longestTitle) }),
  feedHtml: null,
  search: indexOf(searchWords),
  facets: [],
});

/** Notes why the pipeline gave up on an article; {@link retryFailed} takes it up again. */
export async function failArticle(orm: Orm, id: number, reason: string, now: Date): Promise<void> {
  await orm
    .update(articles)
    .set({ failure: storable(reason, longestReason), stepAt: now })
    .where(eq(articles.id, id));
}

/** Lets articles that failed (all, or those given) move again. @returns their ids */
export async function retryFailed(orm: Orm, now: Date, ids?: number[]): Promise<number[]> {
  const failed = and(isNotNull(articles.failure), ids ? inArray(articles.id, ids) : undefined);
  const rows = await orm
    .update(articles)
    .set({ failure: null, stepAt: now })
    .where(failed)
    .returning({ id: articles.id });
  return rows.map((row) => row.id);
}

/** Articles that have stood at an unfinished step since before `before`, oldest first. */
export async function standingStill(
  orm: Orm,
  before: Date,
  limit: number,
): Promise<{ id: number; step: ArticleStep }[]> {
  return orm
    .select({ id: articles.id, step: articles.step })
    .from(articles)
    .where(and(unfinished, lt(articles.stepAt, before)))
    .orderBy(asc(articles.stepAt))
    .limit(limit);
}

/** How many articles are found and not finished; those that were given up are not. */
export const countUnfinished = (orm: Orm): Promise<number> => orm.$count(articles, unfinished);

/** So many articles are counted one by one; of more, the planner's number is taken, which is some percent off at most. */
const counted = 100_000;

/** How many articles there are. Costs little however many that is. */
export async function countArticles(orm: Orm): Promise<number> {
  const [plan] = rowsOf(
    await orm.execute(sql`
      select sum(greatest(reltuples, 0)) as planned from pg_class where oid = ${'articles'}::regclass
        or oid in (select inhrelid from pg_inherits where inhparent = ${'articles'}::regclass)`),
  );
  const planned = Math.round(Number(plan?.planned ?? 0));
  if (planned > counted) return planned;
  const [row] = rowsOf(
    await orm.execute(sql`select count(*) as n from (select 1 from ${articles} limit ${counted + 1}) as few`),
  );
  return Number(row?.n ?? 0);
}

/** How many articles were given up. */
export const countFailed = (orm: Orm): Promise<number> => orm.$count(articles, isNotNull(articles.failure));

/** How many articles stand at each step, and how many failed; those that are done as {@link countArticles} has them. */
export async function countSteps(orm: Orm): Promise<Record<ArticleStep | 'failed', number>> {
  const [all, failed] = [await countArticles(orm), await countFailed(orm)];
  const rows = await orm
    .select({ step: articles.step, count: count() })
    .from(articles)
    .where(unfinished)
    .groupBy(articles.step);
  const at = (step: ArticleStep) => rows.find((row) => row.step === step)?.count ?? 0;
  const [found, read, tagged] = [at('found'), at('read'), at('tagged')];
  return { found, read, tagged, clustered: Math.max(0, all - failed - found - read - tagged), failed };
}

/** When the oldest article of the archive was published; null while there is none. */
export async function firstPublished(orm: Orm): Promise<Date | null> {
  const [first] = await orm
    .select({ at: articles.publishedAt })
    .from(articles)
    .where(eq(articles.step, 'clustered'))
    .orderBy(asc(articles.publishedAt))
    .limit(1);
  return first?.at ?? null;
}
