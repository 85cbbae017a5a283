import type { Rhythm } from '../spec.ts';
import { nextTime, patternOf } from './clock.ts';

/**
 * When the quiet hours end that a moment lies in; null where it lies in none. It does where they end before they begin
 * anew, which holds through midnights and changes of clocks. Hours that begin and end at one time are none.
 */
export function quietUntil({ quiet, timeZone }: Rhythm, moment: Date): Date | null {
  if (!quiet || quiet.from === quiet.to) return null;
  const next = (clockTime: string) => nextTime(`${patternOf(clockTime)} * * *`, timeZone, moment);
  const end = next(quiet.to);
  return end < next(quiet.from) ? end : null;
}
