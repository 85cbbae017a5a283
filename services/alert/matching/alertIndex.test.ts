import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Facts, Place } from '../facts.ts';
import { createAlertIndex } from './alertIndex.ts';
import { evaluate } from './evaluate.ts';
import type { LexemeQuery, Program } from './program.ts';

const word = fc.constantFrom('chip', 'chips', 'china', 'export', 'the', '华为', '芯片', '@e:huawei');
const place: fc.Arbitrary<Place> = fc.record({
  at: fc.integer({ min: 1, max: 8 }),
  weight: fc.constantFrom('A' as const, 'B' as const, 'D' as const),
});
const facts = fc
  .record({
    lexemes: fc.array(fc.tuple(word, fc.uniqueArray(place, { selector: ({ at }) => at, maxLength: 4 })), {
      maxLength: 6,
    }),
    storyId: fc.option(fc.integer({ min: 1, max: 3 })),
    formerStories: fc.subarray([4, 5]),
    sentiment: fc.option(fc.constantFrom(-0.5, 0, 0.3)),
  })
  .map(factsOf);

function factsOf({
  lexemes,
  ...own
}: Partial<Omit<Facts, 'lexemes'>> & { lexemes: [string, Place[]][] }): Facts {
  const ordered = lexemes.map(([text, places]) => [text, places.sort((a, b) => a.at - b.at)] as const);
  return {
    ...{
      id: 1,
      publishedAt: new Date(5),
      foundAt: new Date(6),
      storyId: null,
      copyOf: null,
      sentiment: null,
    },
    ...{ relevance: null, stance: null, publisher: 'Wire', family: 'wire', entities: [], events: [] },
    ...own,
    lexemes: new Map(ordered),
  };
}

const { query } = fc.letrec<{ query: LexemeQuery }>((tie) => ({
  query: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({
      ...{ is: fc.constant('lexeme' as const), lexeme: fc.oneof(word, fc.constantFrom('ch', '华')) },
      ...{ prefix: fc.boolean(), weights: fc.constantFrom('', '', 'A', 'BD') },
    }),
    fc.record({
      is: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('query'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ is: fc.constant('not' as const), of: tie('query') }),
    fc.record({
      ...{ is: fc.constant('near' as const), within: fc.integer({ min: 1, max: 3 }) },
      of: fc.tuple(tie('query'), tie('query')),
    }),
    fc.record({
      is: fc.constant('followed' as const),
      by: fc.integer({ min: 1, max: 2 }),
      left: tie('query'),
      right: tie('query'),
    }),
  ),
}));
const { program } = fc.letrec<{ program: Program }>((tie) => ({
  program: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(
      fc.constant({ is: 'all' as const }),
      fc.record({ is: fc.constant('lexemes' as const), query: fc.option(query, { freq: 9 }) }),
      fc.record({ is: fc.constant('story' as const), id: fc.integer({ min: 1, max: 5 }) }),
      fc.record({
        is: fc.constant('published' as const),
        side: fc.constantFrom('from' as const, 'before' as const),
        at: fc.constantFrom(4, 5, 6),
      }),
      fc.record({
        ...{
          is: fc.constant('sentiment' as const),
          towards: fc.constant(null),
          score: fc.constantFrom(-0.5, 0.3),
        },
        comparison: fc.constantFrom('<' as const, '>=' as const, '=' as const),
      }),
      fc.record({
        ...{
          is: fc.constant('often' as const),
          times: fc.integer({ min: 1, max: 2 }),
          weights: fc.constantFrom('', 'A'),
        },
        row: fc.array(
          fc.record({
            lexemes: fc.array(word, { maxLength: 1 }),
            prefix: fc.option(fc.constantFrom('ch', 'the')),
            nth: fc.integer({ min: 1, max: 2 }),
          }),
          { maxLength: 2 },
        ),
      }),
    ),
    fc.record({
      is: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('program'), { maxLength: 3 }),
    }),
    fc.record({ is: fc.constant('not' as const), of: tie('program') }),
  ),
}));

const lexeme = (text: string): LexemeQuery => ({ is: 'lexeme', lexeme: text, prefix: false, weights: '' });
const words = (...of: string[]): Program => ({ is: 'lexemes', query: { is: 'and', of: of.map(lexeme) } });
const having = (...texts: string[]) =>
  factsOf({ lexemes: texts.map((text, n) => [text, [{ at: n + 1, weight: 'D' }]]) });

describe('the index of alerts', () => {
  it('finds what every program finds by itself, whatever was put and dropped before', () => {
    const change = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.option(program, { freq: 4 }));
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 30 }),
        fc.array(facts, { minLength: 1, maxLength: 8 }),
        (changes, articles) => {
          const [index, programs] = [createAlertIndex(), new Map<number, Program>()];
          for (const [n, [id, program]] of changes.entries()) {
            if (program) programs.set(id, program);
            else programs.delete(id);
            if (program) index.put(id, program);
            else index.drop(id);
            index.matching(articles[n % articles.length]!);
          }
          expect(index.size).toBe(programs.size);
          for (const article of articles) {
            const found = [...programs].filter(([, program]) => evaluate(program, article)).map(([id]) => id);
            expect(index.matching(article)).toEqual(found.sort((a, b) => a - b));
            const candidates = index.candidates(article);
            expect(new Set(candidates).size).toBe(candidates.length);
            expect(candidates).toEqual(expect.arrayContaining(found));
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('tries no alert whose rarest word is not there', () => {
    const index = createAlertIndex();
    for (let n = 0; n < 50; n++) index.learn(having('chip', `rare${n}`));
    for (let id = 0; id < 1000; id++) index.put(id, words('chip', `rare${id}`));
    expect(index.candidates(having('chip', 'rare7', 'other'))).toEqual([7]);
  });

  it('finds out which words are rare when nobody said so', () => {
    const index = createAlertIndex();
    for (let id = 0; id < 1000; id++) index.put(id, words('chip', `rare${id}`));
    for (let n = 0; n < 200; n++) index.matching(having('chip', 'other'));
    expect(index.candidates(having('chip', 'other')).length).toBe(0);
    expect(index.matching(having('chip', 'rare7'))).toEqual([7]);
  });

  it('needs one of all sides of an OR, and nothing of what must not be there', () => {
    const index = createAlertIndex();
    const either: LexemeQuery = {
      is: 'or',
      of: [lexeme('chip'), { is: 'and', of: [lexeme('a'), lexeme('b')] }],
    };
    index.put(1, { is: 'lexemes', query: either });
    index.put(2, { is: 'lexemes', query: { is: 'not', of: lexeme('chip') } });
    index.put(3, { is: 'lexemes', query: null });
    index.put(4, { is: 'or', of: [words('chip'), { is: 'published', side: 'from', at: 0 }] });
    expect(index.candidates(having('other')).sort()).toEqual([2, 4]);
    expect(index.matching(having('chip'))).toEqual([1, 4]);
  });
});
