import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseQuery } from './parse.ts';
import { termsOf } from './terms.ts';
import { writeQuery } from './write.ts';

const now = new Date('2026-11-24T10:30:00Z');
const canonical = (text: string) => {
  const parsed = parseQuery(text, { now });
  return 'query' in parsed ? writeQuery(parsed.query) : null;
};

test.each([
  ['', []],
  ['  ', []],
  ['huawei', ['huawei']],
  ['huawei “export licence” -nvidia', ['huawei', '“export licence”', '-nvidia']],
  ['a AND b NOT c', ['a', 'b', 'NOT c']],
  ['gallium OR 镓 curbs', ['gallium OR 镓 curbs']],
  [' (gallium OR 镓) curbs', ['(gallium OR 镓)', 'curbs']],
  ['-(a OR b) title:(x OR y) lead:z', ['-(a OR b)', 'title:(x OR y)', 'lead:z']],
  ['entity:huawei publisher:(Reuters OR "The Wire")', ['entity:huawei', 'publisher:(Reuters OR "The Wire")']],
  ['sentiment(huawei):<0 after:7d', ['sentiment(huawei):<0', 'after:7d']],
  [
    'licen* near/5 china atleast3(chips) title:atleast2(x)',
    ['licen* near/5 china', 'atleast3(chips)', 'title:atleast2(x)'],
  ],
  ['“出口管制” lang:zh', ['“出口管制”', 'lang:zh']],
  ['(a', ['(a']],
  ['a near/', ['a near/']],
  ['NOT', ['NOT']],
])('%s has the conditions %j', (text, terms) => {
  expect(termsOf(text)).toEqual(terms);
});

test('the conditions of a query side by side are the query, and each is one by itself', () => {
  const words =
    'a bc "d e" -f NOT AND OR ( ) | title:g lead:( entity:huawei sentiment:<0 near/3 h* atleast2( 或 华为';
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words.split(' ')), { maxLength: 12 }), (parts) => {
      const text = parts.join(' ');
      const terms = termsOf(text);
      const query = canonical(text);
      if (query === null) return;
      expect(canonical(terms.join(' '))).toBe(query);
      for (const term of terms) expect(canonical(term), term).not.toBeNull();
    }),
  );
});
