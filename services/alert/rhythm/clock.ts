import { Cron } from 'croner';

/**
 * The next time that a local clock shows what a cron pattern says. A time that a change of clocks leaves out comes when
 * they have changed; one that it makes twice comes the first time.
 */
export const nextTime = (pattern: string, timeZone: string, after: Date): Date =>
  new Cron(pattern, { timezone: timeZone }).nextRun(after)!;

/** `08:30` as `30 8`: how patterns begin. */
export const patternOf = (clockTime: string): string => clockTime.split(':').reverse().map(Number).join(' ');
