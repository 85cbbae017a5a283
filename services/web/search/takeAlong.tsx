import { Say, type Sentence, say } from '../language/say.tsx';
import { addressOf, type Parameters } from '../layout/address.ts';
import { Menu } from './menu.tsx';
import { oneQuery } from './oneQuery.ts';
import { SaveForm, type Saving } from './saved.tsx';
import type { SearchFields } from './searchFields.ts';

interface Form {
  name: string;
  path: string;
  format?: string;
}

const exported = (name: string, format: string): Form => ({ name, path: '/v1/export', format });
const feeds: Form[] = [
  { name: 'Atom', path: '/v1/search.atom' },
  { name: 'RSS', path: '/v1/search.rss' },
  { name: 'JSON Feed', path: '/v1/search.json' },
];
const files: { says: Sentence; forms: Form[] }[] = [
  {
    says: 'All of it as a table or in full: {forms}',
    forms: [exported('CSV', 'csv'), exported('JSON lines', 'jsonl')],
  },
  {
    says: 'For citing: {forms}',
    forms: [exported('BibTeX', 'bibtex'), exported('CSL-JSON', 'csl')],
  },
  {
    says: 'For others to check, with hashes and tagger versions: {forms}',
    forms: [exported('ZIP', 'evidence')],
  },
];

/** A search as others take it: one query, and whether copies are wanted. */
const inOneQuery = (fields: SearchFields, entity: string | undefined): Parameters => ({
  q: oneQuery(fields, entity),
  copies: fields.copies === 'true',
});

/** The search as a feed, for browsers and readers of feeds that look for one. */
export const feedOf = (fields: SearchFields, entity: string | undefined): string =>
  addressOf('/v1/search.atom', inOneQuery(fields, entity));

interface TakeAlongProps {
  fields: SearchFields;
  entity: string | undefined;
  /** Where this Chipwire is, such as https://news.example.com. */
  origin: string;
  saving: Saving | undefined;
}

/** What can be done with a search: kept, watched, followed, exported, asked by a program. */
export function TakeAlong({ fields, entity, origin, saving }: TakeAlongProps) {
  const search = inOneQuery(fields, entity);
  return (
    <div class="take-along">
      <a href={addressOf('/alerts/new', { q: search.q })}>{say('Make this an alert')}</a>
      {saving && <SaveForm {...{ fields, saving }} query={String(search.q)} />}
      <Menu title="Follow as a feed">
        <p>
          <Say sentence="For feed readers: {forms}" forms={<Forms forms={feeds} search={search} />} />
        </p>
      </Menu>
      <Menu title="Export">
        {files.map(({ says, forms }) => (
          <p>
            <Say sentence={says} forms={<Forms forms={forms} search={search} />} />
          </p>
        ))}
      </Menu>
      <Menu title="API call">
        <ApiCall
          address={addressOf('/v1/search', { ...search, sort: fields.sort || 'newest' })}
          origin={origin}
        />
      </Menu>
    </div>
  );
}

const Forms = ({ forms, search }: { forms: Form[]; search: Parameters }) => (
  <>
    {forms.map(({ name, path, format }, at) => (
      <>
        {at > 0 && ' · '}
        <a href={addressOf(path, { ...search, format })}>{name}</a>
      </>
    ))}
  </>
);

const ApiCall = ({ address, origin }: { address: string; origin: string }) => (
  <>
    <p>
      <Say
        sentence="{call}, or on the command line:"
        call={<a href={address}>{say('What the API answers')}</a>}
      />
    </p>
    <pre class="call" id="call">
      {/* Addresses hold no apostrophe: it is written as %27. */}
      {`curl '${origin}${address}'`}
    </pre>
    <p>
      <button type="button" class="small" data-copy="call" data-copied={say('Copied.')} hidden>
        {say('Copy')}
      </button>{' '}
      <span class="hint">
        <Say
          sentence="From another machine, add your key: {option}"
          option={<code>-H 'authorization: Bearer cw_…'</code>}
        />
      </span>
    </p>
  </>
);
