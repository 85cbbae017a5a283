import { is, sql } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import type { Orm } from './database.ts';
import * as schema from './schema.ts';

/** What a backup holds, beside its rows. */
export interface BackupShape {
  /** The newest migration that its tables have gone through (milliseconds, as drizzle notes it). */
  schema: number;
  tables: string[];
  /** The last value of each sequence that has given one: a number is never given again, even where its row is gone. */
  sequences: Record<string, number>;
}

/** Names of all our tables. */
export const tableNames: string[] = Object.values(schema)
  .filter((table) => is(table, PgTable))
  .map((table) => getTableConfig(table).name)
  .sort();

/**
 * What processes keep of hosts and of themselves while they run is of no use to another archive. And who has signed out
 * since, or was shut out, must not be signed in again.
 */
const leftOut = new Set(['hosts', 'processes', 'sign_ins']);

/** Rows that are read at once. */
const group = 500;

/**
 * Shows the archive as it is at one moment, for as long as `act` runs. On a server the others go on meanwhile; on the
 * embedded database, which has one session, they wait.
 */
export function inSnapshot<T>(orm: Orm, act: (tx: Orm, shape: BackupShape) => Promise<T>): Promise<T> {
  return orm.transaction(
    async (tx) => {
      await tx.execute(sql`set local statement_timeout = 0`);
      return act(tx, await shapeOf(tx));
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

async function shapeOf(tx: Orm): Promise<BackupShape> {
  const [newest] = await rows<{ at: number | string }>(
    tx,
    sql`select max(created_at) as at from drizzle.__drizzle_migrations`,
  );
  const sequences = await rows<{ name: string; last: number | string }>(
    tx,
    sql`select sequencename as name, last_value as last from pg_sequences
      where schemaname = 'public' and last_value is not null order by 1`,
  );
  return {
    schema: Number(newest?.at),
    tables: tableNames.filter((name) => !leftOut.has(name)),
    sequences: Object.fromEntries(sequences.map(({ name, last }) => [name, Number(last)])),
  };
}

/** How many rows some tables hold together, as the database's statistics have it or as counted. */
export async function countRows(tx: Orm, tables: string[]): Promise<number> {
  const counts = tables.map((name) => sql`(select count(*) from ${sql.identifier(name)})`);
  const [row] = await rows<{ all: number | string }>(tx, sql`select ${sql.join(counts, sql` + `)} as all`);
  return Number(row?.all);
}

/**
 * A table's rows by their key, each as a line of JSON that PostgreSQL wrote and PostgreSQL will read: numbers, times and
 * search columns come back exactly.
 */
export async function* rowLines(tx: Orm, table: string): AsyncGenerator<string[]> {
  const name = sql.identifier(table);
  const key = sql.join((await keyOf(tx, table)).map(sql.identifier), sql`, `);
  await tx.execute(
    sql`declare backup no scroll cursor for select to_json(t)::text as line from ${name} t order by ${key}`,
  );
  try {
    for (;;) {
      const fetched = await rows<{ line: string }>(tx, sql.raw(`fetch ${group} from backup`));
      if (fetched.length === 0) return;
      yield fetched.map(({ line }) => line);
    }
  } finally {
    await tx.execute(sql`close backup`).catch(() => {}); // the transaction may have failed
  }
}

async function keyOf(tx: Orm, table: string): Promise<string[]> {
  const columns = await rows<{ name: string }>(
    tx,
    sql`select a.attname as name from pg_index i
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
      where i.indrelid = to_regclass(${`public.${table}`}) and i.indisprimary
      order by array_position(i.indkey::int2[], a.attnum)`,
  );
  return columns.map(({ name }) => name);
}

/** Both homes' drivers answer with `rows`; drizzle's common type does not say so. */
export async function rows<Row>(tx: Orm, query: ReturnType<typeof sql>): Promise<Row[]> {
  return ((await tx.execute(query)) as unknown as { rows: Row[] }).rows;
}
