import { type Telling, tellAt } from './tellAt.ts';

/**
 * When what an alert holds may be told: at the time that it was held for, or at once where that is past, and neither in
 * quiet hours nor against the throttle.
 *
 * @param since when it began to hold something
 */
export function heldUntil(telling: Telling, since: Date): 'now' | Date {
  const planned = tellAt({ ...telling, now: since });
  if (planned !== 'now' && planned > telling.now) return planned;
  return tellAt({ ...telling, rhythm: { ...telling.rhythm, every: 'match' } });
}
