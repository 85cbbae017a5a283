import type { fields } from './fields.ts';
import type { Named, NamedField, Query, Words } from './query.ts';
import { tokenize } from './tokens.ts';

/**
 * A query as text, with parentheses wherever OR and AND meet; read again it is the same query. Times that were relative
 * are written as they were read.
 */
export function writeQuery(query: Query): string {
  switch (query.is) {
    case 'all':
      return '';
    case 'and':
      return query.of
        .map((side) => (side.is === 'or' ? `(${writeQuery(side)})` : writeQuery(side)))
        .join(' ');
    case 'or':
      return query.of
        .map((side) => (side.is === 'and' ? `(${writeQuery(side)})` : writeQuery(side)))
        .join(' OR ');
    case 'not':
      return `-${isLoose(query.of) ? `(${writeQuery(query.of)})` : writeQuery(query.of)}`;
    case 'text':
      return writeText(query);
    case 'atleast':
      return `${query.part === 'anywhere' ? '' : `${query.part}:`}atleast${query.times}(${writeWords(query.words)})`;
    case 'sentiment':
      return `sentiment${query.towards ? `(${writeName(query.towards)})` : ''}:${query.comparison}${query.score}`;
    case 'published':
      return `${query.side === 'from' ? 'after' : 'before'}:${writeTime(query.at)}`;
    case 'story':
      return `in:${query.id}`;
    default:
      return `${fieldOf[query.is] ?? query.is}:${writeName(query)}`;
  }
}

/** Whether a minus before it would hold for its beginning alone. */
const isLoose = (query: Query) =>
  ['and', 'or', 'not'].includes(query.is) ||
  (query.is === 'text' && query.words.is === 'near' && query.part === 'anywhere');

function writeText({ words, part }: Query & { is: 'text' }): string {
  const written = writeWords(words);
  if (part === 'anywhere') return written;
  return `${part}:${words.is === 'near' ? `(${written})` : written}`;
}

const fieldOf: Partial<Record<NamedField, keyof typeof fields>> = { language: 'lang', quoteBy: 'quote-by' };

function writeWords(words: Words): string {
  switch (words.is) {
    case 'word':
      return isPlain(words.word) ? words.word : `"${words.word}"`;
    case 'prefix':
      return `${words.word}*`;
    case 'phrase':
      return `"${words.words.join(' ')}"`;
    case 'near':
      return `${writeWords(words.of[0])} near/${words.within} ${writeWords(words.of[1])}`;
  }
}

/** Whether a word is read as itself and nothing else, whatever stands behind it. */
function isPlain(word: string): boolean {
  const { tokens, findings } = tokenize(`${word} (x)`);
  const [first] = tokens;
  return first?.kind === 'word' && first.text === word && tokens.length === 4 && findings.length === 0;
}

function writeName({ name }: Named): string {
  const [first, ...others] = tokenize(`entity:${name}`).tokens;
  const isPlainName = others.length === 0 && first?.kind === 'field' && first.value?.text === name;
  return isPlainName && !/["()|]/.test(name) ? name : `"${name}"`;
}

/** A day where nothing more is needed. */
const writeTime = (at: Date) => at.toISOString().replace('T00:00:00.000Z', '').replace(':00.000Z', 'Z');
