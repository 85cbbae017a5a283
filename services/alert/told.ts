import { z } from 'zod';

const hundred = z.number().min(0).max(100);
const moment = z.iso.datetime();

/** What was told in an article of who, as the tags had it then. */
export const toldEntity = z.object({
  id: z.string(),
  name: z.string(),
  nameZh: z.string().nullable(),
  score: z.number(),
  label: z.enum(['negative', 'neutral', 'positive']),
});

/** The article that a match was made by. */
export const toldArticle = z.object({
  id: z.number(),
  /** The publisher’s address; null where the feed gave none. */
  url: z.string().nullable(),
  title: z.string(),
  publisher: z.string(),
  language: z.string(),
  publishedAt: moment,
  foundAt: moment,
  /** Most salient first, eight at most. */
  entities: z.array(toldEntity),
  events: z.array(z.object({ type: z.string(), words: z.string(), certainty: z.string() })),
});

/** The four numbers that gates look at, 0…100; docs/alerts.md has their weights. */
export const numbersSchema = z.object({
  relevance: hundred,
  novelty: hundred,
  importance: hundred,
  credibility: hundred,
});
export type Numbers = z.output<typeof numbersSchema>;

/** What is told of a match, kept as it was when it was made. */
export const toldSchema = z.object({
  /** Which trigger fired, or that a story has something new. */
  kind: z.enum(['story', 'development', 'event', 'level', 'move', 'burst', 'silence']),
  /** One sentence without markup: “First report of this story”, “Sentiment towards Nvidia fell below −0.30 …”. */
  why: z.string(),
  matchedAt: moment,
  storyId: z.number().nullable(),
  /** Publishers of the story’s articles that are no copies. */
  publishers: z.number().nullable(),
  article: toldArticle.nullable(),
  numbers: numbersSchema.nullable(),
});
export type Told = z.output<typeof toldSchema>;
