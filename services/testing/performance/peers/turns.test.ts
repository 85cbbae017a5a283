import { expect, test } from 'vitest';
import { takeTurns } from './turns.ts';

test('racers take turns over each input, and one that cannot read it is timed all the same', async () => {
  const order: string[] = [];
  const ms = await takeTurns(
    ['x', 'y'],
    {
      own: (input) => order.push(`own ${input}`),
      peer: (input) => {
        order.push(`peer ${input}`);
        throw new Error('cannot read it');
      },
    },
    2,
  );
  const turn = (input: string) => [`own ${input}`, `peer ${input}`];
  expect(order).toEqual([...turn('x'), ...turn('x'), ...turn('y'), ...turn('y')]);
  for (const each of [ms.own!, ms.peer!]) {
    expect(each).toBeGreaterThan(0);
    expect(each).toBeLessThan(60_000);
  }
});
