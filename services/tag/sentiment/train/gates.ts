import type { Header } from '../weights.ts';
import type { Parameter } from './parameter.ts';
import { rowProducts, turned } from './products.ts';

export type Sizes = Header['sizes'];
export type Parameters = Record<
  | 'words'
  | 'gates'
  | 'gateBias'
  | 'marks'
  | 'keys'
  | 'places'
  | 'clauses'
  | 'inner'
  | 'innerBias'
  | 'outer'
  | 'outerBias',
  Parameter
>;

export type Gates = ReturnType<typeof gatesOf>;

/**
 * The words' parts in the gates: for the word itself, and for the words next to it. They depend on the word alone, so they
 * are worked out once a batch, with the same numbers left out wherever the word stands in it.
 */
export function gatesOf({ words, gates }: Parameters, { width, hidden }: Sizes) {
  const both = 12 * hidden;
  const places = new Map<number, number>();
  let masks = new Float32Array();
  let vectors = new Float32Array();
  let parts = new Float32Array();
  let back = new Float32Array();
  const slice = (matrix: Float32Array, row: number) => {
    const from = places.get(row)! * both;
    return matrix.subarray(from, from + both);
  };
  return {
    partsOf: (row: number) => slice(parts, row),
    backOf: (row: number) => slice(back, row),
    open(rows: ReadonlySet<number>, share: number, random: () => number) {
      masks = new Float32Array(rows.size * width);
      drop(masks, masks.length, share, random);
      vectors = new Float32Array(masks.length);
      for (const row of rows) {
        const from = places.size * width;
        places.set(row, places.size);
        for (let i = 0; i < width; i++) vectors[from + i] = masks[from + i]! * words.values[row * width + i]!;
      }
      parts = rowProducts(vectors, gates.values, width);
      back = new Float32Array(parts.length);
    },
    close() {
      const slopes = rowProducts(turned(back, both), turned(vectors, width), places.size);
      for (let i = 0; i < slopes.length; i++) gates.gradient[i]! += slopes[i]!;
      const vectorSlopes = rowProducts(back, turned(gates.values, width), both);
      for (const [row, place] of places) {
        words.touched!.add(row);
        for (let i = 0; i < width; i++)
          words.gradient[row * width + i]! += vectorSlopes[place * width + i]! * masks[place * width + i]!;
      }
      places.clear();
    },
  };
}

/** Fills a mask: 0 for the share left out, and more than 1 for the rest, so that sums stay. */
export function drop(mask: Float32Array, length: number, share: number, random: () => number): void {
  const kept = 1 / (1 - share);
  for (let i = 0; i < length; i++) mask[i] = random() < share ? 0 : kept;
}
