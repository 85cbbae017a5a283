/** What is kept of some scores so that samples can be added up. */
export interface Sample {
  n: number;
  sum: number;
  /** Sum of their squares. */
  squares: number;
}

export interface Interval {
  low: number;
  high: number;
}

/** A mean with the interval that holds the true one in 95 of 100 such samples. */
export interface Estimate {
  mean: number | null;
  n: number;
  /** Null where n is below 2. */
  interval: Interval | null;
}

/** The difference of two means. */
export interface Gap {
  gap: number;
  interval: Interval;
}

/** Several samples as one. */
export function pooled(samples: Iterable<Sample>): Sample {
  const all = { n: 0, sum: 0, squares: 0 };
  for (const { n, sum, squares } of samples) {
    all.n += n;
    all.sum += sum;
    all.squares += squares;
  }
  return all;
}

/** The mean of scores between −1 and 1, with Student's t interval. */
export function estimate(sample: Sample): Estimate {
  const { n } = sample;
  if (n === 0) return { mean: null, n, interval: null };
  const mean = sample.sum / n;
  if (n < 2) return { mean: rounded(mean), n, interval: null };
  return { mean: rounded(mean), n, interval: around(mean, Math.sqrt(variance(sample) / n), n - 1, 1) };
}

/** How much higher the first mean is than the second, with Welch's interval; null where either n is below 2. */
export function welchGap(a: Sample, b: Sample): Gap | null {
  if (a.n < 2 || b.n < 2) return null;
  const [ofA, ofB] = [variance(a) / a.n, variance(b) / b.n];
  const gap = a.sum / a.n - b.sum / b.n;
  const error = ofA + ofB;
  const freedom = error === 0 ? a.n + b.n - 2 : error ** 2 / (ofA ** 2 / (a.n - 1) + ofB ** 2 / (b.n - 1));
  return { gap: rounded(gap), interval: around(gap, Math.sqrt(error), freedom, 2) };
}

/** The mean of differences between pairs, with Student's t interval; null where there are fewer than 2. */
export function pairedGap(differences: Sample): Gap | null {
  const { n, sum } = differences;
  if (n < 2) return null;
  const gap = sum / n;
  return { gap: rounded(gap), interval: around(gap, Math.sqrt(variance(differences) / n), n - 1, 2) };
}

/** Of a sample of two or more; sums of squares may come out a hair below zero. */
const variance = ({ n, sum, squares }: Sample) => Math.max(0, squares - sum ** 2 / n) / (n - 1);

function around(middle: number, error: number, freedom: number, most: number): Interval {
  const reach = studentsT(freedom) * error;
  return { low: rounded(Math.max(-most, middle - reach)), high: rounded(Math.min(most, middle + reach)) };
}

const few = [12.7062, 4.3027, 3.1824];
/** The normal distribution's, and the coefficients of the Cornish–Fisher expansion in 1 ⁄ degrees of freedom at it. */
const [normal, ...expansion] = [1.959964, 2.372271, 2.822487, 2.555846, 1.589546];

/** The 0.975 quantile of Student's t; within 0.1% of the tables from 3 degrees of freedom on. */
export function studentsT(freedom: number): number {
  if (freedom >= 3) return expansion.reduce((sum, term, at) => sum + term / freedom ** (at + 1), normal!);
  const below = Math.max(1, Math.floor(freedom));
  const [at, next] = [few[below - 1]!, few[below]!];
  const part = (1 / below - 1 / Math.max(1, freedom)) / (1 / below - 1 / (below + 1));
  return at + (next - at) * part;
}

const rounded = (score: number) => Math.round(score * 1000) / 1000 + 0;
