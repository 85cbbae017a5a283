import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localDay } from '../../text/formats.ts';
import { marksOf } from './marks.ts';
import { countPeriods, daysAfter, nextPeriod, periodOf, periodsBetween } from './periods.ts';
import { pointsOf, rolledUp } from './points.ts';
import { archiveStart, datedBursts, datedRegimes, leastBurst } from './turns.ts';

const day = (period: string, volume: number, ...scores: number[]) => ({
  ...{ period, volume, n: scores.length },
  sum: scores.reduce((sum, score) => sum + score, 0),
  squares: scores.reduce((sum, score) => sum + score ** 2, 0),
});

test('periods begin where they should, over the ends of months and years', () => {
  expect(periodOf('2025-01-01', 'week')).toBe('2024-12-30');
  expect(periodOf('2025-03-09', 'week')).toBe('2025-03-03'); // a Sunday
  expect(nextPeriod('2024-12-01', 'month')).toBe('2025-01-01');
  expect(daysAfter('2024-02-28', 1)).toBe('2024-02-29');
  expect(periodsBetween('2024-11-15', '2025-02-01', 'month')).toEqual([
    ...['2024-11-01', '2024-12-01', '2025-01-01', '2025-02-01'],
  ]);
  for (const unit of ['day', 'week', 'month'] as const)
    for (const to of ['2024-11-15', '2025-03-31', '2026-02-28'])
      expect(countPeriods('2024-11-15', to, unit)).toBe(periodsBetween('2024-11-15', to, unit).length);
});

test('the local day of a moment, on either side of midnight and of a change of clocks', () => {
  expect(localDay(new Date('2025-03-09T04:59:00Z'), 'America/New_York')).toBe('2025-03-08');
  expect(localDay(new Date('2025-03-10T03:59:00Z'), 'America/New_York')).toBe('2025-03-09');
  expect(localDay(new Date('2025-03-10T04:00:00Z'), 'America/New_York')).toBe('2025-03-10');
  expect(localDay(new Date('2025-01-20T16:00:00Z'), 'Asia/Shanghai')).toBe('2025-01-21');
});

test('days roll up into periods, and an axis is filled with zeros', () => {
  const days = [day('2025-01-31', 1, 0.5), day('2025-02-03', 2, 0.1, 0.3), day('2025-02-09', 1)];
  const sums = rolledUp([...days].reverse(), 'week');
  expect(sums.map(({ period, volume, n }) => [period, volume, n])).toEqual([
    ['2025-01-27', 1, 1],
    ['2025-02-03', 3, 2],
  ]);
  const all = new Map([['2025-02-03', 12]]);
  expect(pointsOf(['2025-02-03', '2025-02-10'], sums, all)).toEqual([
    {
      ...{ period: '2025-02-03', volume: 3, all: 12, share: 0.25, meanSentiment: 0.2, n: 2 },
      interval: { low: -1, high: 1 },
    },
    { period: '2025-02-10', volume: 0, all: 0, share: null, meanSentiment: null, n: 0, interval: null },
  ]);
});

test('the archive begins where its coverage does, not at a stray entry from years before', () => {
  expect(archiveStart([])).toBeNull();
  const days = Array.from({ length: 300 }, (_, n) => day(daysAfter('2025-01-01', n), 5));
  expect(archiveStart([day('1970-01-01', 3), ...days])).toBe('2025-01-01');
});

test('a day is a burst or none whatever span is asked for, and from the least number on that makes it one', () => {
  const [start, length] = ['2025-01-01', 300];
  const dayAt = (at: number) => daysAfter(start, at);
  const count = fc.oneof({ weight: 9, arbitrary: fc.nat({ max: 3 }) }, fc.nat({ max: 12 }));
  const counts = fc.array(count, { minLength: length, maxLength: length });
  let seen = 0;
  fc.assert(
    fc.property(counts, fc.nat({ max: length - 1 }), (articles, one) => {
      const days = articles.map((volume, at) => day(dayAt(at), volume));
      const burstDays = (from: number, to: number, of = days) =>
        datedBursts(of, start, { from: dayAt(from), to: dayAt(to) }).flatMap((burst) =>
          periodsBetween(burst.from, burst.to, 'day'),
        );
      const all = burstDays(0, length - 1);
      for (let from = one % 20; from < length; from += 20)
        expect(burstDays(from, from + 19)).toEqual(
          all.filter((burstDay) => burstDay >= dayAt(from) && burstDay <= dayAt(from + 19)),
        );
      seen += all.length;

      const least = leastBurst(days, start, dayAt(one));
      const isBurst = (volume: number) =>
        burstDays(one, one, days.with(one, day(dayAt(one), volume))).length > 0;
      expect(isBurst(Math.min(least, 1e7) - 1)).toBe(false);
      expect(isBurst(Math.min(least, 1e7))).toBe(least !== Number.POSITIVE_INFINITY);
    }),
    { numRuns: 60 },
  );
  expect(seen).toBeGreaterThan(10);
});

test('the silence before gathering began makes no burst, silence within it does', () => {
  const flood = [day('2025-06-02', 9), day('2025-06-03', 8)];
  const span = { from: '2025-05-01', to: '2025-06-10' };
  expect(datedBursts(flood, '2025-06-01', span)).toEqual([]);
  expect(datedBursts(flood, '2025-01-01', span)).toMatchObject([
    { from: '2025-06-02', to: '2025-06-03', articles: 17 },
  ]);
});

test('regimes count whole weeks only, and tell shares beside medians', () => {
  const from = '2025-01-01'; // a Wednesday
  const days = Array.from({ length: 200 }, (_, n) => day(daysAfter(from, n), n < 96 ? 2 : 6));
  const all = Array.from({ length: 200 }, (_, n) => day(daysAfter(from, n), n < 96 ? 10 : 30));
  expect(datedRegimes(days, all, from, { from, to: '2025-07-19' })).toEqual([
    {
      week: '2025-04-07',
      before: { weeks: 13, median: 14 },
      after: { weeks: 14, median: 42 },
      changePercent: 200,
      shareBefore: 0.2, // the volume rose, the share did not: more was gathered
      shareAfter: 0.2,
    },
  ]);
});

test('feeds that changed alike on one day are one mark', () => {
  const change = (publisher: string, of = {}) => ({
    ...{ day: '2025-01-02', until: '2025-01-02', kind: 'feed-added', publisher, articles: null, note: null },
    ...of,
  });
  const marks = marksOf([change('B'), change('A'), change('A', { day: '2025-01-01', until: '2025-01-01' })]);
  expect(marks).toMatchObject([
    { day: '2025-01-01', feeds: 1 },
    { day: '2025-01-02', feeds: 2, publishers: ['A', 'B'], articles: null },
  ]);
});
