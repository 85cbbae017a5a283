import fc from 'fast-check';
import { expect, test } from 'vitest';
import { typedAt } from './typed.ts';

/** What is typed where a bar stands, and what of the query it takes the place of. */
function typed(marked: string) {
  const at = marked.indexOf('¦');
  const query = marked.replace('¦', '');
  const found = typedAt(query, at);
  return found && [found.field, found.text, query.slice(found.start, found.end)];
}

test.each([
  ['¦', [null, '', '']],
  ['hua¦', [null, 'hua', 'hua']],
  ['hua¦wei x', [null, 'hua', 'huawei']],
  ['licence -nvid¦', [null, 'nvid', 'nvid']],
  ['entity:¦', ['entity', '', '']],
  ['a entity:hua¦ b', ['entity', 'hua', 'hua']],
  ['-entity:hua¦', ['entity', 'hua', 'hua']],
  ['ENTITY：华¦', ['entity', '华', '华']],
  ['quote-by:"Jensen Hu¦', ['quote-by', 'Jensen Hu', '"Jensen Hu']],
  ['publisher:(Reuters OR "South Ch¦', ['publisher', 'South Ch', '"South Ch']],
  ['publisher:(Reuters OR Cai¦)', ['publisher', 'Cai', 'Cai']],
  ['publisher:(-Cai¦', ['publisher', 'Cai', 'Cai']],
  ['sentiment(hua¦', ['entity', 'hua', 'hua']],
  ['sentiment(huawei):¦', ['sentiment', '', '']],
  ['x sentiment("Jensen Huang"):<¦', ['sentiment', '<', '<']],
  ['(a OR hua¦', [null, 'hua', 'hua']],
  ['"entity list" hua¦', [null, 'hua', 'hua']],
  ['"export lic¦', null],
  ['title:(hua¦', null],
  ['title:hua¦', null],
  ['atleast3(hua¦', null],
  ['in:12¦', null],
  ['http://hua¦', null],
  ['after:¦', ['after', '', '']],
] as const)('%s', (marked, expected) => {
  expect(typed(marked)).toEqual(expected);
});

test('whatever is typed, the place lies in it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'ab:()"-| ：“华'), maxLength: 20 }),
      fc.nat(20),
      (query, n) => {
        const at = Math.min(n, query.length);
        const found = typedAt(query, at);
        if (!found) return;
        expect(found.start).toBeLessThanOrEqual(at);
        expect(found.end).toBeGreaterThanOrEqual(at);
        expect(found.end).toBeLessThanOrEqual(query.length);
      },
    ),
  );
});
