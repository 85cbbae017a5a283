/** Places for those who send to one host at once, so that a host that hangs cannot take all there are. */
export interface Lanes {
  /** Takes a place; `leave` gives it back. Where all are taken, it says after how many milliseconds to ask again. */
  enter(host: string): { leave(): void } | { askAgainMs: number };
}

/** A healthy host has a place soon; one where nobody leaves is asked for less and less often. */
const [soonestMs, latestMs] = [200, 5_000];

/** @param now milliseconds */
export function createLanes(most: number, now = performance.now.bind(performance)): Lanes {
  const lanes = new Map<string, { inside: number; movedAt: number }>();

  function leave(host: string): void {
    const lane = lanes.get(host)!;
    lane.inside -= 1;
    lane.movedAt = now();
    if (lane.inside === 0) lanes.delete(host);
  }

  return {
    enter(host) {
      const lane = lanes.get(host) ?? { inside: 0, movedAt: now() };
      if (lane.inside >= most) {
        const stillMs = now() - lane.movedAt;
        return { askAgainMs: Math.min(Math.max(stillMs, soonestMs), latestMs) };
      }
      lanes.set(host, lane);
      lane.inside += 1;
      return { leave: () => leave(host) };
    },
  };
}
