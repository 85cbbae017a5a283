import type { Orm } from '../../db/database.ts';
import { getEntity, listEntities } from '../../db/entities.ts';
import { type ArticleFilter, countArticles, type ListedArticle, listArticles } from '../../db/search.ts';
import { readCursor, writeCursor } from '../api/cursor.ts';
import { addressOf, entityAddress, isStorable } from './address.ts';
import { ArticlesByDay } from './articleList.tsx';
import { type Choices, FilterForm, listChoices } from './filterForm.tsx';
import { Page } from './layout.tsx';
import { apiParameters, type Fault, readFields, readFilter, type SearchFields } from './searchFields.ts';
import { utc } from './times.tsx';
import { counted } from './words.ts';

const articlesShown = 40;
const candidatesShown = 6;

/** An entity as the form's field names it: its id, or one of its names. */
type Asked = { id: string; name: string };

interface Found {
  articles: ListedArticle[];
  count: number;
  /** Cursor of the next page. */
  next: string | null;
  /** Where this page starts, if it is not the first. */
  from: Date | undefined;
}

/** The archive through a filter, or the form with what is wrong in it; `ok` is false then. */
export async function searchPage(orm: Orm, query: (name: string) => string | undefined, now: Date) {
  const fields = readFields(query);
  const { filter, faults } = readFilter(fields);
  const cursorText = query('cursor');
  const cursor = cursorText ? readPlace(cursorText) : undefined;
  if (cursor === null)
    faults.push({ field: 'cursor', message: 'The address of this page is damaged; search again' });
  const entity =
    filter.entity && isStorable(filter.entity) ? await findEntity(orm, filter.entity) : undefined;
  if (entity === null) faults.push({ field: 'entity', message: 'is not known by this name or id' });
  const choices = await listChoices(orm);
  const own = { fields, faults, choices, entity: entity ?? undefined, now };
  if (faults.length > 0 || cursor === null || entity === null) {
    const candidates = entity === null ? await candidatesFor(orm, fields.entity) : [];
    return { ok: false, page: <SearchPage {...own} candidates={candidates} /> };
  }
  const found = await find(orm, { ...filter, entity: entity?.id }, cursor);
  return { ok: true, page: <SearchPage {...own} found={found} candidates={[]} /> };
}

/** A cursor that nobody has meddled with: PostgreSQL knows no year 0, and an id may be no larger than it can be. */
function readPlace(text: string) {
  const place = readCursor(text);
  const year = place?.publishedAt.getUTCFullYear() ?? 0;
  return place && year >= 1900 && year < 2200 && Number.isSafeInteger(place.id) ? place : null;
}

async function find(orm: Orm, filter: ArticleFilter, cursor: ReturnType<typeof readCursor> | undefined) {
  const [page, count] = await Promise.all([
    listArticles(orm, filter, articlesShown + 1, cursor ?? undefined),
    countArticles(orm, filter),
  ]);
  const articles = page.slice(0, articlesShown);
  const last = articles.at(-1);
  const next = page.length > articlesShown && last ? writeCursor(last) : null;
  return { articles, count, next, from: cursor?.publishedAt };
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
  candidates: Asked[];
  found?: Found;
  now: Date;
}

function SearchPage({ fields, faults, choices, entity, candidates, found, now }: SearchProps) {
  return (
    <Page title={fields.q ? `Search: ${fields.q}` : 'Search'} section="search">
      <h1>Search the archive</h1>
      {faults.length > 0 && <Faults {...{ fields, faults, candidates }} />}
      <FilterForm {...{ fields, faults, choices }} />
      {found && <Results {...{ fields, entity, found, now }} />}
    </Page>
  );
}

function Faults({ fields, faults, candidates }: Pick<SearchProps, 'fields' | 'faults' | 'candidates'>) {
  const damaged = faults.find(({ field }) => field === 'cursor');
  return (
    <div class="notice" role="alert">
      <h2>This search can’t be run yet</h2>
      <p>
        {damaged ? `${damaged.message}.` : 'The fields marked below need another value; the rest is kept.'}
      </p>
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
  const { articles, count, next, from } = found;
  const kind = fields.copies === 'true' ? ', copies included' : '';
  return (
    <section class="results" aria-label="Results">
      <p class="count">
        <strong>{counted(count, 'article')}</strong>
        {kind}, newest first
        {from && `, continued from ${utc(from)}`}
        {entity && (
          <>
            {' '}
            · naming <a href={entityAddress(entity.id)}>{entity.name}</a> or what belongs to it
          </>
        )}
        {' · '}
        <a href={addressOf('/v1/articles', apiParameters(fields, entity?.id))}>the API call for this</a>
      </p>
      {articles.length === 0 && (
        <p class="lead">Nothing in the archive fits all of this. Try fewer conditions.</p>
      )}
      <ArticlesByDay articles={articles} now={now} />
      <p class="pages">
        {from && <a href={addressOf('/search', { ...fields })}>← Newest</a>}
        {next && <a href={addressOf('/search', { ...fields, cursor: next })}>Older articles →</a>}
      </p>
    </section>
  );
}
