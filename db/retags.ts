import { and, desc, eq, gte, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { articleIds } from './articleIds.ts';
import type { Orm } from './database.ts';
import {
  articleEntities,
  articles,
  articleTopics,
  events,
  mentions,
  quotes,
  releases,
  retags,
} from './schema.ts';
import { taggedSteps } from './tags.ts';

export type Retag = typeof retags.$inferSelect;

/** Which articles a run takes. */
export type RetagScope = Pick<Retag, 'taggerVersion' | 'listVersion' | 'everything' | 'since'>;

/** Goes on with the newest run of this scope that was not finished, or begins one. */
export async function beginRetag(orm: Orm, scope: RetagScope, report: unknown, now: Date): Promise<Retag> {
  const { taggerVersion, listVersion, everything, since } = scope;
  const [unfinished] = await orm
    .select()
    .from(retags)
    .where(
      and(
        isNull(retags.finishedAt),
        eq(retags.taggerVersion, taggerVersion),
        eq(retags.listVersion, listVersion),
        eq(retags.everything, everything),
        since ? eq(retags.since, since) : isNull(retags.since),
      ),
    )
    .orderBy(desc(retags.id))
    .limit(1);
  if (unfinished) return unfinished;
  const [begun] = await orm
    .insert(retags)
    .values({ ...scope, startedAt: now, report })
    .returning();
  return begun!;
}

/** Keeps how far a run is, so that one that is killed goes on with its report. */
export async function saveRetag(
  orm: Orm,
  id: number,
  progress: { articles: number; report: unknown; finishedAt: Date | null },
): Promise<void> {
  await orm.update(retags).set(progress).where(eq(retags.id, id));
}

/** Articles that a run still has to take; shared by all who work on it. */
export const articlesToRetag = (orm: Orm, scope: RetagScope, startedAt: Date): AsyncGenerator<number, void> =>
  articleIds(orm, toRetag(scope, startedAt));

/** How many articles a run still has to take. */
export const countToRetag = (orm: Orm, scope: RetagScope, startedAt: Date): Promise<number> =>
  orm.$count(articles, toRetag(scope, startedAt));

/** The rows know: what has these versions is done, and of a run over everything what was tagged since it began. */
function toRetag(
  { taggerVersion, listVersion, everything, since }: RetagScope,
  startedAt: Date,
): SQL | undefined {
  return and(
    inArray(articles.step, taggedSteps),
    isNull(articles.textDroppedAt), // their tags are all that is left
    since ? gte(articles.publishedAt, since) : undefined,
    or(
      sql`(${articles.taggerVersion}, ${articles.listVersion}) is distinct from (${taggerVersion}, ${listVersion})`,
      everything ? or(isNull(articles.taggedAt), lt(articles.taggedAt, startedAt)) : undefined,
    ),
  );
}

/** An article with those of its tags that runs compare. */
export type TaggedArticle = NonNullable<Awaited<ReturnType<typeof taggedArticle>>>;

/** @returns null when the article is not there */
export async function taggedArticle(orm: Orm, id: number) {
  const { step, title, text, publishedAt, taggedAt, stance, sentimentLabel } = articles;
  const [[article], named, entities, topics, happened, quoteCount, releaseCount] = await Promise.all([
    orm
      .select({ id: articles.id, step, title, text, publishedAt, taggedAt, stance, sentimentLabel })
      .from(articles)
      .where(eq(articles.id, id)),
    orm
      .select({
        entityId: mentions.entityId,
        field: mentions.field,
        startsAt: mentions.startsAt,
        endsAt: mentions.endsAt,
      })
      .from(mentions)
      .where(eq(mentions.articleId, id)),
    orm
      .select({
        entityId: articleEntities.entityId,
        score: articleEntities.score,
        label: articleEntities.label,
      })
      .from(articleEntities)
      .where(eq(articleEntities.articleId, id)),
    orm
      .select({ id: articleTopics.topic, relevance: articleTopics.relevance })
      .from(articleTopics)
      .where(eq(articleTopics.articleId, id)),
    orm.select({ type: events.type }).from(events).where(eq(events.articleId, id)),
    orm.$count(quotes, eq(quotes.articleId, id)),
    orm.$count(releases, eq(releases.articleId, id)),
  ]);
  if (!article) return null;
  const tags = {
    mentions: named,
    entities,
    topics,
    events: happened,
    quotes: quoteCount,
    releases: releaseCount,
  };
  return { ...article, ...tags };
}
