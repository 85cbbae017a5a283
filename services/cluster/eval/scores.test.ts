import { expect, test } from 'vitest';
import { groupingScores } from './scores.ts';

test('a right grouping is right under any names', () => {
  expect(groupingScores(['a', 'a', 'b'], [7, 7, 1])).toMatchObject({
    precision: 1,
    recall: 1,
    f1: 1,
    pairF1: 1,
  });
});

test('counts what is lumped against precision, and what is split against recall', () => {
  const lumped = groupingScores(['a', 'a', 'b', 'b'], [1, 1, 1, 1]);
  expect(lumped).toMatchObject({ precision: 0.5, recall: 1, stories: 1 });
  // 2 of 6 pairs are right, and none is missing.
  expect(lumped.pairF1).toBeCloseTo(0.5);
  expect(groupingScores(['a', 'a', 'b', 'b'], [1, 2, 3, 4])).toMatchObject({
    precision: 1,
    recall: 0.5,
    pairF1: 0,
  });
});
