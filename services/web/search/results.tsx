import type { ListedCopy } from '../../../db/copies.ts';
import type { Facets } from '../../../db/search/facets.ts';
import { ranked } from '../../../db/search/ranking.ts';
import type { ListedArticle } from '../../../db/search.ts';
import type { Shown } from '../../api/finding.ts';
import type { Sort } from '../../api/search.ts';
import { counted, nameOf, number, Say, say } from '../language/say.tsx';
import { addressOf, entityAddress } from '../layout/address.ts';
import { ArticlesByDay, ArticlesInOrder } from '../parts/articleList.tsx';
import { utc } from '../parts/times.tsx';
import { type AskedCondition, Conditions, conditionsOf, type NamedEntity, Times } from './conditions.tsx';
import type { Saving } from './saved.tsx';
import { SearchFacets } from './searchFacets.tsx';
import type { SearchFields } from './searchFields.ts';
import { TakeAlong } from './takeAlong.tsx';

/** What a search found. */
export interface Found extends Facets {
  articles: ListedArticle[];
  /** What each shows of what was sought; absent where nothing was. */
  shown: Map<number, Shown> | undefined;
  copies: Map<number, ListedCopy[]>;
  sort: Sort;
  /** Copies that are folded under them; 0 where they are too many to count. */
  folded: number;
  /** Whether older articles were found that are not ranked. */
  partly: boolean;
  /** Cursor of the next page. */
  next: string | null;
  /** Where this page starts, if it is not the first and the newest are first. */
  from: Date | undefined;
  first: boolean;
  /** Where nothing was found: how many there are without one of its conditions. */
  without: Without[];
  /** A query that was perhaps meant. */
  meant: string | null;
}

/** How many articles a search would find without one of its conditions. */
export interface Without {
  condition: AskedCondition;
  count: number;
  about: boolean;
}

export interface ResultsProps {
  fields: SearchFields;
  entity: NamedEntity | undefined;
  found: Found;
  now: Date;
  origin: string;
  saving: Saving | undefined;
}

/** What was found, what it was found by, and what can be done with it. */
export function Results({ fields, entity, found, now, origin, saving }: ResultsProps) {
  const { articles, shown, copies, sort, facets, about } = found;
  const list = { articles, shown, copies };
  return (
    <section class="results" aria-label={say('Results')}>
      <Conditions conditions={conditionsOf(fields, entity)} sort={fields.sort} />
      <div class="time-and-order">
        <Times fields={fields} />
        {articles.length > 1 && <Sorts fields={fields} sort={sort} />}
      </div>
      <Count {...{ fields, found, entity }} />
      <TakeAlong {...{ fields, origin, saving }} entity={entity?.id} />
      {articles.length === 0 ? (
        <NothingFound {...{ fields, found }} />
      ) : (
        <div class="narrowing">
          <SearchFacets {...{ fields, facets, about }} />
          <div>
            {sort === 'newest' ? (
              <ArticlesByDay {...list} now={now} />
            ) : (
              <>
                <h2 class="hidden">{say('Most relevant first')}</h2>
                <ArticlesInOrder {...list} />
              </>
            )}
            <Paging {...{ fields, found }} />
          </div>
        </div>
      )}
    </section>
  );
}

function Count({ fields, found, entity }: Pick<ResultsProps, 'fields' | 'found' | 'entity'>) {
  const { count, about, partly, from, folded } = found;
  const articles = counted(count, 'article');
  return (
    <p class="count">
      <strong>{about ? say('about {articles}', { articles }) : articles}</strong>{' '}
      {folded > 0 && say('{copies} folded', { copies: counted(folded, 'copy') })}
      {fields.copies === 'true' && say('copies included')}{' '}
      {partly && say('Ranked: the newest {n} and the newest with the words in their titles.', { n: ranked })}{' '}
      {from && say('Continued from {moment}.', { moment: utc(from) })}{' '}
      {entity && (
        <Say
          sentence="Naming {entity} or what belongs to it."
          entity={<a href={entityAddress(entity.id)}>{nameOf(entity)}</a>}
        />
      )}
    </p>
  );
}

function Sorts({ fields, sort }: { fields: SearchFields; sort: Sort }) {
  const current = (is: boolean) => (is ? 'true' : undefined);
  return (
    <ul class="choices" aria-label={say('Order')}>
      <li>
        <a href={addressOf('/search', { ...fields, sort: '' })} aria-current={current(sort === 'newest')}>
          {say('Newest first')}
        </a>
      </li>
      <li>
        <a
          href={addressOf('/search', { ...fields, sort: 'relevance' })}
          aria-current={current(sort === 'relevance')}
        >
          {say('Most relevant first')}
        </a>
      </li>
    </ul>
  );
}

/** What to change in a search that finds nothing. */
function NothingFound({ fields, found: { without, meant } }: Pick<ResultsProps, 'fields' | 'found'>) {
  const better = without.filter(({ count }) => count > 0);
  return (
    <div class="nothing">
      <p class="lead">{say('Nothing in the archive fits all of this.')}</p>
      {meant !== null && (
        <p>
          <Say
            sentence="Did you mean {query}?"
            query={<a href={addressOf('/search', { ...fields, q: meant })}>{meant}</a>}
          />
        </p>
      )}
      {better.length > 0 && (
        <>
          <p>{say('It would find something without one of its conditions:')}</p>
          <ul>
            {better.map(({ condition: { says, typed, without: others }, count, about }) => (
              <li>
                <a href={addressOf('/search', others)}>
                  <Say sentence="without {condition}" condition={typed ? <code>{says}</code> : says} />
                </a>
                <span class="number">
                  {about ? say('about {articles}', { articles: number(count) }) : number(count)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {better.length === 0 && without.length > 1 && (
        <p>{say('No one of its conditions is the cause alone: take out two or more.')}</p>
      )}
    </div>
  );
}

function Paging({ fields, found: { sort, next, first } }: Pick<ResultsProps, 'fields' | 'found'>) {
  const newest = sort === 'newest';
  return (
    <p class="pages">
      {!first && (
        <a href={addressOf('/search', { ...fields })}>{say(newest ? '← Newest' : '← Most relevant')}</a>
      )}
      {next && (
        <a href={addressOf('/search', { ...fields, cursor: next })}>
          {say(newest ? 'Older articles →' : 'More articles →')}
        </a>
      )}
    </p>
  );
}
