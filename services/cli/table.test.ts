import { expect, test } from 'vitest';
import { minuteOf, tableOf } from './table.ts';

test('columns stand in line also behind Chinese characters, and what stands in cells moves no cursor', () => {
  const lines = tableOf(
    ['id', 'name', 'why'],
    [
      ['1', '华为', 'a'],
      ['12', 'Desk\n\x1b[31m', 'b'],
    ],
  );
  expect(lines).toEqual(['id  name       why', '1   华为       a', '12  Desk [31m  b']);
});

test('a moment is told to the minute', () => {
  expect(minuteOf('2026-11-26T09:00:59.000Z')).toBe('2026-11-26 09:00');
  expect(minuteOf(null)).toBe('never');
});
