import fc from 'fast-check';
import { expect, test } from 'vitest';
import { showFault } from './faults.ts';
import { fieldNames } from './fields.ts';
import { parseQuery } from './parse.ts';
import type { Query, Words } from './query.ts';
import { writeQuery } from './write.ts';

const now = new Date('2026-11-24T10:30:00Z');
const read = (text: string) => parseQuery(text, { now });

function queryOf(text: string): Query {
  const parsed = read(text);
  if ('faults' in parsed)
    throw new Error(`${text}: ${parsed.faults.map(({ message }) => message).join(' ')}`);
  return parsed.query;
}
const faultsOf = (text: string) => {
  const parsed = read(text);
  return 'faults' in parsed ? parsed.faults : [];
};
/** Where names stood is no part of what is asked. */
const asked = (query: Query): unknown =>
  JSON.parse(JSON.stringify(query, (key, value) => (key === 'span' ? undefined : value)));

test.each([
  ['', ''],
  ['  \n ', ''],
  ['huawei ascend', 'huawei ascend'],
  ['Huawei AND Ascend', 'Huawei Ascend'],
  ['a1 OR b1 c1', 'a1 OR (b1 c1)'],
  ['(a1 OR b1) c1', '(a1 OR b1) c1'],
  ['a1|b1 || c1 或 d1', 'a1 OR b1 OR c1 OR d1'],
  ['((a1 (b1 (c1))))', 'a1 b1 c1'],
  ['NOT (a1 b1) -c1 -"d1 e1"', '-(a1 b1) -c1 -"d1 e1"'],
  ['-(-a1)', 'a1'],
  ['-(a1 near/3 b1)', '-(a1 near/3 b1)'],
  ['-a1 near/3 b1', '-(a1 near/3 b1)'],
  ['NEAR/5', undefined],
  ['“出口 管制” 华为，昇腾。', '"出口 管制" 华为 昇腾'],
  ['（昇腾　OR　麒麟）－美国', '(昇腾 OR 麒麟) -美国'],
  ['「中芯国际」 ｌｅａｄ：华为＊', '中芯国际 lead:华为*'],
  ['title:(a1 OR "b1 c1" -d1)', 'title:a1 OR (title:"b1 c1" -title:d1)'],
  ['title:(a1 near/2 b1*)', 'title:(a1 near/2 b1*)'],
  ['title:atleast3("export licence")', 'title:atleast3("export licence")'],
  ['TITLE:Huawei Lang:zh', 'title:Huawei lang:zh'],
  ['publisher:(Reuters OR "Financial Times")', 'publisher:Reuters OR publisher:"Financial Times"'],
  ['entity:“ Liang   Wenfeng ”', 'entity:"Liang Wenfeng"'],
  ['entity:huawei, chips.', 'entity:huawei chips'],
  ['sentiment( “Liang Wenfeng” ):≤ -0.30', 'sentiment("Liang Wenfeng"):<=-0.3'],
  ['sentiment:＜−0.3 sentiment:=-0', 'sentiment:<-0.3 sentiment:=0'],
  ['after:2025-01 before:2026', 'after:2025-01-01 before:2026-01-01'],
  ['after:2025-01-20T08:30+08:00', 'after:2025-01-20T00:30Z'],
  ['after:today before:yesterday', 'after:2026-11-24 before:2026-11-23'],
  [
    'after:7d after:2w after:9m after:1y after:12h',
    'after:2026-11-17 after:2026-11-10 after:2026-02-24 after:2025-11-24 after:2026-11-23T22:30Z',
  ],
  ['in:123', 'in:123'],
  ['Huawei: what next? N+2, U.S. — SMIC’s', 'Huawei what next N+2 U.S SMIC’s'],
  ['"OR" "near/5" "a(b)" "foo:bar" "entity:x" "-"x', undefined],
  ['"OR" "near/5" "a(b)" "foo:bar" "entity:x"', '"OR" "near/5" "a(b" "foo:bar" "entity:x"'],
  ['"atleast3" (x1)', '"atleast3" x1'],
  ['https://example.com/chips', 'https://example.com/chips'],
])('%j is read as %j', (text, canonical) => {
  if (canonical === undefined) expect(faultsOf(text)).not.toEqual([]);
  else expect(writeQuery(queryOf(text))).toBe(canonical);
});

