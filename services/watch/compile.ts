import { programOf } from '../../db/alertPrograms.ts';
import type { Condition } from '../../db/condition.ts';
import type { Orm } from '../../db/database.ts';
import { listVersion } from '../../db/lists.ts';
import type { Program } from '../../db/program.ts';
import { SearchTooLarge } from '../../db/search/lexemes.ts';
import { resolveQuery } from '../queries/resolve.ts';
import type { Fault } from '../search/query/faults.ts';
import { parseQuery } from '../search/query/parse.ts';
import { askedIn } from './asked.ts';

/** A query as alerts run it. */
export interface CompiledAlert {
  program: Program;
  /** The query in its canonical words, with ids for names. */
  canonical: string;
  /** Of the compiler, and of the entity list where the query names entities. */
  programVersion: string;
  /** When to compile it anew; null where it stays the same. */
  programUntil: Date | null;
  /** Ids of the entities that it asks for. */
  entities: string[];
  condition: Condition;
}

/** Rises when stored programs must be made anew. */
const compilerVersion = '1';

/** Makes a program of a query (docs/search.md), or says what is wrong with it. @param now that relative times count back from */
export async function compileAlert(
  orm: Orm,
  query: string,
  now: Date,
): Promise<CompiledAlert | { faults: Fault[] }> {
  const resolved = await resolveQuery(orm, query, now);
  if ('faults' in resolved) return resolved;
  const { condition, canonical } = resolved;
  const program = await programOf(orm, condition).catch(tooLarge);
  if (program instanceof SearchTooLarge)
    return { faults: [{ start: 0, end: query.length, message: program.message }] };
  const versions = await currentVersions(orm);
  return {
    ...{ program, canonical, condition },
    programVersion: namesEntities(condition) ? versions.withNames : versions.plain,
    programUntil: hasRelativeTimes(query) ? nextHour(now) : null,
    entities: [...new Set(askedIn(program))],
  };
}

function tooLarge(error: unknown): SearchTooLarge {
  if (error instanceof SearchTooLarge) return error;
  throw error;
}

/** The versions of programs that are up to date: of queries that name entities, and of others. */
export interface Versions {
  withNames: string;
  plain: string;
}

export async function currentVersions(orm: Orm): Promise<Versions> {
  const list = (await listVersion(orm, 'entities')) ?? 'none';
  return { plain: compilerVersion, withNames: `${compilerVersion} ${list}` };
}

function namesEntities(condition: Condition): boolean {
  if (condition.is === 'and' || condition.is === 'or') return condition.of.some(namesEntities);
  if (condition.is === 'not') return namesEntities(condition.of);
  if (condition.is === 'sentiment') return condition.towards !== null;
  return condition.is === 'entity' || condition.is === 'quoteBy';
}

/** They can’t be read without a time that they count back from. */
const hasRelativeTimes = (query: string) => 'faults' in parseQuery(query);

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** In an hour, or at the end of the day (UTC), where days are counted from. */
function nextHour(now: Date): Date {
  const midnight = Math.floor(now.getTime() / dayMs + 1) * dayMs;
  return new Date(Math.min(now.getTime() + hourMs, midnight));
}
