import type { Rhythm } from '../spec.ts';
import { nextTime, patternOf } from './clock.ts';

/** When the next digest is due after a moment; null where matches are told one by one. */
export function nextDigest({ every, at, weekday, timeZone }: Rhythm, after: Date): Date | null {
  switch (every) {
    case 'match':
      return null;
    case 'hour':
      return nextTime('0 * * * *', timeZone, after);
    case 'day':
      return nextTime(`${patternOf(at)} * * *`, timeZone, after);
    case 'week':
      return nextTime(`${patternOf(at)} * * ${weekday}`, timeZone, after);
  }
}
