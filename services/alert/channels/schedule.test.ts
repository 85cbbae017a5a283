import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mostTries, nextTry } from './schedule.ts';

const now = new Date('2026-03-01T12:00:00Z');
const hour = 3_600_000;
const wait = (tries: number, random: number, more: { failedMs?: number; askedMs?: number } = {}) => {
  const { failedMs = 0, askedMs } = more;
  const failingSince = new Date(now.getTime() - failedMs);
  const askedFor = askedMs === undefined ? undefined : new Date(now.getTime() + askedMs);
  return nextTry({ now, tries, failingSince, askedFor, random }).getTime() - now.getTime();
};

test('waits from 5 s to 24 h, each with a tenth of jitter either way', () => {
  const scheduled = [5_000, 300_000, 1_800_000, ...[2, 5, 10, 14, 20, 24].map((n) => n * hour)];
  expect(mostTries).toBe(scheduled.length + 1);
  for (const [n, ms] of scheduled.entries()) {
    expect([wait(n + 1, 0), wait(n + 1, 0.5), wait(n + 1, 1)]).toEqual(
      [0.9, 1, 1.1].map((share) => Math.round(ms * share)),
    );
  }
  expect(wait(mostTries, 0.5)).toBe(24 * hour);
  expect(wait(500, 0.5)).toBe(24 * hour);
});

test('the delivery that met the failure first never waits for more than the schedule', () => {
  let failedMs = 0;
  for (let tries = 1; tries < mostTries; tries += 1) {
    const ms = wait(tries, 0.5, { failedMs });
    expect(ms).toBe(wait(tries, 0.5));
    failedMs += ms;
  }
});

test('whatever a receiver asks for, it is between five seconds and a day', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      fc.integer({ min: 0, max: 400 * 24 * hour }),
      fc.option(fc.double({ min: -8e15, max: 8e15, noNaN: true }), { nil: undefined }),
      (tries, random, failedMs, askedMs) => {
        const asked = askedMs === undefined ? {} : { askedMs };
        const ms = wait(tries, random, { failedMs, ...asked });
        expect(ms).toBeGreaterThanOrEqual(4_500);
        expect(ms).toBeLessThanOrEqual(1.1 * 24 * hour);
      },
    ),
  );
});
