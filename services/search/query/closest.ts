/**
 * The word among `candidates` that a misspelt one most likely stands for; null when none is near: one wrong letter in
 * short words, two from five letters, three from nine. A swap of neighbours counts as one.
 */
export function closest(word: string, candidates: Iterable<string>): string | null {
  const asked = word.toLowerCase();
  let best: string | null = null;
  let least = allowed(asked.length) + 1;
  for (const candidate of candidates) {
    const distance = distanceBelow(asked, candidate.toLowerCase(), least);
    if (distance >= least) continue;
    [best, least] = [candidate, distance];
    if (least === 0) break;
  }
  return best;
}

const allowed = (length: number) => (length < 2 ? 0 : length < 5 ? 1 : length < 9 ? 2 : 3);

/** Letters to insert, delete, replace or swap with their neighbour; `most` where it is that many or more. */
export function distanceBelow(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) >= most) return most;
  let [twoAbove, above]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j]!, twoAbove[j - 2]! + 1);
    }
    if (Math.min(...row) >= most) return most;
    [twoAbove, above] = [above, row];
  }
  return Math.min(most, above[b.length]!);
}
