import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { entityTypes } from '../names/entity.ts';
import { wordsSchema } from '../text/words.ts';

export const topicIds = ['export-controls', 'model-releases'] as const;

/** What a group counts: words, entities of some types, and entities that are or belong to others. */
export interface Group {
  words: readonly string[];
  types: readonly string[];
  families: readonly string[];
}

/** What a sign of a group is worth anywhere in an article, and what more it is worth in its title. */
export interface Weight {
  group: string;
  anywhere: number;
  inTitle: number;
}

export interface Topic {
  bias: number;
  weights: readonly Weight[];
  /** the group that overrules what counts against the topic, as far as it shows */
  unless: string;
  against: readonly Weight[];
}

export interface TopicsData {
  groups: ReadonlyMap<string, Group>;
  topics: Readonly<Record<(typeof topicIds)[number], Topic>>;
}

const groupSchema = z.strictObject({
  note: z.string(),
  words: wordsSchema.default([]),
  types: wordsSchema.pipe(z.array(z.enum(entityTypes))).default([]),
  families: wordsSchema.default([]),
});
const weightsSchema = z.record(z.string(), z.tuple([z.number(), z.number()]));
const topicSchema = z.strictObject({
  bias: z.number(),
  weights: weightsSchema,
  unless: z.string(),
  against: weightsSchema,
});
const fileSchema = z.strictObject({
  groups: z.record(z.string(), groupSchema),
  topics: z.strictObject({ 'export-controls': topicSchema, 'model-releases': topicSchema }),
});

let loaded: TopicsData | undefined;

/**
 * The groups and weights of topics.yaml, read once.
 *
 * @throws Error when a weight names no group
 */
export function topicsData(): TopicsData {
  if (loaded) return loaded;
  const raw: unknown = parse(readFileSync(new URL('./topics.yaml', import.meta.url), 'utf8'));
  const { groups, topics } = fileSchema.parse(raw);
  const known = new Map(Object.entries(groups));
  const knownGroup = (group: string): string => {
    if (!known.has(group)) throw new Error(`topics.yaml weighs “${group}”, and has no group of that name`);
    return group;
  };
  const weightsOf = (written: z.infer<typeof weightsSchema>): Weight[] =>
    Object.entries(written).map(([group, [anywhere, inTitle]]) => ({
      group: knownGroup(group),
      anywhere,
      inTitle,
    }));
  const topicOf = ({ bias, weights, unless, against }: z.infer<typeof topicSchema>): Topic => ({
    bias,
    weights: weightsOf(weights),
    unless: knownGroup(unless),
    against: weightsOf(against),
  });
  loaded = {
    groups: known,
    topics: {
      'export-controls': topicOf(topics['export-controls']),
      'model-releases': topicOf(topics['model-releases']),
    },
  };
  return loaded;
}
