import { addressOf, type Parameters } from '../layout/address.ts';
import { oneQuery } from './oneQuery.ts';
import type { SearchFields } from './searchFields.ts';

const ways: { says: string; forms: { name: string; path: string; format?: string }[] }[] = [
  {
    says: 'Follow it as',
    forms: [
      { name: 'RSS', path: '/v1/search.rss' },
      { name: 'Atom', path: '/v1/search.atom' },
      { name: 'JSON Feed', path: '/v1/search.json' },
    ],
  },
  {
    says: 'Export all of it as',
    forms: [
      { name: 'CSV', path: '/v1/export', format: 'csv' },
      { name: 'JSON lines', path: '/v1/export', format: 'jsonl' },
    ],
  },
  {
    says: 'Cite it with',
    forms: [
      { name: 'BibTeX', path: '/v1/export', format: 'bibtex' },
      { name: 'CSL-JSON', path: '/v1/export', format: 'csl' },
    ],
  },
  {
    says: 'Let others check it with an',
    forms: [{ name: 'evidence pack', path: '/v1/export', format: 'evidence' }],
  },
];

/** What a search found, as feeds and files. */
export function TakeAlong({ fields, entity }: { fields: SearchFields; entity: string | undefined }) {
  const search: Parameters = { q: oneQuery(fields, entity), copies: fields.copies === 'true' };
  return (
    <p class="hint">
      {ways.map(({ says, forms }, nth) => (
        <>
          {`${nth > 0 ? ' · ' : ''}${says} `}
          {forms.map(({ name, path, format }, at) => (
            <>
              {at > 0 && ', '}
              <a href={addressOf(path, { ...search, format })}>{name}</a>
            </>
          ))}
        </>
      ))}
    </p>
  );
}
