import type { Interval } from './intervals.ts';

/** Of a normal distribution, 95 of 100 lie within so many standard deviations. */
const within95 = 1.96;

/** Wilson's 95% interval of a share: it stays between 0 and 1, and is right of few trials as well. */
export function wilson(right: number, of: number): Interval | null {
  if (of === 0) return null;
  const [share, z] = [right / of, within95 ** 2];
  const middle = (share + z / (2 * of)) / (1 + z / of);
  const half = (within95 * Math.sqrt((share * (1 - share)) / of + z / (4 * of * of))) / (1 + z / of);
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