test('the day before a month of fewer days is its last', () => {
  const parsed = parseQuery('after:1m', { now: new Date('2026-03-31T12:00:00Z') });
  expect('query' in parsed && writeQuery(parsed.query)).toBe('after:2026-02-28');
});

test.each([
  ['"unclosed here', '"', '"unclosed here"'],
  ['（华为 OR 中芯', '（', '（华为 OR 中芯)'],
  ['chips OR', 'OR', 'chips'],
  ['AND chips', 'AND', 'chips'],
  ['chips AND AND tools', 'AND', 'chips AND tools'],
  ['chips OR OR tools', 'OR', 'chips OR tools'],
  ['chips ) tools', ')', 'chips tools'],
  ['chips () tools', '()', 'chips tools'],
  ['entitty:huawei', 'entitty:', 'entity:huawei'],
  ['source:Reuters', 'source:', 'publisher:Reuters'],
  ['foo:bar', 'foo:', '"foo:bar"'],
  ['entity: huawei', 'entity:', 'entity:huawei'],
  ['title: chips', 'title:', 'title:chips'],
  ['chips title:', 'title:', 'chips'],
  ['entity:-huawei', 'entity:-', '-entity:huawei'],
  ['after:20/01/2025', '20/01/2025', 'after:2025-01-20'],
  ['after:01/20/2025', '01/20/2025', 'after:2025-01-20'],
  ['before:2025年1月', '2025年1月', 'before:2025-01'],
  ['before:20250120', '20250120', 'before:2025-01-20'],
  ['after:2025-02-30', '2025-02-30', 'after:2025-02-28'],
  ['after:2025-13', '2025-13', undefined],
  ['after:1066', '1066', undefined],
  ['after:soon', 'soon', undefined],
  ['sentiment:0.5', '0.5', 'sentiment:>=0.5'],
  ['sentiment:<-30', '<-30', 'sentiment:<-0.3'],
  ['sentiment:<-0,3', '<-0,3', 'sentiment:<-0.3'],
  ['sentiment:negative', 'negative', 'sentiment:<0'],
  ['sentiment(huawei)<0', 'sentiment(huawei)', 'sentiment(huawei):<0'],
  ['sentiment():<0', 'sentiment():<0', undefined],
  ['near/5 chips', 'near/5', 'chips'],
  ['chips near/5', 'near/5', 'chips'],
  ['chips near/ tools', 'near/', 'chips near/5 tools'],
  ['chips NEAR tools', 'NEAR', 'chips near/5 tools'],
  ['chips near/99 tools', 'near/99', 'chips near/20 tools'],
  ['chips near/3 (tools OR masks)', 'near/3', 'chips (tools OR masks)'],
  ['a1 near/2 b1 near/3 c1', 'near/3', 'a1 near/2 b1 b1 near/3 c1'],
  ['title:a1 near/5 b1', 'title:', 'title:(a1 near/5 b1)'],
  ['title:(chips entity:huawei)', 'entity:huawei', undefined],
  ['atleast(chips)', 'atleast(', 'atleast2(chips)'],
  ['atleast3(export licence)', 'atleast3(', 'atleast3("export licence")'],
  ['in:story', 'story', undefined],
  ['in:#12', '#12', 'in:12'],
  ['NOT NOT chips', 'NOT NOT', 'chips'],
  ['chips NOT', 'NOT', 'chips'],
  ['c* chips', 'c*', 'c chips'],
  ['con*ol', 'con*ol', 'con*'],
  ['?!', '?!', undefined],
  ['"" chips', '""', 'chips'],
])('%j: the fault is at %j, and %j is meant', (text, place, mend) => {
  const [fault] = faultsOf(text);
  expect(fault && text.slice(fault.start, fault.end)).toSatisfy((shown: string) => shown.startsWith(place));
  expect(fault?.mend).toBe(mend);
});

