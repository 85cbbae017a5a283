import { describe, expect, it } from 'vitest';
import { dateOf } from '../parts/times.tsx';
import { roundUp, sentimentReach, timeLabels } from './axis.ts';
import { nextPeriod, periodOf, spread } from './periods.ts';

describe('axes', () => {
  it('end at round whole numbers', () => {
    expect([0, 1, 2, 5, 7, 12, 41, 380, 1201].map(roundUp)).toEqual([1, 1, 2, 6, 8, 15, 60, 400, 1500]);
  });

  it('hold the widest mean', () => {
    expect(sentimentReach([null, 0.1])).toBe(0.25);
    expect(sentimentReach([-0.3, null])).toBe(0.5);
    expect(sentimentReach([-1])).toBe(1);
  });

  it('label what fits', () => {
    const months = Array.from({ length: 40 }, (_, n) => dateOf(new Date(Date.UTC(2022, 9 + n, 1))));
    expect(timeLabels(months).map(({ label }) => label)).toEqual(['2023', '2024', '2025', '2026']);
    expect(timeLabels(months.slice(0, 4)).map(({ label }) => label)).toEqual([
      'Oct 2022',
      'Nov',
      'Dec',
      'Jan 2023',
    ]);
    expect(timeLabels([])).toEqual([]);
  });
});

describe('periods', () => {
  it('begin as the database’s do', () => {
    const at = new Date('2026-03-01T23:59:00Z'); // a Sunday
    expect(dateOf(periodOf(at, 'day'))).toBe('2026-03-01');
    expect(dateOf(periodOf(at, 'week'))).toBe('2026-02-23');
    expect(dateOf(periodOf(at, 'month'))).toBe('2026-03-01');
    expect(dateOf(nextPeriod(new Date('2025-12-01'), 'month'))).toBe('2026-01-01');
  });

  it('fill a series up to today', () => {
    const point = { period: '2025-11-01', articles: 3, allArticles: 9, meanSentiment: 0.5 };
    const series = spread([point], 'month', undefined, new Date('2026-01-15T00:00:00Z'));
    expect(series.map(({ period, articles }) => [period, articles])).toEqual([
      ['2025-11-01', 3],
      ['2025-12-01', 0],
      ['2026-01-01', 0],
    ]);
  });
});
