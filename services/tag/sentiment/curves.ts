/** tanh within 2.5%, several times as fast. */
export function squash(x: number): number {
  if (x > 3) return 1;
  if (x < -3) return -1;
  const square = x * x;
  return (x * (27 + square)) / (27 + 9 * square);
}

export function slopeOfSquash(x: number): number {
  if (x > 3 || x < -3) return 0;
  const square = x * x;
  return ((9 - square) / (9 + 3 * square)) ** 2;
}

/** squash from 0 to 1, half as steep */
export function half(x: number): number {
  if (x > 6) return 1;
  if (x < -6) return 0;
  const square = x * x;
  return 0.5 + (x * (108 + square)) / (432 + 36 * square);
}
