import { eq } from 'drizzle-orm';
import type { Orm } from './database.ts';
import { lists } from './schema.ts';

/** The version of a list of files that its table says, or null when it never said any. */
export async function listVersion(orm: Orm, name: string): Promise<string | null> {
  const [row] = await orm.select().from(lists).where(eq(lists.name, name));
  return row?.version ?? null;
}

/** Notes that a table now says this version of its list. */
export async function setListVersion(orm: Orm, name: string, version: string): Promise<void> {
  await orm
    .insert(lists)
    .values({ name, version })
    .onConflictDoUpdate({ target: lists.name, set: { version } });
}
