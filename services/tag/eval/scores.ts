import type { Sentiment } from '../sentiment/sentiment.ts';

type Label = Sentiment['label'];
export const labels: readonly Label[] = ['negative', 'neutral', 'positive'];

/** How many targets of each true label (outer) were given which one (inner). */
export type Confusion = Record<Label, Record<Label, number>>;

/** How well labels were given; every figure 0…1. */
export interface LabelScores {
  macroF1: number;
  accuracy: number;
  f1: Record<Label, number>;
  count: number;
}

export function confusionOf(pairs: readonly { truth: Label; given: Label }[]): Confusion {
  const row = () => ({ negative: 0, neutral: 0, positive: 0 });
  const confusion: Confusion = { negative: row(), neutral: row(), positive: row() };
  for (const { truth, given } of pairs) confusion[truth][given]++;
  return confusion;
}

/** Macro-F1 over the three labels: each label counts the same, however rare. */
export function labelScoresOf(confusion: Confusion): LabelScores {
  const count = sum(labels.map((truth) => wantedOf(confusion, truth)));
  const right = sum(labels.map((label) => confusion[label][label]));
  const f1 = Object.fromEntries(labels.map((label) => [label, f1Of(confusion, label)])) as LabelScores['f1'];
  return {
    macroF1: (f1.negative + f1.neutral + f1.positive) / 3,
    accuracy: count > 0 ? right / count : 0,
    f1,
    count,
  };
}

export const labelScores = (pairs: readonly { truth: Label; given: Label }[]): LabelScores =>
  labelScoresOf(confusionOf(pairs));

function f1Of(confusion: Confusion, label: Label): number {
  const either = wantedOf(confusion, label) + givenOf(confusion, label);
  return either > 0 ? (2 * confusion[label][label]) / either : 0;
}

/** How many targets have a label, and to how many it was given. */
export const wantedOf = (confusion: Confusion, label: Label) => sum(Object.values(confusion[label]));
export const givenOf = (confusion: Confusion, label: Label) =>
  sum(labels.map((truth) => confusion[truth][label]));

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
