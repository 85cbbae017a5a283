import { CLAUSE_STEPS, clauseStepAt, PLACES, placeAt, rowAt, type View } from './view.ts';
import { unpacked, type Weights } from './weights.ts';

/** Judges a view, adding to `sums` (negative, neutral, positive) before they are squashed to probabilities. */
export type Network = (view: View, rules: readonly number[], sums: Float64Array) => void;

/** A word's part in the gates: its own by its marks, and what it does to its neighbours'. */
interface WordGates {
  own: Map<readonly string[], Float32Array>;
  beside: Float32Array;
}

/** Words whose part in the gates is kept, about 3 kB each; the others of a text are worked out again. */
const KEPT_WORDS = 2500;
/** Twice the tokens that a view reaches to either side, and a target's own. */
const MOST_TOKENS = 128;
/** A share of a mean that changes nothing. */
const NO_SHARE = 0.004;
const UNMARKED: readonly string[] = [];

/**
 * The network: words open gates, gates steer a light recurrence to the right and one to the left, and several weighted means
 * over the sentence, by what stands there and how far from the target, go through two layers.
 *
 * A word's part in the gates depends on nothing else, so it is worked out once and kept.
 */
export function networkFrom({ sizes, words, marks, arrays }: Weights): Network {
  const { width, hidden, heads, middle } = sizes;
  const dense = (name: string) => unpacked(arrays.get(name)!);
  const vectors = arrays.get('words')!;
  const [gates, gateBias, markGates] = [dense('gates'), dense('gateBias'), dense('marks')];
  const [keys, byPlace, byClause] = [dense('keys'), dense('places'), dense('clauses')];
  const [inner, innerBias] = [dense('inner'), dense('innerBias')];
  const [outer, outerBias] = [dense('outer'), dense('outerBias')];
  const rowOf = new Map(words.map((word, row) => [word, row]));
  const markRow = new Map(marks.map((mark, row) => [mark, row]));
  const all = 6 * hidden;
  const both = 2 * hidden;
  const kept = new Map<number, WordGates>();
  const nothing = new Float32Array(all);
  const own: Float32Array[] = [];
  const beside: Float32Array[] = [];
  const cell = new Float32Array(hidden);
  const states = new Float32Array(MOST_TOKENS * both);
  const shares = new Float32Array(MOST_TOKENS * heads);
  const mixed = new Float32Array(inner.length / middle);

  const wordGates = (row: number): WordGates => {
    const before = kept.get(row);
    if (before) return before;
    const bytes = vectors.bytes.subarray(row * width, (row + 1) * width);
    const vector = Float32Array.from(bytes, (byte) => byte * vectors.scales[row]!);
    const parts = Float32Array.from({ length: 2 * all }, (_, unit) =>
      dot(gates, unit * width, vector, 0, width),
    );
    for (let unit = 0; unit < all; unit++) parts[unit]! += gateBias[unit]!;
    const found = { own: new Map([[UNMARKED, parts.subarray(0, all)]]), beside: parts.subarray(all) };
    if (kept.size >= KEPT_WORDS) kept.clear();
    kept.set(row, found);
    return found;
  };

  const ownGates = (word: WordGates, marked: readonly string[]): Float32Array => {
    const before = word.own.get(marked);
    if (before) return before;
    const found = word.own.get(UNMARKED)!.slice();
    for (const mark of marked) {
      const row = markRow.get(mark);
      if (row === undefined) continue;
      for (let unit = 0; unit < all; unit++) found[unit]! += markGates[row * all + unit]!;
    }
    word.own.set(marked, found);
    return found;
  };

  /** How much each head looks at each token. */
  const score = (view: View, count: number) => {
    for (let at = 0; at < count; at++) {
      const place = placeAt(view, view.from + at);
      const step = clauseStepAt(view, view.from + at);
      for (let head = 0; head < heads; head++)
        shares[head * MOST_TOKENS + at] =
          dot(keys, head * both, states, at * both, both) +
          byPlace[head * PLACES + place]! +
          byClause[head * CLAUSE_STEPS + step]!;
    }
  };

  /** The mean of the states by what a head looks at, into its place in `mixed`. */
  const mix = (count: number, head: number) => {
    const from = head * MOST_TOKENS;
    let largest = shares[from]!;
    for (let at = 1; at < count; at++) largest = Math.max(largest, shares[from + at]!);
    let total = 0;
    for (let at = from; at < from + count; at++) {
      shares[at] = Math.exp(shares[at]! - largest);
      total += shares[at]!;
    }
    const least = total * NO_SHARE;
    for (let at = 0; at < count; at++) {
      const share = shares[from + at]!;
      if (share >= least) addTimes(mixed, head * both, states, at * both, both, share / total);
    }
  };

  return (view, rules, sums) => {
    const count = Math.min(MOST_TOKENS, view.to - view.from);
    for (let at = 0; at < count; at++) {
      const word = wordGates(rowAt(view, view.from + at, rowOf));
      own[at] = ownGates(word, view.marks[view.from + at]!);
      beside[at] = word.beside;
    }
    for (const side of [0, 1] as const)
      for (let step = 0; step < count; step++) {
        const at = side === 0 ? step : count - 1 - step;
        const other = step === 0 ? nothing : beside[side === 0 ? at - 1 : at + 1]!;
        if (step === 0) cell.fill(0);
        advance(cell, own[at]!, other, side * 3 * hidden, states, at * both + side * hidden);
      }
    mixed.fill(0);
    score(view, count);
    for (let head = 0; head < heads; head++) mix(count, head);
    const [first, last] = [view.first, view.last].map((index) => Math.min(index - view.from, count - 1));
    mixed.set(states.subarray(first! * both, (first! + 1) * both), heads * both);
    mixed.set(states.subarray(last! * both, (last! + 1) * both), (heads + 1) * both);
    mixed.set(rules, (heads + 2) * both);
    for (let label = 0; label < 3; label++) sums[label]! += outerBias[label]!;
    for (let unit = 0; unit < middle; unit++) {
      const sum = innerBias[unit]! + dot(inner, unit * mixed.length, mixed, 0, mixed.length);
      if (sum <= 0) continue;
      for (let label = 0; label < 3; label++) sums[label]! += sum * outer[label * middle + unit]!;
    }
  };
}

