import { slopeOfSquash, squash } from '../curves.ts';
import { CLAUSE_STEPS, PLACES } from '../view.ts';
import type { Example } from './example.ts';
import { drop, type Gates, gatesOf, type Parameters, type Sizes } from './gates.ts';
import { Parameter } from './parameter.ts';
import { randomFrom, shuffled } from './random.ts';

/** How the network is trained; found by trying on a fifth of the training texts that was left out. */
export interface Plan {
  seed: number;
  epochs: number;
  batch: number;
  rate: number;
  /** shares left out at random: of a word's numbers, whole words, of what the layers hand on */
  dropWord: number;
  dropVector: number;
  dropState: number;
  /** share of each label's certainty that is spread over all */
  smoothing: number;
}

export const usualPlan: Plan = {
  seed: 1,
  epochs: 7,
  batch: 64,
  rate: 0.002,
  dropWord: 0.1,
  dropVector: 0.3,
  dropState: 0.3,
  smoothing: 0.05,
};

export function freshParameters(
  { width, hidden, heads, middle }: Sizes,
  vectors: Float32Array,
  marks: number,
  seed: number,
): Parameters {
  const random = randomFrom(seed);
  const uniform = (rows: number, columns: number, reach: number) =>
    new Parameter(rows, columns, () => (2 * random() - 1) * reach);
  const all = 6 * hidden;
  const mixed = (heads + 2) * 2 * hidden + 3;
  // The gates that keep start open, so that what stands far away counts from the beginning.
  const keeps = (unit: number) => Math.floor(unit / hidden) % 3 === 1;
  return {
    words: new Parameter(vectors.length / width, width, (index) => vectors[index]!, true),
    gates: uniform(2 * all, width, 1 / Math.sqrt(width)),
    gateBias: new Parameter(1, all, (unit) => (keeps(unit) ? 1 : 0)),
    marks: uniform(marks, all, 0.15),
    keys: uniform(heads, 2 * hidden, 1 / Math.sqrt(2 * hidden)),
    places: uniform(heads, PLACES, 1),
    clauses: uniform(heads, CLAUSE_STEPS, 1),
    inner: uniform(middle, mixed, 1 / Math.sqrt(mixed)),
    innerBias: uniform(1, middle, 1 / Math.sqrt(mixed)),
    outer: uniform(3, middle, 1 / Math.sqrt(middle)),
    outerBias: uniform(1, 3, 1 / Math.sqrt(middle)),
  };
}

/** Learns the parameters in place: cross-entropy, Adam, the rate rising for a hundred steps and then falling to nothing. */
export function trainNetwork(
  parameters: Parameters,
  sizes: Sizes,
  examples: readonly Example[],
  plan: Plan,
  after: (epoch: number, loss: number) => void,
): void {
  const random = randomFrom(plan.seed + 1);
  const gates = gatesOf(parameters, sizes);
  const pass = passOver(parameters, sizes, gates);
  const each = Object.values(parameters);
  const total = plan.epochs * Math.ceil(examples.length / plan.batch);
  let steps = 0;
  for (let epoch = 0; epoch < plan.epochs; epoch++) {
    const order = shuffled(examples.length, random);
    let loss = 0;
    for (let from = 0; from < order.length; from += plan.batch) {
      const batch = order.subarray(from, from + plan.batch);
      const chosen = Array.from(batch, (index) => dropWords(examples[index]!, plan.dropWord, random));
      gates.open(new Set(chosen.flatMap((example) => [...example.words])), plan.dropVector, random);
      for (const example of chosen) loss += pass(example, plan, random);
      gates.close();
      const rate = plan.rate * Math.min(1, ++steps / 100) * Math.max(0.02, 1 - steps / total);
      const norm = Math.sqrt(each.reduce((sum, parameter) => sum + parameter.norm(), 0)) / batch.length;
      const scale = Math.min(1, 5 / norm) / batch.length;
      for (const parameter of each) parameter.step(rate, scale, steps);
    }
    after(epoch + 1, loss / examples.length);
  }
}

/** An example with some of its words made unknown. */
function dropWords(example: Example, share: number, random: () => number): Example {
  const words = example.words.map((row) => (row >= KEPT_ROWS && random() < share ? UNKNOWN_ROW : row));
  return { ...example, words };
}

