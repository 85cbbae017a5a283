import { and, asc, count, desc, eq, getTableColumns, inArray, lt, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Orm } from './database.ts';
import { articles, corrections, entities, mentions } from './schema.ts';

export type Correction = typeof corrections.$inferSelect;

/** A correction with what those are called whom it is about. */
export interface ListedCorrection extends Correction {
  /** Of the article. */
  publisher: string;
  entity: { id: string; name: string; nameZh: string | null };
  /** Who is meant; null where no entity is, and where it is about the sentiment. */
  rightEntity: { id: string; name: string; nameZh: string | null } | null;
}

/** The mention that a correction is of, with the article that it stands in. */
export interface TaggedMention {
  /** Whom it was taken for. */
  entity: { name: string; nameZh: string | null };
  mention: Omit<typeof mentions.$inferSelect, 'taggerVersion'>;
  article: Pick<
    typeof articles.$inferSelect,
    'id' | 'title' | 'text' | 'language' | 'publisher' | 'taggerVersion' | 'listVersion'
  >;
}

/** Which mention: at one place of an article there may be several, of different entities. */
export type MentionKey = Pick<Correction, 'articleId' | 'field' | 'startsAt' | 'entityId'>;

/** A mention as it is tagged now, or null. */
export async function getMention(orm: Orm, key: MentionKey): Promise<TaggedMention | null> {
  const { taggerVersion: _, ...mention } = getTableColumns(mentions);
  const [found] = await orm
    .select({
      mention,
      article: articleColumns,
      entity: { name: entities.name, nameZh: entities.nameZh },
    })
    .from(mentions)
    .innerJoin(articles, eq(articles.id, mentions.articleId))
    .innerJoin(entities, eq(entities.id, mentions.entityId))
    .where(
      and(
        eq(mentions.articleId, key.articleId),
        eq(mentions.field, key.field),
        eq(mentions.startsAt, key.startsAt),
        eq(mentions.entityId, key.entityId),
      ),
    );
  return found ?? null;
}

const articleColumns = {
  id: articles.id,
  title: articles.title,
  text: articles.text,
  language: articles.language,
  publisher: articles.publisher,
  taggerVersion: articles.taggerVersion,
  listVersion: articles.listVersion,
};

/** Keeps a correction; the same person's earlier one of the same mention and kind gives way. @returns its id */
export async function saveCorrection(orm: Orm, correction: Omit<Correction, 'id'>): Promise<number> {
  const { owner, articleId, field, startsAt, entityId, kind, ...said } = correction;
  const [row] = await orm
    .insert(corrections)
    .values(correction)
    .onConflictDoUpdate({
      target: [
        corrections.owner,
        corrections.articleId,
        corrections.field,
        corrections.startsAt,
        corrections.entityId,
        corrections.kind,
      ],
      set: said,
    })
    .returning({ id: corrections.id });
  return row!.id;
}

/** How many corrections somebody has made. */
export async function countCorrections(orm: Orm, owner: string): Promise<number> {
  const [row] = await orm.select({ n: count() }).from(corrections).where(eq(corrections.owner, owner));
  return row!.n;
}

/**
 * Takes a correction back.
 *
 * @param owner whose it must be; anybody's when absent
 * @returns false where there is no such correction
 */
export async function removeCorrection(orm: Orm, id: number, owner?: string): Promise<boolean> {
  const gone = await orm
    .delete(corrections)
    .where(and(eq(corrections.id, id), owner === undefined ? undefined : eq(corrections.owner, owner)))
    .returning({ id: corrections.id });
  return gone.length > 0;
}

interface CorrectionFilter {
  article?: number | undefined;
  id?: number | undefined;
  /** Only those with a smaller number. */
  before?: number | undefined;
}

const meant = alias(entities, 'meant');

const selectListed = (orm: Orm, where: SQL | undefined) =>
  orm
    .select({
      correction: corrections,
      publisher: articles.publisher,
      entity: { id: entities.id, name: entities.name, nameZh: entities.nameZh },
      rightEntity: { id: meant.id, name: meant.name, nameZh: meant.nameZh },
    })
    .from(corrections)
    .innerJoin(articles, eq(articles.id, corrections.articleId))
    .innerJoin(entities, eq(entities.id, corrections.entityId))
    .leftJoin(meant, eq(meant.id, corrections.rightEntityId))
    .where(where);

/** Corrections, the newest first: at most `limit`. */
export async function listCorrections(
  orm: Orm,
  { article, id, before }: CorrectionFilter,
  limit: number,
): Promise<ListedCorrection[]> {
  const rows = await selectListed(
    orm,
    and(
      article === undefined ? undefined : eq(corrections.articleId, article),
      id === undefined ? undefined : eq(corrections.id, id),
      before === undefined ? undefined : lt(corrections.id, before),
    ),
  )
    .orderBy(desc(corrections.id))
    .limit(limit);
  return rows.map(({ correction, ...named }) => ({ ...correction, ...named }));
}

/** A correction with what a gold set needs to know of its article. */
export interface CorrectedArticle {
  correction: Correction;
  article: Pick<
    typeof articles.$inferSelect,
    'id' | 'title' | 'text' | 'language' | 'publisher' | 'publishedAt'
  >;
}

/** Articles whose texts are read at once. */
const group = 100;

/** Every correction, those of one mention side by side; articles by their number. */
export async function* readCorrections(orm: Orm): AsyncGenerator<CorrectedArticle[]> {
  const rows = await orm
    .selectDistinct({ id: corrections.articleId })
    .from(corrections)
    .orderBy(asc(corrections.articleId));
  for (let from = 0; from < rows.length; from += group) {
    const ids = rows.slice(from, from + group).map(({ id }) => id);
    yield await orm
      .select({
        correction: corrections,
        article: {
          id: articles.id,
          title: articles.title,
          text: articles.text,
          language: articles.language,
          publisher: articles.publisher,
          publishedAt: articles.publishedAt,
        },
      })
      .from(corrections)
      .innerJoin(articles, eq(articles.id, corrections.articleId))
      .where(inArray(corrections.articleId, ids))
      .orderBy(
        asc(corrections.articleId),
        asc(corrections.field),
        asc(corrections.startsAt),
        asc(corrections.entityId),
        asc(corrections.id),
      );
  }
}
