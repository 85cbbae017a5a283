import { type SQL, sql } from 'drizzle-orm';
import { type BackupShape, rows, tableNames } from './backup.ts';
import type { Orm } from './database.ts';
import { articles } from './schema.ts';
import { knownMigrations } from './schemaVersion.ts';

/** Whether the archive has articles: everything else comes again by itself. */
export async function hasArticles(orm: Orm): Promise<boolean> {
  return (await orm.select({ id: articles.id }).from(articles).limit(1)).length > 0;
}

/**
 * Puts a backup in the place of everything that the archive holds, in one transaction: all of it, or nothing is changed.
 *
 * The tables are made anew as they were when the backup was made, filled, and then brought to today's form, so that a
 * backup of an older Chipwire is as good as an old archive. Foreign keys and indexes are put on after the rows: rows that
 * name each other may come in any order, and an index over all rows is made in a fraction of the time.
 *
 * @param rowsOf lines of JSON, a group at a time
 */
export function restoreTables(
  orm: Orm,
  shape: BackupShape,
  rowsOf: (table: string) => AsyncIterable<string[]>,
): Promise<void> {
  const all = knownMigrations();
  const then = all.filter(({ folderMillis }) => folderMillis <= shape.schema);
  const since = all.filter(({ folderMillis }) => folderMillis > shape.schema);
  const run = async (tx: Orm, statements: string[]) => {
    for (const statement of statements) await tx.execute(sql.raw(statement));
  };
  return orm.transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    await tx.execute(sql`drop table if exists ${sql.join(tableNames.map(sql.identifier), sql`, `)}`);
    await run(
      tx,
      then.flatMap((migration) => migration.sql),
    );
    const later = await takeOff(tx);
    for (const table of shape.tables) {
      await tx.execute(sql`truncate ${sql.identifier(table)}`); // a migration may have put rows in
      for await (const lines of rowsOf(table)) await insertLines(tx, table, lines);
    }
    await run(tx, later);
    await setSequences(tx, shape.sequences);
    await run(
      tx,
      since.flatMap((migration) => migration.sql),
    );
    await tx.execute(sql`analyze ${sql.join(tableNames.map(sql.identifier), sql`, `)}`);
  });
}

async function insertLines(tx: Orm, table: string, lines: string[]): Promise<void> {
  const name = sql.identifier(table);
  await tx.execute(
    sql`insert into ${name} select * from json_populate_recordset(null::${name}, ${`[${lines.join(',')}]`}::json)`,
  );
}

/** Takes foreign keys and plain indexes off all tables. @returns statements that put them on again, indexes first */
async function takeOff(tx: Orm): Promise<string[]> {
  const taken = await rows<{ off: string; on: string }>(
    tx,
    sql`with ours as (select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and n.nspname = 'public' and c.relname = any(${list(tableNames)}))
      select format('drop index %s', indexrelid::regclass) as off, pg_get_indexdef(indexrelid) as on, 1 as nth
        from pg_index where indrelid in (select oid from ours)
        and not exists (select from pg_constraint where conindid = indexrelid and contype <> 'f')
      union all
      select format('alter table %s drop constraint %I', conrelid::regclass, conname),
        format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)), 2
        from pg_constraint where contype = 'f' and conrelid in (select oid from ours)
      order by nth`,
  );
  // Keys first: they stand on indexes.
  for (const { off } of taken.toReversed()) await tx.execute(sql.raw(off));
  return taken.map(({ on }) => on);
}

const list = (words: string[]): SQL =>
  sql`array[${sql.join(
    words.map((word) => sql`${word}`),
    sql`, `,
  )}]::text[]`;

async function setSequences(tx: Orm, sequences: BackupShape['sequences']): Promise<void> {
  for (const [name, last] of Object.entries(sequences)) {
    const next = name === noticeNumbers ? beyond(last) : last;
    await tx.execute(
      sql`select setval(to_regclass(quote_ident(${name})), ${next}) where to_regclass(quote_ident(${name})) is not null`,
    );
  }
}

/**
 * Receivers know notices by their number. What was sent after the backup is in no row any more, but they would take
 * another notice with its number for one that they have had.
 */
const noticeNumbers = 'notices_id_seq';

/** The seconds since 1970: more than any number that was given, as long as there is less than a notice a second. */
const beyond = (last: number) => sql`greatest(${last}::bigint, extract(epoch from now())::bigint)`;
