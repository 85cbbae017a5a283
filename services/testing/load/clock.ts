/** A clock that began at a moment and goes so many times as fast; the same in every process that is told the same. */
export interface VirtualClock {
  /** Milliseconds of the real clock at which both stand alike. */
  begun: number;
  speed: number;
}

export const virtualNow = ({ begun, speed }: VirtualClock): number => begun + (Date.now() - begun) * speed;
