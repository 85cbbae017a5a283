import { expect, it } from 'vitest';
import type { EntityDay } from '../../../db/entityDays.ts';
import { dateOf, daysBefore } from '../parts/times.tsx';
import { moversOf } from './movers.ts';

const now = new Date('2026-03-10T12:00:00Z');

/** So many articles a day in the week and in the month before, with their scores. */
function days(entityId: string, week: [number, number], month: [number, number]): EntityDay[] {
  return Array.from({ length: 35 }, (_, ago) => {
    const [volume, score] = ago < 7 ? week : month;
    const spread = ago % 2 ? 0.05 : -0.05;
    const sum = volume * (score + spread);
    return {
      ...{ entityId, name: entityId, nameZh: null, period: dateOf(daysBefore(now, ago)) },
      ...{ volume, n: volume, sum, squares: volume * (score + spread) ** 2 },
    };
  }).filter(({ volume }) => volume > 0);
}

it('tells whose volume or sentiment moved against the month, and fills up with whom most was written of', () => {
  const rows = [
    ...days('steady', [3, 0], [3, 0]),
    ...days('louder', [6, 0], [1, 0]),
    ...days('quieter', [0, 0], [2, 0]),
    ...days('darker', [2, -0.5], [2, 0.1]),
    ...days('rare', [0, 0], [0, 0]),
  ];
  const movers = moversOf(rows, now, 4);
  expect(movers.map(({ id, volume, sentiment }) => [id, volume, sentiment])).toEqual([
    ['louder', 'more', 'same'],
    ['quieter', 'less', 'same'],
    ['darker', 'usual', 'worse'],
    ['steady', 'usual', 'same'],
  ]);
  expect(movers[0]).toMatchObject({ articles: 42, usual: 7 });
  expect(movers[0]?.days).toHaveLength(35);
  expect(movers[0]?.days.at(-1)).toBe(6);
  expect([movers[2]?.mean, movers[2]?.before]).toEqual([-0.507, 0.1]);
});

it('makes nothing of a few articles', () => {
  const [row] = days('rare', [1, -0.9], [0, 0]);
  expect(moversOf([row!], now, 5)).toMatchObject([{ volume: 'usual', sentiment: 'same', before: null }]);
  expect(moversOf([], now, 5)).toEqual([]);
});
