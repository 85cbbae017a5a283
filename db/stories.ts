import { and, desc, eq, exists, gte, inArray, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { articleEntities, articles, articleTopics, entities, stories } from './schema.ts';
import { familyOf, onTopicFrom } from './search.ts';
import { inOrder } from './storyPlacements.ts';

export type Story = Omit<typeof stories.$inferSelect, 'movedTo'>;

/** What stories to list; all given conditions hold. */
export interface StoryFilter {
  /** One of its articles names this entity or what belongs to it. */
  entity?: string | undefined;
  /** One of its articles is on this topic. */
  topic?: string | undefined;
  /** At least so many publishers wrote of it themselves. */
  publishers?: number | undefined;
  /** Its last article is of then or later. */
  after?: Date | undefined;
  /** Its first article is of before. */
  before?: Date | undefined;
}

/** Where the next page starts: the last story of this one. */
export interface StoryCursor {
  lastAt: Date;
  id: number;
}

/** An article as a story names it. */
export type StoryArticle = Pick<
  typeof articles.$inferSelect,
  'id' | 'title' | 'url' | 'publisher' | 'language' | 'publishedAt'
>;
const storyArticle = {
  id: articles.id,
  title: articles.title,
  url: articles.url,
  publisher: articles.publisher,
  language: articles.language,
  publishedAt: articles.publishedAt,
};

export interface StoryEntity extends Pick<typeof entities.$inferSelect, 'id' | 'name' | 'nameZh' | 'type'> {
  /** Articles that name it, copies left out. */
  articles: number;
  meanSentiment: number;
}

/** A story with its first article, its first in each language, and the entities that it is most about. */
export type ListedStory = Story & { first: StoryArticle; told: StoryArticle[]; entities: StoryEntity[] };

const entitiesListed = 5;

/** Which stories come first: those written of last, or those that most publishers wrote of. */
export type StoryOrder = 'newest' | 'publishers';

/** At most `limit` stories, starting after `cursor`, which is for the newest first. */
export async function listStories(
  orm: Orm,
  filter: StoryFilter,
  limit: number,
  cursor?: StoryCursor,
  order: StoryOrder = 'newest',
): Promise<ListedStory[]> {
  const { movedTo: _, ...columns } = storyColumns;
  const rows = await orm
    .select(columns)
    .from(stories)
    .where(and(isNull(stories.movedTo), await matches(orm, filter), cursor ? after(cursor) : undefined))
    .orderBy(
      ...(order === 'publishers' ? [desc(stories.publishers)] : []),
      desc(stories.lastAt),
      desc(stories.id),
    )
    .limit(limit);
  return withFirsts(orm, rows);
}

/** These stories, in this order; those that are gone are left out. */
export async function getStories(orm: Orm, ids: readonly number[]): Promise<ListedStory[]> {
  if (ids.length === 0) return [];
  const { movedTo: _, ...columns } = storyColumns;
  const rows = await orm
    .select(columns)
    .from(stories)
    .where(inArray(stories.id, [...ids]));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return withFirsts(
    orm,
    ids.flatMap((id) => byId.get(id) ?? []),
  );
}

async function withFirsts(orm: Orm, rows: Story[]): Promise<ListedStory[]> {
  const ids = rows.map(({ id }) => id);
  const [firsts, told, named] = await Promise.all([
    firstsOf(orm, ids),
    firstsByLanguage(orm, ids),
    storyEntities(orm, ids, entitiesListed),
  ]);
  return rows.flatMap((story) => {
    const first = firsts.get(story.id);
    if (!first) return [];
    return [{ ...story, first, told: told.get(story.id) ?? [], entities: named.get(story.id) ?? [] }];
  });
}

const storyColumns = {
  id: stories.id,
  movedTo: stories.movedTo,
  firstAt: stories.firstAt,
  lastAt: stories.lastAt,
  articles: stories.articles,
  publishers: stories.publishers,
};

const after = ({ lastAt, id }: StoryCursor) =>
  or(lt(stories.lastAt, lastAt), and(eq(stories.lastAt, lastAt), lt(stories.id, id)));

async function matches(orm: Orm, filter: StoryFilter): Promise<SQL | undefined> {
  const { entity, topic, publishers, after, before } = filter;
  const onTopic = and(eq(articleTopics.topic, topic ?? ''), gte(articleTopics.relevance, onTopicFrom));
  return and(
    publishers === undefined ? undefined : gte(stories.publishers, publishers),
    after ? gte(stories.lastAt, after) : undefined,
    before ? lt(stories.firstAt, before) : undefined,
    entity
      ? await hasTagged(orm, articleEntities, inArray(articleEntities.entityId, familyOf(entity)))
      : undefined,
    topic ? await hasTagged(orm, articleTopics, onTopic) : undefined,
  );
}

/** With more articles of a tag, the newest stories soon have some; with fewer, one would walk past all the others. */
const fewTagged = 10_000;

/** Stories with an article that has such a tag: looked up where they are few, else looked for from the newest on. */
async function hasTagged(
  orm: Orm,
  tags: typeof articleEntities | typeof articleTopics,
  condition: SQL | undefined,
): Promise<SQL> {
  const tagged = orm
    .select({ id: tags.articleId })
    .from(tags)
    .where(condition)
    .limit(fewTagged + 1)
    .as('tagged');
  const rows = await orm
    .select({ id: articles.storyId })
    .from(tagged)
    .innerJoin(articles, eq(articles.id, tagged.id));
  if (rows.length <= fewTagged) {
    const ids = JSON.stringify([...new Set(rows.map(({ id }) => id))]);
    return sql`${stories.id} in (select value::bigint from json_array_elements_text(${ids}::json))`;
  }
  return exists(
    orm
      .select({ one: sql`1` })
      .from(articles)
      .innerJoin(tags, eq(tags.articleId, articles.id))
      .where(and(eq(articles.storyId, stories.id), condition)),
  );
}

/** The first article of each story. */
async function firstsOf(orm: Orm, ids: readonly number[]): Promise<Map<number, StoryArticle>> {
  if (ids.length === 0) return new Map();
  const rows = await orm
    .selectDistinctOn([articles.storyId], { storyId: articles.storyId, ...storyArticle })
    .from(articles)
    .where(inArray(articles.storyId, [...ids]))
    .orderBy(articles.storyId, ...inOrder);
  return new Map(rows.map(({ storyId, ...article }) => [storyId!, article]));
}

/** The first article of each story in each language; `zh-Hant` counts as `zh`. */
export async function firstsByLanguage(
  orm: Orm,
  ids: readonly number[],
): Promise<Map<number, StoryArticle[]>> {
  if (ids.length === 0) return new Map();
  const spoken = sql<string>`split_part(${articles.language}, '-', 1)`;
  const rows = await orm
    .selectDistinctOn([articles.storyId, spoken], { storyId: articles.storyId, ...storyArticle })
    .from(articles)
    .where(inArray(articles.storyId, [...ids]))
    .orderBy(articles.storyId, spoken, ...inOrder);
  const byStory = new Map<number, StoryArticle[]>();
  for (const { storyId, ...article } of rows)
    byStory.set(storyId!, [...(byStory.get(storyId!) ?? []), article]);
  return byStory;
}

/** The entities that each story is most about, at most `most`: by salience over its articles, copies left out. */
export async function storyEntities(
  orm: Orm,
  ids: readonly number[],
  most: number,
): Promise<Map<number, StoryEntity[]>> {
  if (ids.length === 0) return new Map();
  const weight = sql`sum(${articleEntities.salience})`;
  const ranked = orm
    .select({
      storyId: articles.storyId,
      entityId: articleEntities.entityId,
      articles: sql<number>`count(*)::int`.as('named'),
      meanSentiment: sql<number>`round(avg(${articleEntities.score})::numeric, 3)::float8`.as(
        'mean_sentiment',
      ),
      nth: sql<number>`row_number() over (partition by ${articles.storyId}
        order by ${weight} desc, ${articleEntities.entityId})`.as('nth'),
    })
    .from(articles)
    .innerJoin(articleEntities, eq(articleEntities.articleId, articles.id))
    .where(and(inArray(articles.storyId, [...ids]), isNull(articles.copyOf)))
    .groupBy(articles.storyId, articleEntities.entityId)
    .as('ranked');
  const rows = await orm
    .select({
      ...{ storyId: ranked.storyId, id: entities.id, name: entities.name, nameZh: entities.nameZh },
      ...{ type: entities.type, articles: ranked.articles, meanSentiment: ranked.meanSentiment },
    })
    .from(ranked)
    .innerJoin(entities, eq(entities.id, ranked.entityId))
    .where(lte(ranked.nth, most))
    .orderBy(ranked.storyId, ranked.nth);
  const byStory = new Map<number, StoryEntity[]>();
  for (const { storyId, ...entity } of rows)
    byStory.set(storyId!, [...(byStory.get(storyId!) ?? []), entity]);
  return byStory;
}

/** A story's row, also of one that has moved; null when there never was one with this id. */
export async function getStory(orm: Orm, id: number): Promise<typeof stories.$inferSelect | null> {
  const [story] = await orm.select(storyColumns).from(stories).where(eq(stories.id, id));
  return story ?? null;
}

/** What has the same text as an article: its original and the other copies of that, earliest first. */
export async function listCopies(
  orm: Orm,
  { id, copyOf }: Pick<typeof articles.$inferSelect, 'id' | 'copyOf'>,
): Promise<StoryArticle[]> {
  const original = copyOf ?? id;
  return orm
    .select(storyArticle)
    .from(articles)
    .where(and(or(eq(articles.id, original), eq(articles.copyOf, original)), sql`${articles.id} <> ${id}`))
    .orderBy(...inOrder)
    .limit(copiesListed);
}
/** More copies than anybody reads. */
const copiesListed = 500;
