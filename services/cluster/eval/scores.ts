export interface GroupingScores {
  /** B-cubed: of each article's story, how much belongs with it; of what belongs with it, how much is there */
  precision: number;
  recall: number;
  f1: number;
  /** F1 over pairs of articles */
  pairF1: number;
  stories: number;
}

/** @param wanted label of each article @param given its story, in the same order; both of one length, at least 1 */
export function groupingScores(wanted: readonly unknown[], given: readonly unknown[]): GroupingScores {
  const both = sizes(wanted.map((label, i) => `${label}\n${given[i]}`));
  const labels = sizes(wanted);
  const stories = sizes(given);
  const n = wanted.length;
  const mean = (of: ReadonlyMap<unknown, number>, by: readonly unknown[]) =>
    wanted.reduce((sum: number, label, i) => sum + both.get(`${label}\n${given[i]}`)! / of.get(by[i])!, 0) /
    n;
  const precision = mean(stories, given);
  const recall = mean(labels, wanted);
  return {
    ...{ precision, recall, f1: (2 * precision * recall) / (precision + recall) },
    pairF1: (2 * pairsIn(both)) / Math.max(1, pairsIn(labels) + pairsIn(stories)),
    stories: stories.size,
  };
}

function sizes(values: readonly unknown[]): Map<unknown, number> {
  const counts = new Map<unknown, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

const pairsIn = (counts: ReadonlyMap<unknown, number>) =>
  [...counts.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
