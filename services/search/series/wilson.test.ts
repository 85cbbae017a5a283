import { expect, test } from 'vitest';
import { wilson } from './wilson.ts';

test('Wilson’s interval is that of the tables, and stays within 0 and 1', () => {
  const half = wilson(50, 100)!;
  expect([half.low, half.high].map((bound) => bound.toFixed(3))).toEqual(['0.404', '0.596']);
  const all = wilson(10, 10)!;
  expect([all.low.toFixed(3), all.high]).toEqual(['0.722', 1]);
  expect(wilson(0, 10)!.low).toBe(0);
  expect(wilson(0, 0)).toBeNull();
});
