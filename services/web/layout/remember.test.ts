import { expect, it } from 'vitest';
import { remember } from './remember.ts';

it('loads once in its time, once for all who ask together, and again after a failure', async () => {
  let [clock, loads, failing] = [0, 0, false];
  const get = remember(
    1000,
    () => new Date(clock),
    async () => {
      loads++;
      if (failing) throw new Error('no');
      return loads;
    },
  );
  expect(await Promise.all([get(), get()])).toEqual([1, 1]);
  clock = 999;
  expect(await get()).toBe(1);
  clock = 1000;
  failing = true;
  await expect(get()).rejects.toThrow('no');
  failing = false;
  expect(await get()).toBe(3);
});
