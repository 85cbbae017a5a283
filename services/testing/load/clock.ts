/** A clock that goes so many times as fast as the real one for a while, and then as fast; the same in all processes. */
export interface VirtualClock {
  /** Milliseconds of the real clock at which both stand alike. */
  begun: number;
  speed: number;
  /** Milliseconds of its own for which it goes fast. What is remembered for seconds would else be forgotten at once. */
  fastFor: number;
}

export function virtualNow({ begun, speed, fastFor }: VirtualClock, realNow = Date.now()): number {
  const real = realNow - begun;
  const fast = Math.min(real * speed, fastFor);
  return begun + fast + Math.max(0, real - fastFor / speed);
}
