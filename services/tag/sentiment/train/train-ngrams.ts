import { NGRAM_BUCKETS } from '../ngrams.ts';
import type { Example } from './example.ts';
import { randomFrom, shuffled } from './random.ts';

const EPOCHS = 8;
const RATE = 0.08;
/** How hard weights are pulled to nothing whenever their n-gram is met. */
const PULL = 0.00002;

/** A logistic regression over n-grams by Adagrad; the mean of its weights over the second half, three a bucket. */
export function trainNgrams(examples: readonly Example[], seed: number): Float32Array {
  const random = randomFrom(seed);
  const weights = new Float32Array(NGRAM_BUCKETS * 3);
  const seen = new Float32Array(weights.length).fill(1e-3);
  const bias = new Float64Array(3);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const index of shuffled(examples.length, random))
      learn(examples[index]!, weights, seen, bias, epoch);
  }
  return weights;
}

function learn(
  { ngrams, aim, weight }: Example,
  weights: Float32Array,
  seen: Float32Array,
  bias: Float64Array,
  epoch: number,
): void {
  const sums = Float64Array.from(bias);
  for (const bucket of ngrams)
    for (let label = 0; label < 3; label++) sums[label]! += weights[bucket * 3 + label]!;
  const powers = sums.map((sum) => Math.exp(Math.min(30, sum)));
  const total = powers[0]! + powers[1]! + powers[2]!;
  for (let label = 0; label < 3; label++) {
    const slope = weight * (powers[label]! / total - aim[label]!);
    bias[label]! -= (0.01 / (1 + epoch)) * slope;
    for (const bucket of ngrams) {
      const at = bucket * 3 + label;
      const pulled = slope + PULL * weights[at]!;
      seen[at]! += pulled * pulled;
      weights[at]! -= (RATE * pulled) / Math.sqrt(seen[at]! + 1);
    }
  }
}
