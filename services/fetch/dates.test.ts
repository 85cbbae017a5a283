import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDate } from './dates.ts';

describe('parseDate', () => {
  test.each([
    // RFC 822 and its near misses
    ['Mon, 20 Jan 2025 10:30:00 +0800', '2025-01-20T02:30:00.000Z'],
    ['Mon, 20 Jan 2025 10:30:00 +08:00', '2025-01-20T02:30:00.000Z'],
    ['Mon, 20 Jan 2025 10:30:00 GMT+8', '2025-01-20T02:30:00.000Z'],
    ['Mon,  20 January 2025 10:30 GMT', '2025-01-20T10:30:00.000Z'],
    ['20 Jan 25 10:30 EST', '2025-01-20T15:30:00.000Z'],
    ['Mon, 20 Jan 2025 10:30:00 CST', '2025-01-20T16:30:00.000Z'],
    ['Sun, 20 Jul 2025 10:30:00 BST', '2025-07-20T09:30:00.000Z'],
    ['20-Jan-2025 10:30 JST', '2025-01-20T01:30:00.000Z'],
    ['Wed, 20 Jan 2025 10:30:00 -0000', '2025-01-20T10:30:00.000Z'],
    // RFC 3339, ISO 8601, W3C
    ['2025-01-20T10:30:00Z', '2025-01-20T10:30:00.000Z'],
    ['2025-01-20T10:30:00.123456+05:30', '2025-01-20T05:00:00.123Z'],
    ['2025-01-20T10:30+08', '2025-01-20T02:30:00.000Z'],
    ['2025-01-20 10:30:00', '2025-01-20T10:30:00.000Z'],
    ['2025-1-20 9:05 PM', '2025-01-20T21:05:00.000Z'],
    ['2025-01-20T24:00:00Z', '2025-01-21T00:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59.000Z'],
    ['2025-01-20', '2025-01-20T00:00:00.000Z'],
    ['20250120', '2025-01-20T00:00:00.000Z'],
    // asctime, Java, Go, America, Europe
    ['Mon Jan 20 10:30:00 2025', '2025-01-20T10:30:00.000Z'],
    ['Mon Jan 20 10:30:00 PST 2025', '2025-01-20T18:30:00.000Z'],
    ['2025-01-20 10:30:00 +0800 CST', '2025-01-20T02:30:00.000Z'],
    ['January 20, 2025 12:30 AM', '2025-01-20T00:30:00.000Z'],
    ['Jan. 20th, 2025 at 3:05 p.m. EST', '2025-01-20T20:05:00.000Z'],
    ['1/20/2025 10:30:00 PM', '2025-01-20T22:30:00.000Z'],
    ['20/01/2025', '2025-01-20T00:00:00.000Z'],
    ['20.1.2025 10:30', '2025-01-20T10:30:00.000Z'],
    ['2025/01/20 10:30', '2025-01-20T10:30:00.000Z'],
    ['Montag, 20. März 2025 10:30', '2025-03-20T10:30:00.000Z'],
    ['5 de enero de 2025', '2025-01-05T00:00:00.000Z'],
    // Chinese, Japanese, Korean
    ['2025年1月20日 10:30', '2025-01-20T02:30:00.000Z'],
    ['2025年01月20日10时30分', '2025-01-20T02:30:00.000Z'],
    ['2025年1月20日 上午10:30', '2025-01-20T02:30:00.000Z'],
    ['2025年1月20日 下午3点30分', '2025-01-20T07:30:00.000Z'],
    ['２０２５年１月２０日', '2025-01-19T16:00:00.000Z'],
    ['2025年1月20日 午後3時30分', '2025-01-20T06:30:00.000Z'],
    ['2025. 1. 20. 오전 10:30', '2025-01-20T01:30:00.000Z'],
    // Unix time
    ['1737340200', '2025-01-20T02:30:00.000Z'],
    ['1737340200000', '2025-01-20T02:30:00.000Z'],
    // the future is for whoever knows when the entry was first seen
    ['2999-01-01T00:00:00Z', '2999-01-01T00:00:00.000Z'],
  ])('%s is %s', (raw, wanted) => expect(parseDate(raw)?.toISOString()).toBe(wanted));

  test.each([
    '',
    'yesterday',
    'Thu, 30 Feb 2025 10:30:00 GMT',
    '2025-13-01T00:00:00Z',
    '2025-01-20T25:00:00Z',
    '2025-01-20T10:61:00Z',
    '2025年2月30日',
    '1970-01-01T00:00:00Z',
    'Thu, 01 Jan 1970 00:00:00 GMT',
    '0000-00-00 00:00:00',
    '99999999999999999999',
  ])('%s is no date', (raw) => expect(parseDate(raw)).toBeNull());

  test('a Chinese source means Beijing where it gives no zone, and by CST', () => {
    const chinese = { assumeOffsetMinutes: 480, chinese: true };
    expect(parseDate('2025-01-20 10:30', chinese)?.toISOString()).toBe('2025-01-20T02:30:00.000Z');
    expect(parseDate('Mon Jan 20 10:30:00 CST 2025', chinese)?.toISOString()).toBe(
      '2025-01-20T02:30:00.000Z',
    );
    expect(parseDate('2025-01-20T10:30:00Z', chinese)?.toISOString()).toBe('2025-01-20T10:30:00.000Z');
  });

  test('reads back what ISO and RFC 822 write, whatever the zone of this machine', () => {
    const dates = fc.date({ min: new Date('1990-01-02'), max: new Date('2200-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, (date) => {
        const whole = new Date(Math.floor(date.getTime() / 1000) * 1000);
        expect(parseDate(whole.toISOString())).toEqual(whole);
        expect(parseDate(whole.toUTCString())).toEqual(whole);
      }),
    );
  });

  test('any text gives a valid date or null, at once', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (raw) => !Number.isNaN(parseDate(raw)?.getTime() ?? 0)),
    );
    fc.assert(
      fc.property(
        fc.stringMatching(/^[\d年月日:/T .+-]{1,60}$/),
        (raw) => !Number.isNaN(parseDate(raw)?.getTime() ?? 0),
      ),
    );
  });
});
