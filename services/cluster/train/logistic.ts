/** A case to learn from: its parts, whether it is one, and how much it counts. */
export interface Case {
  parts: readonly number[];
  is: boolean;
  weight: number;
}

const steps = 30;
const ridge = 1e-3;

/**
 * Logistic regression by Newton's steps, with an L2 penalty on the weights of parts scaled to one spread.
 *
 * @returns bias, then a weight for each part
 */
export function logistic(cases: readonly Case[]): number[] {
  const total = cases.reduce((sum, { weight }) => sum + weight, 0);
  const spreads = cases[0]!.parts.map((_, k) => spreadOf(cases, k, total));
  const scaled = cases.map((each) => ({
    ...each,
    parts: [1, ...each.parts.map((part, k) => part / spreads[k]!)],
  }));
  let found = new Array<number>(spreads.length + 1).fill(0);
  for (let step = 0; step < steps; step++) {
    const change = newtonStep(scaled, found, ridge * total);
    found = found.map((value, k) => value - change[k]!);
  }
  return found.map((value, k) => (k === 0 ? value : value / spreads[k - 1]!));
}

function spreadOf(cases: readonly Case[], k: number, total: number): number {
  const mean = cases.reduce((sum, { parts, weight }) => sum + weight * parts[k]!, 0) / total;
  const square = cases.reduce((sum, { parts, weight }) => sum + weight * (parts[k]! - mean) ** 2, 0) / total;
  return Math.sqrt(square) || 1;
}

function newtonStep(cases: readonly Case[], at: readonly number[], penalty: number): number[] {
  const slope = at.map((value, k) => (k === 0 ? 0 : penalty * value));
  const bend = at.map((_, k) => at.map((_, m) => (k === m && k > 0 ? penalty : 0)));
  for (const { parts, is, weight } of cases) {
    const chance = 1 / (1 + Math.exp(-parts.reduce((sum, part, k) => sum + part * at[k]!, 0)));
    for (const [k, part] of parts.entries()) {
      slope[k]! += weight * (chance - Number(is)) * part;
      for (const [m, other] of parts.entries()) bend[k]![m]! += weight * chance * (1 - chance) * part * other;
    }
  }
  return solved(bend, slope);
}

/** Gauss and Jordan, largest pivot first. */
function solved(matrix: readonly number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, k) => [...row, right[k]!]);
  for (let k = 0; k < rows.length; k++) {
    const pivot = rows.slice(k).reduce((best, row) => (Math.abs(row[k]!) > Math.abs(best[k]!) ? row : best));
    rows.splice(rows.indexOf(pivot), 1);
    rows.splice(k, 0, pivot);
    for (const row of rows) {
      const times = row === pivot ? 0 : row[k]! / pivot[k]!;
      for (let m = k; times !== 0 && m < row.length; m++) row[m]! -= times * pivot[m]!;
    }
  }
  return rows.map((row, k) => row.at(-1)! / row[k]!);
}
