import { and, desc, eq, exists, gte, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import type { FoundArticle } from './found.ts';
import { articleEntities, articles, stories } from './schema.ts';
import { familyOf } from './search.ts';

export interface FirstsFilter {
  /** When the story began, inclusive; `before` exclusive. */
  after?: Date | undefined;
  before?: Date | undefined;
  /** Named in an article of the story, itself or through what belongs to it. */
  entity?: string | undefined;
}

/** A story told in both languages, with the first article in each. */
export interface FirstTold {
  storyId: number;
  english: FoundArticle;
  chinese: FoundArticle;
}

const languages = ['en', 'zh'];

/** Stories told in English and in Chinese, those that began last first: at most `most`. A copy may be the first of a language. */
export async function listFirsts(orm: Orm, filter: FirstsFilter, most: number): Promise<FirstTold[]> {
  const stories = await bilingual(orm, filter, most);
  if (stories.length === 0) return [];
  const { id, title, url, publisher, language, publishedAt, storyId } = articles;
  const rows = await orm
    .selectDistinctOn([storyId, language], { storyId, id, title, url, publisher, language, publishedAt })
    .from(articles)
    .where(and(inArray(storyId, stories), told))
    .orderBy(storyId, language, publishedAt, id);
  const first = new Map(
    rows.map(({ storyId: story, ...article }) => [`${story} ${article.language}`, article]),
  );
  return stories.map((story) => ({
    storyId: story,
    english: first.get(`${story} en`)!,
    chinese: first.get(`${story} zh`)!,
  }));
}

const told = and(eq(articles.step, 'clustered'), inArray(articles.language, languages));

async function bilingual(orm: Orm, { after, before, entity }: FirstsFilter, most: number): Promise<number[]> {
  const article = (condition: SQL | undefined) =>
    exists(
      orm
        .select({ one: sql`1` })
        .from(articles)
        .where(and(eq(articles.storyId, stories.id), told, condition)),
    );
  const rows = await orm
    .select({ id: stories.id })
    .from(stories)
    .where(
      and(
        after ? gte(stories.firstAt, after) : undefined,
        before ? lt(stories.firstAt, before) : undefined,
        ...languages.map((language) => article(eq(articles.language, language))),
        entity ? article(naming(orm, entity)) : undefined,
      ),
    )
    .orderBy(desc(stories.firstAt), desc(stories.id))
    .limit(most);
  return rows.map(({ id }) => id);
}

const naming = (orm: Orm, entity: string): SQL =>
  exists(
    orm
      .select({ one: sql`1` })
      .from(articleEntities)
      .where(
        and(eq(articleEntities.articleId, articles.id), inArray(articleEntities.entityId, familyOf(entity))),
      ),
  );
