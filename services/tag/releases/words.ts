import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { wordsSchema } from '../text/words.ts';

const schema = z.strictObject({
  releases: wordsSchema,
  comparisons: wordsSchema,
  currencies: z.record(z.string(), wordsSchema),
  scales: z.record(z.string(), wordsSchema),
  numbers: wordsSchema,
  licences: z.array(
    z.strictObject({ name: z.string(), spellings: wordsSchema, near: z.boolean().default(false) }),
  ),
  benchmarks: z.strictObject({ names: wordsSchema, independent: wordsSchema }),
  measured: z.strictObject({ independent: wordsSchema, self: wordsSchema }),
  training: wordsSchema,
  running: wordsSchema,
});

export type Words = z.infer<typeof schema>;

let read: Words | undefined;

/** The word lists of words.yaml, read and checked once at first use. */
export function words(): Words {
  read ??= schema.parse(parse(readFileSync(new URL('./words.yaml', import.meta.url), 'utf8')));
  return read;
}

/**
 * A pattern that finds any of some words, longest first; Latin ones only as whole words, with one look at what stands
 * before for all of them, since the engine would look once a word and place.
 */
export function anyOf(list: readonly string[]): string {
  const groups = new Map<string, string[]>();
  for (const word of [...list].sort((a, b) => b.length - a.length)) {
    const edges = `${/^[A-Za-z0-9]/.test(word)} ${/[A-Za-z0-9]$/.test(word)}`;
    const plain = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    groups.set(edges, [...(groups.get(edges) ?? []), plain]);
  }
  return [...groups]
    .map(([edges, words]) => {
      const [left, right] = edges.split(' ').map((edge) => edge === 'true');
      return `${left ? '(?<![A-Za-z0-9])' : ''}(?:${words.join('|')})${right ? '(?![A-Za-z0-9])' : ''}`;
    })
    .join('|');
}
