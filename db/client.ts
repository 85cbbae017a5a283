import { sql } from 'drizzle-orm';
import type { Database, Orm } from './database.ts';
import { openEmbedded } from './embedded.ts';
import { openServer } from './server.ts';

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
