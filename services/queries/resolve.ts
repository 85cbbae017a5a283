import type { Condition } from '../../db/condition.ts';
import type { Orm } from '../../db/database.ts';
import type { entityTypes, stances } from '../../db/schema.ts';
import type { Fault, Finding } from '../search/query/faults.ts';
import { mostFaults, withMends } from '../search/query/mend.ts';
import { parseQuery } from '../search/query/parse.ts';
import type { Named, NamedField, Query } from '../search/query/query.ts';
import { writeQuery } from '../search/query/write.ts';
import { searchableWords } from '../search/words.ts';
import { type Lookup, lookUp } from './names.ts';

/** A query that the archive understands, or what is wrong with it. */
export type Resolved =
  | {
      condition: Condition;
      /** The query in its canonical words, with ids for names. */
      canonical: string;
      /** What is right and was perhaps not meant. */
      hints: Fault[];
    }
  | { faults: Fault[] };

/**
 * Reads a query (docs/search.md) and looks up the names in it. An empty one asks for everything.
 *
 * @param now that relative times count back from
 */
export async function resolveQuery(orm: Orm, text: string, now: Date): Promise<Resolved> {
  const parsed = parseQuery(text, { now });
  if ('faults' in parsed) return parsed;
  const findings: Finding[] = [];
  const query = await withIds(parsed.query, (field, name) => idFor(orm, field, name, findings));
  if (findings.length === 0)
    return { condition: conditionOf(query), canonical: writeQuery(query), hints: parsed.hints };
  const stillWrong = (other: string): Finding[] => {
    const again = parseQuery(other, { now });
    return 'faults' in again ? again.faults : [];
  };
  return { faults: withMends(text, findings, stillWrong) };
}

type IdFor = (field: NamedField, name: Named) => Promise<string>;

/** The query with ids in the place of names. */
async function withIds(query: Query, idFor: IdFor): Promise<Query> {
  switch (query.is) {
    case 'and':
    case 'or':
      return { ...query, of: await allWithIds(query.of, idFor) };
    case 'not':
      return { ...query, of: await withIds(query.of, idFor) };
    case 'sentiment': {
      const { towards } = query;
      return { ...query, towards: towards && { ...towards, name: await idFor('entity', towards) } };
    }
    case 'all':
    case 'text':
    case 'atleast':
    case 'published':
    case 'story':
      return query;
    default:
      return { ...query, name: await idFor(query.is, query) };
  }
}

/** One after the other, so that a query holds one connection. */
async function allWithIds(queries: Query[], idFor: IdFor): Promise<Query[]> {
  const found: Query[] = [];
  for (const query of queries) found.push(await withIds(query, idFor));
  return found;
}

async function idFor(orm: Orm, field: NamedField, named: Named, findings: Finding[]): Promise<string> {
  if (findings.length === mostFaults) return named.name; // to look for similar names takes its time
  const found = await lookUp(orm, field, named.name);
  if ('id' in found) return found.id;
  findings.push(unknown(named, found));
  return named.name;
}

function unknown({ name, span }: Named, { what, meant, known }: Exclude<Lookup, { id: string }>): Finding {
  const choice = meant ? ` Did you mean ${meant.name}?` : known ? ` There are: ${known.join(', ')}.` : '';
  const edit = meant && { ...span, text: /^[\w-]+$/.test(meant.id) ? meant.id : `"${meant.id}"` };
  return { ...span, message: `There is no ${what} “${name}”.${choice}`, ...(edit ? { edit } : {}) };
}

/** A query whose names are ids, as the archive's condition. */
function conditionOf(query: Query): Condition {
  switch (query.is) {
    case 'and':
    case 'or':
      return { is: query.is, of: query.of.map(conditionOf) };
    case 'not':
      return { is: 'not', of: conditionOf(query.of) };
    case 'sentiment':
      return { ...query, towards: query.towards?.name ?? null };
    case 'publisher':
      return { is: 'publisher', name: query.name };
    case 'event':
      return { is: 'event', type: query.name };
    case 'language':
      return { is: 'language', language: query.name };
    case 'type':
      return { is: 'type', type: query.name as (typeof entityTypes)[number] };
    case 'stance':
      return { is: 'stance', stance: query.name as (typeof stances)[number] };
    case 'text':
    case 'atleast':
      return { ...query, words: searchableWords(query.words) };
    case 'entity':
    case 'quoteBy':
    case 'feed':
    case 'topic':
      return { is: query.is, id: query.name };
    default:
      return query;
  }
}