/** One example there and back: adds to the gradients and gives the loss. */
function passOver(parameters: Parameters, sizes: Sizes, gates: Gates) {
  const { hidden, heads, middle } = sizes;
  const { gateBias, marks, keys, places, clauses, inner, innerBias, outer, outerBias } = parameters;
  const all = 6 * hidden;
  const both = 2 * hidden;
  const wide = inner.columns;
  const most = 160;
  const grid = (columns: number) => new Float32Array(most * columns);
  const [gate, cells, states, stateDrop] = [grid(all), grid(both), grid(both), grid(both)];
  const [gateBack, stateBack, weights, weightBack] = [grid(all), grid(both), grid(heads), grid(heads)];
  const [mixed, mixedBack] = [new Float32Array(wide), new Float32Array(wide)];
  const [shown, shownBack, shownDrop] = [
    new Float32Array(middle),
    new Float32Array(middle),
    new Float32Array(middle),
  ];
  const carried = new Float32Array(hidden);

  const forward = (example: Example, count: number): Float64Array => {
    for (let at = 0; at < count; at++) {
      const parts = gates.partsOf(example.words[at]!);
      const before = at > 0 ? gates.partsOf(example.words[at - 1]!) : undefined;
      const after = at + 1 < count ? gates.partsOf(example.words[at + 1]!) : undefined;
      for (let unit = 0; unit < all; unit++) {
        const beside = unit < all / 2 ? before : after;
        gate[at * all + unit] = parts[unit]! + (beside ? beside[all + unit]! : 0) + gateBias.values[unit]!;
      }
      for (const mark of example.marks[at]!)
        for (let unit = 0; unit < all; unit++) gate[at * all + unit]! += marks.values[mark * all + unit]!;
    }
    for (let side = 0; side < 2; side++) {
      for (let step = 0; step < count; step++) {
        const at = side === 0 ? step : count - 1 - step;
        const before = side === 0 ? at - 1 : at + 1;
        const from = at * all + side * 3 * hidden;
        const to = at * both + side * hidden;
        for (let unit = 0; unit < hidden; unit++) {
          const keep = half(gate[from + hidden + unit]!);
          const old = step === 0 ? 0 : cells[before * both + side * hidden + unit]!;
          const value = keep * old + (1 - keep) * squash(gate[from + unit]!);
          cells[to + unit] = value;
          states[to + unit] = value * half(gate[from + both + unit]!) * stateDrop[to + unit]!;
        }
      }
    }
    mixed.fill(0);
    for (let head = 0; head < heads; head++) {
      let total = 0;
      for (let at = 0; at < count; at++) {
        let sum =
          places.values[head * PLACES + example.places[at]!]! +
          clauses.values[head * CLAUSE_STEPS + example.clauseSteps[at]!]!;
        for (let i = 0; i < both; i++) sum += keys.values[head * both + i]! * states[at * both + i]!;
        weights[at * heads + head] = Math.exp(Math.min(30, sum));
        total += weights[at * heads + head]!;
      }
      for (let at = 0; at < count; at++) {
        weights[at * heads + head]! /= total;
        const weight = weights[at * heads + head]!;
        for (let i = 0; i < both; i++) mixed[head * both + i]! += weight * states[at * both + i]!;
      }
    }
    mixed.set(states.subarray(example.first * both, (example.first + 1) * both), heads * both);
    mixed.set(states.subarray(example.last * both, (example.last + 1) * both), (heads + 1) * both);
    mixed.set(example.rules, (heads + 2) * both);
    times(inner.values, middle, wide, mixed, shown);
    for (let unit = 0; unit < middle; unit++)
      shown[unit] = Math.max(0, shown[unit]! + innerBias.values[unit]!) * shownDrop[unit]!;
    const sums = Float64Array.from(outerBias.values);
    for (let label = 0; label < 3; label++)
      for (let unit = 0; unit < middle; unit++)
        sums[label]! += outer.values[label * middle + unit]! * shown[unit]!;
    return sums;
  };

  const backward = (example: Example, count: number, slopes: Float64Array) => {
    shownBack.fill(0);
    for (let label = 0; label < 3; label++) {
      const slope = slopes[label]!;
      outerBias.gradient[label]! += slope;
      for (let unit = 0; unit < middle; unit++) {
        outer.gradient[label * middle + unit]! += slope * shown[unit]!;
        shownBack[unit]! += slope * outer.values[label * middle + unit]!;
      }
    }
    mixedBack.fill(0);
    for (let unit = 0; unit < middle; unit++) {
      const slope = shown[unit]! > 0 ? shownBack[unit]! * shownDrop[unit]! : 0;
      shownBack[unit] = slope;
      innerBias.gradient[unit]! += slope;
    }
    timesBack(inner, wide, mixed, shownBack, mixedBack);
    stateBack.fill(0, 0, count * both);
    for (let i = 0; i < both; i++) {
      stateBack[example.first * both + i]! += mixedBack[heads * both + i]!;
      stateBack[example.last * both + i]! += mixedBack[(heads + 1) * both + i]!;
    }
    for (let head = 0; head < heads; head++) {
      let mean = 0;
      for (let at = 0; at < count; at++) {
        let sum = 0;
        const weight = weights[at * heads + head]!;
        for (let i = 0; i < both; i++) {
          const slope = mixedBack[head * both + i]!;
          sum += slope * states[at * both + i]!;
          stateBack[at * both + i]! += weight * slope;
        }
        weightBack[at] = sum;
        mean += weight * sum;
      }
      for (let at = 0; at < count; at++) {
        const slope = weights[at * heads + head]! * (weightBack[at]! - mean);
        places.gradient[head * PLACES + example.places[at]!]! += slope;
        clauses.gradient[head * CLAUSE_STEPS + example.clauseSteps[at]!]! += slope;
        for (let i = 0; i < both; i++) {
          keys.gradient[head * both + i]! += slope * states[at * both + i]!;
          stateBack[at * both + i]! += slope * keys.values[head * both + i]!;
        }
      }
    }
    for (let side = 0; side < 2; side++) {
      carried.fill(0);
      for (let step = count - 1; step >= 0; step--) {
        const at = side === 0 ? step : count - 1 - step;
        const before = side === 0 ? at - 1 : at + 1;
        const from = at * all + side * 3 * hidden;
        const to = at * both + side * hidden;
        for (let unit = 0; unit < hidden; unit++) {
          const [take, hold, show] = [
            gate[from + unit]!,
            gate[from + hidden + unit]!,
            gate[from + both + unit]!,
          ];
          const keep = half(hold);
          const old = step === 0 ? 0 : cells[before * both + side * hidden + unit]!;
          const slope = stateBack[to + unit]! * stateDrop[to + unit]!;
          const back = carried[unit]! + slope * half(show);
          gateBack[from + both + unit] = slope * cells[to + unit]! * slopeOfHalf(show);
          gateBack[from + unit] = back * (1 - keep) * slopeOfSquash(take);
          gateBack[from + hidden + unit] = back * (old - squash(take)) * slopeOfHalf(hold);
          carried[unit] = back * keep;
        }
      }
    }
    for (let at = 0; at < count; at++) {
      for (let unit = 0; unit < all; unit++) gateBias.gradient[unit]! += gateBack[at * all + unit]!;
      for (const mark of example.marks[at]!)
        for (let unit = 0; unit < all; unit++)
          marks.gradient[mark * all + unit]! += gateBack[at * all + unit]!;
      const back = gates.backOf(example.words[at]!);
      const before = at > 0 ? gates.backOf(example.words[at - 1]!) : undefined;
      const after = at + 1 < count ? gates.backOf(example.words[at + 1]!) : undefined;
      for (let unit = 0; unit < all; unit++) {
        const slope = gateBack[at * all + unit]!;
        back[unit]! += slope;
        const beside = unit < all / 2 ? before : after;
        if (beside) beside[all + unit]! += slope;
      }
    }
  };

  return (example: Example, plan: Plan, random: () => number): number => {
    const count = Math.min(most, example.words.length);
    drop(stateDrop, count * both, plan.dropState, random);
    drop(shownDrop, middle, plan.dropState, random);
    const sums = forward(example, count);
    const largest = Math.max(...sums);
    const powers = sums.map((sum) => Math.exp(sum - largest));
    const total = powers[0]! + powers[1]! + powers[2]!;
    let loss = 0;
    const slopes = powers.map((power, label) => {
      const aim = example.aim[label]! * (1 - plan.smoothing) + plan.smoothing / 3;
      loss -= aim * Math.log(power / total + 1e-9);
      return example.weight * (power / total - aim);
    });
    backward(example, count, slopes);
    return loss;
  };
}

