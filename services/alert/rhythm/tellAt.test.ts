import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Rhythm, Spec } from '../spec.ts';
import { rhythmSchema } from '../spec.ts';
import { nextDigest } from './digest.ts';
import { quietUntil } from './quiet.ts';
import { tellAt } from './tellAt.ts';

const rhythm = (given: object = {}): Rhythm => rhythmSchema.parse(given);
const utc = (text: string) => new Date(`${text}Z`);
const tell = (given: object, now: string, more: { told?: string[]; priority?: Spec['priority'] } = {}) =>
  shown(
    tellAt({
      ...{ rhythm: rhythm(given), now: utc(now), priority: more.priority ?? 'normal' },
      told: (more.told ?? []).map(utc),
    }),
  );
const shown = (at: 'now' | Date | null) => (at instanceof Date ? at.toISOString().slice(0, 16) : at);
const digest = (given: object, after: string) => shown(nextDigest(rhythm(given), utc(after)));

/** Six zones: clocks that turn in both hemispheres, by half an hour, at midnight, never, and an odd offset. */
const zones = [
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Asia/Kolkata',
  'Asia/Shanghai',
];
const clock = fc
  .integer({ min: 0, max: 1439 })
  .map(
    (minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`,
  );

describe('digests', () => {
  test('come at the local time, strictly after the moment', () => {
    const shanghai = { every: 'day', at: '08:00', timeZone: 'Asia/Shanghai' };
    expect(digest(shanghai, '2026-11-20T00:00')).toBe('2026-11-21T00:00');
    expect(digest(shanghai, '2026-11-19T23:59:59.999')).toBe('2026-11-20T00:00');
    const friday = { every: 'week', weekday: 5, at: '17:30', timeZone: 'America/New_York' };
    expect(digest(friday, '2026-11-20T22:29')).toBe('2026-11-20T22:30');
    expect(digest(friday, '2026-11-20T22:30')).toBe('2026-11-27T22:30');
    expect(digest({ every: 'week', weekday: 7 }, '2026-11-20T12:00')).toBe('2026-11-22T08:00');
    expect(digest({ every: 'week' }, '2026-11-20T12:00')).toBe('2026-11-23T08:00');
    expect(digest({ every: 'match' }, '2026-11-20T12:00')).toBeNull();
  });

  test('by the hour come at the full local hour, also where that is half past elsewhere', () => {
    expect(digest({ every: 'hour' }, '2026-11-20T12:00')).toBe('2026-11-20T13:00');
    expect(digest({ every: 'hour', timeZone: 'Asia/Kolkata' }, '2026-11-20T12:00')).toBe('2026-11-20T12:30');
    expect(digest({ every: 'hour', timeZone: 'Asia/Kathmandu' }, '2026-11-20T12:20')).toBe(
      '2026-11-20T13:15',
    );
  });

  test('go on through a change of clocks: not left out, not twice', () => {
    const at = (time: string, timeZone: string) => ({ every: 'day', at: time, timeZone });
    const gap = at('02:30', 'America/New_York'); // does not exist on 8 March 2026
    expect(digest(gap, '2026-03-07T12:00')).toBe('2026-03-08T07:00');
    expect(digest(gap, '2026-03-08T07:00')).toBe('2026-03-09T06:30');
    const twice = at('01:30', 'America/New_York'); // comes twice on 1 November 2026
    expect(digest(twice, '2026-10-31T12:00')).toBe('2026-11-01T05:30');
    expect(digest(twice, '2026-11-01T05:30')).toBe('2026-11-02T06:30');
    const midnight = at('00:00', 'America/Santiago'); // 6 September 2026 begins at 01:00
    expect(digest(midnight, '2026-09-05T12:00')).toBe('2026-09-06T04:00');
    const half = at('01:45', 'Australia/Lord_Howe'); // comes twice, half an hour apart, on 5 April 2026
    expect(digest(half, '2026-04-04T12:00')).toBe('2026-04-04T14:45');
    expect(digest(half, '2026-04-04T14:45')).toBe('2026-04-05T15:15');
    // The hour that comes twice has two digests by the hour, the one that is left out none.
    const hourly = { every: 'hour', timeZone: 'America/New_York' };
    expect(digest(hourly, '2026-11-01T05:00')).toBe('2026-11-01T06:00');
    expect(digest(hourly, '2026-03-08T06:00')).toBe('2026-03-08T07:00');
  });

  test.each(zones)(
    'neither skip nor double a day in ten years: %s',
    (timeZone) => {
      const local = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
      fc.assert(
        fc.property(clock, (at) => {
          const daily = rhythm({ every: 'day', at, timeZone });
          let [last, expected] = [utc('2021-01-01T00:00'), ''];
          for (let day = 0; day < 3653; day++) {
            last = nextDigest(daily, last)!;
            const [date, time] = local.format(last).split(' ') as [string, string];
            if (expected !== '') expect(date).toBe(expected);
            // Clocks that are put forward make it an hour later at most.
            expect(time >= at).toBe(true);
            expected = new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
          }
        }),
        { numRuns: 2, examples: [['02:15']] },
      );
    },
    60_000,
  );
});

describe('quiet hours', () => {
  const night = (timeZone: string, from = '22:00', to = '07:00') => ({ quiet: { from, to }, timeZone });

  test('pass midnight, hold from their first minute and not at their end', () => {
    const shanghai = night('Asia/Shanghai');
    expect(tell(shanghai, '2026-11-20T13:59:59')).toBe('now');
    expect(tell(shanghai, '2026-11-20T14:00')).toBe('2026-11-20T23:00');
    expect(tell(shanghai, '2026-11-20T22:59:59')).toBe('2026-11-20T23:00');
    expect(tell(shanghai, '2026-11-20T23:00')).toBe('now');
  });

  test('are passed by high priority and by nothing else', () => {
    expect(tell(night('UTC'), '2026-11-20T23:00', { priority: 'high' })).toBe('now');
    expect(tell(night('UTC'), '2026-11-20T23:00', { priority: 'low' })).toBe('2026-11-21T07:00');
  });

  test('that begin and end at one time are none', () => {
    expect(tell(night('UTC', '08:00', '08:00'), '2026-11-20T08:00')).toBe('now');
  });

  test('last an hour less or more when the clocks change in them', () => {
    expect(tell(night('Europe/Berlin'), '2026-03-28T22:00')).toBe('2026-03-29T05:00');
    expect(tell(night('Europe/Berlin'), '2026-10-24T22:00')).toBe('2026-10-25T06:00');
  });

  test('that end in an hour that comes twice end the first time', () => {
    const early = night('America/New_York', '22:00', '01:30');
    expect(tell(early, '2026-11-01T05:29')).toBe('2026-11-01T05:30');
    expect(tell(early, '2026-11-01T06:15')).toBe('now'); // 01:15 for the second time
  });

  test('that lie in an hour that is left out are none that day', () => {
    const gap = night('America/New_York', '02:15', '02:45');
    expect(tell(gap, '2026-03-08T06:59')).toBe('now');
    expect(tell(gap, '2026-03-08T07:00')).toBe('now');
  });

  test('end within a day and an hour, and their end lies in none', () => {
    const moment = fc.date({
      min: utc('2021-01-01T00:00'),
      max: utc('2031-01-01T00:00'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(fc.constantFrom(...zones), clock, clock, moment, (timeZone, from, to, at) => {
        const quiet = rhythm(night(timeZone, from, to));
        const end = quietUntil(quiet, at);
        if (!end) return;
        expect(end.getTime() - at.getTime()).toBeGreaterThan(0);
        expect(end.getTime() - at.getTime()).toBeLessThanOrEqual(25 * 3_600_000);
        expect(quietUntil(quiet, end)).toBeNull();
      }),
      { numRuns: 300 },
    );
  });
});

describe('throttle', () => {
  const three = { throttle: { most: 3, minutes: 60 } };

  test('lets so many through, then waits until the first of them is over', () => {
    const told = ['2026-11-20T11:20', '2026-11-20T11:50', '2026-11-20T11:10'];
    expect(tell(three, '2026-11-20T12:00', { told: told.slice(1) })).toBe('now');
    expect(tell(three, '2026-11-20T12:00', { told })).toBe('2026-11-20T12:10');
    expect(tell(three, '2026-11-20T12:10', { told })).toBe('now');
    // One was told beyond it, such as at the end of quiet hours: two must be over.
    expect(tell(three, '2026-11-20T12:00', { told: [...told, '2026-11-20T11:59'] })).toBe('2026-11-20T12:20');
  });

  test('holds for high priority too, and its end may lie in quiet hours', () => {
    const told = ['2026-11-20T21:20', '2026-11-20T21:30', '2026-11-20T21:40'];
    const quiet = { from: '22:00', to: '07:00' };
    expect(tell({ ...three, quiet }, '2026-11-20T21:50', { told })).toBe('2026-11-21T07:00');
    expect(tell({ ...three, quiet }, '2026-11-20T21:50', { told, priority: 'high' })).toBe(
      '2026-11-20T22:20',
    );
  });

  test('holds digests back to the next one after it', () => {
    const told = ['2026-11-20T10:00', '2026-11-20T11:00', '2026-11-20T12:00'];
    const hourly = { every: 'hour', throttle: { most: 3, minutes: 240 } };
    expect(tell(hourly, '2026-11-20T12:30', { told })).toBe('2026-11-20T15:00');
  });
});

test('a digest in quiet hours comes at their end, one at their end in time', () => {
  const quiet = { from: '22:00', to: '08:00' };
  expect(tell({ every: 'day', at: '08:00', quiet }, '2026-11-20T23:00')).toBe('2026-11-21T08:00');
  expect(tell({ every: 'hour', quiet }, '2026-11-20T22:10')).toBe('2026-11-21T08:00');
  expect(tell({ every: 'day', at: '03:00', quiet }, '2026-11-20T12:00')).toBe('2026-11-21T08:00');
  expect(tell({ every: 'day', at: '03:00', quiet }, '2026-11-20T12:00', { priority: 'high' })).toBe(
    '2026-11-21T03:00',
  );
});
