import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fingerprint } from './copies.ts';

const long = 'The Bureau of Industry and Security added thirty-six firms to the Entity List. '.repeat(5);
const at = (canonicalUrl: string, text: string) => fingerprint({ canonicalUrl, text });

test.each([
  ['case and spacing', long.toUpperCase().replaceAll(' ', '  \n')],
  ['quotation marks', `“${long}”`],
  ['full-width letters', long.replaceAll('B', 'Ｂ')],
])('the same words are the same whatever their %s', (_, text) => {
  expect(at('https://b.test/2', text)).toBe(at('https://a.test/1', long));
});

test('one other word makes another text', () => {
  expect(at('https://a.test/1', long.replace('thirty', 'forty'))).not.toBe(at('https://a.test/1', long));
});

test('short or missing texts are only like themselves', () => {
  expect(at('https://a.test/1', 'Read more')).not.toBe(at('https://a.test/2', 'Read more'));
  expect(at('https://a.test/1', '')).toBe(at('https://a.test/1', ''));
});

test('Chinese texts count by their characters', () => {
  const text = '美国商务部工业与安全局将多家企业列入实体清单。'.repeat(12);
  expect(at('https://a.test/1', text)).toBe(at('https://b.test/2', text.replaceAll('。', '．')));
});

test('any text has a fingerprint of 64 digits', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => /^[0-9a-f]{64}$/.test(at('u', text))));
});
