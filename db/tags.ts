import { and, asc, desc, eq, getTableColumns, inArray } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { articleEntities, articles, articleTopics, entities, mentions } from './schema.ts';

export type Mention = Omit<typeof mentions.$inferSelect, 'articleId' | 'taggerVersion'>;
export type ArticleEntity = Omit<typeof articleEntities.$inferSelect, 'articleId'>;

/** All that tagging found in one article; `unlisted` are the entities named in it that are not on the list. */
export interface ArticleTags {
  taggerVersion: string;
  language: string;
  sentiment: { score: number; label: Mention['label'] };
  mentions: Mention[];
  entities: ArticleEntity[];
  unlisted: { id: string; type: 'person' | 'organisation' | 'place'; name: string }[];
  topics: { id: string; relevance: number }[];
}

/** Rows per INSERT: PostgreSQL takes at most 65,535 parameters a statement and a mention has 12. */
const batch = 1000;

function batches<Row>(rows: Row[]): Row[][] {
  return Array.from({ length: Math.ceil(rows.length / batch) }, (_, n) =>
    rows.slice(n * batch, (n + 1) * batch),
  );
}

/**
 * Replaces an article's tags in one transaction and moves it from `read` to `tagged`.
 *
 * @returns false when the article was not at `read` (another worker was faster); nothing is stored then
 */
export async function saveTags(orm: Orm, articleId: number, tags: ArticleTags, now: Date): Promise<boolean> {
  return orm.transaction(async (tx) => {
    const moved = await tx
      .update(articles)
      .set({
        step: 'tagged',
        stepAt: now,
        failure: null,
        language: tags.language,
        taggerVersion: tags.taggerVersion,
        sentimentScore: tags.sentiment.score,
        sentimentLabel: tags.sentiment.label,
      })
      .where(and(eq(articles.id, articleId), eq(articles.step, 'read')))
      .returning({ id: articles.id });
    if (moved.length === 0) return false;
    for (const table of [mentions, articleEntities, articleTopics])
      await tx.delete(table).where(eq(table.articleId, articleId));
    // Always in the same order, so that two articles naming the same new people can't wait for each other.
    const unlisted = tags.unlisted
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map((entity) => ({ ...entity, listed: false }));
    for (const rows of batches(unlisted)) await tx.insert(entities).values(rows).onConflictDoNothing();
    for (const rows of batches(tags.mentions))
      await tx
        .insert(mentions)
        .values(rows.map((m) => ({ ...m, articleId, taggerVersion: tags.taggerVersion })));
    for (const rows of batches(tags.entities))
      await tx.insert(articleEntities).values(rows.map((entity) => ({ ...entity, articleId })));
    for (const rows of batches(tags.topics))
      await tx
        .insert(articleTopics)
        .values(rows.map((t) => ({ articleId, topic: t.id, relevance: t.relevance })));
    return true;
  });
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
