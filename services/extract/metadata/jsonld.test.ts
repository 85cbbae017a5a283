import { expect, test } from 'vitest';
import { readJsonLd } from './jsonld.ts';

const freeOf = (facts: object) =>
  readJsonLd([JSON.stringify({ '@type': 'NewsArticle', headline: 'x', ...facts })])?.free;

test.each([
  ['said of the article', { isAccessibleForFree: 'False' }, false],
  ['said of a part of it', { hasPart: { '@type': 'WebPageElement', isAccessibleForFree: false } }, false],
  ['said of both', { isAccessibleForFree: true, hasPart: [{ isAccessibleForFree: false }] }, true],
  ['not said', {}, null],
])('that the article must be paid for, %s', (_name, facts, expected) => expect(freeOf(facts)).toBe(expected));
