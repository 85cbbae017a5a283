import type { Signature } from './signature.ts';

export type ArticleId = number;

/** Where an article belongs and why. */
export interface Placement {
  /** made from the address of the story's first article, below 2^53 */
  story: number;
  /** the original that this one is a copy of; null for an original */
  copyOf: ArticleId | null;
  /** 0…1, how much of the text is the original's; null for an original */
  copyShare: number | null;
  /** the earlier article that brought it into its story; null for the first of a story */
  link: Link | null;
}

export interface Link {
  to: ArticleId;
  /** 0…1, how sure it is that both are about one happening */
  score: number;
  reasons: Reasons;
}

/** What two articles share, strongest first; a page can show it as it stands. */
export interface Reasons {
  /** ids of entities */
  entities: string[];
  /** names in the text, in lower case */
  names: string[];
  words: string[];
  /** in plain digits: `600`, `36`, `1200000000`, `5%` */
  numbers: string[];
  events: { type: string; day: string }[];
  /** from the earlier to the later, in days and parts of them */
  daysApart: number;
  /** somebody said that they belong together */
  ruled?: true;
}

/** What the store has of an article: its signature, and its placement once it has one. */
export interface Known {
  id: ArticleId;
  signature: Signature;
  placement: Placement | null;
}

/** Somebody's decision on two articles. Of those on one pair the last in the list counts. */
export interface Ruling {
  kind: 'together' | 'apart';
  articleId: ArticleId;
  otherId: ArticleId;
}

/** A look from one article at those around it that share a key with it. */
export interface Look {
  /** the article looked from, never among what is found */
  id: ArticleId;
  /** its place in canonical order: time (milliseconds), then address by code units */
  at: number;
  url: string;
  keys: readonly number[];
  /** the farthest time (milliseconds) looked at, included */
  until: number;
  /** of each key only so many articles, the nearest in canonical order */
  mostPerKey: number;
}

/** Where articles are kept. Each call is meant to be one round trip. */
export interface StoryStore {
  /** Those of the ids that there are, in any order. */
  read(ids: readonly ArticleId[]): Promise<Known[]>;
  /** Of each look, in their order, the articles before the one looked from that share a key with it: each once, in any order. */
  earlier(looks: readonly Look[]): Promise<Known[][]>;
  /** The same for articles after them. */
  later(looks: readonly Look[]): Promise<Known[][]>;
  /** All rulings, oldest first. */
  rulings(): Promise<Ruling[]>;
  save(id: ArticleId, placement: Placement): Promise<void>;
}
