import type { Orm } from '../../db/database.ts';
import { resolveQuery } from '../queries/resolve.ts';
import { ProblemError } from './problems.ts';

/**
 * What a route is asked for, with the names in it looked up.
 *
 * @param now that relative times count back from
 * @param parameter that the query was given in
 * @throws ProblemError that tells each fault with its place
 */
export async function askedQuery(orm: Orm, text: string, now: Date, parameter = 'q') {
  const resolved = await resolveQuery(orm, text, now);
  if ('condition' in resolved) return resolved;
  throw new ProblemError(400, {
    detail: 'The query can’t be read as it stands; docs/search.md has the language.',
    errors: resolved.faults.map(({ message, ...where }) => ({ parameter, detail: message, ...where })),
  });
}
