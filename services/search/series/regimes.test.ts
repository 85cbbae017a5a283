import { describe, expect, test } from 'vitest';
import { pelt, regimesOf } from './regimes.ts';
import { drawsOf } from './testing.ts';

/** Weeks of stretches, each of so many weeks around a mean. */
const weeks = (seed: number, ...stretches: [number, number][]) => {
  const { poisson } = drawsOf(seed);
  return stretches.flatMap(([length, mean]) => Array.from({ length }, () => poisson(mean)));
};

describe('changes of regime', () => {
  test('are found within two weeks, with the medians on either side', () => {
    const regimes = regimesOf(weeks(1, [60, 10], [40, 30], [50, 12]));
    expect(regimes).toHaveLength(2);
    expect(Math.abs(regimes[0]!.at - 60)).toBeLessThanOrEqual(2);
    expect(Math.abs(regimes[1]!.at - 100)).toBeLessThanOrEqual(2);
    expect(regimes[0]!.before.median).toBeCloseTo(10, -0.6);
    expect(regimes[0]!.after.median).toBeCloseTo(30, -0.6);
    expect(regimes[1]!.before).toEqual(regimes[0]!.after);
    expect(regimes[0]!.changePercent).toBeGreaterThan(120);
    expect(regimes[1]!.changePercent).toBeLessThan(-40);
  });

  test.each([0.5, 3, 20, 200])('are not seen in three years of noise around %d', (mean) => {
    const seen = Array.from({ length: 50 }, (_, run) => regimesOf(weeks(run, [156, mean])).length);
    expect(seen.filter((changes) => changes > 0).length).toBeLessThanOrEqual(2);
  });

  test('are not seen in news that drags on: each week resembles the one before', () => {
    let seen = 0;
    for (let run = 0; run < 50; run++) {
      const { normal, poisson } = drawsOf(run);
      let drift = 0;
      const counts = Array.from({ length: 156 }, () => {
        drift = 0.4 * drift + normal();
        return poisson(50 * Math.exp(0.2 * drift));
      });
      if (regimesOf(counts).length > 0) seen++;
    }
    expect(seen).toBeLessThanOrEqual(6); // a third of them, if weeks counted as independent
  });

  test('bursts of two and four weeks are none, a series too short has none, and nothing before has no percentage', () => {
    expect(regimesOf([...Array(30).fill(10), 80, 90, ...Array(30).fill(10)])).toEqual([]);
    expect(regimesOf([...Array(30).fill(10), 80, 90, 80, 70, ...Array(30).fill(10)])).toEqual([]);
    expect(regimesOf([1, 1, 1, 1, 90, 90, 90])).toEqual([]);
    expect(regimesOf([])).toEqual([]);
    expect(regimesOf([...Array(20).fill(0), ...Array(20).fill(9)])).toEqual([
      { at: 20, before: { weeks: 20, median: 0 }, after: { weeks: 20, median: 9 }, changePercent: null },
    ]);
  });
});

/** What PELT must find, the slow way: every set of changes of stretches that are long enough. */
function cheapest(values: number[], penalty: number, least: number): number {
  const cost = (stretch: number[]) => {
    const mean = stretch.reduce((sum, value) => sum + value, 0) / stretch.length;
    return stretch.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  };
  const best = [-penalty];
  for (let end = 1; end <= values.length; end++) {
    const starts = Array.from({ length: Math.max(0, end - least + 1) }, (_, start) => start);
    best.push(Math.min(...starts.map((start) => best[start]! + cost(values.slice(start, end)) + penalty)));
  }
  return best.at(-1)!;
}

test('dropping starts loses no optimum', () => {
  for (let seed = 0; seed < 40; seed++) {
    const { random, normal } = drawsOf(seed);
    let level = 0;
    const values = Array.from({ length: 20 + Math.floor(random() * 60) }, () => {
      if (random() < 0.1) level = 4 * normal();
      return level + normal();
    });
    const least = 1 + (seed % 5);
    const changes = pelt(values, 4, least);
    const edges = [0, ...changes, values.length];
    const total = edges.slice(1).reduce((sum, end, at) => {
      const stretch = values.slice(edges[at], end);
      expect(stretch.length).toBeGreaterThanOrEqual(least);
      const mean = stretch.reduce((all, value) => all + value, 0) / stretch.length;
      return sum + stretch.reduce((all, value) => all + (value - mean) ** 2, 0) + 4;
    }, -4);
    expect(total).toBeCloseTo(cheapest(values, 4, least), 6);
  }
});

test('a century of weeks takes seconds at most', () => {
  const counts = weeks(3, [5000, 40]);
  const start = performance.now();
  regimesOf(counts);
  expect(performance.now() - start).toBeLessThan(10_000);
});
