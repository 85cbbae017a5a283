import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { wordsSchema } from '../text/words.ts';

const setSchema = wordsSchema.transform((words) => new Set(words));
const english = [
  'said',
  'called',
  'saying',
  'between',
  'passive',
  'voices',
  'firms',
  'agencies',
  'people',
  'terms',
  'utterances',
  'he',
  'she',
] as const;
const chinese = [
  'said',
  'called',
  'notSaid',
  'between',
  'voices',
  'firms',
  'agencies',
  'people',
  'unknown',
  'terms',
  'names',
  'contents',
  'he',
  'she',
] as const;

const schema = z.strictObject({
  en: z.record(z.enum(english), setSchema),
  zh: z.record(z.enum(chinese), setSchema),
});

/** The word lists of words.yaml, read and checked once at first use. */
export const words: () => z.infer<typeof schema> = (() => {
  let read: z.infer<typeof schema> | undefined;
  return () => {
    read ??= schema.parse(parse(readFileSync(new URL('./words.yaml', import.meta.url), 'utf8')));
    return read;
  };
})();
