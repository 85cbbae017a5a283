import { describe, expect, test } from 'vitest';
import { behindBy, keptMarks, type Mark } from './replicaLag.ts';

const marks = (...written: number[]): Mark[] =>
  written.map((written, second) => ({ written, at: second * 1000 }));

describe('how far a replica is behind', () => {
  test('not at all where it has all that was written, however long ago that was', () => {
    expect(behindBy(marks(10, 20), 20, 99_000)).toBe(0);
    expect(behindBy(marks(10, 10, 10), 10, 99_000)).toBe(0);
  });
  test('at most since the last mark that it has reached', () => {
    expect(behindBy(marks(10, 20, 30), 25, 2500)).toBe(1500);
    expect(behindBy(marks(10, 20, 30), 10, 9000)).toBe(9000);
  });
  test('unknown before it has reached any', () => {
    expect(behindBy([], 5, 0)).toBeNull();
    expect(behindBy(marks(10), 5, 60_000)).toBeNull();
  });
});

test('marks of a replica that stands still for a day are few, and tell no less than the truth', () => {
  let kept: Mark[] = [{ written: 1, at: 0 }];
  for (let second = 1; second <= 86_400; second++)
    kept = keptMarks([...kept, { written: second + 1, at: second * 1000 }], 1);
  expect(kept.length).toBeLessThanOrEqual(100);
  expect(behindBy(kept, 1, 86_400_000)).toBe(86_400_000);
  // Never less than it is, and near it where it matters.
  expect(behindBy(kept, 43_201, 86_400_000)).toBeGreaterThanOrEqual(43_200_000);
  const nearly = behindBy(kept, 86_391, 86_400_000)!;
  expect(nearly).toBeGreaterThanOrEqual(10_000);
  expect(nearly).toBeLessThan(15_000);
  expect(behindBy(kept, 86_401, 86_400_000)).toBe(0);
});
