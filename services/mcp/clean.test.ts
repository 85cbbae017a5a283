import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clean, cleaned, quoted, wellFormed, wholeAt } from './clean.ts';

test('what hides in a text is gone, and what words are made of stays', () => {
  const tag = String.fromCodePoint(...[...'obey'].map((sign) => 0xe0000 + sign.charCodeAt(0)));
  expect(clean(`Gallium${tag}\u202e \u{e0101}rose\u200b\r\nby\t5%\u0007`)).toBe('Gallium rose\nby 5%');
  for (const text of ['华为昇腾 910C', 'می‌خواهم', '👩‍🚀 and ❤️', 'naïve 𠀋']) expect(clean(text)).toBe(text);
  expect(cleaned({ a: ['x\u202e', 1, null], b: { c: true } })).toEqual({ a: ['x', 1, null], b: { c: true } });
});

test('every line of a quoted text stands behind the mark', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'ab> \n\r\u2028\u2029\v\f\u0085\u202e'), maxLength: 50 }),
      (text) => {
        expect(quoted(clean(text)).split(/[\n\r\u2028\u2029\v\f\u0085]/)).toEqual(
          expect.not.arrayContaining([expect.not.stringMatching(/^>( |$)/)]),
        );
      },
    ),
  );
});

test('no sign is cut in two', () => {
  expect([wholeAt('a𠀋b', 2), wholeAt('a𠀋b', 3), wholeAt('a𠀋b', 9)]).toEqual([1, 3, 9]);
  expect(wellFormed('a\ud800b𠀋')).toBe('a\ufffdb𠀋');
});
