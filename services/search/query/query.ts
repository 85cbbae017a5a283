/** A stretch of the query as typed: UTF-16 code units, end exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** A word from the query that the archive has to know, and where it stands. */
export interface Named {
  name: string;
  span: Span;
}

/** Words to find in a text. */
export type Words =
  /** As typed; a run of Chinese characters is one. */
  | { is: 'word'; word: string }
  /** Words that begin so. */
  | { is: 'prefix'; word: string }
  /** Two or more, one after the other. */
  | { is: 'phrase'; words: string[] }
  /** Both, in either order, at most so many words apart. */
  | { is: 'near'; within: number; of: [Words, Words] };

export type Part = 'title' | 'lead' | 'anywhere';
export type Comparison = '<' | '<=' | '>' | '>=' | '=';

/** What a query asks for: the archive's conditions, with names instead of ids where they must be looked up. */
export type Query =
  | { is: 'all' }
  | { is: 'and' | 'or'; of: Query[] }
  | { is: 'not'; of: Query }
  | { is: 'text'; words: Words; part: Part }
  | { is: 'atleast'; times: number; words: Words; part: Part }
  | ({ is: NamedField } & Named)
  | { is: 'sentiment'; towards: Named | null; comparison: Comparison; score: number }
  | { is: 'published'; side: 'from' | 'before'; at: Date }
  | { is: 'story'; id: number };

/** Conditions whose word is looked up in the archive: an entity by id or name, a type by its id, and so on. */
export type NamedField =
  | 'entity'
  | 'type'
  | 'publisher'
  | 'feed'
  | 'topic'
  | 'event'
  | 'stance'
  | 'language'
  | 'quoteBy';

/** How much a query may hold. */
export const limits = {
  /** UTF-16 code units. */
  characters: 1000,
  /** Words and fields. */
  terms: 64,
  /** Parentheses inside parentheses. */
  depth: 20,
  /** Words between two that are near each other. */
  near: 20,
  /** Times that atleast may ask for. */
  times: 100,
} as const;
