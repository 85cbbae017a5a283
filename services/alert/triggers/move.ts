import { z } from 'zod';
import type { Trigger } from '../spec.ts';
import { dayMs, dayOf, rounded, signed } from './figures.ts';
import type { Looked } from './fire.ts';
import type { Mean, Scores } from './scores.ts';
import { type WhyVoice, whyInEnglish } from './whyVoice.ts';

/** Days before the moving window that it is held against. */
export const monthDays = 30;

const memorySchema = z
  .object({ of: z.string(), way: z.enum(['up', 'down', 'still']) })
  .nullable()
  .catch(null);
type Way = 'up' | 'down' | 'still';

/** @property name of the entity, for the sentence */
export interface MoveLook {
  trigger: Extract<Trigger, { on: 'move' }>;
  name: string;
  /** Towards the entity, in the articles that the query finds; those of the window and the 30 days before at least. */
  scores: Scores;
  memory: unknown;
  now: Date;
  voice?: WhyVoice | undefined;
}

/**
 * Whether a mean moved by so much against that of the month before, since the last look. The first look only remembers;
 * means that rest on too few articles change nothing; it must have come half the way back before it fires the same way
 * again.
 */
export function move({ trigger, name, scores, memory, now, voice }: MoveLook): Looked {
  const [until, days] = [now.getTime(), trigger.days * dayMs];
  const present = scores.mean(until - days, until);
  const month = scores.mean(until - days - monthDays * dayMs, until - days);
  const of = `${trigger.entity} ${trigger.by} ${trigger.days}`;
  const known = memorySchema.parse(memory ?? null);
  const before = known?.of === of ? known.way : null;
  const enough = Math.min(present.n, month.n) >= trigger.least;
  const way = enough ? wayOf(rounded(present.mean! - month.mean!), trigger.by, before) : (before ?? 'still');
  const looked = { memory: { of, way }, lookAt: nextLeave(scores, until, days) };
  if (way === 'still' || before === null || way === before) return looked;
  const about = `move:${trigger.entity}:${way}:${trigger.by}:${dayOf(now)}`;
  return {
    ...looked,
    fire: { about, kind: 'move', why: whyMove(name, trigger.days, present, month, voice) },
  };
}

function wayOf(gap: number, by: number, before: Way | null): Way {
  if (Math.abs(gap) >= by) return gap > 0 ? 'up' : 'down';
  const goesOn =
    before !== null && before !== 'still' && Math.abs(gap) > by / 2 && gap > 0 === (before === 'up');
  return goesOn ? before : 'still';
}

/** When a score leaves the window for the month, or the month for good. */
function nextLeave(scores: Scores, until: number, days: number): Date | null {
  const leaves = [days, days + monthDays * dayMs].flatMap((length) => {
    const first = scores.firstAfter(until - length);
    return first === null || first > until ? [] : [first + length];
  });
  return leaves.length === 0 ? null : new Date(Math.min(...leaves));
}

function whyMove(
  entity: string,
  days: number,
  present: Mean,
  month: Mean,
  { say, counted }: WhyVoice = whyInEnglish,
): string {
  const gap = present.mean! - month.mean!;
  return say(moves[gap > 0 ? 'up' : 'down'], {
    ...{ entity, by: Math.abs(gap).toFixed(2), mean: signed(present.mean!), before: signed(month.mean!) },
    ...{ days: counted(days, 'day'), articles: counted(present.n, 'article') },
    ...{ month: counted(monthDays, 'day'), n: month.n },
  });
}

const moves = {
  up: 'Sentiment towards {entity} rose by {by}: {mean} over {days} ({articles}), against {before} over the {month} before ({n}).',
  down: 'Sentiment towards {entity} fell by {by}: {mean} over {days} ({articles}), against {before} over the {month} before ({n}).',
} as const;
