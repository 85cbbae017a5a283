import { inArray, sql } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { articles, eventRoles, events } from './schema.ts';
import { type ArticleFilter, familyOf, matches } from './search.ts';
import { rowsOf, storyKey } from './series.ts';

/** What the articles of one story tell of one type of event. */
export interface StoryEvent {
  type: string;
  /** Null where the first article is in no story yet. */
  storyId: number | null;
  /** The first of them. */
  article: Pick<typeof articles.$inferSelect, 'id' | 'title' | 'language'>;
  /** `YYYY-MM-DD`: the day that its articles give, else that of the first of them. */
  day: string;
  articles: number;
  /** How the article tells it that tells it nearest to its beginning. */
  telling: Pick<typeof events.$inferSelect, 'field' | 'startsAt' | 'publishedAt'>;
}

/**
 * The events most told of in which an entity, or what belongs to it, has a part, or which work through it; only those
 * that are simply stated.
 *
 * @param scope which articles
 */
export async function mostTold(
  orm: Orm,
  entity: string,
  scope: ArticleFilter,
  most: number,
): Promise<StoryEvent[]> {
  const result = await orm.execute(sql`
    with part as (
      select er.article_id, er.event_nth as nth from ${eventRoles} er where er.entity_id in ${familyOf(entity)}
      union
      select e.article_id, e.nth from ${events} e where e.instrument_id = ${entity})
    select ${events.type} as type, max(${articles.storyId}) as story, count(distinct ${articles.id}) as articles,
      to_char(coalesce(min(${events.fromDay}) filter (where ${events.dated}),
        min(${articles.publishedAt} at time zone 'UTC')::date), 'YYYY-MM-DD') as day,
      (array_agg(${events.articleId} order by ${articles.publishedAt}, ${events.articleId}))[1] as first,
      (array_agg(json_build_object('field', ${events.field}, 'at', ${events.startsAt},
        'published', extract(epoch from ${events.publishedAt})::float8)
        order by ${events.field} desc, ${events.startsAt}, ${events.publishedAt}))[1] as telling
    from part join ${events} on ${events.articleId} = part.article_id and ${events.nth} = part.nth
      join ${articles} on ${articles.id} = ${events.articleId}
    where ${events.certainty} = 'stated' and ${matches(scope)}
    group by ${events.type}, ${storyKey} order by 3 desc, 4 desc, 5 desc limit ${most}`);
  const rows = rowsOf(result);
  const first = await titlesOf(
    orm,
    rows.map((row) => Number(row.first)),
  );
  return rows.flatMap(({ type, story, articles: told, day, first: id, telling }) => {
    const article = first.get(Number(id));
    const storyId = story === null ? null : Number(story);
    return article
      ? [
          {
            ...{ type: String(type), storyId, article, day: String(day), articles: Number(told) },
            telling: tellingOf(telling as TellingRow),
          },
        ]
      : [];
  });
}

interface TellingRow {
  field: 'title' | 'text';
  at: number;
  /** Seconds */
  published: number;
}

const tellingOf = ({ field, at, published }: TellingRow): StoryEvent['telling'] => ({
  ...{ field, startsAt: at, publishedAt: new Date(Math.round(published * 1000)) },
});

async function titlesOf(orm: Orm, ids: number[]): Promise<Map<number, StoryEvent['article']>> {
  const { id, title, language } = articles;
  const rows = await orm.select({ id, title, language }).from(articles).where(inArray(id, ids));
  return new Map(rows.map((row) => [row.id, row]));
}
