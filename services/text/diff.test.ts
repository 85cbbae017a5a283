import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Change, changesBetween, countChanges } from './diff.ts';

const side = (changes: Change[], gone: Change['op']) =>
  changes
    .filter(({ op }) => op !== gone)
    .map(({ text }) => text)
    .join('');

describe('changes between versions', () => {
  test('a number that was corrected is all that differs', () => {
    const before = 'Chipmakers lost 12 licences on Monday.\n\nShares fell.';
    const after = 'Chipmakers lost 15 licences on Monday.\n\nShares fell.';
    expect(changesBetween(before, after)).toEqual([
      { op: 'same', text: 'Chipmakers lost ' },
      { op: 'removed', text: '12 ' },
      { op: 'added', text: '15 ' },
      { op: 'same', text: 'licences on Monday.\n\nShares fell.' },
    ]);
  });

  test('Chinese is compared by characters', () => {
    expect(changesBetween('商务部暂停了许可。', '商务部恢复了许可。')).toEqual([
      { op: 'same', text: '商务部' },
      { op: 'removed', text: '暂停' },
      { op: 'added', text: '恢复' },
      { op: 'same', text: '了许可。' },
    ]);
  });

  test('counts words that came and went', () => {
    const changes = changesBetween('One.\n\nTwo words.', 'One.\n\nTwo words.\n\nA third paragraph 中文.');
    expect(countChanges(changes)).toEqual({ added: 6, removed: 0 });
    expect(countChanges(changesBetween('same', 'same'))).toEqual({ added: 0, removed: 0 });
  });

  test('both versions can be had from it', () => {
    const word = fc.constantFrom('chip', 'ban', ' ', '\n\n', '华', '为', ',', 'x'.repeat(30));
    const text = fc.array(word, { maxLength: 60 }).map((words) => words.join(''));
    fc.assert(
      fc.property(text, text, (older, newer) => {
        const changes = changesBetween(older, newer);
        expect(side(changes, 'added')).toBe(older);
        expect(side(changes, 'removed')).toBe(newer);
      }),
      { numRuns: 500 },
    );
  });

  test('two long texts without a word in common end in time', () => {
    const long = (word: string) => Array.from({ length: 60_000 }, (_, n) => `${word}${n}`).join(' ');
    const changes = changesBetween(long('a'), long('b'));
    expect(changes.map(({ op }) => op)).toEqual(['removed', 'added']);
  });
});
