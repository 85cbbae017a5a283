import { type Fault as QueryFault, showFault } from '../../search/query/faults.ts';
import { counted, nameOf, Say, say } from '../language/say.tsx';
import { addressOf } from '../layout/address.ts';
import { Page } from '../layout/layout.tsx';
import { Said } from '../parts/acts.tsx';
import { InWords } from '../parts/inWords.tsx';
import { asksForNothing } from './conditions.tsx';
import { FilterForm } from './filterForm.tsx';
import { quoted } from './oneQuery.ts';
import { FirstExamples, QueryHelp } from './queryHelp.tsx';
import { Results } from './results.tsx';
import { type ListedSearch, SavedSearches, type Saving } from './saved.tsx';
import type { Called, Read } from './search.tsx';
import type { SearchFields } from './searchFields.ts';
import { feedOf } from './takeAlong.tsx';

interface SearchProps {
  read: Read;
  /** The caller’s saved searches, where nothing is searched for; absent where they are not asked for. */
  saved?: ListedSearch[];
  /** Present where the caller may save. */
  saving: Saving | undefined;
  /** A saved search that could not be renamed. */
  renaming?: { id: number; name: string; fault: string } | undefined;
  /** A word for what was done. */
  said: string | undefined;
  origin: string;
  now: Date;
}

/** The archive through a search. */
export function SearchPage({ read, saved = [], saving, renaming, said, origin, now }: SearchProps) {
  const { fields, faults, choices, entity, called, found, hints } = read;
  const query = fields.q;
  const feed = { href: feedOf(fields, entity?.id), title: query ? `Chipwire: ${query}` : 'Chipwire' };
  return (
    <Page
      title={query ? say('Search: {query}', { query }) : say('Search')}
      section="search"
      scripts={['complete']}
      feeds={found ? [feed] : []}
    >
      <h1>{say('Search the archive')}</h1>
      <Said word={said} />
      {faults.length > 0 && <Faults read={read} />}
      <FilterForm {...{ fields, faults, choices }}>
        <QueryHelp publisher={choices.publishers[0]} />
      </FilterForm>
      {asksForNothing(fields) && <FirstExamples />}
      {hints.map((hint) => (
        <QueryFaultLine fields={fields} fault={hint} />
      ))}
      <SavedSearches searches={saved} mayWrite={saving !== undefined} renaming={renaming} />
      {called && called.count > 0 && <CalledSo fields={fields} called={called} />}
      {found && <Results {...{ fields, entity, found, now, origin, saving }} />}
    </Page>
  );
}

/** Leads from the word that names an entity to all that names it. */
function CalledSo({ fields, called }: { fields: SearchFields; called: Called }) {
  const { entity, count, about } = called;
  const articles = counted(count, 'article');
  return (
    <p class="called">
      <Say
        sentence="{entity}, under any name and in any language: {articles}"
        entity={
          <a href={addressOf('/search', { ...fields, q: `entity:${quoted(entity.id)}` })}>{nameOf(entity)}</a>
        }
        articles={about ? say('about {articles}', { articles }) : articles}
      />
    </p>
  );
}

/** What is wrong with a query, where, and how it would be right. */
function QueryFaultLine({ fields, fault }: { fields: SearchFields; fault: QueryFault }) {
  return (
    <div class="query-fault">
      <p>
        <InWords of={fault.message} />
        {fault.mend !== undefined && (
          <>
            {' '}
            <Say
              sentence="Search for {query}"
              query={<a href={addressOf('/search', { ...fields, q: fault.mend })}>{fault.mend}</a>}
            />
          </>
        )}
      </p>
      <pre>{showFault(fields.q, fault)}</pre>
    </div>
  );
}

function Faults({ read: { fields, faults, candidates, queryFaults } }: { read: Read }) {
  const damaged = faults.find(({ field }) => field === 'cursor');
  return (
    <div class="notice" role="alert">
      <h2>{say('This search can’t be run yet')}</h2>
      <p>{damaged?.message ?? say('The fields marked below need another value; the rest is kept.')}</p>
      {queryFaults.map((fault) => (
        <QueryFaultLine fields={fields} fault={fault} />
      ))}
      {candidates.length > 0 && (
        <p>
          {say('Perhaps one of these is meant:')}{' '}
          {candidates.map(({ text, label }, at) => (
            <>
              {at > 0 && ', '}
              <a href={addressOf('/search', { ...fields, entity: text })}>{label}</a>
            </>
          ))}
        </p>
      )}
    </div>
  );
}
