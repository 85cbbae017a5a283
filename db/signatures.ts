import { and, eq, gt, gte, inArray, or, type SQL, sql } from 'drizzle-orm';
import { batches } from './batches.ts';
import type { Orm } from './database.ts';
import { readSignatures } from './readSignatures.ts';
import { articleEntities, articleSignatures, articles, events, signatureKeys, storyLinks } from './schema.ts';
import { storableJson } from './storable.ts';
import { inOrder, type Placement, placedColumns, placementIn } from './storyPlacements.ts';
import { taggedSteps } from './tags.ts';

/** What grouping needs of an article to make its signature. */
export type ArticleToSign = NonNullable<Awaited<ReturnType<typeof articleToSign>>>;

/** @returns null when there is no such article, or it has no tags yet */
export async function articleToSign(orm: Orm, id: number) {
  const {
    step,
    title,
    text,
    language,
    publisher,
    publishedAt,
    canonicalUrl,
    taggedAt,
    storyId,
    copyOf,
    textDroppedAt,
  } = articles;
  const [[article], entities, happened] = await Promise.all([
    orm
      .select({
        ...{ id: articles.id, step, title, text, language, publisher, publishedAt, canonicalUrl },
        ...{ taggedAt, storyId, copyOf, textDroppedAt },
      })
      .from(articles)
      .where(and(eq(articles.id, id), inArray(articles.step, taggedSteps))),
    orm
      .select({ id: articleEntities.entityId, salience: articleEntities.salience })
      .from(articleEntities)
      .where(eq(articleEntities.articleId, id))
      .orderBy(articleEntities.entityId),
    orm
      .select({ type: events.type, fromDay: events.fromDay, toDay: events.toDay, dated: events.dated })
      .from(events)
      .where(eq(events.articleId, id))
      .orderBy(events.nth),
  ]);
  return article ? { ...article, entities, events: happened } : null;
}

/** Those of the articles that are as they were when they were read to be signed. */
export async function stillAsRead<Read extends Pick<ArticleToSign, 'id' | 'taggedAt'>>(
  tx: Orm,
  read: readonly Read[],
): Promise<Read[]> {
  const ids = read.map(({ id }) => id);
  const rows = await tx
    .select({ id: articles.id, taggedAt: articles.taggedAt })
    .from(articles)
    .where(inArray(articles.id, ids));
  const taggedAt = new Map(rows.map((row) => [row.id, row.taggedAt?.getTime()]));
  return read.filter(({ id, taggedAt: then }) => taggedAt.has(id) && taggedAt.get(id) === then?.getTime());
}

/** An article's signature with the keys under which it is looked for (32-bit integers). */
export interface Signed {
  id: number;
  publishedAt: Date;
  version: string;
  signature: unknown;
  keys: readonly number[];
}

/** Stores articles' signatures in place of those that they had. */
export async function saveSignatures(tx: Orm, signed: readonly Signed[]): Promise<void> {
  const read = readSignatures(tx);
  for (const batch of batches(signed)) {
    const rows = batch.map(({ id, version, signature }) => ({
      ...{ articleId: id, version, signature: storableJson(signature) },
    }));
    const stored = await tx
      .insert(articleSignatures)
      .values(rows)
      .onConflictDoUpdate({
        target: articleSignatures.articleId,
        set: { version: sql`excluded.version`, signature: sql`excluded.signature` },
      })
      .returning({ id: articleSignatures.articleId, stamp });
    const byId = new Map(rows.map(({ articleId, signature }) => [articleId, signature]));
    for (const { id, stamp } of stored) read.keep(id, stamp, byId.get(id) as object);
  }
  const ids = signed.map(({ id }) => id);
  await tx.delete(signatureKeys).where(inArray(signatureKeys.articleId, ids));
  const rows = signed.flatMap(({ id, publishedAt, keys }) =>
    [...new Set(keys)].map((key) => ({ key, publishedAt, articleId: id })),
  );
  for (const batch of batches(rows)) await tx.insert(signatureKeys).values(batch);
}

/** Where in the order of grouping: articles are taken by time, then address. */
export interface Reached {
  publishedAt: Date;
  canonicalUrl: string;
}

/** Articles with tags behind a place in the order of grouping, or all of them. */
export const behind = (reached: Reached | null, since: Date | null): SQL | undefined =>
  and(
    inArray(articles.step, taggedSteps),
    since ? gte(articles.publishedAt, since) : undefined,
    reached ? gte(articles.publishedAt, reached.publishedAt) : undefined,
    reached
      ? or(
          gt(articles.publishedAt, reached.publishedAt),
          sql`${articles.canonicalUrl} collate "C" > ${reached.canonicalUrl}`,
        )
      : undefined,
  );

/** How many articles are behind a place. */
export const countInOrder = (orm: Orm, where: SQL | undefined): Promise<number> =>
  orm.$count(articles, where);

