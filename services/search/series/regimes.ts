/** Where the usual number of articles a week became another for good. */
export interface Regime {
  /** Index of the first week of the new regime. */
  at: number;
  /** Medians of articles a week, back to the change before and on to the change after. */
  before: { weeks: number; median: number };
  after: { weeks: number; median: number };
  /** From one median to the other, −100…; null where there was nothing before. */
  changePercent: number | null;
}

/** A regime lasts at least so many weeks; what is shorter is a burst. */
const shortest = 6;

/**
 * Changes of regime in a series of whole weeks: the exact optimum (PELT) of squared distances to the mean of each
 * stretch, on 2√(count + ⅜), which makes the spread of counts the same at every level, with a penalty for each change: three
 * times the logarithm of the length, as a modified BIC has it for a mean and a place, times the noise.
 *
 * @param counts articles of consecutive weeks
 */
export function regimesOf(counts: readonly number[]): Regime[] {
  if (counts.length < 2 * shortest) return [];
  const values = counts.map((count) => 2 * Math.sqrt(count + 3 / 8));
  const { weekly, lasting } = noise(values);
  const penalty = 3 * lasting * Math.log(values.length);
  const changes = pelt(withoutBursts(values, Math.sqrt(weekly)), penalty, shortest);
  const edges = [0, ...changes, counts.length];
  const stretches = edges.slice(1).map((end, at) => {
    const stretch = counts.slice(edges[at], end);
    return { weeks: stretch.length, median: median(stretch) };
  });
  return changes.map((at, nth) => {
    const [before, after] = [stretches[nth]!, stretches[nth + 1]!];
    return { at, before, after, changePercent: change(before.median, after.median) };
  });
}

const change = (before: number, after: number) =>
  before === 0 ? null : Math.round((after / before - 1) * 1000) / 10;

/**
 * The variance of weeks of one regime, and n times that of the mean of n weeks: more, since each week resembles the
 * one before (a story lives on). How much it does follows from how much further apart weeks are at a distance of two than
 * of one. Neither is less than that of a Poisson process.
 */
function noise(values: readonly number[]): { weekly: number; lasting: number } {
  const [one, two] = [spreadAt(values, 1), spreadAt(values, 2)];
  const likeness = one === 0 ? 0 : Math.min(Math.max(two / one - 1, 0), 0.8);
  const weekly = Math.max(1, one / 2 / (1 - likeness));
  return { weekly, lasting: (weekly * (1 + likeness)) / (1 - likeness) };
}

/** Weeks on either side that a week is held against, and how many deviations from their median it may lie. */
const neighbours = 4;
const furthest = 2.5;

/** Each week moved to within reach of the median of the weeks around it: bursts go, edges between regimes stay. */
const withoutBursts = (values: readonly number[], deviation: number): number[] =>
  values.map((value, at) => {
    const middle = median(values.slice(Math.max(0, at - neighbours), at + neighbours + 1));
    return Math.min(Math.max(value, middle - furthest * deviation), middle + furthest * deviation);
  });

/** Mean of the squares of a normal variable that lie below their 0.9 quantile. */
const keptOfNormal = 0.623;

/** Mean squared difference between weeks at a distance, without the greatest tenth: changes of regime are among these. */
function spreadAt(values: readonly number[], distance: number): number {
  const steps = values.slice(distance).map((value, at) => (value - values[at]!) ** 2);
  const kept = steps.toSorted((a, b) => a - b).slice(0, Math.ceil(steps.length * 0.9));
  return kept.reduce((sum, step) => sum + step, 0) / kept.length / keptOfNormal;
}

/**
 * The first indexes of all stretches but the first that minimise squared distances to the mean of each stretch, plus the
 * penalty for each change (Killick, Fearnhead and Eckley 2012). A start that another beats at some end can begin no
 * optimal stretch that ends `least` later or more, and is dropped then.
 */
export function pelt(values: readonly number[], penalty: number, least: number): number[] {
  const cost = costs(values);
  const best = [-penalty];
  const from = [0];
  let starts: { start: number; until: number }[] = [];
  for (let end = 1; end <= values.length; end++) {
    best.push(Number.POSITIVE_INFINITY);
    from.push(0);
    if (end >= least) starts.push({ start: end - least, until: Number.POSITIVE_INFINITY });
    starts = starts.filter(({ until }) => end < until);
    const totals = starts.map(({ start }) => best[start]! + cost(start, end));
    for (const [nth, total] of totals.entries())
      if (total + penalty < best[end]!) [best[end], from[end]] = [total + penalty, starts[nth]!.start];
    for (const [nth, known] of starts.entries())
      if (totals[nth]! >= best[end]!) known.until = Math.min(known.until, end + least);
  }
  const changes: number[] = [];
  for (let at = from[values.length]!; at > 0; at = from[at]!) changes.unshift(at);
  return changes;
}

/** Squared distances to the mean between any start and end, each in constant time. */
function costs(values: readonly number[]): (start: number, end: number) => number {
  const sums = [0];
  const squares = [0];
  for (const value of values) {
    sums.push(sums.at(-1)! + value);
    squares.push(squares.at(-1)! + value ** 2);
  }
  return (start, end) => {
    const sum = sums[end]! - sums[start]!;
    return squares[end]! - squares[start]! - sum ** 2 / (end - start);
  };
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2;
}