/** The first rows of the table of words are no words; the first of all stands for unknown ones. */
export const KEPT_ROWS = 3;
const UNKNOWN_ROW = 0;

/** `result` = matrix × vector. */
function times(
  matrix: Float32Array,
  rows: number,
  columns: number,
  vector: Float32Array,
  result: Float32Array,
): void {
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    let [a, b, c, d] = [0, 0, 0, 0];
    let i = 0;
    for (; i + 3 < columns; i += 4) {
      a += matrix[start + i]! * vector[i]!;
      b += matrix[start + i + 1]! * vector[i + 1]!;
      c += matrix[start + i + 2]! * vector[i + 2]!;
      d += matrix[start + i + 3]! * vector[i + 3]!;
    }
    for (; i < columns; i++) a += matrix[start + i]! * vector[i]!;
    result[row] = a + b + c + d;
  }
}

/** The way back through `times`: adds to the matrix's gradient and to the vector's. */
function timesBack(
  { values, gradient, rows }: Parameter,
  columns: number,
  vector: Float32Array,
  slopes: Float32Array,
  back: Float32Array,
): void {
  for (let row = 0; row < rows; row++) {
    const slope = slopes[row]!;
    if (slope === 0) continue;
    const start = row * columns;
    for (let i = 0; i < columns; i++) {
      gradient[start + i]! += slope * vector[i]!;
      back[i]! += slope * values[start + i]!;
    }
  }
}

const half = (x: number): number => 0.5 + 0.5 * squash(x / 2);
const slopeOfHalf = (x: number): number => 0.25 * slopeOfSquash(x / 2);
