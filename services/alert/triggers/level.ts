import { z } from 'zod';
import type { Trigger } from '../spec.ts';
import { dayMs, dayOf, rounded, signed } from './figures.ts';
import type { Looked } from './fire.ts';
import type { Scores } from './scores.ts';
import { type WhyVoice, whyInEnglish } from './whyVoice.ts';

/** How far on the other side of its level a mean must be before the trigger may fire again. */
export const clearBy = 0.05;

const memorySchema = z
  .object({
    /** The trigger that this is remembered of: another one begins anew. */
    of: z.string(),
    /** `beyond` the level, so that it was told, or clearly on the other side. */
    side: z.enum(['beyond', 'clear']),
  })
  .nullable()
  .catch(null);

/** @property name of the entity, for the sentence */
export interface LevelLook {
  trigger: Extract<Trigger, { on: 'level' }>;
  name: string;
  /** Towards the entity, in the articles that the query finds; those of the last days at least. */
  scores: Scores;
  memory: unknown;
  now: Date;
  voice?: WhyVoice | undefined;
}

/**
 * Whether a mean crossed its level since the last look. The first look only remembers the side; a mean that rests on too
 * few articles changes nothing, and is none beyond the level at first; it must have been clearly on the other side before
 * it fires again.
 */
export function level({ trigger, name, scores, memory, now, voice }: LevelLook): Looked {
  const [until, days] = [now.getTime(), trigger.days * dayMs];
  const { mean, n } = scores.mean(until - days, until);
  const first = scores.firstAfter(until - days);
  const lookAt = first === null || first > until ? null : new Date(first + days);
  const of = `${trigger.entity} ${trigger.side} ${trigger.level} ${trigger.days}`;
  const known = memorySchema.parse(memory ?? null);
  const before = known?.of === of ? known.side : null;
  const side = mean === null || n < trigger.least ? (before ?? 'clear') : sideOf(mean, trigger, before);
  const looked = { memory: { of, side }, lookAt };
  if (side !== 'beyond' || before !== 'clear') return looked;
  const about = `level:${trigger.entity}:${trigger.side}:${trigger.level}:${dayOf(now)}`;
  return {
    ...looked,
    fire: { about, kind: 'level', why: whyLevel(trigger, name, { mean: mean!, n }, voice) },
  };
}

function sideOf(mean: number, { side, level }: LevelLook['trigger'], before: 'beyond' | 'clear' | null) {
  const beyond = rounded(side === 'below' ? level - mean : mean - level);
  if (beyond > 0) return 'beyond';
  return before === 'beyond' && -beyond < clearBy ? 'beyond' : 'clear';
}

function whyLevel(
  { side, level, days }: LevelLook['trigger'],
  entity: string,
  { mean, n }: { mean: number; n: number },
  { say, counted }: WhyVoice = whyInEnglish,
): string {
  // So near that two places would show them alike.
  const places = Math.abs(mean - level) < 0.01 ? 4 : 2;
  return say(crossings[side], {
    ...{ entity, level: signed(level, 4), mean: signed(mean, places) },
    ...{ days: counted(days, 'day'), articles: counted(n, 'article') },
  });
}

const crossings = {
  below: 'Sentiment towards {entity} fell below {level}: {mean} over {days} ({articles}).',
  above: 'Sentiment towards {entity} rose above {level}: {mean} over {days} ({articles}).',
} as const;
