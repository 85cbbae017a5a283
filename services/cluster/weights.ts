import type { Likeness } from './pair.ts';

export type Model = { bias: number } & Partial<Record<keyof Likeness, number>>;

/** Log odds that a pair is about one happening, by what it shares. */
interface Weights {
  /** both in one language with spaces between words */
  spaced: Model;
  chinese: Model;
  across: Model;
  /** pairs below do not count at all */
  floor: number;
  /** a story needs so much, as the mean of its best pairs with the article */
  least: number;
  /** from what share of a story's own likeness on an article is as like it, and what each unit below costs */
  bond: number;
  loose: number;
}

/**
 * `spaced` is a logistic regression on the pairs of ECB+ 1–22 (train/run.ts), save its second line, which is set by the
 * sample wire and by reading what comes out of a week of feeds; `chinese` is set by reading feeds, `across` is a regression
 * on the sample wire, made stricter for days on which one entity has more news than the wire gives it.
 */
export const weights: Weights = {
  spaced: {
    ...{ bias: -8.15, words: 7.95, phrases: 8.47, names: 5.58, numbers: 4.76, years: 1.39, dateline: 4.57 },
    ...{ events: 2, days: -0.38, dated: -2.5, publisher: -0.6 },
  },
  chinese: { bias: -7.6, words: 17, numbers: 3, entities: 2.5, events: 1, days: -0.2, publisher: -0.6 },
  across: { bias: -7, numbers: 3, entities: 12, events: 2.5, days: -0.35 },
  floor: -4,
  least: -1.2,
  bond: 0.7,
  loose: 10,
};
