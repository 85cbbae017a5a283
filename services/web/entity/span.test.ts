import { expect, test } from 'vitest';
import { earlierThan, lengthOf, readSpan, spanParameters } from './span.ts';

const now = new Date('2026-03-12T09:00:00Z'); // a Thursday
const span = (address: string) => {
  const asked = new URLSearchParams(address);
  return readSpan((name) => asked.get(name) ?? undefined, now);
};

test.each<[string, object]>([
  ['', { preset: '1y', after: '2025-03-10', by: 'week' }],
  ['range=3m', { preset: '3m', after: '2025-12-08', by: 'week' }],
  ['range=30d', { preset: '30d', after: '2026-02-11', by: 'day' }],
  ['range=30d&by=week', { after: '2026-02-09', by: 'week' }],
  ['range=1y&by=month', { after: '2025-03-01' }],
  ['range=all', { preset: 'all', after: undefined, by: 'month' }],
  ['range=all&after=2026-01-01', { preset: null, after: '2026-01-01', before: undefined, by: 'week' }],
  ['after=2026-03-01&before=2026-03-05', { preset: null, by: 'day' }],
  ['before=2026-03-05', { preset: null, by: 'month' }],
  ['after=2026-02-30', { preset: '1y', fault: 'day' }],
  ['after=soon&range=3m', { preset: '3m', fault: 'day' }],
  ['after=2026-03-05&before=2026-03-05', { preset: '1y', fault: 'order' }],
  ['range=constructor&by=year', { preset: '1y', by: 'week', fault: null }],
])('“%s” asks for %j', (address, expected) => {
  expect(span(address)).toMatchObject(expected);
});

test.each<[string, number | null, object | null]>([
  ['range=30d', 30, { after: '2026-01-12', before: '2026-02-11' }],
  ['after=2026-03-01&before=2026-03-05', 4, { after: '2026-02-25', before: '2026-03-01' }],
  ['after=2026-03-10&before=2026-12-31', 3, { after: '2026-03-07', before: '2026-03-10' }],
  ['range=all', null, null],
])('“%s” is %s days long, with as many before', (address, days, earlier) => {
  expect(lengthOf(span(address), now)).toBe(days);
  expect(earlierThan(span(address), now)).toEqual(earlier);
});

test.each([
  '',
  'range=30d',
  'range=all&by=week',
  'after=2026-01-01&by=day',
  'after=2026-01-01&before=2026-02-01&by=day',
])('an address keeps “%s” and no more', (address) => {
  const kept = Object.entries(spanParameters(span(address))).filter(([, value]) => value !== undefined);
  expect(new URLSearchParams(kept as [string, string][]).toString()).toBe(
    new URLSearchParams(address).toString(),
  );
});
