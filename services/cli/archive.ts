import { existsSync } from 'node:fs';
import { retryFailed } from '../../db/articles.ts';
import { openDatabase } from '../../db/client.ts';
import type { Database } from '../../db/database.ts';
import { ConfigError, readConfig } from '../runtime/config.ts';

/** Opening a database brings it to the newest version. */
export const migrate = () => withDatabase(async () => console.log('The database is at the newest version.'));

/** @param ids of articles; all that failed when absent */
export const retry = (ids?: number[]) =>
  withDatabase(async ({ orm }) => {
    const again = await retryFailed(orm, new Date(), ids);
    console.log(`${again.length} articles will be tried again.`);
  });

/** Opens the archive that the settings name, which must be there, and closes it after `act`. */
export async function withDatabase(act: (db: Database) => Promise<void>): Promise<void> {
  const { DATABASE_URL, CHIPWIRE_DATA } = readConfig(process.env);
  if (!DATABASE_URL && !existsSync(CHIPWIRE_DATA))
    throw new ConfigError(
      `There is no archive at ${CHIPWIRE_DATA}. Set CHIPWIRE_DATA to its folder, or DATABASE_URL to its server.`,
    );
  const db = await openDatabase({ databaseUrl: DATABASE_URL, dataFolder: CHIPWIRE_DATA, queueWorkers: 0 });
  try {
    await act(db);
  } finally {
    await db.close();
  }
}
