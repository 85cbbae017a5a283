import { z } from 'zod';
import type { Trigger } from '../spec.ts';
import { dayMs, dayOf } from './figures.ts';
import type { Looked } from './fire.ts';
import { type WhyVoice, whyInEnglish } from './whyVoice.ts';

const memorySchema = z
  .object({
    /** Since when the silence lasts that was told. */
    told: z.iso.datetime(),
  })
  .nullable()
  .catch(null);

export interface SilenceLook {
  trigger: Extract<Trigger, { on: 'silence' }>;
  /** When the last article that the query finds was found; null where there never was one. */
  lastFound: Date | null;
  /** When the alert was made. */
  madeAt: Date;
  memory: unknown;
  now: Date;
  voice?: WhyVoice | undefined;
}

/** Whether no article came for so many days, counted from the last one and from when the alert was made; once for each silence. */
export function silence({ trigger, lastFound, madeAt, memory, now, voice }: SilenceLook): Looked {
  const since = lastFound && lastFound > madeAt ? lastFound : madeAt;
  const known = memorySchema.parse(memory ?? null);
  if (known && since.getTime() <= Date.parse(known.told)) return { memory: known, lookAt: null };
  const end = new Date(since.getTime() + trigger.days * dayMs);
  if (now < end) return { memory: known ?? {}, lookAt: end };
  return {
    fire: { about: `silence:${dayOf(since)}`, kind: 'silence', why: whySilence(trigger, lastFound, voice) },
    memory: { told: since.toISOString() },
    lookAt: null,
  };
}

function whySilence(
  trigger: SilenceLook['trigger'],
  lastFound: Date | null,
  { say, counted, day }: WhyVoice = whyInEnglish,
): string {
  const days = counted(trigger.days, 'day');
  return lastFound
    ? say('No article for {days}: the last one came on {day}.', { days, day: day(dayOf(lastFound)) })
    : say('No article for {days}: none ever came.', { days });
}
