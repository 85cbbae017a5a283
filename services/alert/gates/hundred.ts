/** The nearest whole number from 0 to 100. */
export const hundred = (points: number): number => Math.round(Math.min(100, Math.max(0, points)));
