import { type SQL, sql } from 'drizzle-orm';
import type { Orm } from '../../../db/database.ts';
import { entityCount, type Generated, generate, generatedFrom, generatedUntil } from './generate.ts';
import { inMonths, makeMonths } from './months.ts';

const rowsPerInsert = 500;
/** Built when all rows are there, which takes a fifth of the time. */
const laterIndexes = [
  'articles_search_index',
  'articles_published_at_id_index',
  'articles_publisher_published_at_index',
  'articles_feed_id_index',
  'articles_story_id_index',
  'articles_copy_of_index',
];

/**
 * Fills an empty archive with generated articles.
 *
 * @param connections that insert at the same time
 * @param partitioned puts each month's articles into a partition
 */
export async function load(orm: Orm, count: number, connections: number, partitioned = false): Promise<void> {
  const months = partitioned ? await makeMonths(orm, generatedFrom, generatedUntil) : null;
  const indexes = await rowsOf(
    orm,
    sql`select indexname, indexdef from pg_indexes where schemaname = 'public'
    and indexname in (${sql.join(
      laterIndexes.map((name) => sql`${name}`),
      sql`, `,
    )})`,
  );
  for (const { indexname } of indexes)
    await orm.execute(sql`drop index ${sql.identifier(String(indexname))}`);
  await orm.execute(sql`insert into feeds (id, url, publisher, family, language, topics, "interval", next_poll_at)
    values ('generated', 'https://feed.example/', 'Generated', 'wire', 'en', '{}', 3600, now())`);
  await orm.execute(sql`insert into entities (id, type, name, listed)
    select 'entity-' || n, 'company', 'Entity ' || n, true from generate_series(0, ${entityCount - 1}) n`);
  await orm.execute(sql`alter table articles disable trigger all`);
  await orm.execute(sql`alter table article_entities disable trigger all`);
  const generated = generate(count, 7);
  const rows = months ? inMonths(generated, months) : generated;
  let done = 0;
  const insertAll = async () => {
    for (let batch = take(rows); batch.length > 0; batch = take(rows)) {
      await insert(orm, batch);
      done += batch.length;
      if (done % 100_000 < rowsPerInsert) console.error(`${done} articles loaded`);
    }
  };
  await Promise.all(Array.from({ length: connections }, insertAll));
  // Of a table of partitions, PostgreSQL words an index as one of that table alone.
  for (const { indexdef } of indexes) await build(orm, String(indexdef).replace(' ON ONLY ', ' ON '));
  await orm.execute(sql`insert into stories (id, first_at, last_at, articles, publishers)
    select story_id, min(published_at), max(published_at), count(*), count(distinct publisher) from articles group by story_id`);
  await orm.execute(sql`alter table articles enable trigger all`);
  await orm.execute(sql`alter table article_entities enable trigger all`);
}

function take(rows: Generator<Generated>): Generated[] {
  const batch: Generated[] = [];
  while (batch.length < rowsPerInsert) {
    const { value, done } = rows.next();
    if (done) break;
    batch.push(value);
  }
  return batch;
}

const build = (orm: Orm, definition: string) =>
  orm.transaction(async (tx) => {
    await tx.execute(sql`set local maintenance_work_mem = '512MB'`);
    await tx.execute(sql`set local statement_timeout = 0`);
    await tx.execute(sql.raw(definition));
  });

async function insert(orm: Orm, batch: Generated[]): Promise<void> {
  await orm.execute(sql`
    with given as (select * from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) as given(id bigint, title text, text text,
        lead text, rest text, language text, publisher text, "publishedAt" timestamptz, score real, label text,
        relevance real, "copyOf" bigint, "storyId" bigint, entities jsonb, facets text[], others text[])),
    inserted as (insert into articles (id, canonical_url, url, feed_id, publisher, language, title, text, words, published_at,
        found_at, step, step_at, relevance, sentiment_score, sentiment_label, copy_of, story_id, facets, search)
      select id, 'https://wire.example/' || id, 'https://wire.example/' || id, 'generated', publisher, language, title, text,
        300, "publishedAt", "publishedAt", 'clustered', "publishedAt", relevance, score, label, "copyOf", "storyId", facets,
        setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', lead), 'B')
          || to_tsvector('english', rest) || array_to_tsvector(facets || others || array(select '@w:' || lexeme from unnest(to_tsvector('english', title))))
        from given)
    insert into article_entities (article_id, entity_id, mentions, salience, score, label)
      select given.id, e.id, 1, 0.5, e.score, 'neutral' from given, jsonb_to_recordset(entities) as e(id text, score real)`);
}

/** Rows that a statement gives. */
export async function rowsOf(orm: Orm, statement: SQL): Promise<Record<string, unknown>[]> {
  return ((await orm.execute(statement)) as unknown as { rows: Record<string, unknown>[] }).rows;
}
