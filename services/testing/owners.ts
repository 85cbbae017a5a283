import type { Orm } from '../../db/database.ts';
import { keys } from '../../db/schema.ts';

/** Adds keys that nobody can use, for tests in which somebody else owns something. */
export async function addOwners(orm: Orm, ...ids: string[]): Promise<void> {
  const madeAt = new Date('2024-01-01T00:00:00Z');
  await orm.insert(keys).values(ids.map((id) => ({ id, name: id, scope: 'write' as const, madeAt })));
}
