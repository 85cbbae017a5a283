import { expect, it } from 'vitest';
import { remember, rememberEach } from './remember.ts';

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

it('gives an old answer while a new one is made, where that is allowed', async () => {
  let [clock, loads] = [0, 0];
  const get = remember(
    1000,
    () => new Date(clock),
    async () => ++loads,
    5000,
  );
  expect(await get()).toBe(1);
  clock = 1500;
  expect(await Promise.all([get(), get()])).toEqual([1, 1]);
  await Promise.resolve();
  expect([await get(), loads]).toEqual([2, 2]);
  clock = 9000;
  expect(await get()).toBe(3);
});

it('remembers a few by key, each for its time, and no failure', async () => {
  let [clock, loads] = [0, 0];
  const each = rememberEach<string>(1000, 2);
  const get = (key: string, made: () => Promise<string>) => each(key, new Date(clock), made);
  const load = (key: string) => get(key, async () => `${key} ${++loads}`);
  expect(await Promise.all([load('a'), load('a'), load('b')])).toEqual(['a 1', 'a 1', 'b 2']);
  clock = 999;
  expect([await load('c'), await load('d'), await load('d'), await load('a')]).toEqual([
    'c 3',
    'd 4',
    'd 4',
    'a 5',
  ]);
  clock = 1999;
  expect(await load('d')).toBe('d 6');
  await expect(get('e', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await load('e')).toBe('e 7');
});
