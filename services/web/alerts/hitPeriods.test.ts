import { describe, expect, test } from 'vitest';
import { hitPeriods } from './hitPeriods.ts';

const until = new Date('2026-03-10T12:00:00Z');
const none = { hits: 0, copies: 0, held: 0 };
const at = (day: string) => ({ at: new Date(`${day}T08:00:00Z`) });

/** The Mondays of so many weeks, the last one that of `until`. */
const mondays = (count: number) =>
  Array.from({ length: count }, (_, nth) => ({
    week: new Date(Date.parse('2026-03-09') - (count - 1 - nth) * 7 * 86_400_000).toISOString().slice(0, 10),
    ...{ hits: 0, notices: 0 },
  }));

describe('a try is drawn', () => {
  test('by day where it is short, from its first day to its last', () => {
    const from = new Date('2026-02-08T12:00:00Z');
    const days = [
      { ...none, day: '2026-02-08', hits: 1 },
      { ...none, day: '2026-03-10', hits: 2, copies: 3 },
    ];
    // Newest first, as they are listed.
    const listed = [at('2026-03-10'), at('2026-03-10'), at('2026-02-08')];
    const { periods, days: length } = hitPeriods({ from, until, weeks: mondays(6), days }, listed);
    expect([length, periods.length]).toEqual([1, 31]);
    expect(periods[0]).toEqual({ ...none, from: '2026-02-08', hits: 1, listed: [2] });
    expect(periods.at(-1)).toEqual({ ...none, from: '2026-03-10', hits: 2, copies: 3, listed: [1, 0] });
  });

  test('by week of a year', () => {
    const from = new Date('2025-03-10T12:00:00Z');
    const days = [
      { ...none, day: '2026-03-08', held: 2 },
      { ...none, day: '2026-03-09', hits: 1 },
    ];
    const { periods, days: length } = hitPeriods({ from, until, weeks: mondays(53), days }, []);
    expect([length, periods.length, periods[0]!.from]).toEqual([7, 53, '2025-03-10']);
    expect(periods.at(-2)).toEqual({ ...none, from: '2026-03-02', held: 2, listed: [] });
    expect(periods.at(-1)).toEqual({ ...none, from: '2026-03-09', hits: 1, listed: [] });
  });

  test('by several weeks of many, of which none is lost', () => {
    const from = new Date('2021-03-11T12:00:00Z');
    const weeks = mondays(262);
    const days = weeks.map(({ week }) => ({ ...none, day: week, hits: 1 }));
    const { periods, days: length } = hitPeriods({ from, until, weeks, days }, []);
    expect([length, periods.length]).toEqual([21, 88]);
    expect(periods.reduce((sum, { hits }) => sum + hits, 0)).toBe(262);
  });
});
