import type { ArticleFilter } from '../../../db/search.ts';
import { type Sentence, say } from '../language/say.tsx';
import { isStorable } from '../layout/address.ts';

/** What the search form holds, as typed. */
export const fieldNames = [
  'q',
  'entity',
  'publisher',
  'topic',
  'language',
  'min',
  'max',
  'after',
  'before',
  'copies',
  'beat',
  'sort',
] as const;
export type FieldName = (typeof fieldNames)[number];
export type SearchFields = Record<FieldName, string>;

/** What the form calls its fields. */
const labels = {
  q: 'Words, “exact phrases” and fields',
  entity: 'Entity',
  publisher: 'Publisher',
  topic: 'Topic',
  language: 'Language',
  min: 'Least sentiment',
  max: 'Greatest sentiment',
  after: 'From',
  before: 'Until before',
  copies: 'List copies as well',
  beat: 'Only on the beat, as charts count',
  sort: 'Order',
} as const satisfies Record<FieldName, Sentence>;
export const labelOf = (name: FieldName): string => say(labels[name]);

/** What is wrong with a field, in a sentence. */
export interface Fault {
  field: FieldName | 'cursor';
  message: string;
}

const longest = 256;
const longestQuery = 1000;

/** The fields of an address; those it does not name are empty. */
export function readFields(query: (name: string) => string | undefined): SearchFields {
  const entries = fieldNames.map((name) => [name, query(name)?.trim() ?? '']);
  return Object.fromEntries(entries) as SearchFields;
}

/** A search of a query alone. */
export const fieldsFor = (q: string, sort = ''): SearchFields =>
  readFields((name) => (name === 'q' ? q : name === 'sort' ? sort : ''));

/**
 * The filter that the fields ask for, and what is wrong with them. The entity is still as typed: a name or an id; the
 * query is not in it, since names in it must be looked up.
 */
export function readFilter(fields: SearchFields): { filter: ArticleFilter; faults: Fault[] } {
  const faults: Fault[] = [];
  const fault = (field: FieldName, sentence: Sentence, values: { most?: number } = {}) => {
    faults.push({ field, message: say(sentence, { label: labelOf(field), ...values }) });
    return undefined;
  };
  for (const name of fieldNames)
    if (!isStorable(fields[name])) fault(name, '{label} holds a character that no text can hold.');
    else if (fields[name].length > longestOf(name))
      fault(name, '{label} is longer than {most} characters.', { most: longestOf(name) });
  const score = (name: 'min' | 'max') => {
    if (fields[name] === '') return undefined;
    const value = Number(fields[name].replace('−', '-'));
    return value >= -1 && value <= 1
      ? value
      : fault(name, '{label} must be a number from −1 to 1, such as −0.2.');
  };
  const moment = (name: 'after' | 'before') =>
    fields[name] === ''
      ? undefined
      : (readDate(fields[name]) ?? fault(name, '{label} must be a date such as 2025-01-20.'));
  const [minSentiment, maxSentiment, after, before] = [
    score('min'),
    score('max'),
    moment('after'),
    moment('before'),
  ];
  if (minSentiment !== undefined && maxSentiment !== undefined && minSentiment > maxSentiment)
    fault('min', '{label} must not be above the greatest.');
  if (after && before && after >= before) fault('after', '{label} must lie before the end.');
  for (const name of ['copies', 'beat'] as const)
    if (!['', 'true', 'false'].includes(fields[name])) fault(name, '{label} must be true or false.');
  if (!['', 'newest', 'relevance'].includes(fields.sort))
    fault('sort', '{label} must be newest or relevance.');
  const filter = {
    entity: fields.entity || undefined,
    publisher: fields.publisher || undefined,
    topic: fields.topic || undefined,
    language: fields.language || undefined,
    minSentiment,
    maxSentiment,
    after,
    before,
    copies: fields.copies === 'true' || undefined,
    offTopic: fields.beat === 'true' ? false : undefined,
  };
  return { filter, faults };
}

const longestOf = (name: FieldName) => (name === 'q' ? longestQuery : longest);

/** A day or a moment in UTC; years before any feed, and 31 February, are no dates. */
function readDate(text: string): Date | undefined {
  const [, day] =
    /^((?:19|20|21)\d\d-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/.exec(text) ??
    [];
  const date = new Date(text);
  if (day === undefined || Number.isNaN(date.getTime())) return undefined;
  return new Date(day).toISOString().startsWith(day) ? date : undefined;
}
