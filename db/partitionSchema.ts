import { type SQL, sql } from 'drizzle-orm';
import { rows } from './backup.ts';
import type { Orm } from './database.ts';

/** Ids of a month’s articles: they come from as many numbers, and what is beyond goes to the next month’s partition. */
export const room = 10_000_000;

/** The partition of what was there before there were partitions. */
export const firstOf = (table: string) => `${table}_before`;

/** Whether a table is one of partitions. */
export async function isPartitioned(orm: Orm, table: 'articles' | 'mentions'): Promise<boolean> {
  const [row] = await rows<{ kind: string }>(
    orm,
    sql`select relkind as kind from pg_class where oid = to_regclass(${`public.${table}`})`,
  );
  return row?.kind === 'p';
}

/** The id that the next article gets. */
export async function nextArticleId(orm: Orm): Promise<number> {
  const [row] = await rows<{ id: string | number }>(
    orm,
    sql`select last_value + is_called::int as id from articles_id_seq`,
  );
  return Number(row?.id);
}

/** One of these at a time: any number, the same in every process. */
const partitionLock = 4_201_023;
/** Whoever waits for a lock on a table holds up all that come after. */
const mostWaitMs = 1_000;
const tries = 30;
/** A lock that was not to be had, or only by two who waited for each other. */
const locked = new Set(['55P03', '40P01']);

/** A transaction that locks what everybody uses: it gives way where it would have to wait, and tries again. */
export async function briefly(orm: Orm, act: (tx: Orm) => Promise<void>): Promise<void> {
  for (let nth = 1; ; nth++)
    try {
      await orm.transaction(async (tx) => {
        await tx.execute(sql`select pg_advisory_xact_lock(${partitionLock})`);
        await tx.execute(sql`select set_config('lock_timeout', ${`${mostWaitMs}`}, true)`);
        await act(tx);
      });
      return;
    } catch (error) {
      const { code } = ((error as Error).cause ?? error) as { code?: string };
      if (!locked.has(code ?? '') || nth === tries) throw error;
      await new Promise((done) => setTimeout(done, mostWaitMs));
    }
}

/** A transaction that may read every row. */
export const long = (orm: Orm, act: (tx: Orm) => Promise<unknown>): Promise<void> =>
  orm.transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    await act(tx);
  });

/** A foreign key or an index as PostgreSQL words it. */
interface Defined {
  table: string;
  name: string;
  definition: string;
}

const foreignKeys = (tx: Orm, which: SQL) =>
  rows<Defined>(
    tx,
    sql`select relname as table, conname as name, pg_get_constraintdef(k.oid) as definition
      from pg_constraint k join pg_class c on c.oid = conrelid
      where contype = 'f' and conparentid = 0 and ${which} order by 1, 2`,
  );
const oid = (table: string) => sql`to_regclass(${`public.${table}`})`;

/** Foreign keys that lead to a table. */
export const keysTo = (tx: Orm, table: string) => foreignKeys(tx, sql`confrelid = ${oid(table)}`);
/** Foreign keys that a table has. */
export const keysFrom = (tx: Orm, table: string) => foreignKeys(tx, sql`conrelid = ${oid(table)}`);

export const addKey = (tx: Orm, table: string, name: string, definition: string) =>
  tx.execute(
    sql`alter table ${sql.identifier(table)} add constraint ${sql.identifier(name)} ${sql.raw(definition)}`,
  );

/** Checks the rows of foreign keys to articles that were put on without. */
export async function validateKeys(orm: Orm): Promise<void> {
  for (const { table, name } of await foreignKeys(
    orm,
    sql`not convalidated and confrelid = ${oid('articles')}`,
  ))
    await long(orm, (tx) =>
      tx.execute(sql`alter table ${sql.identifier(table)} validate constraint ${sql.identifier(name)}`),
    );
}

/**
 * Puts a partitioned table in a table’s place and makes that one its first partition, of all ids below `end`. Indexes and
 * foreign keys become the partitioned table’s; a unique index over other columns than the id stays the partition’s own.
 */
export async function becomeFirst(tx: Orm, table: string, id: string, end: number): Promise<void> {
  const [name, first] = [sql.identifier(table), sql.identifier(firstOf(table))];
  const indexes = await indexesOf(tx, table);
  const keys = await keysFrom(tx, table);
  const primary = await primaryKeyOf(tx, table);
  await tx.execute(sql`alter table ${name} rename to ${first}`);
  for (const index of [...indexes, primary])
    await tx.execute(
      sql`alter index ${sql.identifier(index.name)} rename to ${sql.identifier(index.name.replace(table, firstOf(table)))}`,
    );
  await tx.execute(sql`create table ${name}
    (like ${first} including defaults including constraints including storage) partition by range (${sql.identifier(id)})`);
  const check = sql.identifier(`${table}_bound`);
  await tx.execute(sql`alter table ${name} drop constraint ${check}`);
  await addKey(tx, table, primary.name, primary.definition);
  for (const { definition } of indexes) await tx.execute(sql.raw(definition));
  for (const key of keys) await addKey(tx, table, key.name, key.definition);
  await tx.execute(
    sql`alter table ${name} attach partition ${first} for values from (minvalue) to (${sql.raw(`${end}`)})`,
  );
  await tx.execute(sql`alter table ${first} drop constraint ${check}`);
}

const indexesOf = (tx: Orm, table: string) =>
  rows<Defined>(
    tx,
    sql`select ${table} as table, relname as name, pg_get_indexdef(indexrelid) as definition
      from pg_index join pg_class c on c.oid = indexrelid where indrelid = ${oid(table)} and not indisunique`,
  );

async function primaryKeyOf(tx: Orm, table: string): Promise<Defined> {
  const [key] = await rows<Defined>(
    tx,
    sql`select ${table} as table, conname as name, pg_get_constraintdef(oid) as definition
      from pg_constraint where contype = 'p' and conrelid = ${oid(table)}`,
  );
  return key!;
}
