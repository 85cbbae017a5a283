import type { Orm } from '../../db/database.ts';
import { addSavedSearch, changeSavedSearch, type SavedSearchParts } from '../../db/savedSearches.ts';
import { AskedWrong, askedWrong } from '../watch/fault.ts';
import { resolveQuery } from './resolve.ts';

/** Saved searches of one owner. */
export const mostSavedSearches = 200;

/**
 * Saves a search under a name.
 *
 * @returns its id
 * @throws AskedWrong where its query can’t be read, the name is taken, or the owner has too many
 */
export async function saveSearch(
  orm: Orm,
  owner: string,
  asked: SavedSearchParts,
  now: Date,
): Promise<number> {
  await checkQuery(orm, asked.query, now);
  const saved = await addSavedSearch(orm, { owner, ...asked }, mostSavedSearches, now);
  if (saved === 'taken') throw nameTaken(asked.name);
  if (saved === 'full')
    throw askedWrong(
      'name',
      `can’t be saved: you have ${mostSavedSearches} saved searches already; delete one first`,
    );
  return saved;
}

/**
 * Changes what is given.
 *
 * @returns false where the owner has no such search
 * @throws AskedWrong
 */
export async function changeSearch(
  orm: Orm,
  whose: { owner: string; id: number },
  changes: Parameters<typeof changeSavedSearch>[2],
  now: Date,
): Promise<boolean> {
  if (changes.query !== undefined) await checkQuery(orm, changes.query, now);
  const fate = await changeSavedSearch(orm, whose, changes);
  if (fate === 'taken') throw nameTaken(changes.name ?? '');
  return fate === 'changed';
}

const nameTaken = (name: string) => askedWrong('name', `is taken: you have a saved search “${name}” already`);

async function checkQuery(orm: Orm, query: string, now: Date): Promise<void> {
  const resolved = await resolveQuery(orm, query, now);
  if ('faults' in resolved)
    throw new AskedWrong(
      resolved.faults.map(({ message, ...where }) => ({ parameter: 'query', detail: message, ...where })),
    );
}
