import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { rows } from './backup.ts';
import type { Orm } from './database.ts';

export const migrationsFolder = join(import.meta.dirname, 'migrations');

/** Every migration that this Chipwire knows, oldest first. */
export const knownMigrations = () => readMigrationFiles({ migrationsFolder });

/** Whether this Chipwire knows the tables that a migration left (milliseconds, as drizzle notes it). */
export const knowsSchema = (schema: number): boolean =>
  knownMigrations().some(({ folderMillis }) => folderMillis === schema);

/** The archive has gone through migrations that this Chipwire does not know. */
export class NewerArchiveError extends Error {
  override name = 'NewerArchiveError';
}

/** The folder of an embedded archive was made by another PostgreSQL than that of this Chipwire. */
export class OtherPostgresError extends Error {
  override name = 'OtherPostgresError';
}

/** How many migrations are still to be made: 0 for none, less than 0 where a newer Chipwire has made some. */
export async function migrationsBehind(orm: Orm): Promise<number> {
  const [noted] = await rows<{ there: string | null }>(
    orm,
    sql`select to_regclass('drizzle.__drizzle_migrations') as there`,
  );
  const all = knownMigrations().map(({ folderMillis }) => folderMillis);
  if (!noted?.there) return all.length;
  const [newest] = await rows<{ at: number | string | null }>(
    orm,
    sql`select max(created_at) as at from drizzle.__drizzle_migrations`,
  );
  const at = Number(newest?.at ?? 0);
  return at > Math.max(...all) ? -1 : all.filter((known) => known > at).length;
}

/**
 * Migrations only lead forwards, and drizzle looks at their times alone: an older program would take a newer archive for
 * one that is up to date, and write what its tables no longer take.
 *
 * @throws NewerArchiveError
 */
export async function refuseNewer(orm: Orm): Promise<void> {
  if ((await migrationsBehind(orm)) < 0)
    throw new NewerArchiveError(
      'This archive was brought up to date by a newer Chipwire. Run that one, or restore a backup from before into an archive of its own (docs/upgrade.md).',
    );
}