test('every fault of a query is told at once, and the mend mends them all', () => {
  const faults = faultsOf('entitty:huawei OR after:20/01/2025 (chips');
  expect(faults.map(({ start, end }) => [start, end])).toEqual([
    [0, 8],
    [24, 34],
    [35, 36],
  ]);
  expect(new Set(faults.map(({ mend }) => mend))).toEqual(
    new Set(['entity:huawei OR after:2025-01-20 (chips)']),
  );
});

test('what is right and was perhaps not meant gets a hint', () => {
  const hintsOf = (text: string) => {
    const parsed = read(text);
    return 'hints' in parsed ? parsed.hints.map(({ mend }) => mend) : [];
  };
  expect(hintsOf('huawei or smic')).toEqual(['huawei OR smic']);
  expect(hintsOf('huawei - smic')).toEqual(['huawei -smic']);
  expect(hintsOf('"huawei or smic" -- OR x1')).toEqual([]);
});

test('relative times need a now', () => {
  expect(parseQuery('after:7d')).toMatchObject({ faults: [{ start: 6, end: 8 }] });
});

test('a query is bounded in length, in words and in depth', () => {
  const nested = (depth: number) => `${'('.repeat(depth)}chips${')'.repeat(depth)}`;
  expect(faultsOf('a'.repeat(1000))).toEqual([]);
  expect(faultsOf('a'.repeat(1001))).toMatchObject([{ start: 1000, end: 1001 }]);
  expect(faultsOf('a1 '.repeat(64))).toEqual([]);
  expect(faultsOf('a1 '.repeat(65))[0]?.message).toContain('64');
  expect(faultsOf(`"${'a1 '.repeat(65)}"`)[0]?.message).toContain('64');
  expect(faultsOf(nested(20))).toEqual([]);
  expect(faultsOf(nested(21))[0]).toMatchObject({ start: 20, end: 21 });
  expect(faultsOf('('.repeat(1000)).length).toBeGreaterThan(0);
  expect(faultsOf('a1)'.repeat(300))).toHaveLength(10);
});

test.each([
  '(',
  ')',
  '"',
  'a)',
  '-',
  '- ',
  'a:',
  'title:',
  'near/',
  '*',
  'a*',
  'OR ',
  'NOT ',
  '华',
  '\u0301',
  '.',
  'sentiment(',
])('a thousand characters of %j are read in no time', (piece) => {
  const begun = performance.now();
  read(piece.repeat(1000).slice(0, 1000));
  expect(performance.now() - begun).toBeLessThan(500);
});

test('carets stand under the fault, Chinese characters counting two', () => {
  expect(showFault('华为 OR', { start: 3, end: 5 })).toBe('华为 OR\n     ^^');
  expect(showFault('a\t华为', { start: 2, end: 4 })).toBe('a 华为\n  ^^^^');
  const [line = '', carets = ''] = showFault(`${'chips '.repeat(150)}after:x`, {
    start: 906,
    end: 907,
  }).split('\n');
  expect(line.length).toBeLessThanOrEqual(100);
  expect(line.slice(carets.indexOf('^'))).toBe('x');
});

const word = fc.oneof(
  fc.constantFrom('huawei', '华为', '昇腾910C', 'N+2', 'SMIC’s', 'or', 'U.S', '7nm'),
  fc.constantFrom(
    'OR',
    'NOT',
    '或',
    'near/5',
    'atleast3',
    'a(b',
    'x|y',
    'entity:x',
    'NEAR',
    'sentiment',
    'title:a',
    'a*b',
  ),
);
const words: fc.Arbitrary<Words> = fc.oneof(
  word.map((text) => ({ is: 'word' as const, word: text })),
  fc.constantFrom('ch', '华', 'export').map((text) => ({ is: 'prefix' as const, word: text })),
  fc.array(word, { minLength: 2, maxLength: 3 }).map((all) => ({ is: 'phrase' as const, words: all })),
);
const near = fc
  .record({ within: fc.integer({ min: 1, max: 20 }), of: fc.tuple(words, words) })
  .map((found) => ({ is: 'near' as const, ...found }));
