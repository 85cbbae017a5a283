import type { PgPool } from 'bullmq';
import { sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { openEmbedded } from './embedded.ts';
import type * as schema from './schema.ts';
import { openServer } from './server.ts';

/** drizzle over either home; every function in this folder takes one, or a transaction of it. */
export type Orm = PgDatabase<PgQueryResultHKT, typeof schema>;

/** An open database, embedded in this process or on a server. */
export interface Database {
  home: 'embedded' | 'server';
  orm: Orm;
  /** What BullMQ's PostgreSQL backend runs on when there is no Redis. */
  queuePool: PgPool;
  /** Brings our tables and BullMQ's to the newest version; safe to run at every start and from several processes. */
  migrate(): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseSettings {
  /** `postgres://…`; embedded when absent. */
  databaseUrl?: string | undefined;
  /** Folder of the embedded database. */
  dataFolder: string;
  /** How many queue workers this process starts on the database (0 with Redis). */
  queueWorkers: number;
}

/** Opens the database that the settings name and migrates it. */
export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  const db = settings.databaseUrl
    ? await openServer(settings.databaseUrl, settings.queueWorkers)
    : await openEmbedded(settings.dataFolder);
  try {
    await db.migrate();
    return db;
  } catch (error) {
    await db.close();
    throw error;
  }
}

/** True when the database answers a query. */
export async function isReady(orm: Orm): Promise<boolean> {
  try {
    await orm.execute(sql`select 1`);
    return true;
  } catch {
    return false;
  }
}
