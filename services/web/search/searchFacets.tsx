import type { FacetCount, FacetKind, Facets } from '../../../db/search/facets.ts';
import { addressOf } from '../layout/address.ts';
import { languageName, topicName } from '../parts/words.ts';
import { asPart, quoted } from './oneQuery.ts';
import type { SearchFields } from './searchFields.ts';

const kinds: Partial<
  Record<FacetKind, { title: string; field: string; nameOf?: (value: string) => string }>
> = {
  entity: { title: 'Entities', field: 'entity' },
  publisher: { title: 'Publishers', field: 'publisher' },
  topic: { title: 'Topics', field: 'topic', nameOf: topicName },
  event: { title: 'Events', field: 'event', nameOf: topicName },
  language: { title: 'Languages', field: 'lang', nameOf: languageName },
};
const monthsShown = 12;

/** What the articles found have in common, each a link to the same search of those alone. */
export function SearchFacets({
  fields,
  facets,
  about,
}: Pick<Facets, 'facets' | 'about'> & { fields: SearchFields }) {
  return (
    <details class="facets">
      <summary>What they have in common</summary>
      {about && <p class="hint">Counted in a share of the archive: about so many.</p>}
      <div class="fields">
        {Object.entries(kinds).map(([kind, { title, field, nameOf }]) => (
          <FacetList
            title={title}
            counts={facets[kind as FacetKind]}
            nameOf={nameOf}
            addressFor={(value) => narrowed(fields, `${field}:${quoted(value)}`)}
          />
        ))}
        <FacetList
          title="Months"
          counts={facets.month.slice(0, monthsShown)}
          addressFor={(month) => narrowed(fields, `after:${month} before:${nextMonth(month)}`)}
        />
        <FacetList title="Sentiment" counts={facets.label} />
      </div>
    </details>
  );
}

interface FacetListProps {
  title: string;
  counts: FacetCount[];
  nameOf?: ((value: string) => string) | undefined;
  /** Absent where the query language has no word for it. */
  addressFor?: (value: string) => string;
}

function FacetList({ title, counts, nameOf = (value) => value, addressFor }: FacetListProps) {
  if (counts.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ol>
        {counts.map(({ value, name, articles }) => (
          <li>
            {addressFor ? <a href={addressFor(value)}>{name ?? nameOf(value)}</a> : nameOf(value)}{' '}
            {articles.toLocaleString('en')}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The search with one more condition. */
const narrowed = ({ q, ...others }: SearchFields, condition: string) =>
  addressOf('/search', { q: `${asPart(q)} ${condition}`.trim(), ...others });

function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
}
