import type { Rhythm, Spec } from '../spec.ts';
import { nextDigest } from './digest.ts';
import { quietUntil } from './quiet.ts';

export interface Telling {
  rhythm: Rhythm;
  priority: Spec['priority'];
  now: Date;
  /** When recent notices of this alert were made: at least those within its throttle. */
  told: readonly Date[];
}

/** When what an alert matched now may be told: at its next digest, after its throttle and its quiet hours, which high priority passes. */
export function tellAt({ rhythm, priority, now, told }: Telling): 'now' | Date {
  const free = throttledUntil(rhythm, now, told) ?? now;
  const due = nextDigest(rhythm, free) ?? free;
  const at = (priority === 'high' ? null : quietUntil(rhythm, due)) ?? due;
  return at > now ? at : 'now';
}

/** When one more notice is allowed; null where it is now. */
function throttledUntil({ throttle }: Rhythm, now: Date, told: readonly Date[]): Date | null {
  if (!throttle) return null;
  const length = throttle.minutes * 60_000;
  const ends = told.map((at) => at.getTime() + length).filter((end) => end > now.getTime());
  const end = ends.sort((a, b) => b - a)[throttle.most - 1];
  return end === undefined ? null : new Date(end);
}
