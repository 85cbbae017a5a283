import { constants, existsSync, readFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite, type Transaction } from '@electric-sql/pglite';
import { type PgQueryable, runMigrations } from 'bullmq';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import type { Database, Orm } from './database.ts';
import { lockFolder } from './lock.ts';
import { pglitePool } from './pglitePool.ts';
import * as schema from './schema.ts';
import { migrationsFolder, OtherPostgresError, refuseNewer } from './schemaVersion.ts';

/**
 * Opens the embedded database in `folder`, making it where there is none (about 8 s, once; about 1 s after that).
 *
 * @param seed a tar made by {@link dumpEmbedded} to start an empty folder from, instead of initdb and migrations
 * @throws FolderInUseError when another process has the folder
 */
export async function openEmbedded(folder: string, seed?: Blob): Promise<Database> {
  const unlock = lockFolder(folder);
  try {
    const cluster = join(folder, 'postgres');
    const fresh = !existsSync(join(cluster, 'PG_VERSION'));
    if (!fresh) refuseOtherPostgres(cluster);
    const pglite = await PGlite.create(cluster, fresh && seed ? { loadDataDir: seed } : {});
    return database(pglite, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

/** The PostgreSQL that PGlite is made of. */
const postgresVersion = '18';

/** A folder can be opened by the PostgreSQL that made it alone. */
function refuseOtherPostgres(cluster: string): void {
  const made = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (made !== postgresVersion)
    throw new OtherPostgresError(
      `The archive in ${cluster} was made by PostgreSQL ${made}, and this Chipwire brings ${postgresVersion}. ` +
        'Write a backup with the Chipwire that made it, and restore it with this one into another folder (docs/upgrade.md).',
    );
}

/**
 * Copies an open embedded database into the empty folder `to`, which can then be opened. Everybody else waits while it
 * is copied (a second or so for each gigabyte), and not for as long as the copy is read.
 */
export async function copyEmbedded(orm: Orm, folder: string, to: string): Promise<void> {
  // A transaction has the one session to itself; a checkpoint writes all that is only in memory.
  await orm.transaction(async (tx) => {
    await tx.execute(sql`checkpoint`);
    await cp(join(folder, 'postgres'), join(to, 'postgres'), {
      recursive: true,
      mode: constants.COPYFILE_FICLONE,
    });
  });
}

/** An embedded database that lives in memory only: for tests and for making seeds. */
export async function openInMemory(seed?: Blob): Promise<Database & { dump(): Promise<Blob> }> {
  const pglite = await PGlite.create(seed ? { loadDataDir: seed } : {});
  return { ...(await database(pglite, () => {})), dump: () => pglite.dumpDataDir('none') };
}

async function database(pglite: PGlite, unlock: () => void): Promise<Database> {
  // One session serves drizzle and BullMQ; BullMQ's SQL names its tables without their schema.
  await pglite.exec('set search_path to public, bullmq');
  const orm = drizzle({ client: pglite, schema, casing: 'snake_case' });
  return {
    home: 'embedded',
    orm,
    queuePool: pglitePool(pglite),
    pools: () => [],
    migrate: async () => {
      await refuseNewer(orm);
      await migrate(orm, { migrationsFolder });
      await pglite.transaction((tx) => runMigrations(insideTransaction(tx)));
      await pglite.exec('set search_path to public, bullmq');
    },
    close: async () => {
      await pglite.close();
      unlock();
    },
  };
}

/** BullMQ's migrator opens and ends its own transaction; here it is in one already. */
function insideTransaction(tx: Transaction): PgQueryable {
  return {
    query: async (text, params) => {
      if (/^\s*(BEGIN|COMMIT|ROLLBACK)\s*;?\s*$/i.test(text)) return { rows: [] };
      if (params?.length) return { rows: (await tx.query(text, [...params])).rows as never[] };
      return { rows: ((await tx.exec(text)).at(-1)?.rows ?? []) as never[] };
    },
  };
}
