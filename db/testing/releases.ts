import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { rows } from '../backup.ts';
import type { Database, Orm } from '../database.ts';
import { openInMemory } from '../embedded.ts';
import { openServer } from '../server.ts';
import { databaseUrl, onServer } from './setup.ts';

/**
 * What archives of released versions look like, made by `npm run release:dump` with each: `<version>.sql.gz` as PostgreSQL
 * dumps them, `<version>.backup` as Chipwire does, and the hash of every migration that is released.
 */
const folder = join(import.meta.dirname, 'releases');

export const releasedVersions = readdirSync(folder)
  .filter((name) => name.endsWith('.sql.gz'))
  .map((name) => name.replace(/\.sql\.gz$/, ''));

export const backupOf = (version: string): string => join(folder, `${version}.backup`);

export const releasedMigrations = (): Record<string, string> =>
  JSON.parse(readFileSync(join(folder, 'migrations.json'), 'utf8'));

/** An archive as a version left it, on the home under test: nothing of it is migrated yet. */
export async function openRelease(version: string): Promise<Database> {
  const dump = gunzipSync(readFileSync(join(folder, `${version}.sql.gz`))).toString();
  const db = await openBare();
  const { DATABASE_URL } = process.env;
  if (DATABASE_URL) await onServer(databaseUrl(DATABASE_URL, await nameOf(db)), dump);
  else await db.queuePool.query(`${dump}; set search_path to public, bullmq`);
  return db;
}

/** A database without tables. */
export async function openBare(): Promise<Database> {
  const { DATABASE_URL } = process.env;
  if (!DATABASE_URL) return openInMemory();
  const name = `chipwire_test_${randomBytes(6).toString('hex')}`;
  await onServer(DATABASE_URL, `create database ${name}`);
  const db = await openServer(databaseUrl(DATABASE_URL, name), 12);
  return {
    ...db,
    close: async () => {
      await db.close();
      await onServer(DATABASE_URL, `drop database ${name}`);
    },
  };
}

/** The database that an archive on a server is in. */
export const nameOf = async ({ orm }: Database): Promise<string> =>
  (await rows<{ name: string }>(orm, sql`select current_database() as name`))[0]!.name;

/** Every column, index, constraint, default and sequence of the archive’s tables, in words that two archives share. */
export async function catalogOf(orm: Orm): Promise<string[]> {
  const found = await rows<{ line: string }>(
    orm,
    sql`with ours as (select oid, relname, relkind, reloptions from pg_class where relnamespace = 'public'::regnamespace)
      select format('%s %s %s', relkind, relname, array_to_string(reloptions, ' ')) as line from ours
      union all
      select format('%s.%s %s%s%s %s', relname, attname, format_type(atttypid, atttypmod),
          case when attnotnull then ' not null' end, ' default ' || pg_get_expr(adbin, adrelid), concat(attstorage, attidentity, attgenerated))
        from ours join pg_attribute on attrelid = ours.oid left join pg_attrdef on adrelid = attrelid and adnum = attnum
        where relkind in ('r', 'p') and attnum > 0 and not attisdropped
      union all
      select format('%s %s', conrelid::regclass, conname || ' ' || pg_get_constraintdef(oid)) from pg_constraint
        where connamespace = 'public'::regnamespace and contype <> 'n'
      union all
      select indexdef from pg_indexes where schemaname = 'public'
      union all
      select format('%s %s', tgrelid::regclass, pg_get_triggerdef(oid)) from pg_trigger
        where not tgisinternal and tgrelid in (select oid from ours)
      union all
      select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace`,
  );
  return found.map(({ line }) => line).sort();
}
