import { expect, test } from 'vitest';
import { visitAfter, written } from './visits.ts';

const at = (time: string) => new Date(`2026-03-10T${time}Z`);

test('a visit goes on for as long as no pause is longer than half an hour', () => {
  const first = visitAfter(undefined, at('08:00:00'));
  expect(first.since).toBeUndefined();
  const same = visitAfter(written(first), at('08:29:00'));
  expect(same.since).toBeUndefined();
  const next = visitAfter(written(same), at('09:00:00'));
  expect(next.since).toEqual(at('08:29:00'));
  const later = visitAfter(written(next), at('09:20:00'));
  expect(later).toEqual({ since: at('08:29:00'), seen: at('09:20:00') });
});

test.each(['', 'x', '1.2.3', '-.99999999999', '99999999999.1', '-5.5', '.', '1e9.1e9', '٣.٣', '<b>'])(
  'a cookie of %j begins a visit or tells of one in the past',
  (cookie) => {
    const { since, seen } = visitAfter(cookie, at('08:00:00'));
    expect(seen).toEqual(at('08:00:00'));
    expect(since === undefined || since < seen).toBe(true);
  },
);
