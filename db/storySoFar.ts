import { and, desc, eq, inArray, lt, max, ne, or, sql } from 'drizzle-orm';
import { grouped, toldIn } from './articleFacts.ts';
import type { Orm } from './database.ts';
import { articleEntities, articleRevisions, articles, type FirstEvent, feeds, firstTags } from './schema.ts';

/** What the archive knew of a story before an article came: services/alert/story.ts has the same shape. */
export interface StoryBefore {
  id: number;
  /** By the time they were found, oldest first. */
  articles: ArticleBefore[];
}
interface ArticleBefore extends Head {
  events: FirstEvent[];
  entities: string[];
}

interface Head {
  id: number;
  publishedAt: Date;
  foundAt: Date;
  publisher: string;
  family: string;
  copyOf: number | null;
}

/** Of a story with more, the latest are looked at: what they tell, earlier ones told. */
const most = 500;

/**
 * The story that an article is in, as it was before the article came. Of an article that its publisher has edited: as it
 * was before the edit, with the article’s own first version in it.
 *
 * @returns null when the article is in no story
 */
export async function storySoFar(orm: Orm, articleId: number): Promise<StoryBefore | null> {
  const own = await article(orm, articleId);
  if (own?.storyId == null) return null;
  const heads = await headsBefore(orm, own.storyId, own);
  const before = heads.length > 0 ? await withTags(orm, heads) : [];
  return { id: own.storyId, articles: [...before, ...(own.editedAt ? await firstVersion(orm, own) : [])] };
}

async function withTags(orm: Orm, heads: Head[]): Promise<ArticleBefore[]> {
  const ids = heads.map(({ id }) => id);
  const [told, named] = [grouped(await toldIn(orm, ids)), grouped(await namedIn(orm, ids))];
  return heads.map((head) => ({
    ...head,
    events: told.get(head.id) ?? [],
    entities: named.get(head.id) ?? [],
  }));
}

const headColumns = {
  id: articles.id,
  publishedAt: articles.publishedAt,
  foundAt: articles.foundAt,
  publisher: articles.publisher,
  family: feeds.family,
  copyOf: articles.copyOf,
};

async function article(orm: Orm, id: number) {
  const edited = orm
    .select({ at: max(articleRevisions.replacedAt) })
    .from(articleRevisions)
    .where(eq(articleRevisions.articleId, id));
  const [row] = await orm
    .select({
      ...headColumns,
      storyId: articles.storyId,
      editedAt: sql<Date | null>`(${edited})`.mapWith(articles.foundAt),
    })
    .from(articles)
    .innerJoin(feeds, eq(feeds.id, articles.feedId))
    .where(eq(articles.id, id));
  return row;
}
type Own = NonNullable<Awaited<ReturnType<typeof article>>>;

async function headsBefore(orm: Orm, storyId: number, { id, foundAt, editedAt }: Own): Promise<Head[]> {
  const sooner = editedAt
    ? lt(articles.foundAt, editedAt)
    : or(lt(articles.foundAt, foundAt), and(eq(articles.foundAt, foundAt), lt(articles.id, id)));
  const rows = await orm
    .select(headColumns)
    .from(articles)
    .innerJoin(feeds, eq(feeds.id, articles.feedId))
    .where(and(eq(articles.storyId, storyId), ne(articles.id, id), eq(articles.step, 'clustered'), sooner))
    .orderBy(desc(articles.foundAt), desc(articles.id))
    .limit(most);
  return rows.reverse();
}

function namedIn(orm: Orm, ids: number[]): Promise<{ articleId: number; own: string }[]> {
  const { articleId, entityId, salience } = articleEntities;
  return orm
    .select({ articleId, own: entityId })
    .from(articleEntities)
    .where(inArray(articleId, ids))
    .orderBy(articleId, desc(salience), entityId);
}

/** What an edited article told at first, where that was kept. */
async function firstVersion(orm: Orm, own: Own): Promise<ArticleBefore[]> {
  const { storyId: _, editedAt: __, ...head } = own;
  const [tags] = await orm
    .select({ events: firstTags.events, towards: firstTags.towards })
    .from(firstTags)
    .where(eq(firstTags.articleId, own.id));
  if (!tags) return [];
  return [{ ...head, events: tags.events, entities: tags.towards.map(({ id }) => id) }];
}
