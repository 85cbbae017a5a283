import { half, squash } from './curves.ts';
import { addTimes, dot } from './sums.ts';
import {
  CLAUSE_STEPS,
  clauseStepAt,
  PLACES,
  placeAt,
  rowOfKey,
  type Sentence,
  TARGET,
  type View,
} from './view.ts';
import { unpacked, type Weights } from './weights.ts';

/**
 * Judges views of one sentence, adding to `sums` (negative, neutral, positive) before they become probabilities; good until
 * the network reads the next sentence.
 */
export type Judging = (view: View, rules: readonly number[], sums: Float64Array) => void;

/** A word's part in the gates: its own by its marks, and what it does to its neighbours'. */
interface WordGates {
  own: Map<readonly string[], Float32Array>;
  beside: Float32Array;
}

/** One direction over a sentence, a row for each token: what the gates say, and what comes of it. */
interface Pass {
  /** what is taken in, what is kept of what was there, what is shown */
  gates: Float64Array;
  cells: Float64Array;
  states: Float64Array;
  /** how much each head looks at the state */
  looks: Float64Array;
}

/** Words whose part in the gates is kept, about 5 kB each; one that is not costs 0.05 ms. */
const KEPT_WORDS = 5000;
/** What is looked at so much less than the most (as a logarithm) changes no mean: a hundredth of it. */
const LEAST = -4.6;
const UNMARKED: readonly string[] = [];

/**
 * The network: words open gates, gates steer a light recurrence to the right and one to the left, and several weighted means
 * over the sentence, by what stands there and how far from the target, go through two layers.
 *
 * A word's part in the gates depends on nothing else, so it is worked out once and kept. Both recurrences go over a
 * sentence once. The target's own words are hidden from a view, and since gates depend on neighbours alone, only the
 * remembering is done again from there on.
 */
