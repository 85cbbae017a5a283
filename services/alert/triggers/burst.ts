import { z } from 'zod';
import { dayMs, dayOf } from './figures.ts';
import type { Looked } from './fire.ts';
import { type WhyVoice, whyInEnglish } from './whyVoice.ts';

/** Days in a row with more articles than chance explains, as services/search/series finds them. */
export interface BurstDays {
  /** First and last day, `YYYY-MM-DD`, both included. */
  from: string;
  to: string;
  articles: number;
  /** Articles that these days usually bring. */
  expected: number;
}

const memorySchema = z
  .object({
    /** Last day of the burst that is known; null before any. */
    until: z.iso.date().nullable(),
  })
  .nullable()
  .catch(null);

export interface BurstLook {
  /** Of the last days, by day (UTC); today may be among them. */
  bursts: readonly BurstDays[];
  memory: unknown;
  now: Date;
  voice?: WhyVoice | undefined;
}

/**
 * Whether a burst began that is not known yet. One that goes on is not told again, nor one to which days are added on
 * either side; the first look only remembers. A burst that ended before yesterday is no news.
 */
export function burst({ bursts, memory, now, voice }: BurstLook): Looked {
  const known = memorySchema.parse(memory ?? null);
  const last = bursts.at(-1);
  const yesterday = dayOf(new Date(now.getTime() - dayMs));
  const goesOn = last && known?.until && last.from <= dayAfter(known.until);
  const until = later(last?.to ?? null, known?.until ?? null);
  const looked = { memory: { until }, lookAt: null };
  if (!known || !last || goesOn || last.to < yesterday) return looked;
  return { ...looked, fire: { about: `burst:${last.from}`, kind: 'burst', why: whyBurst(last, voice) } };
}

const dayAfter = (day: string) => dayOf(new Date(Date.parse(day) + dayMs));
const later = (a: string | null, b: string | null) => (a === null || (b !== null && b > a) ? b : a);

function whyBurst({ from, to, ...burst }: BurstDays, { say, counted, day }: WhyVoice = whyInEnglish): string {
  const values = { articles: counted(burst.articles, 'article'), expected: burst.expected.toFixed(1) };
  return from === to
    ? say('Unusually many: {articles} on {day}, where some {expected} are usual.', {
        ...values,
        day: day(from),
      })
    : say('Unusually many: {articles} from {from} to {to}, where some {expected} are usual.', {
        ...values,
        ...{ from: day(from), to: day(to) },
      });
}
