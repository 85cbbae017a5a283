import { expect, test } from 'vitest';
import { labelOfMean } from './sentiment.tsx';

test.each([
  [-0.136, 'negative'],
  [-0.129, 'neutral'],
  [0.159, 'neutral'],
  [0.166, 'positive'],
])('a mean of %s is %s: neutral mentions alone never make a leaning', (mean, label) => {
  expect(labelOfMean(mean)).toBe(label);
});
