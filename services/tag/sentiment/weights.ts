import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Numbers in rows, each row a scale and one byte a number. */
export interface Packed {
  rows: number;
  columns: number;
  bytes: Int8Array;
  scales: Float32Array;
}

const count = z.int().positive();
const headerSchema = z.strictObject({
  /** numbers a word, units a direction, views of the sentence, units before the labels */
  sizes: z.strictObject({ width: count, hidden: count, heads: count, middle: count }),
  /** by row of the table of words */
  words: z.array(z.string()),
  marks: z.array(z.string()),
  /** how much n-grams count beside the network, in headlines and in sentences; what is added to each label */
  blend: z.strictObject({
    headline: z.number(),
    sentence: z.number(),
    /** how much those of the rules' cues count that tell by the sentence's build */
    structure: z.number(),
    bias: z.tuple([z.number(), z.number(), z.number()]),
    sharpness: z.number(),
  }),
  arrays: z.array(z.strictObject({ name: z.string(), rows: count, columns: count })),
});
export type Header = z.infer<typeof headerSchema>;

/** The trained model as its file holds it. */
export interface Weights extends Omit<Header, 'arrays'> {
  arrays: ReadonlyMap<string, Packed>;
}

/** A file is the length of its header (32 bits), the header as JSON, then for each array its scales and its bytes. */
export function readWeights(url: URL): Weights {
  const file = readFileSync(url);
  const headerEnd = 4 + file.readUInt32LE(0);
  const header = headerSchema.parse(JSON.parse(file.toString('utf8', 4, headerEnd)));
  const arrays = new Map<string, Packed>();
  let at = headerEnd;
  const take = (length: number): ArrayBuffer => {
    const start = file.byteOffset + at;
    at += length;
    if (at > file.length) throw new Error(`${url.pathname} is cut short`);
    return file.buffer.slice(start, start + length) as ArrayBuffer;
  };
  for (const { name, rows, columns } of header.arrays) {
    const scales = new Float32Array(take(4 * rows));
    arrays.set(name, { rows, columns, scales, bytes: new Int8Array(take(rows * columns)) });
  }
  return { ...header, arrays };
}

/** Rounds numbers in rows to a byte each. */
export function packed(values: ArrayLike<number>, rows: number): Packed {
  const columns = values.length / rows;
  const bytes = new Int8Array(values.length);
  const scales = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    let largest = 0;
    for (let i = row * columns; i < (row + 1) * columns; i++)
      largest = Math.max(largest, Math.abs(values[i]!));
    scales[row] = largest / 127;
    if (largest === 0) continue;
    for (let i = row * columns; i < (row + 1) * columns; i++)
      bytes[i] = Math.round((values[i]! * 127) / largest);
  }
  return { rows, columns, bytes, scales };
}

export function unpacked({ rows, columns, bytes, scales }: Packed): Float32Array {
  const values = new Float32Array(rows * columns);
  for (let i = 0; i < values.length; i++) values[i] = bytes[i]! * scales[(i / columns) | 0]!;
  return values;
}

export function weightsFile({ arrays, ...rest }: Weights): Buffer {
  const shapes = [...arrays].map(([name, { rows, columns }]) => ({ name, rows, columns }));
  const header = Buffer.from(JSON.stringify({ ...rest, arrays: shapes } satisfies Header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const parts = [...arrays.values()].flatMap(({ scales, bytes }) => [
    Buffer.from(scales.buffer),
    Buffer.from(bytes.buffer),
  ]);
  return Buffer.concat([length, header, ...parts]);
}
