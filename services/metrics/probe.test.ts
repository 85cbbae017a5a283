import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { probe } from './probe.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const clock = () => Date.now();

test('asks no more often than it has to, and anew when the answer is old', async () => {
  let n = 0;
  const read = probe(async () => ++n, { keptMs: 5000, patienceMs: 1000, clock });
  expect(await Promise.all([read(), read()])).toEqual([1, 1]);
  vi.advanceTimersByTime(4999);
  expect(await read()).toBe(1);
  vi.advanceTimersByTime(1);
  expect(await read()).toBe(2);
});

test('nobody waits for what hangs, and it is asked once', async () => {
  let asked = 0;
  let answer = (_: string) => {};
  const hangs = () => {
    asked++;
    return new Promise<string>((done) => {
      answer = done;
    });
  };
  const read = probe(hangs, { keptMs: 5000, patienceMs: 1000, clock });
  for (let n = 0; n < 3; n++) {
    const waiting = read();
    await vi.advanceTimersByTimeAsync(1000);
    expect(await waiting).toBeNull();
  }
  expect(asked).toBe(1);
  answer('late');
  await vi.advanceTimersByTimeAsync(0);
  expect(await read()).toBe('late');
  expect(vi.getTimerCount()).toBe(0);
});

test('a fault is no answer, and is not asked about at once again', async () => {
  let asked = 0;
  const faults = async () => {
    asked++;
    throw new Error('away');
  };
  const read = probe(faults, { keptMs: 5000, patienceMs: 1000, clock });
  expect([await read(), await read(), asked]).toEqual([null, null, 1]);
});
