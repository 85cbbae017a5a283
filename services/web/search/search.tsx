import type { Condition } from '../../../db/condition.ts';
import type { Orm } from '../../../db/database.ts';
import { getEntity, listEntities } from '../../../db/entities.ts';
import { type Facets, facets } from '../../../db/search/facets.ts';
import { ranked } from '../../../db/search/ranking.ts';
import {
  type ArticleFilter,
  conditionOf,
  type ListedArticle,
  listedArticles,
  searchFor,
} from '../../../db/search.ts';
import { readCursor, readPlace } from '../../api/cursor.ts';
import { queryMeant, type Shown, showFound } from '../../api/finding.ts';
import { pageOf, type Sort } from '../../api/search.ts';
import { type Resolved, resolveQuery } from '../../queries/resolve.ts';
import { type Fault as QueryFault, showFault } from '../../search/query/faults.ts';
import { addressOf, entityAddress, isStorable } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import { ArticlesByDay, ArticlesInOrder } from '../parts/articleList.tsx';
import { utc } from '../parts/times.tsx';
import { counted } from '../parts/words.ts';
import { type Choices, FilterForm, listChoices } from './filterForm.tsx';
import { oneQuery } from './oneQuery.ts';
import { QueryHelp } from './queryHelp.tsx';
import { SearchFacets } from './searchFacets.tsx';
import { apiParameters, type Fault, readFields, readFilter, type SearchFields } from './searchFields.ts';
import { TakeAlong } from './takeAlong.tsx';

const articlesShown = 40;
const candidatesShown = 6;

/** An entity as the form's field names it: its id, or one of its names. */
type Asked = { id: string; name: string };

interface Found extends Facets {
  articles: ListedArticle[];
  /** What each shows of what was sought; absent where nothing was. */
  shown: Map<number, Shown> | undefined;
  sort: Sort;
  /** Whether older articles were found that are not ranked. */
  partly: boolean;
  /** Cursor of the next page. */
  next: string | null;
  /** Where this page starts, if it is not the first and the newest are first. */
  from: Date | undefined;
  first: boolean;
}

/** The archive through a filter, or the form with what is wrong in it; `ok` is false then. */
export async function searchPage(orm: Orm, query: (name: string) => string | undefined, now: Date) {
  const fields = readFields(query);
  const { filter, faults } = readFilter(fields);
  const asked = await queryOf(orm, fields.q, now, faults);
  const cursor = query('cursor');
  if (isDamaged(fields, cursor))
    faults.push({ field: 'cursor', message: 'The address of this page is damaged; search again' });
  const entity =
    filter.entity && isStorable(filter.entity) ? await findEntity(orm, filter.entity) : undefined;
  if (entity === null) faults.push({ field: 'entity', message: 'is not known by this name or id' });
  const own = { fields, faults, choices: await listChoices(orm), entity: entity ?? undefined, now };
  if (faults.length > 0 || !asked || !('condition' in asked)) {
    const candidates = entity === null ? await candidatesFor(orm, fields.entity) : [];
    const queryFaults = asked && 'faults' in asked ? asked.faults : [];
    return { ok: false, page: <SearchPage {...own} {...{ candidates, queryFaults }} /> };
  }
  const { condition, hints, canonical } = asked;
  const found = await find(orm, fields, { ...filter, entity: entity?.id, condition }, cursor);
  const meant = found.count === 0 && fields.q ? await queryMeant(orm, canonical) : null;
  return { ok: true, page: <SearchPage {...own} {...{ found, hints, meant }} /> };
}

/** The query looked up, null where it can't be; what is wrong with it is added to the faults. */
async function queryOf(orm: Orm, q: string, now: Date, faults: Fault[]): Promise<Resolved | null> {
  if (faults.some(({ field }) => field === 'q')) return null;
  const resolved = await resolveQuery(orm, q, now);
  if ('faults' in resolved) faults.push({ field: 'q', message: 'can’t be read as they stand' });
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
  const [page, counts] = await Promise.all([
    pageOf(orm, search, conditionOf(filter), { sort, limit: articlesShown, cursor }),
    facets(orm, search),
  ]);
  const ids = page.found.map(({ id }) => id);
  const [articles, shown] = await Promise.all([
    listedArticles(orm, ids),
    fields.q ? showFound(orm, ids, filter.condition) : undefined,
  ]);
  const from = cursor && sort === 'newest' ? readCursor(cursor)?.publishedAt : undefined;
  return { ...counts, articles, shown, sort, partly: page.partly, next: page.next, from, first: !cursor };
}

/** By id, or by a whole name, alias or ticker, the most covered one where several share it; null when there is none. */
async function findEntity(orm: Orm, asked: string): Promise<Asked | null> {
  const known = await getEntity(orm, asked);
  if (known) return known;
  const same = (name: string | null) => name?.toLowerCase() === asked.toLowerCase();
  const named = await listEntities(orm, { name: asked }, 50, 0);
  const exact = named.find(({ name, nameZh }) => same(name) || same(nameZh));
  return exact ?? named.find(({ aliases, tickers }) => [...aliases, ...tickers].some(same)) ?? null;
}