/** One step of the recurrence: what to take in, what to keep, what to show. */
function advance(
  cell: Float32Array,
  own: Float32Array,
  other: Float32Array,
  gate: number,
  states: Float32Array,
  to: number,
): void {
  const hidden = cell.length;
  for (let unit = 0; unit < hidden; unit++) {
    const take = gate + unit;
    const hold = take + hidden;
    const show = hold + hidden;
    const keep = half(own[hold]! + other[hold]!);
    const value = keep * cell[unit]! + (1 - keep) * squash(own[take]! + other[take]!);
    cell[unit] = value;
    states[to + unit] = value * half(own[show]! + other[show]!);
  }
}

/** Four sums at a time: one would have to wait for itself. */
function dot(a: Float32Array, from: number, b: Float32Array, start: number, length: number): number {
  let p = 0;
  let q = 0;
  let r = 0;
  let s = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    p += a[from + i]! * b[start + i]!;
    q += a[from + i + 1]! * b[start + i + 1]!;
    r += a[from + i + 2]! * b[start + i + 2]!;
    s += a[from + i + 3]! * b[start + i + 3]!;
  }
  for (; i < length; i++) p += a[from + i]! * b[start + i]!;
  return p + q + r + s;
}

function addTimes(
  sums: Float32Array,
  to: number,
  parts: Float32Array,
  from: number,
  length: number,
  factor: number,
): void {
  for (let i = 0; i < length; i++) sums[to + i]! += factor * parts[from + i]!;
}

/** tanh within 2.5%, several times as fast. */
export function squash(x: number): number {
  if (x > 3) return 1;
  if (x < -3) return -1;
  const square = x * x;
  return (x * (27 + square)) / (27 + 9 * square);
}

export function slopeOfSquash(x: number): number {
  if (x > 3 || x < -3) return 0;
  const square = x * x;
  return ((9 - square) / (9 + 3 * square)) ** 2;
}

/** squash from 0 to 1, half as steep */
function half(x: number): number {
  if (x > 6) return 1;
  if (x < -6) return 0;
  const square = x * x;
  return 0.5 + (x * (108 + square)) / (432 + 36 * square);
}
