import { sql } from 'drizzle-orm';
import type { Condition } from './condition.ts';
import type { Orm } from './database.ts';
import { articleEntities, articles, articleTopics, entities, events } from './schema.ts';
import { type ArticleFilter, matches, onTopicFrom } from './search.ts';
import { rowsOf } from './series.ts';

export const splits = ['entity', 'publisher', 'language', 'topic', 'event'] as const;
/** Along what a series is taken apart. */
export type Split = (typeof splits)[number];

/** The part of a split that is called so. */
export function partOf(split: Split, id: string): Condition {
  if (split === 'publisher') return { is: 'publisher', name: id };
  if (split === 'language') return { is: 'language', language: id };
  if (split === 'event') return { is: 'event', type: id };
  return { is: split, id };
}

/** Which parts an article falls into, as a column `part`; of entities, those on the list. */
const parts = {
  entity: sql`select ae.entity_id as part from ${articleEntities} ae join ${entities} e on e.id = ae.entity_id
    where ae.article_id = found.id and e.listed`,
  publisher: sql`select found.publisher as part`,
  language: sql`select found.language as part`,
  topic: sql`select t.topic as part from ${articleTopics} t
    where t.article_id = found.id and t.relevance >= ${onTopicFrom}`,
  event: sql`select distinct ev.type as part from ${events} ev where ev.article_id = found.id`,
} satisfies Record<Split, unknown>;

/** The parts that most of a filter's articles fall into, most first. */
export async function greatestParts(
  orm: Orm,
  filter: ArticleFilter,
  split: Split,
  most: number,
): Promise<string[]> {
  const result = await orm.execute(sql`
    with found as (
      select ${articles.id}, ${articles.publisher}, ${articles.language}
      from ${articles} where ${matches(filter)})
    select part from found cross join lateral (${parts[split]}) as parts
    group by part order by count(*) desc, part limit ${most}`);
  return rowsOf(result).map((row) => String(row.part));
}