/** Entities whose names hold what was asked, for "did you mean". */
async function candidatesFor(orm: Orm, name: string): Promise<Asked[]> {
  return isStorable(name) ? listEntities(orm, { name }, candidatesShown, 0) : [];
}

interface SearchProps {
  fields: SearchFields;
  faults: Fault[];
  choices: Choices;
  entity: Asked | undefined;
  candidates?: Asked[];
  /** What is wrong with the query, and what in it was perhaps not meant. */
  queryFaults?: QueryFault[];
  hints?: QueryFault[];
  /** A query that was perhaps meant. */
  meant?: string | null;
  found?: Found;
  now: Date;
}

function SearchPage({ fields, faults, choices, entity, found, now, ...more }: SearchProps) {
  const { candidates = [], queryFaults = [], hints = [], meant } = more;
  return (
    <Page title={fields.q ? `Search: ${fields.q}` : 'Search'} section="search">
      <h1>Search the archive</h1>
      {faults.length > 0 && <Faults {...{ fields, faults, candidates, queryFaults }} />}
      <FilterForm {...{ fields, faults, choices }} />
      <QueryHelp />
      {hints.map((hint) => (
        <QueryFaultLine fields={fields} fault={hint} />
      ))}
      {meant && (
        <p class="lead">
          Did you mean <a href={addressOf('/search', { ...fields, q: meant })}>{meant}</a>?
        </p>
      )}
      {found && <Results {...{ fields, entity, found, now }} />}
    </Page>
  );
}

/** What is wrong with a query, where, and how it would be right. */
function QueryFaultLine({ fields, fault }: { fields: SearchFields; fault: QueryFault }) {
  return (
    <div class="query-fault">
      <p>
        {fault.message}
        {fault.mend !== undefined && (
          <>
            {' '}
            Search for <a href={addressOf('/search', { ...fields, q: fault.mend })}>{fault.mend}</a>
          </>
        )}
      </p>
      <pre>{showFault(fields.q, fault)}</pre>
    </div>
  );
}

type FaultsProps = Pick<SearchProps, 'fields' | 'faults'> & {
  candidates: Asked[];
  queryFaults: QueryFault[];
};

function Faults({ fields, faults, candidates, queryFaults }: FaultsProps) {
  const damaged = faults.find(({ field }) => field === 'cursor');
  return (
    <div class="notice" role="alert">
      <h2>This search can’t be run yet</h2>
      <p>
        {damaged ? `${damaged.message}.` : 'The fields marked below need another value; the rest is kept.'}
      </p>
      {queryFaults.map((fault) => (
        <QueryFaultLine fields={fields} fault={fault} />
      ))}
      {candidates.length > 0 && (
        <p>
          Did you mean{' '}
          {candidates.map(({ id, name }, at) => (
            <>
              {at > 0 && ', '}
              <a href={addressOf('/search', { ...fields, entity: id })}>{name}</a>
            </>
          ))}
          ?
        </p>
      )}
    </div>
  );
}

type ResultsProps = Pick<SearchProps, 'fields' | 'entity' | 'now'> & { found: Found };

function Results({ fields, entity, found, now }: ResultsProps) {
  const { articles, shown, count, about, sort, partly, next, from, first } = found;
  const kind = fields.copies === 'true' ? ', copies included' : '';
  return (
    <section class="results" aria-label="Results">
      <p class="count">
        <strong>
          {about && 'about '}
          {counted(count, 'article')}
        </strong>
        {kind}, {sort === 'newest' ? 'newest' : 'most relevant'} first
        {partly && `, of the newest ${ranked} and the newest titles`}
        {from && `, continued from ${utc(from)}`}
        {entity && (
          <>
            {' '}
            · naming <a href={entityAddress(entity.id)}>{entity.name}</a> or what belongs to it
          </>
        )}
        {' · '}
        <a href={addressOf('/alerts/new', { q: oneQuery(fields, entity?.id) })}>Make this an alert</a>
        {' · '}
        <a href={addressOf('/v1/articles', apiParameters(fields, entity?.id))}>the API call for this</a>
      </p>
      {articles.length === 0 && (
        <p class="lead">Nothing in the archive fits all of this. Try fewer conditions.</p>
      )}
      {articles.length > 0 && <TakeAlong fields={fields} entity={entity?.id} />}
      {articles.length > 0 && <SearchFacets {...{ fields, facets: found.facets, about }} />}
      {sort === 'newest' ? (
        <ArticlesByDay {...{ articles, shown, now }} />
      ) : (
        <ArticlesInOrder {...{ articles, shown }} />
      )}
      <p class="pages">
        {!first && (
          <a href={addressOf('/search', { ...fields })}>
            {sort === 'newest' ? '← Newest' : '← Most relevant'}
          </a>
        )}
        {next && (
          <a href={addressOf('/search', { ...fields, cursor: next })}>
            {sort === 'newest' ? 'Older articles →' : 'More articles →'}
          </a>
        )}
      </p>
    </section>
  );
}
