import type { SavedSearch } from '../../../db/savedSearches.ts';
import { number, Say, say } from '../language/say.tsx';
import { addressOf } from '../layout/address.ts';
import { Act } from '../parts/acts.tsx';
import { Menu } from './menu.tsx';
import type { SearchFields } from './searchFields.ts';

/** A search that somebody wants to keep. */
export interface Saving {
  /** What it was to be called, where it could not be. */
  name?: string | undefined;
  /** Why it could not be saved. */
  fault?: string | undefined;
}

const longestName = 100;

type SaveProps = { fields: SearchFields; query: string; saving: Saving };

/** Keeps a search under a name. */
export const SaveForm = ({ fields, query, saving: { name, fault } }: SaveProps) => (
  <Menu title="Save this search" open={fault !== undefined}>
    <form method="post" action="/searches" class="save">
      <NameField id="save-name" name={name ?? query.slice(0, longestName)} fault={fault} />
      <input type="hidden" name="query" value={query} />
      <input type="hidden" name="sort" value={fields.sort || 'newest'} />
      <input type="hidden" name="back" value={addressOf('/search', { ...fields })} />
      <button type="submit">{say('Save')}</button>
    </form>
    <p class="hint">
      {say('Saved searches are listed at the top of this page when nothing is searched for.')}
    </p>
  </Menu>
);

const NameField = ({ id, name, fault }: { id: string; name: string; fault?: string | undefined }) => (
  <div class="field">
    <label for={id}>{say('Name')}</label>
    <input
      {...{ id, name: 'name', value: name, maxlength: longestName }}
      type="text"
      required
      autocomplete="off"
      {...(fault === undefined ? {} : { 'aria-invalid': 'true', 'aria-describedby': `${id}-fault` })}
    />
    {fault !== undefined && (
      <p class="fault" id={`${id}-fault`}>
        {fault}
      </p>
    )}
  </div>
);

/** A saved search, and how many articles of the last day it finds. */
export type ListedSearch = SavedSearch & { lately: number | null };

interface SavedListProps {
  searches: ListedSearch[];
  /** Whether they may be changed. */
  mayWrite: boolean;
  /** One that could not be renamed. */
  renaming?: { id: number; name: string; fault: string } | undefined;
}

/** Somebody’s saved searches, each a click away. */
export function SavedSearches({ searches, mayWrite, renaming }: SavedListProps) {
  if (searches.length === 0) return null;
  return (
    <section class="saved" aria-labelledby="saved">
      <h2 id="saved">{say('Your saved searches')}</h2>
      <ul>
        {searches.map((search) => (
          <li data-walk>
            <a class="run" data-open href={addressOfSaved(search)}>
              {search.name}
            </a>{' '}
            {search.query !== search.name && <code>{search.query}</code>}
            <Lately count={search.lately} />
            {mayWrite && (
              <Changing search={search} renaming={renaming?.id === search.id ? renaming : undefined} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const addressOfSaved = ({ query, sort }: SavedSearch) =>
  addressOf('/search', { q: query, sort: sort === 'relevance' && sort });

const Lately = ({ count }: { count: number | null }) =>
  count === null ? null : (
    <span class="lately">
      {count === 0 ? (
        say('none in the last day')
      ) : (
        <Say sentence="{n} in the last day" n={<strong>{number(count)}</strong>} />
      )}
    </span>
  );

const Changing = ({
  search: { id, name },
  renaming,
}: {
  search: SavedSearch;
  renaming: { name: string; fault: string } | undefined;
}) => (
  <details open={renaming !== undefined}>
    <summary aria-label={say('Change “{name}”', { name })}>{say('Change')}</summary>
    <form method="post" action={`/searches/${id}`} class="save">
      <NameField id={`name-${id}`} name={renaming?.name ?? name} fault={renaming?.fault} />
      <button type="submit">{say('Rename')}</button>
    </form>
    <Act to={`/searches/${id}/delete`} says={say('Delete it')} small />
  </details>
);
