import { burst } from '../../alert/triggers/burst.ts';
import { dayOf } from '../../alert/triggers/figures.ts';
import type { WhyVoice } from '../../alert/triggers/whyVoice.ts';
import { daysAfter, daysBetween } from '../../search/series/periods.ts';
import { type DatedBurst, datedBursts, historyOf } from '../../search/series/turns.ts';
import { burstDays } from '../live/figures.ts';
import type { Figures } from './byFigures.ts';

const anyDay = '2026-01-01';
const historyDays = daysBetween(historyOf(anyDay), anyDay);
/** A day is no burst with fewer, or never. */
const mostArticles = 1_000_000;

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
  let guess = 1;
  const enoughOn = (day: string): number => {
    if (enough?.day !== day) {
      guess = leastBurst((articles) => isBurst(days, start, day, articles), guess);
      enough = { day, articles: guess };
    }
    return enough.articles;
  };
  return {
    leadInDays: burstDays + historyDays,
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
  const sums = [...days].map(([period, volume]) => ({ period, volume, n: 0, sum: 0, squares: 0 }));
  return start === null ? [] : datedBursts(sums, start, { from: daysAfter(to, -burstDays), to });
}

const isBurst = (days: ReadonlyMap<string, number>, start: string | null, day: string, articles: number) =>
  burstsUntil(new Map(days).set(day, articles), start, day).at(-1)?.to === day;

/** The least number that is a burst, sought in widening steps from a guess on; infinite where none is. */
function leastBurst(is: (articles: number) => boolean, guess: number): number {
  let [below, above] = [0, mostArticles];
  let asked = Math.min(guess, mostArticles - 1);
  for (let step = 1; above - below > 1; step *= 2) {
    const isOne = is(asked);
    if (isOne) above = asked;
    else below = asked;
    const next = isOne ? asked - step : asked + step;
    asked = next > below && next < above ? next : (below + above) >> 1;
  }
  return above === mostArticles ? Number.POSITIVE_INFINITY : above;
}
