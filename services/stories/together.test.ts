import { expect, test } from 'vitest';
import { together } from './together.ts';

/** Acts when it is told to, and notes what it was given. */
function held(act: (input: number) => number) {
  const given: (readonly number[])[] = [];
  const turns: (() => void)[] = [];
  const ask = together(async (inputs: readonly number[]) => {
    given.push(inputs);
    await new Promise<void>((go) => turns.push(go));
    return inputs.map(act);
  }, 3);
  const settled = async <Output>(all: Promise<Output>[]) => {
    const outcomes = Promise.allSettled(all);
    const going = setInterval(() => turns.shift()?.(), 1);
    return outcomes.finally(() => clearInterval(going));
  };
  return { given, ask, settled };
}

test('calls that come while one is under way go together, in order, as many as may', async () => {
  const { given, ask, settled } = held((n) => n * 10);
  const outcomes = await settled([1, 2, 3, 4, 5].map(ask));
  expect(given).toEqual([[1], [2, 3, 4], [5]]);
  expect(outcomes.map((outcome) => outcome.status === 'fulfilled' && outcome.value)).toEqual([
    10, 20, 30, 40, 50,
  ]);
});

test('of those that fail together, only what fails alone fails', async () => {
  const { given, ask, settled } = held((n) => {
    if (n === 3) throw new Error('three');
    return n;
  });
  const outcomes = await settled([1, 2, 3, 4].map(ask));
  expect(given).toEqual([[1], [2, 3, 4], [2], [3], [4]]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  // And the next one finds it idle.
  expect(await settled([ask(6)])).toEqual([{ status: 'fulfilled', value: 6 }]);
});
