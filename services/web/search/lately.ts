import type { Orm } from '../../../db/database.ts';
import type { SavedSearch } from '../../../db/savedSearches.ts';
import { total } from '../../../db/search/facets.ts';
import { searchFor } from '../../../db/search.ts';
import { resolveQuery } from '../../queries/resolve.ts';
import { daysBefore } from '../parts/times.tsx';
import type { ListedSearch } from './saved.tsx';

/** Of somebody's searches the newest ones are counted: each costs some milliseconds. */
const searchesCounted = 12;
const countedOneByOne = 200;

/** Saved searches, with how many articles of the last day each of the first ones finds. */
export async function countLately(orm: Orm, searches: SavedSearch[], now: Date): Promise<ListedSearch[]> {
  const listed: ListedSearch[] = [];
  for (const search of searches)
    listed.push({
      ...search,
      lately: listed.length < searchesCounted ? await count(orm, search, now) : null,
    });
  return listed;
}

/** Null where the query can't be read any more. */
async function count(orm: Orm, { query }: SavedSearch, now: Date): Promise<number | null> {
  const asked = await resolveQuery(orm, query, now);
  if (!('condition' in asked)) return null;
  const search = searchFor({ condition: asked.condition, after: daysBefore(now, 1) });
  return (await total(orm, search, countedOneByOne)).count;
}
