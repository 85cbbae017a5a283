/** Days in a row with more articles than their weekday's usual number explains. */
export interface Burst {
  /** Index of the first and of the last day. */
  from: number;
  to: number;
  articles: number;
  /** Articles that these days usually bring. */
  expected: number;
}

const week = 7;
/** Weeks that the usual number is taken from, and how many of them there must be to judge a day at all. */
const weeksBack = 8;
const fewestWeeks = 4;
const daysBack = week * weeksBack;
/** How often counts are cut to what is ordinary before they are a baseline: each time by what the time before left. */
const cuts = 2;
/** Days before a judged one that its judgement depends on: each cut asks for its own weeks back. */
export const burstHistory = daysBack * (1 + cuts);
/** Chance of an ordinary day to be called a burst. */
const alarm = 1 / 400;
/** Fewer articles than this are no burst, however rare the subject. */
const fewestArticles = 4;

/**
 * Bursts in a series of days. A day is compared with the same weekday of the eight weeks before: it belongs to a burst
 * when a negative binomial of their mean, as spread as the last eight weeks and the mean's own error make it, gives so
 * many articles with a chance below 1 in 400. A burst enters later baselines with no more than would not have been one.
 * What a day is depends on its own count and on those of the `burstHistory` days before it, on nothing else: a chart of
 * any span, an alert and its back-test judge it alike.
 *
 * @param counts articles of consecutive days
 * @param first index of the first day to judge; those before it are history
 */
export function burstsOf(counts: readonly number[], first = 0): Burst[] {
  const usual = ordinary(counts);
  const bursts: Burst[] = [];
  for (const [day, articles] of counts.entries()) {
    if (day < first) continue;
    const { expected, most } = baseline(usual, day);
    if (articles <= most) continue;
    const last = bursts.at(-1);
    if (last?.to === day - 1) {
      last.to = day;
      last.articles += articles;
      last.expected += expected;
    } else bursts.push({ from: day, to: day, articles, expected });
  }
  return bursts.map((burst) => ({ ...burst, expected: Math.round(burst.expected * 10) / 10 }));
}

/** How many articles the day after these may bring and be no burst; infinite where it cannot be judged. */
export const mostWithoutBurst = (counts: readonly number[]): number =>
  baseline(ordinary(counts), counts.length).most;

/**
 * Counts as they enter baselines. Passes and not one run that cuts as it goes along: in such a run a day depends on all
 * before it, and so on where the run began.
 */
function ordinary(counts: readonly number[], passes = cuts): readonly number[] {
  if (passes === 0) return counts;
  const usual = ordinary(counts, passes - 1);
  return counts.map((articles, day) => Math.min(articles, baseline(usual, day).most));
}

/** What a day usually brings, and at most how much. */
function baseline(usual: readonly number[], day: number): { expected: number; most: number } {
  const same = sameWeekdays(usual, day);
  if (same.length < fewestWeeks) return { expected: 0, most: Number.POSITIVE_INFINITY };
  // Half an article more than was seen: a subject that never appeared may.
  const expected = (sum(same) + 0.5) / same.length;
  const spread = dispersion(usual.slice(Math.max(0, day - daysBack), day)) * (1 + 1 / same.length);
  return { expected, most: Math.max(fewestArticles - 1, mostOrdinary(expected, spread)) };
}

function sameWeekdays(usual: readonly number[], day: number): number[] {
  const same: number[] = [];
  for (let back = 1; back <= weeksBack && day - back * week >= 0; back++)
    same.push(usual[day - back * week]!);
  return same;
}

/** Variance over mean of days around their weekday's mean; 1 for a Poisson process, and never less here. */
function dispersion(days: readonly number[]): number {
  let squares = 0;
  for (let weekday = 0; weekday < week; weekday++) {
    const same = days.filter((_, at) => at % week === weekday);
    const mean = sum(same) / same.length;
    if (mean > 0) squares += sum(same.map((count) => (count - mean) ** 2)) / mean;
  }
  return Math.max(1, squares / (days.length - week));
}

/**
 * The greatest count whose chance to be reached is not below the alarm, under a negative binomial of this mean and with
 * a variance of `spread` (above 1) times it. Probabilities are summed outwards from the greatest, so that no mean is too
 * large.
 */
function mostOrdinary(mean: number, spread: number): number {
  const size = mean / (spread - 1);
  const ratio = 1 - 1 / spread;
  const mode = Math.max(0, Math.floor((size - 1) * (spread - 1)));
  const above: number[] = [1]; // relative chances of mode, mode + 1, …
  for (let count = mode; above.at(-1)! > 1e-9; count++)
    above.push((above.at(-1)! * (count + size) * ratio) / (count + 1));
  let all = sum(above);
  for (let count = mode, chance = 1; count > 0 && chance > 1e-9; count--)
    all += chance *= count / ((count - 1 + size) * ratio);
  let tail = 0;
  for (let at = above.length - 1; at > 0; at--) {
    tail += above[at]!;
    if (tail >= alarm * all) return mode + at;
  }
  return mode;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
