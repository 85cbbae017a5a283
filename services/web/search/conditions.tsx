import { termsOf } from '../../search/query/terms.ts';
import { nameOf, say } from '../language/say.tsx';
import { addressOf } from '../layout/address.ts';
import { languageName, topicName } from '../parts/names.ts';
import { scoreText } from '../parts/sentiment.tsx';
import { asPart } from './oneQuery.ts';
import { type FieldName, fieldsFor, labelOf, type SearchFields } from './searchFields.ts';

/** One of the conditions of a search, which can be taken out of it. */
export interface AskedCondition {
  /** As people read it. */
  says: string;
  /** Whether it is in the words of the query language. */
  typed: boolean;
  /** The search without it. */
  without: SearchFields;
}

/** An entity as the form's field names it. */
export interface NamedEntity {
  id: string;
  name: string;
  nameZh?: string | null | undefined;
}

const others = ['entity', 'publisher', 'topic', 'language', 'min', 'max', 'after', 'before'] as const;
const switches = ['copies', 'beat'] as const;

/** All that a search asks for, each with the search without it: what was typed, then the fields of the form. */
export function conditionsOf(fields: SearchFields, entity: NamedEntity | undefined): AskedCondition[] {
  const terms = termsOf(fields.q);
  const typed = terms.map((term, at) => ({
    says: term,
    typed: true,
    without: { ...fields, q: terms.filter((_, other) => other !== at).join(' ') },
  }));
  const without = (name: FieldName) => ({ ...fields, [name]: '' });
  const chosen = others
    .filter((name) => fields[name] !== '')
    .map((name) => ({
      says: say('{label}: {value}', { label: labelOf(name), value: valueAsRead(fields, name, entity) }),
      typed: false,
      without: without(name),
    }));
  const switched = switches
    .filter((name) => fields[name] === 'true')
    .map((name) => ({ says: labelOf(name), typed: false, without: without(name) }));
  return [...typed, ...chosen, ...switched];
}

function valueAsRead(fields: SearchFields, name: (typeof others)[number], entity: NamedEntity | undefined) {
  const value = fields[name];
  switch (name) {
    case 'entity':
      return entity ? nameOf(entity) : value;
    case 'topic':
      return topicName(value);
    case 'language':
      return languageName(value);
    case 'min':
    case 'max':
      return scoreText(Number(value.replace('−', '-')));
    default:
      return value;
  }
}

/** The conditions of a search, each a way to the search without it. */
export function Conditions({ conditions, sort }: { conditions: AskedCondition[]; sort: string }) {
  if (conditions.length === 0) return null;
  return (
    <ul class="conditions" aria-label={say('Conditions of this search')}>
      {conditions.map(({ says, typed, without }) => (
        <li>
          <a
            href={addressOf('/search', without)}
            aria-label={say('Search without {condition}', { condition: says })}
          >
            {typed ? <code>{says}</code> : says} <span aria-hidden="true">×</span>
          </a>
        </li>
      ))}
      {conditions.length > 1 && (
        <li>
          <a class="all" href={addressOf('/search', { sort })}>
            {say('Clear all')}
          </a>
        </li>
      )}
    </ul>
  );
}

const spans = [
  ['1d', 'Last day'],
  ['7d', '7 days'],
  ['30d', '30 days'],
  ['6m', '6 months'],
  ['1y', '12 months'],
] as const;

const isTime = (term: string) => /^(after|before)[:：]/i.test(term);

/** Times that many ask for, which take the place of others. They count back from whenever the search is run. */
export function Times({ fields }: { fields: SearchFields }) {
  const terms = termsOf(fields.q);
  const other = terms.filter((term) => !isTime(term));
  const timed = other.length < terms.length || fields.after !== '' || fields.before !== '';
  const address = (term: string) =>
    addressOf('/search', { ...fields, q: withTerm(other, term), after: '', before: '' });
  return (
    <ul class="choices" aria-label={say('Published')}>
      <li>
        <a href={address('')} aria-current={timed ? undefined : 'true'}>
          {say('Any time')}
        </a>
      </li>
      {spans.map(([back, name]) => (
        <li>
          <a
            href={address(`after:${back}`)}
            aria-current={terms.includes(`after:${back}`) && !fields.after ? 'true' : undefined}
          >
            {say(name)}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Terms with one more, as a query; the others are kept together. */
function withTerm(terms: readonly string[], term: string): string {
  if (term === '') return terms.join(' ');
  return [...(terms.length === 1 ? [asPart(terms[0]!)] : terms), term].join(' ');
}

/** The search with one more condition, and the one that has it already without it. */
export function toggled(fields: SearchFields, asked: readonly string[]): { address: string; on: boolean } {
  const terms = termsOf(fields.q);
  const on = asked.every((each) => terms.includes(each));
  const q = on
    ? terms.filter((term) => !asked.includes(term)).join(' ')
    : [terms.length === 1 ? asPart(terms[0]!) : terms.join(' '), ...asked].filter(Boolean).join(' ');
  return { address: addressOf('/search', { ...fields, q }), on };
}

/** Whether a search asks for anything. */
export const asksForNothing = (fields: SearchFields) =>
  addressOf('', { ...fields, sort: '' }) === addressOf('', fieldsFor(''));
