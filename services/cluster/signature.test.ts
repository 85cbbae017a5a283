import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reasonsOf } from './pair.ts';
import { keysOf, type SignableArticle, signatureOf } from './signature.ts';

const blank: SignableArticle = {
  canonicalUrl: 'https://a.test/1',
  publisher: 'A',
  language: 'en',
  title: '',
  text: '',
  publishedAt: new Date('2026-01-05T09:00:00Z'),
  entities: [],
  events: [],
};

test('any article has a signature that JSON keeps, and keys of 32 bits', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      (title, text) => {
        const signature = signatureOf({ ...blank, title, text });
        const kept = JSON.parse(JSON.stringify(signature));
        expect(kept).toEqual(signature);
        expect(keysOf(kept)).toEqual(keysOf(signature));
        for (const key of keysOf(signature)) expect(key | 0).toBe(key);
      },
    ),
  );
});

test.each([
  ['digits', '1,'],
  ['letters', 'a'],
  ['dots', 'A.'],
  ['apostrophes', "a'"],
  ['addresses', 'https://'],
  ['Han', '芯'],
  ['different words', ''],
])('a text of a megabyte of %s takes no longer than its length', (_, unit) => {
  const text = unit
    ? unit.repeat(1_000_000 / unit.length)
    : Array.from({ length: 150_000 }, (_, i) => `w${i}`).join(' ');
  const begun = performance.now();
  const signature = signatureOf({ ...blank, title: text, text });
  expect(performance.now() - begun).toBeLessThan(3000);
  expect(JSON.stringify(signature).length).toBeLessThan(20_000);
  expect(keysOf(signature).length).toBeLessThanOrEqual(30);
});

test('names, numbers and Chinese words that two articles share are told in full', () => {
  const text = (rest: string) =>
    `Officials said that Halvorsen and Malkovich agreed on 340 million euros. ${rest}`;
  const one = signatureOf({ ...blank, text: text('The scanners stay.') });
  const other = signatureOf({
    ...blank,
    text: `€0.34 billion, as Halvorsen put it; scanners of Malkovich go.`,
  });
  expect(reasonsOf(one, other)).toMatchObject({
    names: expect.arrayContaining(['halvorsen', 'malkovich']),
    words: expect.arrayContaining(['scanner']),
    numbers: ['340000000'],
    daysApart: 0,
  });
  const chinese = { ...blank, language: 'zh' };
  const reasons = reasonsOf(
    signatureOf({ ...chinese, text: '长江存储对外采购受限，损失3.4亿欧元。' }),
    signatureOf({ ...chinese, text: '欧元区：长江存储称损失340 million。' }),
  );
  expect(reasons.words.some((word) => word.includes('长江存储'))).toBe(true);
  expect(reasons.numbers).toEqual(['340000000']);
});
