import { expect, test } from 'vitest';
import { dateInUrl, findDate, normaliseDate } from './dates.ts';

test.each([
  ['2026-02-03T09:30:00+01:00', '2026-02-03T09:30:00+01:00'],
  ['2026-02-03T09:30:00.123Z', '2026-02-03T09:30:00Z'],
  ['2026-02-03 09:30 +0100', '2026-02-03T09:30:00+01:00'],
  // A time without an offset is no moment: the day is all that can be said.
  ['2026-02-03T09:30:00', '2026-02-03'],
  ['20260203', '2026-02-03'],
  ['Tue, 03 Feb 2026 09:30:00 GMT', '2026-02-03T09:30:00Z'],
  ['1770111000', '2026-02-03T09:30:00Z'],
  ['0000-00-00', null],
  ['soon', null],
])('normalises %s', (raw, expected) => expect(normaliseDate(raw)).toBe(expected));

test.each([
  ['Published on February 3rd, 2026 at noon', '2026-02-03'],
  ['3. Februar 2026, 17:20 Uhr', '2026-02-03'],
  ['03.02.2026', '2026-02-03'],
  ['le 3 février 2026', '2026-02-03'],
  ['3 de febrero de 2026', '2026-02-03'],
  ['2026年2月3日 09:12', '2026-02-03'],
  ['chapter 12.3.4', null],
])('finds the date in %s', (text, expected) => expect(findDate(text)).toBe(expected));

test.each([
  ['https://a.example/2026/02/03/story.html', '2026-02-03'],
  ['https://a.example/story-20260203.html', '2026-02-03'],
  ['https://a.example/id/12345678', null],
])('reads the date in %s', (url, expected) => expect(dateInUrl(url)).toBe(expected));
