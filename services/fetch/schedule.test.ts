import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONGEST_MS, nextPollAt, type ScheduleInput, SHORTEST_MS } from './schedule.ts';

const now = new Date('2026-03-01T12:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const usual: ScheduleInput = {
  now,
  intervalMs: 15 * MINUTE,
  poll: { outcome: 'entries' },
  failures: 0,
  random: 0.5,
};
const wait = (change: Partial<ScheduleInput>) =>
  nextPollAt({ ...usual, ...change }).getTime() - now.getTime();
const failed = (transient: boolean) => ({ poll: { outcome: 'failed' as const, transient } });

describe('nextPollAt', () => {
  test('waits the interval, at least 5 minutes', () => {
    expect(wait({})).toBe(15 * MINUTE);
    expect(wait({ poll: { outcome: 'unchanged' } })).toBe(15 * MINUTE);
    expect(wait({ intervalMs: 1000 })).toBe(SHORTEST_MS);
  });

  test.each([
    [{ ttlMinutes: 60 }, HOUR],
    [{ ttlMinutes: 1 }, 15 * MINUTE],
    [{ cacheSeconds: 1801 }, 1801_000],
    [{ updatePeriodMinutes: 120 }, 2 * HOUR],
    [{ retryAfterMs: 3_723_000 }, 3_723_000],
    [{ retryAfterMs: -5 }, 15 * MINUTE],
    [{ retryAfterMs: 1e15 }, LONGEST_MS],
    [{ cacheSeconds: Number.NaN }, 15 * MINUTE],
    [{ ttlMinutes: 30, cacheSeconds: 7200, updatePeriodMinutes: 60 }, 2 * HOUR],
    [{ cacheSeconds: Number.POSITIVE_INFINITY }, LONGEST_MS],
  ])('obeys %o to the second', (hints, wanted) => expect(wait({ hints })).toBe(wanted));

  test('asks a feed that publishes rarely less often, within reason', () => {
    expect(wait({ gapsMs: [HOUR, HOUR, HOUR] })).toBe(15 * MINUTE);
    expect(wait({ gapsMs: [4 * HOUR, 4 * HOUR, 90 * HOUR] })).toBe(30 * MINUTE);
    expect(wait({ gapsMs: [100 * HOUR, 100 * HOUR, 100 * HOUR] })).toBe(HOUR);
    expect(wait({ gapsMs: [100 * HOUR] })).toBe(15 * MINUTE);
  });

  test('doubles with each failure, sooner where waiting alone does not help', () => {
    expect(wait({ ...failed(true), failures: 1 })).toBe(30 * MINUTE);
    expect(wait({ ...failed(true), failures: 3 })).toBe(2 * HOUR);
    expect(wait({ ...failed(false), failures: 1 })).toBe(HOUR);
    expect(wait({ ...failed(true), failures: 99, random: 0.9 })).toBe(LONGEST_MS);
    expect(wait({ ...failed(true), failures: 1, hints: { retryAfterMs: 5 * HOUR } })).toBe(5 * HOUR);
  });

  const inputs = fc.record({
    now: fc.constant(now),
    intervalMs: fc.integer({ min: 0, max: 7 * 24 * HOUR }),
    poll: fc.oneof(
      fc.constant({ outcome: 'entries' as const }),
      fc.record({ outcome: fc.constant('failed' as const), transient: fc.boolean() }),
    ),
    failures: fc.nat(1000),
    random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    gapsMs: fc.array(fc.double({ noNaN: true }), { maxLength: 20 }),
    hints: fc.record(
      {
        ttlMinutes: fc.double(),
        updatePeriodMinutes: fc.double(),
        cacheSeconds: fc.double(),
        retryAfterMs: fc.double(),
      },
      { requiredKeys: [] },
    ),
  });

  test('always lies between 5 minutes and 24 hours from now', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const ms = nextPollAt(input).getTime() - now.getTime();
        expect(ms).toBeGreaterThanOrEqual(SHORTEST_MS);
        expect(ms).toBeLessThanOrEqual(LONGEST_MS);
      }),
    );
  });

  test('hints, rare entries and failures lengthen the wait and never shorten it', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const bare = nextPollAt({ ...input, hints: {}, gapsMs: [], poll: { outcome: 'entries' } });
        expect(nextPollAt(input).getTime()).toBeGreaterThanOrEqual(bare.getTime());
      }),
    );
  });

  test('one more failure never brings the next poll forward, at the same chance', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const next = nextPollAt({ ...input, failures: input.failures + 1 });
        expect(next.getTime()).toBeGreaterThanOrEqual(nextPollAt(input).getTime());
      }),
    );
  });
});
