import type { Condition } from '../../../db/condition.ts';
import { copiesOf } from '../../../db/copies.ts';
import type { Orm } from '../../../db/database.ts';
import { entityNamed } from '../../../db/names.ts';
import { facets, type Total, total } from '../../../db/search/facets.ts';
import { type ArticleFilter, conditionOf, listedArticles, searchFor } from '../../../db/search.ts';
import { readCursor, readPlace } from '../../api/cursor.ts';
import { queryMeant, showFound } from '../../api/finding.ts';
import { pageOf } from '../../api/search.ts';
import { type Resolved, resolveQuery } from '../../queries/resolve.ts';
import type { Fault as QueryFault } from '../../search/query/faults.ts';
import { simplifiedText } from '../../text/simplified.ts';
import { say } from '../language/say.tsx';
import { isStorable } from '../layout/address.ts';
import { type AskedCondition, conditionsOf, type NamedEntity } from './conditions.tsx';
import { type Choices, listChoices } from './filterForm.tsx';
import type { Found, Without } from './results.tsx';
import { type Fault, readFields, readFilter, type SearchFields } from './searchFields.ts';
import { type Suggestion, suggestedEntities } from './suggestions.ts';

const articlesShown = 40;
/** Copies that are listed under an article; its own page has all. */
const copiesShown = 10;
/** Of a search that finds nothing, so many conditions are left out one by one. */
const conditionsTried = 6;
/** Found articles that are counted one by one where it is only to be said that there are some. */
const countedOneByOne = 500;

/** An entity that the query is a name of, and how many articles name it in whichever language. */
export interface Called extends Total {
  entity: NamedEntity;
}

/** A search as a page shows it: what it found, or what is wrong with it. */
export interface Read {
  fields: SearchFields;
  faults: Fault[];
  choices: Choices;
  entity: NamedEntity | undefined;
  /** Absent where the query is no name. */
  called?: Called | undefined;
  /** Entities that may be meant by a name that none has. */
  candidates: Suggestion[];
  /** What is wrong with the query, and what in it was perhaps not meant. */
  queryFaults: QueryFault[];
  hints: QueryFault[];
  /** Absent where something is wrong. */
  found?: Found;
}

/** Reads the archive through the search that an address asks for. */
export async function readSearch(
  orm: Orm,
  query: (name: string) => string | undefined,
  now: Date,
): Promise<Read> {
  const fields = readFields(query);
  const { filter, faults } = readFilter(fields);
  const asked = await queryOf(orm, fields.q, now, faults);
  const cursor = query('cursor');
  if (isDamaged(fields, cursor))
    faults.push({ field: 'cursor', message: say('The address of this page is damaged; search again.') });
  const entity = filter.entity && isStorable(filter.entity) ? await named(orm, filter.entity) : undefined;
  if (entity === null) faults.push({ field: 'entity', message: say('No entity has this name or id.') });
  const own = { fields, faults, choices: await listChoices(orm), entity: entity ?? undefined };
  if (faults.length > 0 || !asked || !('condition' in asked))
    return {
      ...own,
      candidates: entity === null ? await suggestedEntities(orm, fields.entity) : [],
      queryFaults: asked && 'faults' in asked ? asked.faults : [],
      hints: [],
    };
  const { condition, hints, canonical } = asked;
  const found = await find(orm, fields, { ...filter, entity: entity?.id, condition }, cursor);
  if (found.count === 0) {
    found.without = await countWithout(orm, conditionsOf(fields, own.entity), own.entity, now);
    found.meant = fields.q ? await queryMeant(orm, canonical) : null;
  }
  const called = cursor === undefined ? await calledSo(orm, fields) : undefined;
  return { ...own, called, found, hints, candidates: [], queryFaults: [] };
}

/** The query looked up, null where it can't be; what is wrong with it is added to the faults. */
async function queryOf(orm: Orm, q: string, now: Date, faults: Fault[]): Promise<Resolved | null> {
  if (faults.some(({ field }) => field === 'q')) return null;
  const resolved = await resolveQuery(orm, q, now);
  if ('faults' in resolved)
    faults.push({ field: 'q', message: say('The query can’t be read as it stands.') });
  return resolved;
}

const isDamaged = ({ sort }: SearchFields, cursor: string | undefined) =>
  cursor !== undefined && (sort === 'relevance' ? readPlace(cursor) : readCursor(cursor)) === null;

async function find(
  orm: Orm,
  fields: SearchFields,
  filter: ArticleFilter & { condition: Condition },
  cursor: string | undefined,
): Promise<Found> {
  const search = searchFor(filter);
  const sort = fields.sort === 'relevance' ? 'relevance' : 'newest';
  const [page, counts, folded] = await Promise.all([
    pageOf(orm, search, conditionOf(filter), { sort, limit: articlesShown, cursor }),
    facets(orm, search),
    filter.copies ? null : total(orm, searchFor({ ...filter, copies: true })),
  ]);
  const ids = page.found.map(({ id }) => id);
  const [articles, shown, copies] = await Promise.all([
    listedArticles(orm, ids),
    fields.q ? showFound(orm, ids, filter.condition) : undefined,
    copiesOf(orm, ids, copiesShown),
  ]);
  return {
    ...{ ...counts, articles, shown, copies, sort, partly: page.partly, next: page.next },
    from: cursor && sort === 'newest' ? readCursor(cursor)?.publishedAt : undefined,
    first: !cursor,
    ...{ without: [], meant: null },
    folded: folded && !folded.about && !counts.about ? folded.count - counts.count : 0,
  };
}

/** How many articles there are without one of the conditions, for each of the first ones; one alone is not tried. */
async function countWithout(
  orm: Orm,
  conditions: AskedCondition[],
  entity: NamedEntity | undefined,
  now: Date,
): Promise<Without[]> {
  const counts: Without[] = [];
  if (conditions.length < 2) return counts;
  for (const condition of conditions.slice(0, conditionsTried)) {
    const { without } = condition;
    const asked = await resolveQuery(orm, without.q, now);
    if (!('condition' in asked)) continue;
    const filter = { ...readFilter(without).filter, entity: without.entity ? entity?.id : undefined };
    const search = searchFor({ ...filter, condition: asked.condition });
    counts.push({ condition, ...(await total(orm, search, countedOneByOne)) });
  }
  return counts;
}

/** Letters and figures, as names are; neither fields nor several words' signs. */
const plainName = /^[\p{L}\p{N}][\p{L}\p{N} .·-]{0,79}$/u;

async function calledSo(orm: Orm, fields: SearchFields): Promise<Called | undefined> {
  const words = fields.q.replace(/^["“](.*)["”]$/, '$1').trim();
  const entity = fields.entity === '' && plainName.test(words) ? await named(orm, words) : null;
  if (!entity) return undefined;
  const search = searchFor({ ...readFilter(fields).filter, entity: entity.id });
  return { entity, ...(await total(orm, search, countedOneByOne)) };
}

/** By id, name, alias or ticker; null where nobody has it. */
const named = (orm: Orm, asked: string): Promise<NamedEntity | null> =>
  entityNamed(orm, [...new Set([asked, simplifiedText(asked)])]);
