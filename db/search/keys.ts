import { inArray, type SQL, sql } from 'drizzle-orm';
import type { Orm } from '../database.ts';
import { articleEntities, articles, articleTopics, entities, events, quotes } from '../schema.ts';
import { type KeyKind, keyKinds, longestKey, samples } from './lexemes.ts';

/** Relevance from which an article counts as being on a topic. */
export const onTopicFrom = 0.5;
/** Of one kind; no honest article has so many. */
const mostKeys = 1000;

/** What the columns of an article and its tags say, as keys of the index; what each facet counts stands first. */
const columnKeys = {
  facets: [
    key('publisher', sql`a.publisher`),
    key('language', sql`a.language`),
    key('label', sql`a.sentiment_label`),
    key('month', utc('YYYY-MM')),
  ],
  others: [
    key('feed', sql`a.feed_id`),
    key('stance', sql`a.stance`),
    key('sentiment', tenths(sql`a.sentiment_score`)),
    key('day', utc('YYYY-MM-DD')),
    key('year', utc('YYYY')),
    key('sample', sampleOf(sql`a.id`)),
  ],
};
const tagKeys = {
  facets: [
    // An article about what belongs to an entity is about the entity.
    sql`(with recursive family(id, above) as (
        (select e.id, e.parent_id from ${articleEntities} ae join ${entities} e on e.id = ae.entity_id
          where ae.article_id = a.id order by ae.salience desc, e.id limit ${sql.raw(String(mostKeys))})
        union select e.id, e.parent_id from family f join ${entities} e on e.id = f.above)
      select ${key('entity', sql`id`)} from family)`,
    sql`(select ${key('topic', sql`topic`)} from ${articleTopics}
      where article_id = a.id and relevance >= ${sql.raw(String(onTopicFrom))})`,
    sql`(select distinct ${key('event', sql`type`)} from ${events} where article_id = a.id)`,
  ],
  others: [
    sql`(select ${key('titleWord', sql`lexeme`)} from unnest(ts_filter(coalesce(a.search, ''), '{a}')))`,
    sql`(select ${key('towards', sql`${tenths(sql`score`)} || ':' || entity_id`)} from ${articleEntities}
      where article_id = a.id order by salience desc, entity_id limit ${sql.raw(String(mostKeys))})`,
    sql`(select distinct ${key('type', sql`e.type`)} from ${articleEntities} ae
      join ${entities} e on e.id = ae.entity_id where ae.article_id = a.id)`,
    sql`(select distinct ${key('quoteBy', sql`speaker_id`)} from ${quotes}
      where article_id = a.id and speaker_id is not null limit ${sql.raw(String(mostKeys))})`,
  ],
};

/** Makes the index say of some tagged articles what their rows say now; their words stay. */
export async function refreshKeys(tx: Orm, ids: number[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute(sql`
    update ${articles} set facets = made.facets,
      search = ts_filter(coalesce(${articles.search}, ''), '{a,b,c,d}') || array_to_tsvector(made.facets || made.others)
    from (select a.id, ${keysOf('facets')} as facets, ${keysOf('others')} as others
      from ${articles} a where ${inArray(sql`a.id`, ids)}) as made
    where ${articles.id} = made.id`);
}

function keysOf(which: 'facets' | 'others'): SQL {
  const rows = [sql`unnest(array[${sql.join(columnKeys[which], sql`, `)}]) as key`];
  const queries = tagKeys[which].map((query) => sql`select * from ${query} as tags(key)`);
  return sql`array(select key from (${sql.join([sql`select key from ${rows[0]}`, ...queries], sql` union `)}) as keys where key is not null)`;
}

function key(kind: KeyKind, value: SQL): SQL {
  return sql`left(${sql.raw(`'${keyKinds[kind]}:'`)} || ${value}, ${sql.raw(String(longestKey))})`;
}

function utc(form: string): SQL {
  return sql`to_char(a.published_at at time zone 'UTC', ${sql.raw(`'${form}'`)})`;
}

/** Through numeric, which has 0.3 as 0.3. */
function tenths(score: SQL): SQL {
  return sql`floor(${score}::numeric * 10)::int`;
}

/** Neighbours in the archive fall into different ones. */
function sampleOf(id: SQL): SQL {
  return sql`((${id} * 40503) % 65536) * ${sql.raw(String(samples))} / 65536`;
}
