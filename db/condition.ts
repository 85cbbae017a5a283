import type { entityTypes, stances } from './schema.ts';

/** Words as the archive's full-text index finds them; English words by their stems. */
export type Words =
  /** One word, or several without a space between such as a run of Chinese characters: all of it, in a row. */
  | { is: 'word'; word: string }
  | { is: 'prefix'; word: string }
  /** The words one after the other. */
  | { is: 'phrase'; words: string[] }
  /** Both, in either order, at most so many words apart (1 = side by side). */
  | { is: 'near'; within: number; of: [Words, Words] };

/** Which part of an article: its title, its first paragraph, or all of it. */
export type Part = 'title' | 'lead' | 'anywhere';
export type Comparison = '<' | '<=' | '>' | '>=' | '=';

/** What an article must be to be found. Ids are ids of the archive here; names were looked up before. */
export type Condition =
  | { is: 'all' }
  | { is: 'and' | 'or'; of: Condition[] }
  | { is: 'not'; of: Condition }
  | { is: 'text'; words: Words; part: Part }
  /** The words stand in it at least so many times. */
  | { is: 'atleast'; times: number; words: Words; part: Part }
  /** Names the entity or what belongs to it. */
  | { is: 'entity'; id: string }
  /** Names an entity of this type. */
  | { is: 'type'; type: (typeof entityTypes)[number] }
  | { is: 'publisher'; name: string }
  | { is: 'feed'; id: string }
  | { is: 'topic'; id: string }
  /** Tells of an event of this type. */
  | { is: 'event'; type: string }
  | { is: 'stance'; stance: (typeof stances)[number] }
  | { is: 'language'; language: string }
  /** Quotes the entity. */
  | { is: 'quoteBy'; id: string }
  /** −1…1; of the article as a whole, or towards one entity itself. */
  | { is: 'sentiment'; towards: string | null; comparison: Comparison; score: number }
  /** Published at or after (`from`), or before (`before`), that time. */
  | { is: 'published'; side: 'from' | 'before'; at: Date }
  | { is: 'story'; id: number };
