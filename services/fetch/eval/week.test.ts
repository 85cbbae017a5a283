import { expect, test } from 'vitest';
import { simulateWeek } from './week.ts';

const HOUR = 3_600_000;

test('row 1 and 2: a week of one feed, with restarts and every trouble, stays polite', async () => {
  const { lines, row, restarts } = await simulateWeek();
  const gaps = lines.flatMap(({ gapMs }) => (gapMs === null ? [] : [gapMs]));
  const during = (scene: string) => lines.filter((line) => line.scene.startsWith(scene));
  expect(restarts).toBe(13);
  expect(lines.filter(({ conditional }) => !conditional)).toHaveLength(1);
  expect(lines.filter(({ status }) => status === 304).length).toBeGreaterThan(lines.length / 2);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(HOUR / 2);
  expect(lines.length).toBeLessThanOrEqual(7 * 48);
  // what the publisher asks for, and what a failure costs
  expect(
    Math.min(
      ...during('max-age 2 h')
        .slice(1)
        .map(({ gapMs }) => gapMs!),
    ),
  ).toBeGreaterThanOrEqual(2 * HOUR);
  expect(during('503')).toHaveLength(2);
  expect(during('429')).toHaveLength(1);
  expect(lines.find(({ gapMs, at }) => gapMs! > 3 * HOUR && at.getUTCDate() === 4)).toBeDefined();
  expect(during('no answer').length).toBeLessThanOrEqual(4);
  expect(during('404').length).toBeLessThanOrEqual(2);
  expect(row.pollUrl).toMatch(/\/new\.xml$/);
  expect(lines.at(-1)).toMatchObject({ status: 304 });
});
