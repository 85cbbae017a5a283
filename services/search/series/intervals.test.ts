import { expect, test } from 'vitest';
import { estimate, pairedGap, pooled, type Sample, studentsT, welchGap } from './intervals.ts';
import { drawsOf } from './testing.ts';

const sampleOf = (scores: number[]): Sample =>
  pooled(scores.map((score) => ({ n: 1, sum: score, squares: score ** 2 })));

test.each([
  [1, 12.706],
  [2, 4.303],
  [3, 3.182],
  [4, 2.776],
  [5, 2.571],
  [10, 2.228],
  [30, 2.042],
  [120, 1.98],
  [100_000, 1.96],
])('Student’s t at %d degrees of freedom is %d, as the tables have it', (freedom, quantile) => {
  expect(Math.abs(studentsT(freedom) / quantile - 1)).toBeLessThan(0.002);
});

test('a mean with its interval', () => {
  // By hand: mean 0.2, standard deviation 0.2, t(3) = 3.182.
  expect(estimate(sampleOf([0, 0.2, 0.4, 0.2]))).toEqual({
    mean: 0.2,
    n: 4,
    interval: { low: expect.closeTo(-0.06, 2), high: expect.closeTo(0.46, 2) },
  });
  expect(estimate(sampleOf([]))).toEqual({ mean: null, n: 0, interval: null });
  expect(estimate(sampleOf([-0.3]))).toEqual({ mean: -0.3, n: 1, interval: null });
  expect(estimate(sampleOf([0.1, 0.1, 0.1])).interval).toEqual({ low: 0.1, high: 0.1 });
  expect(estimate(sampleOf([1, -1])).interval).toEqual({ low: -1, high: 1 });
});

test('the interval holds the true mean in about 95 of 100 samples, and Welch’s the true gap', () => {
  const { normal } = drawsOf(7);
  const draw = (n: number, mean: number, deviation: number) =>
    sampleOf(Array.from({ length: n }, () => mean + deviation * normal()));
  let [means, gaps] = [0, 0];
  for (let run = 0; run < 1000; run++) {
    const { low, high } = estimate(draw(6, 0.1, 0.1)).interval!;
    if (low <= 0.1 && 0.1 <= high) means++;
    const { interval } = welchGap(draw(8, 0.3, 0.05), draw(20, 0, 0.2))!;
    if (interval.low <= 0.3 && 0.3 <= interval.high) gaps++;
  }
  expect(means).toBeGreaterThan(930);
  expect(means).toBeLessThan(970);
  expect(gaps).toBeGreaterThan(930);
  expect(gaps).toBeLessThan(970);
});

test('gaps need two on either side, or two pairs', () => {
  expect(welchGap(sampleOf([0.1]), sampleOf([0.2, 0.3]))).toBeNull();
  expect(pairedGap(sampleOf([0.5]))).toBeNull();
  expect(pairedGap(sampleOf([0.5, 0.5]))).toEqual({ gap: 0.5, interval: { low: 0.5, high: 0.5 } });
  expect(welchGap(sampleOf([0.2, 0.2]), sampleOf([0.1, 0.1]))).toEqual({
    gap: 0.1,
    interval: { low: 0.1, high: 0.1 },
  });
});
