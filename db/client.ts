import type { Database } from './database.ts';
import { openEmbedded } from './embedded.ts';
import type { ReplicaSettings } from './replica.ts';
import { openServer } from './server.ts';

export interface DatabaseSettings {
  /** `postgres://…`; embedded when absent. */
  databaseUrl?: string | undefined;
  /** Folder of the embedded database. */
  dataFolder: string;
  /** How many queue workers this process starts on the database (0 with Redis). */
  queueWorkers: number;
  /** Connections to the server at most, beside those for the queues. */
  connections?: number;
  /** What the server's own views call this process. */
  name?: string;
  /** A server that follows it. */
  replica?: ReplicaSettings | undefined;
}

/** Opens the database that the settings name and migrates it. */
export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  const db = settings.databaseUrl
    ? await openServer(settings.databaseUrl, settings.queueWorkers, settings)
    : await openEmbedded(settings.dataFolder);
  try {
    await db.migrate();
    return db;
  } catch (error) {
    await db.close();
    throw error;
  }
}
