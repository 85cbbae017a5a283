import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { type Limits, openLimits } from './limits.ts';

const opened: Limits[] = [];
afterEach(async () => {
  for (const limits of opened.splice(0)) await limits.close();
});
const prefix = randomBytes(6).toString('hex');
async function open(redisUrl?: string, reports: string[] = []): Promise<Limits> {
  const limits = await openLimits({
    perMinute: 3,
    redisUrl,
    prefix,
    report: (reason) => reports.push(reason),
  });
  opened.push(limits);
  return limits;
}

test('a budget shrinks, is used up, and is each one’s own', async () => {
  const limits = await open();
  expect(await limits.look('api', 'ada')).toEqual({ limit: 3, remaining: 3, reset: 0, over: false });
  const taken = [];
  for (let n = 0; n < 4; n++) taken.push(await limits.take('api', 'ada'));
  expect(taken.map(({ remaining, over }) => [remaining, over])).toEqual([
    [2, false],
    [1, false],
    [0, false],
    [0, true],
  ]);
  expect(taken[3]!.reset).toBeGreaterThan(50);
  expect(taken[3]!.reset).toBeLessThanOrEqual(60);
  expect(await limits.take('api', 'bob')).toMatchObject({ remaining: 2 });
  expect(await limits.take('pages', 'ada')).toMatchObject({ over: false });
});

test('without its Redis a process counts alone, at once, and says so once', async () => {
  const reports: string[] = [];
  const limits = await open('redis://127.0.0.1:1', reports);
  const startedAt = performance.now();
  for (let n = 0; n < 3; n++) await limits.take('api', 'ada');
  expect(await limits.take('api', 'ada')).toMatchObject({ over: true, limit: 3 });
  expect(await limits.look('api', 'ada')).toMatchObject({ remaining: 0 });
  expect(performance.now() - startedAt).toBeLessThan(2000);
  await expect.poll(() => reports.length, { timeout: 5000 }).toBe(1);
});

describe.skipIf(!process.env.REDIS_URL)('on Redis', () => {
  test('processes count together', async () => {
    const [one, other] = [await open(process.env.REDIS_URL), await open(process.env.REDIS_URL)];
    for (let n = 0; n < 2; n++) for (const limits of [one, other]) await limits.take('api', 'eve');
    expect(await one.look('api', 'eve')).toMatchObject({ remaining: 0, over: true });
  });
});