export function networkFrom({ sizes, words, marks, arrays }: Weights): (sentence: Sentence) => Judging {
  const { width, hidden, heads, middle } = sizes;
  const dense = (name: string) => Float64Array.from(unpacked(arrays.get(name)!));
  const vectors = arrays.get('words')!;
  const [gates, gateBias, markGates] = [dense('gates'), dense('gateBias'), dense('marks')];
  const [keys, byPlace, byClause] = [dense('keys'), dense('places'), dense('clauses')];
  const [inner, innerBias] = [dense('inner'), dense('innerBias')];
  const [outer, outerBias] = [dense('outer'), dense('outerBias')];
  const rowOf = new Map(words.map((word, row) => [word, row]));
  const markRow = new Map(marks.map((mark, row) => [mark, row]));
  const all = 6 * hidden;
  const three = 3 * hidden;
  const both = 2 * hidden;
  const kept = new Map<number, WordGates>();
  const nothing = new Float32Array(all);
  const mixed = new Float64Array(inner.length / middle);

  const wordGates = (row: number): WordGates => {
    const before = kept.get(row);
    if (before) return before;
    const bytes = vectors.bytes.subarray(row * width, (row + 1) * width);
    const vector = Float64Array.from(bytes, (byte) => byte * vectors.scales[row]!);
    const parts = new Float32Array(2 * all);
    for (let unit = 0; unit < parts.length; unit++) parts[unit] = dot(gates, unit * width, vector, 0, width);
    for (let unit = 0; unit < all; unit++) parts[unit]! += gateBias[unit]!;
    const found = { own: new Map([[UNMARKED, parts.subarray(0, all)]]), beside: parts.subarray(all) };
    if (kept.size >= KEPT_WORDS) kept.delete(kept.keys().next().value!);
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

  const passOver = (count: number): Pass => ({
    gates: new Float64Array(count * three),
    cells: new Float64Array(count * hidden),
    states: new Float64Array(count * hidden),
    looks: new Float64Array(count * heads),
  });
  // One sentence at a time is worked on; its room is used again by the next.
  let room = 0;
  let shares = new Float64Array();
  let passes: readonly [Pass, Pass];
  let seen: readonly [Pass, Pass];
  const makeRoom = (count: number) => {
    if (count <= room) return;
    room = 2 * count;
    shares = new Float64Array(room * heads);
    passes = [passOver(room), passOver(room)];
    seen = [passOver(room), passOver(room)];
  };
  makeRoom(64);

  /** Opens the gates of one token in one direction. */
  const open = (pass: Pass, at: number, own: Float32Array, beside: Float32Array, side: number) => {
    const from = side * three;
    const to = at * three;
    const opened = pass.gates;
    for (let unit = 0; unit < hidden; unit++)
      opened[to + unit] = squash(own[from + unit]! + beside[from + unit]!);
    for (let unit = hidden; unit < three; unit++)
      opened[to + unit] = half(own[from + unit]! + beside[from + unit]!);
  };

  /** One step of the recurrence, from the token before (in its direction; −1 where there is none), and who looks at it. */
  const step = (from: Pass, gated: Pass, to: Pass, at: number, before: number, side: number) => {
    const gate = at * three;
    const row = at * hidden;
    const old = before * hidden;
    for (let unit = 0; unit < hidden; unit++) {
      const keep = gated.gates[gate + hidden + unit]!;
      const cell = before < 0 ? 0 : from.cells[old + unit]!;
      const value = keep * cell + (1 - keep) * gated.gates[gate + unit]!;
      to.cells[row + unit] = value;
      to.states[row + unit] = value * gated.gates[gate + both + unit]!;
    }
    for (let head = 0; head < heads; head++)
      to.looks[at * heads + head] = dot(keys, head * both + side * hidden, to.states, row, hidden);
  };

  return (sentence) => {
    const { keys: names, marks: marked } = sentence;
    const count = names.length;
    const found = names.map((name, index) => wordGates(rowOfKey(sentence, index, name, rowOf)));
    const own = found.map((word, index) => ownGates(word, marked[index]!));
    const hiddenWord = wordGates(rowOf.get(TARGET)!);
    makeRoom(count);
    const isInside = (index: number, { first, last }: View) => index >= first && index <= last;
    for (const side of [0, 1] as const)
      for (let n = 0; n < count; n++) {
        const at = side === 0 ? n : count - 1 - n;
        const before = n === 0 ? -1 : side === 0 ? at - 1 : at + 1;
        open(passes[side], at, own[at]!, before < 0 ? nothing : found[before]!.beside, side);
        step(passes[side], passes[side], passes[side], at, before, side);
      }

    /** What the target changes: its own gates and the next token's, and what is remembered from there to the view's end. */
    const again = (view: View, side: 0 | 1) => {
      const base = passes[side];
      const to = seen[side];
      const forth = side === 0 ? 1 : -1;
      const start = side === 0 ? view.first : view.last;
      const end = side === 0 ? view.to : view.from - 1;
      for (let at = start; at !== end; at += forth) {
        const before = at - forth >= 0 && at - forth < count ? at - forth : -1;
        const inside = isInside(at, view);
        const afterTarget = before >= 0 && isInside(before, view);
        if (inside || afterTarget) {
          const mine = inside ? ownGates(hiddenWord, marked[at]!) : own[at]!;
          const other = afterTarget ? hiddenWord.beside : before < 0 ? nothing : found[before]!.beside;
          open(to, at, mine, other, side);
        }
        step(at === start ? base : to, inside || afterTarget ? to : base, to, at, before, side);
      }
    };

    /** How much each head looks at each token of a view, in all the view's words. */
    const score = (view: View) => {
      for (let at = view.from; at < view.to; at++) {
        const right = (at < view.first ? passes : seen)[0].looks;
        const left = (at > view.last ? passes : seen)[1].looks;
        const place = placeAt(view, at);
        const clause = clauseStepAt(view, at);
        for (let head = 0; head < heads; head++)
          shares[at * heads + head] =
            right[at * heads + head]! +
            left[at * heads + head]! +
            byPlace[head * PLACES + place]! +
            byClause[head * CLAUSE_STEPS + clause]!;
      }
    };

    /** The mean of the states by what a head looks at, into its place in `mixed`. */
    const mix = (view: View, head: number) => {
      let largest = Number.NEGATIVE_INFINITY;
      for (let at = view.from; at < view.to; at++) largest = Math.max(largest, shares[at * heads + head]!);
      let total = 0;
      for (let at = view.from; at < view.to; at++) {
        // Less than a share that changes anything: no need to know how much less.
        const below = shares[at * heads + head]! - largest;
        const share = below < LEAST ? 0 : Math.exp(below);
        shares[at * heads + head] = share;
        total += share;
      }
      for (let at = view.from; at < view.to; at++) {
        const share = shares[at * heads + head]!;
        if (share > 0) addStates(view, at, head * both, share / total);
      }
    };
    const addStates = (view: View, at: number, to: number, share: number) => {
      addTimes(mixed, to, (at < view.first ? passes : seen)[0].states, at * hidden, hidden, share);
      addTimes(mixed, to + hidden, (at > view.last ? passes : seen)[1].states, at * hidden, hidden, share);
    };

    return (view, rules, sums) => {
      again(view, 0);
      again(view, 1);
      mixed.fill(0);
      score(view);
      for (let head = 0; head < heads; head++) mix(view, head);
      addStates(view, view.first, heads * both, 1);
      addStates(view, view.last, (heads + 1) * both, 1);
      mixed.set(rules, (heads + 2) * both);
      for (let label = 0; label < 3; label++) sums[label]! += outerBias[label]!;
      for (let unit = 0; unit < middle; unit++) {
        const sum = innerBias[unit]! + dot(inner, unit * mixed.length, mixed, 0, mixed.length);
        if (sum <= 0) continue;
        for (let label = 0; label < 3; label++) sums[label]! += sum * outer[label * middle + unit]!;
      }
    };
  };
}
