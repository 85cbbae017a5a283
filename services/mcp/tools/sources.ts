import { z } from 'zod';
import type { Archive } from '../archive.ts';
import { line, quoted } from '../clean.ts';
import { articleShape, cited, citedShape, told } from '../shapes.ts';

// Statements over time rest on articles: the first ones are told, the API has the rest.

const fields = { sentence: z.string().describe('Text from outside that says so'), certainty: z.string() };
const apiSource = z.object({ ...fields, article: articleShape });
const mostSources = 3;

/** In the API’s answers. */
export const apiSources = { told: z.number(), sources: z.array(apiSource) };
/** In those of tools. */
export const sourcesShape = {
  told: z.number().describe('Articles that say so'),
  sources: z.array(z.object({ ...fields, article: citedShape })).describe('The first of them'),
};
type Source = z.output<typeof sourcesShape.sources>[number];

export const firstSources = (archive: Archive, sources: z.output<typeof apiSource>[]): Source[] =>
  sources.slice(0, mostSources).map((source) => ({ ...source, article: cited(archive, source.article) }));

export const toldSources = (sources: readonly Source[]): string[] =>
  sources.flatMap(({ sentence, article }) => [
    ...(sentence ? [quoted(line(sentence))] : []),
    `in ${told(article)}`,
  ]);

export const readShape = z
  .object({
    events: z.number(),
    complete: z.boolean().describe('False: ask for less time, or for one entity'),
  })
  .describe('What the answer was made from');
export const namedOne = z.object({ entityId: z.string(), name: z.string() });
