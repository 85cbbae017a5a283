import type { Sentiment } from '../sentiment/sentiment.ts';

const LABELS: Sentiment['label'][] = ['negative', 'neutral', 'positive'];

/** How well labels were given; every figure 0…1. */
export interface LabelScores {
  macroF1: number;
  accuracy: number;
  f1: Record<Sentiment['label'], number>;
  count: number;
}

/** Macro-F1 over the three labels: each label counts the same, however rare. */
export function labelScores(
  pairs: readonly { truth: Sentiment['label']; given: Sentiment['label'] }[],
): LabelScores {
  const f1 = Object.fromEntries(LABELS.map((label) => [label, f1Of(pairs, label)])) as LabelScores['f1'];
  const right = pairs.filter(({ truth, given }) => truth === given).length;
  return {
    macroF1: (f1.negative + f1.neutral + f1.positive) / 3,
    accuracy: pairs.length > 0 ? right / pairs.length : 0,
    f1,
    count: pairs.length,
  };
}

function f1Of(pairs: readonly { truth: string; given: string }[], label: string): number {
  let both = 0;
  let either = 0;
  for (const { truth, given } of pairs) {
    if (truth === label && given === label) both++;
    either += Number(truth === label) + Number(given === label);
  }
  return either > 0 ? (2 * both) / either : 0;
}
