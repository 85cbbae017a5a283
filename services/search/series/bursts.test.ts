import { expect, test } from 'vitest';
import { burstHistory, burstsOf } from './bursts.ts';
import { drawsOf } from './testing.ts';

/** How much the days of a week bring against their mean: news rests at weekends. */
const season = [1.2, 1.3, 1.3, 1.25, 1.1, 0.4, 0.45];
const usual = (mean: number, day: number) => mean * season[day % 7]!;

test.each([0.5, 2, 10, 50, 1000])(
  'in noise with a weekly season of mean %d, at most one false alarm in 200 days',
  (mean) => {
    const { poisson } = drawsOf(mean * 10);
    let alarms = 0;
    for (let run = 0; run < 20; run++) {
      const counts = Array.from({ length: burstHistory + 200 }, (_, day) => poisson(usual(mean, day)));
      alarms += burstsOf(counts, burstHistory).length;
    }
    expect(alarms / 20).toBeLessThanOrEqual(1);
  },
);

test.each([
  [5, 0.4],
  [10, 0.75],
  [20, 0.9],
  [100, 1],
])('a day of three times the usual %d articles is found in %d of tries', (mean, least) => {
  const { poisson } = drawsOf(mean);
  let found = 0;
  for (let run = 0; run < 100; run++) {
    const day = burstHistory + (run % 7);
    const counts = Array.from({ length: day }, (_, at) => poisson(usual(mean, at)));
    counts.push(poisson(3 * usual(mean, day)));
    found += burstsOf(counts, day).length;
  }
  expect(found / 100).toBeGreaterThanOrEqual(least);
});

const steady = (length: number) => Array.from({ length }, (_, day) => Math.round(usual(10, day)));

test('an ordinary Monday after a quiet weekend is no burst, the same number on a Saturday is one', () => {
  expect(burstsOf(steady(100))).toEqual([]);
  const counts = steady(90);
  counts[75] = 22; // 75 % 7 = 5: a Saturday of 4
  expect(burstsOf(counts)).toEqual([{ from: 75, to: 75, articles: 22, expected: expect.closeTo(4.1, 1) }]);
});

test('days in a row are one burst, and it hides neither the next one nor itself in later baselines', () => {
  const counts = steady(120);
  for (const day of [70, 71, 72]) counts[day] = 60;
  counts[79] = 50; // the same weekday, a week and two days later
  expect(burstsOf(counts).map(({ from, to }) => [from, to])).toEqual([
    [70, 72],
    [79, 79],
  ]);
});

test('a new level for good stops being a burst within eight weeks', () => {
  const counts = [...steady(84), ...Array.from({ length: 140 }, (_, day) => Math.round(usual(30, day)))];
  const bursts = burstsOf(counts);
  expect(bursts[0]).toMatchObject({ from: 84 });
  expect(bursts.at(-1)!.to).toBeLessThan(84 + 56);
});

test('what nobody wrote about before is a burst from four articles on; without four weeks of history nothing is', () => {
  const silent = Array<number>(60).fill(0);
  expect(burstsOf([...silent, 3])).toEqual([]);
  expect(burstsOf([...silent, 4])).toHaveLength(1);
  expect(burstsOf([0, 0, 0, 50])).toEqual([]);
  expect(burstsOf([])).toEqual([]);
});
