import { expect, test } from 'vitest';
import { createLanes } from './lanes.ts';

test('a host has so many places, others have their own, and who leaves makes room', () => {
  let ms = 0;
  const lanes = createLanes(2, () => ms);
  const [first, second] = [lanes.enter('a.example'), lanes.enter('a.example')];
  expect([first, second].every((place) => 'leave' in place)).toBe(true);
  expect(lanes.enter('a.example')).toEqual({ askAgainMs: 200 });
  expect('leave' in lanes.enter('b.example')).toBe(true);
  ms = 3_000;
  expect(lanes.enter('a.example')).toEqual({ askAgainMs: 3_000 });
  ms = 60_000;
  expect(lanes.enter('a.example')).toEqual({ askAgainMs: 5_000 });
  if ('leave' in first) first.leave();
  expect('leave' in lanes.enter('a.example')).toBe(true);
  expect(lanes.enter('a.example')).toEqual({ askAgainMs: 200 });
});