const part = fc.constantFrom('title' as const, 'lead' as const, 'anywhere' as const);
const named = fc
  .constantFrom('huawei', 'Liang Wenfeng', '华为', 'a (b)', 'OR', 'x,', '-x', 'a|b', 'A & B.')
  .map((name) => ({ name, span: { start: 0, end: 1 } }));
const leaf: fc.Arbitrary<Query> = fc.oneof(
  fc.record({ is: fc.constant('text' as const), words: fc.oneof(words, near), part }),
  fc.record({ is: fc.constant('atleast' as const), times: fc.integer({ min: 1, max: 100 }), words, part }),
  fc
    .tuple(
      fc.constantFrom('entity' as const, 'publisher' as const, 'language' as const, 'quoteBy' as const),
      named,
    )
    .map(([is, name]) => ({ is, ...name })),
  fc.record({
    is: fc.constant('sentiment' as const),
    towards: fc.option(named),
    comparison: fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const, '=' as const),
    score: fc.integer({ min: -1000, max: 1000 }).map((thousandths) => thousandths / 1000),
  }),
  fc.record({
    is: fc.constant('published' as const),
    side: fc.constantFrom('from' as const, 'before' as const),
    at: fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }),
  }),
  fc.record({ is: fc.constant('story' as const), id: fc.integer({ min: 1 }) }),
);
/** As the parser gives them: no AND inside an AND, no negation of a negation. */
const tree = fc.letrec<{ query: Query; and: Query; or: Query; not: Query; atom: Query }>((tie) => ({
  query: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('and'), tie('or'), tie('not')),
  and: fc
    .array(fc.oneof(leaf, tie('or'), tie('not')), { minLength: 2, maxLength: 3 })
    .map((of) => ({ is: 'and', of })),
  or: fc
    .array(fc.oneof(leaf, tie('and'), tie('not')), { minLength: 2, maxLength: 3 })
    .map((of) => ({ is: 'or', of })),
  not: fc.oneof(leaf, leaf, tie('and'), tie('or')).map((of) => ({ is: 'not', of })),
  atom: leaf,
})).query;

test('a written query is read as the same query', () => {
  fc.assert(
    fc.property(tree, (query) => {
      const text = writeQuery(query);
      const parsed = read(text);
      // Random trees may be larger than a query may be.
      if ('faults' in parsed && parsed.faults.every(({ message }) => /^A query may/.test(message))) return;
      expect(asked(queryOf(text))).toEqual(asked(query));
    }),
    { numRuns: 10_000 },
  );
});

const pieces = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...fieldNames.map((name) => `${name}:`),
      'foo:',
      'entitty:',
      'sentiment(huawei)',
      'sentiment(',
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom('(', ')', '"', '“', '（', '-', '|', '*', ' ', '  ', ':', '：', '/', '<', '≤'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ' OR ',
      ' AND ',
      ' NOT ',
      'or',
      '或',
      'near/5',
      ' near/ ',
      ' NEAR ',
      'atleast3(',
      'atleast(',
    ),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'chips',
      '华为',
      '-0.3',
      '<-0.3',
      '2025-01-20',
      '20/01/2025',
      '7d',
      '12',
      ' huawei ',
      'con*',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
);

test('any text is a query or faults inside it, and a mend has none', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 14 }), (typed) => {
      const text = typed.join('');
      const parsed = read(text);
      if ('query' in parsed) {
        const again = read(writeQuery(parsed.query));
        // The canonical text may be longer than a query may be, where a field held for many words.
        if ('query' in again) expect(asked(again.query)).toEqual(asked(parsed.query));
        else expect(writeQuery(parsed.query).length).toBeGreaterThan(1000);
        return;
      }
      for (const { start, end, mend } of parsed.faults) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(showFault(text, { start, end })).toContain('^');
        if (mend !== undefined) expect([mend, faultsOf(mend)]).toEqual([mend, []]);
      }
    }),
    { numRuns: 10_000 },
  );
});

test('what every object has is no field', () => {
  expect(JSON.stringify(read('constructor:chips'))).toContain('There is no field');
});