/** The next articles in the order of grouping. */
export const nextInOrder = (orm: Orm, where: SQL | undefined, limit: number) =>
  orm
    .select({ id: articles.id, publishedAt: articles.publishedAt, canonicalUrl: articles.canonicalUrl })
    .from(articles)
    .where(where)
    .orderBy(...inOrder)
    .limit(limit);

/** An article as grouping knows it; `placement` is null before it is placed. */
export interface Known {
  id: number;
  /** The same object as before while its row is the same: not to be changed. */
  signature: unknown;
  placement: Omit<Placement, 'ownStoryId' | 'articleId'> | null;
}

/** Those of the articles that have a signature of this version. */
export const knownOf = (tx: Orm, ids: readonly number[], version: string): Promise<Known[]> =>
  ids.length === 0 ? Promise.resolve([]) : known(tx, version, inArray(articles.id, [...ids]));

/** A look from one article at others that share a key with it. */
export interface Look {
  id: number;
  /** Its place in the order of grouping: milliseconds, then address. */
  at: number;
  url: string;
  keys: readonly number[];
  /** The farthest time looked at, in milliseconds, included. */
  until: number;
  /** Of each key only so many articles, the nearest in the order of grouping. */
  mostPerKey: number;
}

/**
 * Articles on one side of those looked from that share a key with one of them, each once: of each key of a look the
 * nearest, and others too, since one look finds what another has not asked for, and those of one time are all found.
 */
export function knownNear(
  tx: Orm,
  side: 'earlier' | 'later',
  looks: readonly Look[],
  version: string,
): Promise<Known[]> {
  const { direction, beyond } = sides[side];
  const asked = looks.map(({ at, until, ...look }) => {
    const [from, to] = [at, until].toSorted((a, b) => a - b).map(iso);
    return { ...look, at: iso(at), from, to };
  });
  // An array, since the planner takes it for short, and looks its articles up by their ids instead of reading whole tables.
  const near = sql`array(
    select near.article_id
    from json_to_recordset(${JSON.stringify(asked)}::json) as looks(
      id bigint, url text, at timestamptz, "from" timestamptz, "to" timestamptz, keys json, "mostPerKey" int)
    cross join lateral json_array_elements_text(looks.keys) as wanted(key)
    cross join lateral (
      select article_id from ${signatureKeys}
      where key = wanted.key::int and article_id <> looks.id and published_at between looks."from" and looks."to"
        and (published_at <> looks.at or exists (
          select from ${articles} where id = article_id and canonical_url collate "C" ${beyond} looks.url))
      order by published_at ${direction} fetch first (looks."mostPerKey") rows with ties
    ) near)`;
  return known(tx, version, sql`${articles.id} = any(${near})`);
}

const sides = {
  earlier: { direction: sql`desc`, beyond: sql`<` },
  later: { direction: sql`asc`, beyond: sql`>` },
};
const iso = (ms: number) => new Date(ms).toISOString();

async function known(tx: Orm, version: string, where: SQL): Promise<Known[]> {
  const rows = await tx
    .select({ stamp, ...placedColumns })
    .from(articles)
    .innerJoin(articleSignatures, eq(articleSignatures.articleId, articles.id))
    .leftJoin(storyLinks, eq(storyLinks.articleId, articles.id))
    .where(and(where, eq(articleSignatures.version, version)));
  const signatures = await signaturesOf(tx, rows);
  return rows.flatMap(({ stamp: _, ...placed }) => {
    const signature = signatures.get(placed.id);
    return signature ? [{ id: placed.id, signature, placement: placementIn(placed) }] : [];
  });
}

/** Names the version of a row: no other ever has the same place and the same transaction. */
const stamp = sql<string>`${articleSignatures}.ctid::text || ' ' || ${articleSignatures}.xmin::text`;

/** The signatures of articles; only those that were not read before, or have changed since, are read. */
async function signaturesOf(
  tx: Orm,
  rows: readonly { id: number; stamp: string }[],
): Promise<Map<number, object>> {
  const read = readSignatures(tx);
  const found = new Map<number, object>();
  const missing: number[] = [];
  for (const { id, stamp } of rows) {
    const signature = read.get(id, stamp);
    if (signature) found.set(id, signature);
    else missing.push(id);
  }
  for (const ids of batches(missing)) {
    const { articleId, signature } = articleSignatures;
    const more = await tx
      .select({ id: articleId, signature, stamp })
      .from(articleSignatures)
      .where(inArray(articleId, ids));
    for (const { id, signature, stamp } of more) {
      read.keep(id, stamp, signature as object);
      found.set(id, signature as object);
    }
  }
  return found;
}

/** Whether an article is in its story by another method than this one, so that new articles do not see it. */
export async function hasUnsigned(orm: Orm, version: string): Promise<boolean> {
  const { rows } = (await orm.execute(sql`
    select 1 from ${articles} where ${articles.step} = 'clustered' and not exists (
      select 1 from ${articleSignatures} s where s.article_id = ${articles.id} and s.version = ${version}) limit 1`)) as unknown as {
    rows: unknown[];
  };
  return rows.length > 0;
}
