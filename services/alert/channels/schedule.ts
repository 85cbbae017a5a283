const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** Milliseconds after each try that failed, as Standard Webhooks proposes. */
const waits = [
  5 * secondMs,
  5 * minuteMs,
  30 * minuteMs,
  ...[2, 5, 10, 14, 20, 24].map((hours) => hours * hourMs),
];
/** No receiver is left alone for longer, whatever it asks for. */
export const longestWaitMs = 24 * hourMs;
/** Either way: many that failed at once shall not come back at once. */
const jitter = 0.1;
/** A channel that has only failed for so long is switched off. */
export const offAfterMs = 5 * 24 * hourMs;

/** Tries of one delivery. */
export const mostTries = waits.length + 1;

export interface Failure {
  now: Date;
  /** Tries of this delivery so far, the failed one among them. */
  tries: number;
  /** Since when its channel has done nothing but fail. */
  failingSince: Date;
  /** When the receiver asked to be tried again. */
  askedFor?: Date | undefined;
  /** 0 ≤ x < 1. */
  random: number;
}

/**
 * When a channel is tried again after a failure. It is left alone for at least half as long as it has failed already, so
 * that a delivery whose first try it is does not begin the schedule anew; for the delivery that met the failure first
 * that is never more than the schedule.
 */
export function nextTry({ now, tries, failingSince, askedFor, random }: Failure): Date {
  const scheduled = waits[Math.min(tries, waits.length) - 1]!;
  const failed = (now.getTime() - failingSince.getTime()) / 2;
  const wait = Math.min(Math.max(scheduled, failed), longestWaitMs) * (1 - jitter + 2 * jitter * random);
  const asked = Math.min((askedFor?.getTime() ?? 0) - now.getTime(), longestWaitMs);
  return new Date(now.getTime() + Math.round(Math.max(wait, asked)));
}
