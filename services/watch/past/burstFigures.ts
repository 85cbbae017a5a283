import { burst } from '../../alert/triggers/burst.ts';
import { dayOf } from '../../alert/triggers/figures.ts';
import type { WhyVoice } from '../../alert/triggers/whyVoice.ts';
import { burstHistory } from '../../search/series/bursts.ts';
import { daysAfter } from '../../search/series/periods.ts';
import type { Sums } from '../../search/series/points.ts';
import { type DatedBurst, datedBursts, historyOf, leastBurst } from '../../search/series/turns.ts';
import { burstDays } from '../live/figures.ts';
import type { Figures } from './byFigures.ts';

/**
 * Articles a day. To judge three months of days for each article would take the longest of all; what one more of today
 * can change is only whether today is a burst, which it is from a certain number of articles on.
 *
 * @param start first day of the archive proper; null where there is none
 */
export function burstFigures(start: string | null, voice?: WhyVoice): Figures {
  const days = new Map<string, number>();
  /** That number, while no other day has changed. */
  let enough: { day: string; articles: number } | null = null;
  const enoughOn = (day: string): number => {
    if (enough?.day !== day)
      enough = {
        day,
        articles: start === null ? Number.POSITIVE_INFINITY : leastBurst(sumsOf(days), start, day),
      };
    return enough.articles;
  };
  return {
    leadInDays: burstDays + burstHistory,
    add({ facts, at }) {
      if (facts.copyOf !== null) return false;
      const day = dayOf(facts.publishedAt);
      const count = (days.get(day) ?? 0) + 1;
      days.set(day, count);
      if (day === dayOf(at)) return count === enoughOn(day);
      enough = null;
      return true;
    },
    look(memory, now) {
      const to = dayOf(now);
      for (const day of days.keys()) if (day < historyOf(daysAfter(to, -burstDays))) days.delete(day);
      return burst({ bursts: burstsUntil(days, start, to), memory, now, voice });
    },
  };
}

function burstsUntil(days: ReadonlyMap<string, number>, start: string | null, to: string): DatedBurst[] {
  return start === null ? [] : datedBursts(sumsOf(days), start, { from: daysAfter(to, -burstDays), to });
}

const sumsOf = (days: ReadonlyMap<string, number>): Sums[] =>
  [...days].map(([period, volume]) => ({ period, volume, n: 0, sum: 0, squares: 0 }));
