import { z } from 'zod';

/** Words as the YAML files hold them, commas between: a block of text stays readable where a list takes a line a word. */
export const wordsSchema = z.string().transform((text) =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== ''),
);
