import { eq, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { mayQuote } from './rights.ts';
import { articles, events, stories } from './schema.ts';
import { listArticleEntities } from './tags.ts';

/** An article as matches tell of it: services/alert/told.ts has the same shape. */
export interface ToldArticle {
  id: number;
  url: string | null;
  title: string;
  publisher: string;
  language: string;
  publishedAt: string;
  foundAt: string;
  /** Most salient first. */
  entities: { id: string; name: string; nameZh: string | null; score: number; label: ToldLabel }[];
  events: { type: string; words: string; certainty: string }[];
}
type ToldLabel = 'negative' | 'neutral' | 'positive';

export interface ToldOfArticle {
  article: ToldArticle;
  storyId: number | null;
  /** Publishers of the story’s articles that are no copies. */
  publishers: number | null;
}

const entitiesTold = 8;
const eventsTold = 8;
const longestWords = 160;

/** What may be told of an article, as its rows have it now; null when there is none. */
export async function toldOfArticle(orm: Orm, id: number): Promise<ToldOfArticle | null> {
  const [row] = await orm
    .select({
      ...{ id: articles.id, url: articles.url, title: articles.title, publisher: articles.publisher },
      ...{ language: articles.language, publishedAt: articles.publishedAt, foundAt: articles.foundAt },
      ...{ storyId: articles.storyId, publishers: stories.publishers },
      mayQuote: sql<boolean>`${mayQuote}`,
    })
    .from(articles)
    .leftJoin(stories, eq(stories.id, articles.storyId))
    .where(eq(articles.id, id));
  if (!row) return null;
  const { storyId, publishers, mayQuote: quotable, publishedAt, foundAt, ...article } = row;
  return {
    ...{ storyId, publishers },
    article: {
      ...article,
      ...{ publishedAt: publishedAt.toISOString(), foundAt: foundAt.toISOString() },
      entities: await entitiesOf(orm, id),
      events: await eventsOf(orm, id, quotable),
    },
  };
}

const entitiesOf = async (orm: Orm, id: number) =>
  (await listArticleEntities(orm, [id]))
    .slice(0, entitiesTold)
    .map(({ id, name, nameZh, score, label }) => ({ id, name, nameZh, score, label }));

/** @param quotable false where no words of the publisher’s may leave the archive but its titles */
async function eventsOf(orm: Orm, id: number, quotable: boolean) {
  const { type, words, certainty, nth, articleId } = events;
  const rows = await orm
    .select({ type, words, certainty })
    .from(events)
    .where(eq(articleId, id))
    .orderBy(nth)
    .limit(eventsTold);
  return rows.map((event) => ({ ...event, words: quotable ? cut(event.words) : '' }));
}

/** Cut by code points, so that no character is halved. */
function cut(words: string): string {
  const signs = [...words];
  return signs.length <= longestWords ? words : `${signs.slice(0, longestWords - 1).join('')}…`;
}
