import type { FacetCount, FacetKind, Facets } from '../../../db/search/facets.ts';
import { nameOf, number, type Sentence, say } from '../language/say.tsx';
import { eventName, languageName, topicName } from '../parts/names.ts';
import { asLabel } from '../parts/sentiment.tsx';
import { toggled } from './conditions.tsx';
import { quoted } from './oneQuery.ts';
import type { SearchFields } from './searchFields.ts';

const monthsShown = 12;
/** Of a kind; the rest is behind a click. */
const shownAtOnce = 5;

interface Kind {
  kind: FacetKind;
  title: Sentence;
  called(count: FacetCount): string;
  /** Conditions that a value adds; none where the query language has no word for it. */
  asks(value: string): string[];
}
const inField = (field: string) => (value: string) => [`${field}:${quoted(value)}`];

const kinds: Kind[] = [
  {
    ...{ kind: 'entity', title: 'Entities', asks: inField('entity') },
    called: ({ name, nameZh, value }) => nameOf({ name: name ?? value, nameZh }),
  },
  { kind: 'publisher', title: 'Publishers', called: ({ value }) => value, asks: inField('publisher') },
  { kind: 'event', title: 'Events', called: ({ value }) => eventName(value), asks: inField('event') },
  { kind: 'topic', title: 'Topics', called: ({ value }) => topicName(value), asks: inField('topic') },
  { kind: 'language', title: 'Languages', called: ({ value }) => languageName(value), asks: inField('lang') },
  { kind: 'label', title: 'Sentiment', called: ({ value }) => say(asLabel(value)), asks: () => [] },
  {
    ...{ kind: 'month', title: 'Months', called: ({ value }) => value },
    asks: (month) => [`after:${month}`, `before:${nextMonth(month)}`],
  },
];

type FacetsProps = Pick<Facets, 'facets' | 'about'> & { fields: SearchFields };

/** What the articles found have in common, each a way to the same search of those alone, or back. */
export const SearchFacets = ({ fields, facets, about }: FacetsProps) => (
  <aside class="facets" aria-label={say('What they have in common')}>
    <details>
      <summary>{say('What they have in common')}</summary>
      {about && <p class="hint">{say('Counted in a share of the archive: about so many.')}</p>}
      <div class="kinds">
        {kinds.map((kind) => (
          <FacetList kind={kind} counts={facets[kind.kind].slice(0, monthsShown)} fields={fields} />
        ))}
      </div>
    </details>
  </aside>
);

function FacetList({ kind, counts, fields }: { kind: Kind; counts: FacetCount[]; fields: SearchFields }) {
  if (counts.length === 0) return null;
  const lines = counts.map((count) => <FacetLine {...{ kind, count, fields }} />);
  const rest = lines.slice(shownAtOnce);
  return (
    <section>
      <h2>{say(kind.title)}</h2>
      <ul>{lines.slice(0, shownAtOnce)}</ul>
      {rest.length > 0 && (
        <details class="more">
          <summary>{say('{n} more', { n: rest.length })}</summary>
          <ul>{rest}</ul>
        </details>
      )}
    </section>
  );
}

function FacetLine({ kind, count, fields }: { kind: Kind; count: FacetCount; fields: SearchFields }) {
  const says = kind.called(count);
  const asked = kind.asks(count.value);
  const { address, on } = toggled(fields, asked);
  return (
    <li>
      {asked.length === 0 ? (
        <span>{says}</span>
      ) : on ? (
        <a class="on" href={address} aria-label={say('Search without {condition}', { condition: says })}>
          {says} <span aria-hidden="true">×</span>
        </a>
      ) : (
        <a href={address}>{says}</a>
      )}
      <span class="number">{number(count.articles)}</span>
    </li>
  );
}

function nextMonth(month: string): string {
  const [year = 0, nth = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, nth, 1)).toISOString().slice(0, 7);
}
