import { z } from 'zod';
import type { Facts } from '../../alert/facts.ts';
import type { Watched } from './watched.ts';

const memorySchema = z
  .object({
    /** What the trigger remembers: services/alert/triggers. */
    trigger: z.unknown(),
    /** When somebody looked last. */
    lookedAt: z.iso.datetime().nullable(),
  })
  // A damaged one begins anew.
  .catch({ trigger: null, lookedAt: null });

/** What is kept with an alert between two looks at it. */
export type Memory = z.output<typeof memorySchema>;

export const memoryOf = ({ memory }: Pick<Watched, 'memory'>): Memory => memorySchema.parse(memory);

const [minuteMs, dayMs] = [60_000, 86_400_000];

/** When to look at an alert on the numbers of many articles because of one more: once a minute at most. */
export function soonestLook(alert: Watched, { foundAt }: Pick<Facts, 'foundAt'>, now: Date): Date {
  const { trigger } = alert.spec;
  // An article only puts silence off.
  const silent = trigger.on === 'silence' ? foundAt.getTime() + trigger.days * dayMs : 0;
  const { lookedAt } = memoryOf(alert);
  const rested = lookedAt === null ? 0 : Date.parse(lookedAt) + minuteMs;
  return new Date(Math.max(now.getTime(), silent, rested));
}
