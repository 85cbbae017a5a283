import { and, asc, count, eq, gte, inArray, isNull, max, min, sql } from 'drizzle-orm';
import { articleIds } from './articleIds.ts';
import { type ReadArticle, readColumns, type SearchWords } from './articles.ts';
import { noteBackFill } from './coverage.ts';
import type { Orm } from './database.ts';
import type { Feed } from './feeds.ts';
import { type ArticleStep, articles, feeds, imports } from './schema.ts';
import { indexable, storableRow } from './storable.ts';

export type Import = typeof imports.$inferSelect;

/** An article from a file, read and ready for tagging. */
export interface ImportedArticle extends ReadArticle {
  url: string | null;
  canonicalUrl: string;
  publisher: string;
  searchWords: SearchWords;
}

/** Another run has stored rows of the same files meanwhile. */
export class ImportOvertaken extends Error {
  override name = 'ImportOvertaken';
}

/**
 * Goes on with the import of these files if it was stopped, and begins it (again) if not.
 *
 * @param source hash of what the files are and say
 */
export async function beginImport(orm: Orm, source: string, label: string, now: Date): Promise<Import> {
  const afresh = { startedAt: now, finishedAt: null, rows: 0, added: 0, known: 0, rejected: 0 };
  const [begun] = await orm
    .insert(imports)
    .values({ source, label: storableRow({ label }).label, ...afresh })
    .onConflictDoUpdate({
      target: imports.source,
      set: afresh,
      setWhere: sql`${imports.finishedAt} is not null`,
    })
    .returning();
  const [stopped] = begun ? [begun] : await orm.select().from(imports).where(eq(imports.source, source));
  return stopped!;
}

/** The feed that stands for files in the archive: it is never polled. */
export async function ensureImportFeed(
  orm: Orm,
  feed: Pick<Feed, 'id' | 'publisher' | 'family' | 'language' | 'topics'>,
  now: Date,
): Promise<void> {
  const never = { state: 'removed' as const, reason: 'brought in from files', interval: 0, nextPollAt: now };
  await orm
    .insert(feeds)
    .values({ ...storableRow(feed), ...never, url: `import:${feed.id}`, addedAt: now })
    .onConflictDoNothing();
}

/** Rows in a row of the files, all that became of them. */
export interface ImportBatch {
  rows: number;
  articles: ImportedArticle[];
  rejected: number;
}

/**
 * Stores the articles whose addresses are new to the archive, and how far the import is, in one transaction.
 *
 * @returns how many articles were new
 * @throws ImportOvertaken when the import is not where `run` says; nothing is stored then
 */
export async function storeBatch(
  orm: Orm,
  run: Pick<Import, 'id' | 'rows'>,
  feedId: string,
  batch: ImportBatch,
  now: Date,
): Promise<number> {
  return orm.transaction(async (tx) => {
    const added = await insertArticles(tx, feedId, batch.articles, now);
    const moved = await tx
      .update(imports)
      .set({
        rows: sql`${imports.rows} + ${batch.rows}`,
        added: sql`${imports.added} + ${added}`,
        known: sql`${imports.known} + ${batch.articles.length - added}`,
        rejected: sql`${imports.rejected} + ${batch.rejected}`,
      })
      .where(and(eq(imports.id, run.id), eq(imports.rows, run.rows)))
      .returning({ id: imports.id });
    if (moved.length === 0)
      throw new ImportOvertaken('The same files are being imported by another process.');
    return added;
  });
}

async function insertArticles(tx: Orm, feedId: string, rows: ImportedArticle[], now: Date): Promise<number> {
  if (rows.length === 0) return 0;
  const at = { feedId, foundAt: now, stepAt: now, step: 'read' as const };
  const added = await tx
    .insert(articles)
    .values(
      rows.map(({ searchWords, url, canonicalUrl, publisher, publishedAt, ...read }) => ({
        ...readColumns(read, searchWords),
        ...storableRow({ url, publisher }),
        ...{ canonicalUrl: indexable(canonicalUrl), publishedAt },
        ...at,
      })),
    )
    .onConflictDoNothing() // without a target: an archive of partitions has no such index
    .returning({ id: articles.id });
  return added.length;
}

/** Of these addresses those that articles have already. */
export async function knownAddresses(orm: Orm, canonicalUrls: string[]): Promise<Set<string>> {
  if (canonicalUrls.length === 0) return new Set();
  const rows = await orm
    .select({ canonicalUrl: articles.canonicalUrl })
    .from(articles)
    .where(inArray(articles.canonicalUrl, canonicalUrls.map(indexable)));
  return new Set(rows.map((row) => row.canonicalUrl));
}

/** Publishers with more than this many would each have a mark of their own on every chart. */
const mostMarks = 50;

/** Closes an import that has done all its rows, and marks in the coverage what it brought. */
export async function finishImport(orm: Orm, run: Import, feedId: string, now: Date): Promise<void> {
  await orm.transaction(async (tx) => {
    const [closed] = await tx
      .update(imports)
      .set({ finishedAt: now })
      .where(and(eq(imports.id, run.id), isNull(imports.finishedAt)))
      .returning({ label: imports.label });
    if (!closed) return;
    const brought = and(eq(articles.feedId, feedId), gte(articles.foundAt, run.startedAt));
    const spans = await tx
      .select({
        publisher: articles.publisher,
        from: min(articles.publishedAt),
        until: max(articles.publishedAt),
        articles: count(),
      })
      .from(articles)
      .where(brought)
      .groupBy(articles.publisher);
    for (const { publisher, from, until, articles } of together(spans))
      if (from && until)
        await noteBackFill(tx, { from, until }, { feedId, publisher, articles, note: closed.label });
  });
}

interface Span {
  publisher: string | null;
  from: Date | null;
  until: Date | null;
  articles: number;
}

/** One mark for all publishers where there are too many of them. */
function together(spans: Span[]): Span[] {
  if (spans.length <= mostMarks) return spans;
  const times = (key: 'from' | 'until') => spans.map((span) => span[key]!.getTime());
  return [
    {
      publisher: null,
      from: new Date(times('from').reduce((a, b) => Math.min(a, b))),
      until: new Date(times('until').reduce((a, b) => Math.max(a, b))),
      articles: spans.reduce((sum, span) => sum + span.articles, 0),
    },
  ];
}

/** A feed's articles at a step that did not fail; shared by all who work on them. */
export const articlesAtStep = (orm: Orm, feedId: string, step: ArticleStep): AsyncGenerator<number, void> =>
  articleIds(orm, atStep(feedId, step));

/** A feed's articles at a step, oldest publication first: those that wait longest to be put into stories. */
export async function oldestAtStep(
  orm: Orm,
  feedId: string,
  step: ArticleStep,
  limit: number,
): Promise<number[]> {
  const rows = await orm
    .select({ id: articles.id })
    .from(articles)
    .where(atStep(feedId, step))
    .orderBy(asc(articles.publishedAt), asc(articles.canonicalUrl))
    .limit(limit);
  return rows.map(({ id }) => id);
}

export const countAtStep = (orm: Orm, feedId: string, step: ArticleStep): Promise<number> =>
  orm.$count(articles, atStep(feedId, step));

const atStep = (feedId: string, step: ArticleStep) =>
  and(eq(articles.feedId, feedId), eq(articles.step, step), isNull(articles.failure));
