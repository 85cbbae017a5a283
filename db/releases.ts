import { and, eq, exists, getTableColumns, inArray, sql } from 'drizzle-orm';
import { batches } from './batches.ts';
import type { Orm } from './database.ts';
import {
  byOwner,
  type Found,
  foundIn,
  newestFirst,
  ownerKey,
  type Place,
  type Published,
  published,
  type Tagged,
} from './found.ts';
import { shownSentence } from './rights.ts';
import { articles, claims, entities, releases } from './schema.ts';
import { familyOf } from './search.ts';
import { storableRow } from './storable.ts';

type ReleaseColumns = typeof releases.$inferSelect;
export type Claim = Omit<typeof claims.$inferSelect, 'articleId' | 'releaseNth' | 'nth'>;
export type NewRelease = Omit<ReleaseColumns, keyof Tagged | 'nth'> & { claims: Claim[] };
export type FoundRelease = Found<ReleaseColumns> & {
  model: Pick<typeof entities.$inferSelect, 'id' | 'name' | 'nameZh' | 'parentId' | 'listed'>;
  claims: Claim[];
};

/** Adds an article's releases; it has none yet. */
export async function insertReleases(tx: Orm, article: Tagged, found: NewRelease[]): Promise<void> {
  const { articleId } = article;
  const rows = found.map(({ claims: _, ...release }, nth) => storableRow({ ...release, ...article, nth }));
  const claimed = found.flatMap(({ claims: own }, releaseNth) =>
    own.map((claim, nth) => storableRow({ ...claim, articleId, releaseNth, nth })),
  );
  for (const batch of batches(rows)) await tx.insert(releases).values(batch);
  for (const batch of batches(claimed)) await tx.insert(claims).values(batch);
}

export interface ReleaseFilter extends Published {
  /** The model, or whom it belongs to: a lab, a family of models. */
  model?: string | undefined;
  /** Only releases of which something of this kind is claimed … */
  claim?: Claim['kind'] | undefined;
  /** … and, of benchmarks, that was measured so. */
  measuredBy?: Claim['measuredBy'] | undefined;
}

/** Releases told in the newest articles first: at most `limit`, starting after `cursor`. */
export async function listReleases(
  orm: Orm,
  filter: ReleaseFilter,
  limit: number,
  cursor?: Place,
): Promise<FoundRelease[]> {
  const { model, claim, measuredBy } = filter;
  const { id, name, nameZh, parentId, listed } = entities;
  const claiming = exists(
    orm
      .select({ one: sql`1` })
      .from(claims)
      .where(
        and(
          eq(claims.articleId, releases.articleId),
          eq(claims.releaseNth, releases.nth),
          claim ? eq(claims.kind, claim) : undefined,
          measuredBy ? eq(claims.measuredBy, measuredBy) : undefined,
        ),
      ),
  );
  const rows = await orm
    .select({ ...foundIn(releases), model: { id, name, nameZh, parentId, listed } })
    .from(releases)
    .innerJoin(articles, eq(articles.id, releases.articleId))
    .innerJoin(entities, eq(entities.id, releases.modelId))
    .where(
      and(
        published(releases, filter, cursor),
        model ? inArray(releases.modelId, familyOf(model)) : undefined,
        claim || measuredBy ? claiming : undefined,
      ),
    )
    .orderBy(...newestFirst(releases))
    .limit(limit);
  const claimed = await claimsOf(
    orm,
    rows.map(({ found }) => found.articleId),
  );
  return rows.map(({ found, article, model }) => ({
    ...found,
    article,
    model,
    claims: claimed.get(ownerKey(found.articleId, found.nth)) ?? [],
  }));
}

async function claimsOf(orm: Orm, articleIds: number[]): Promise<Map<string, Claim[]>> {
  if (articleIds.length === 0) return new Map();
  const rows = await orm
    .select({ ...getTableColumns(claims), sentence: shownSentence(claims.sentence) })
    .from(claims)
    .innerJoin(articles, eq(articles.id, claims.articleId))
    .where(inArray(claims.articleId, articleIds))
    .orderBy(claims.articleId, claims.releaseNth, claims.nth);
  return byOwner(
    rows,
    ({ articleId, releaseNth }) => ownerKey(articleId, releaseNth),
    ({ articleId: _article, releaseNth: _release, nth: _nth, ...claim }) => claim,
  );
}
