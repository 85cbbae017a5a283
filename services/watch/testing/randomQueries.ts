import fc from 'fast-check';
import { ids, words } from './randomArchive.ts';

// Random queries over the whole language of docs/search.md.

const word = fc.constantFrom(...words, 'chi', 'nowhere');
const prefix = fc.constantFrom(
  'chi*',
  'ch*',
  'regul*',
  'licen*',
  'hua*',
  'the*',
  'of*',
  '出*',
  '中*',
  '中国*',
  '昇腾9*',
  'up*',
);
const phrase = fc.array(word, { minLength: 1, maxLength: 4 }).map((row) => `"${row.join(' ')}"`);
const one = fc.oneof({ weight: 3, arbitrary: word }, prefix, phrase);
const near = fc
  .tuple(one, fc.constantFrom(1, 2, 5, 20), one)
  .map(([left, within, right]) => `${left} near/${within} ${right}`);
const often = fc.tuple(fc.integer({ min: 1, max: 4 }), one).map(([times, of]) => `atleast${times}(${of})`);
const inPart = fc
  .tuple(
    fc.constantFrom('title', 'lead'),
    fc.oneof(
      one,
      often,
      near.map((text) => `(${text})`),
    ),
  )
  .map(([part, of]) => `${part}:${of}`);

const id = fc.constantFrom(...ids);
const score = fc
  .integer({ min: -10, max: 10 })
  .chain((n) => fc.constantFrom(n / 10, n / 10, (n * 97) / 1000));
const comparison = fc.constantFrom('<', '<=', '>', '>=', '=');
const sentiment = fc
  .tuple(fc.option(id, { nil: '' }), comparison, score)
  .map(([towards, sign, number]) => `sentiment${towards && `(${towards})`}:${sign}${number}`);
const day = fc.integer({ min: 1, max: 31 }).map((n) => `2026-01-${String(n).padStart(2, '0')}`);
const field = fc.oneof(
  id.map((name) => `entity:${name}`),
  id.map((name) => `quote-by:${name}`),
  sentiment,
  fc
    .tuple(fc.constantFrom('after', 'before'), fc.oneof(day, fc.constantFrom('2026', '3w', '500h')))
    .map((pair) => pair.join(':')),
  fc.constantFrom('type:chip', 'type:person', 'publisher:"Other Post"', 'feed:wire', 'lang:zh', 'lang:fr'),
  fc.constantFrom('topic:export-controls', 'topic:model-releases', 'stance:tighten', 'stance:none'),
  fc.constantFrom('event:entity-listing', 'event:licence-granted'),
);

/** @param stories numbers that `in:` asks for */
export function queries(stories: readonly number[]): fc.Arbitrary<string> {
  const story = fc.constantFrom(...stories).map((n) => `in:${n}`);
  const { query } = fc.letrec<{ query: string; term: string }>((tie) => ({
    term: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.oneof(one, near, often, inPart, field, story),
      fc.tuple(fc.constantFrom('', '-'), tie('query')).map(([not, inner]) => `${not}(${inner})`),
      fc.oneof(one, often, inPart, field, story).map((inner) => `-${inner}`),
    ),
    query: fc
      .tuple(fc.array(tie('term'), { minLength: 1, maxLength: 4 }), fc.constantFrom(' ', ' ', ' OR '))
      .map(([terms, join]) => terms.join(join)),
  }));
  return query;
}
