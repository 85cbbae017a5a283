import { and, desc, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { batches } from './batches.ts';
import type { Orm } from './database.ts';
import { articles, rulingPairs, storyRulings } from './schema.ts';
import { inOrder } from './storyPlacements.ts';

type RulingKind = (typeof storyRulings.$inferSelect)['kind'];
/** What a ruling says of two articles. */
export type RulingPair = Omit<typeof rulingPairs.$inferSelect, 'rulingId'>;
export type NewRuling = { kind: RulingKind; note: string | null; pairs: RulingPair[] };

/** @returns the ruling's id */
export async function addRuling(tx: Orm, { kind, note, pairs }: NewRuling, now: Date): Promise<number> {
  const [ruling] = await tx
    .insert(storyRulings)
    .values({ kind, note, madeAt: now })
    .returning({ id: storyRulings.id });
  for (const batch of batches(pairs))
    await tx.insert(rulingPairs).values(batch.map((pair) => ({ ...pair, rulingId: ruling!.id })));
  return ruling!.id;
}

/** Withdraws a ruling. @returns what it said; null when there is none with this id */
export async function removeRuling(tx: Orm, id: number): Promise<RulingPair[] | null> {
  const said = await tx.select(pairColumns).from(rulingPairs).where(eq(rulingPairs.rulingId, id));
  const gone = await tx
    .delete(storyRulings)
    .where(eq(storyRulings.id, id))
    .returning({ id: storyRulings.id });
  return gone.length > 0 ? said : null;
}

const pairColumns = {
  articleId: rulingPairs.articleId,
  otherId: rulingPairs.otherId,
  kind: rulingPairs.kind,
};

/** A ruling with the stories that its articles are in now. */
export type Ruling = typeof storyRulings.$inferSelect & { stories: number[]; pairs: RulingPair[] };

/** Newest first, at most `limit`, of those before `cursor` (an id). */
export async function listRulings(orm: Orm, limit: number, cursor?: number): Promise<Ruling[]> {
  const rulings = await orm
    .select()
    .from(storyRulings)
    .where(cursor === undefined ? undefined : lt(storyRulings.id, cursor))
    .orderBy(desc(storyRulings.id))
    .limit(limit);
  if (rulings.length === 0) return [];
  const other = alias(articles, 'other');
  const said = await orm
    .select({
      rulingId: rulingPairs.rulingId,
      ...pairColumns,
      storyId: articles.storyId,
      otherStoryId: other.storyId,
    })
    .from(rulingPairs)
    .innerJoin(articles, eq(articles.id, rulingPairs.articleId))
    .innerJoin(other, eq(other.id, rulingPairs.otherId))
    .where(
      inArray(
        rulingPairs.rulingId,
        rulings.map(({ id }) => id),
      ),
    )
    .orderBy(rulingPairs.articleId, rulingPairs.otherId);
  return rulings.map((ruling) => {
    const own = said.filter(({ rulingId }) => rulingId === ruling.id);
    const stories = own.flatMap(({ storyId, otherStoryId }) => [storyId, otherStoryId]);
    return {
      ...ruling,
      stories: [...new Set(stories)].filter((id) => id !== null).toSorted((a, b) => a - b),
      pairs: own.map(({ articleId, otherId, kind }) => ({ articleId, otherId, kind })),
    };
  });
}

/** A story's articles that are no copies, in the order of grouping: at most `limit`. */
export async function originalsOf(tx: Orm, storyId: number, limit: number): Promise<number[]> {
  const rows = await tx
    .select({ id: articles.id })
    .from(articles)
    .where(and(eq(articles.storyId, storyId), isNull(articles.copyOf)))
    .orderBy(...inOrder)
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Of these articles those of a story in the order of grouping, each with its original (itself where it is no copy). */
export const originalsAmong = (tx: Orm, storyId: number, ids: readonly number[]) =>
  tx
    .select({
      id: articles.id,
      original: sql<number>`coalesce(${articles.copyOf}, ${articles.id})`.mapWith(Number),
    })
    .from(articles)
    .where(and(eq(articles.storyId, storyId), inArray(articles.id, [...ids])))
    .orderBy(...inOrder);
