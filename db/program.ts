import type { Comparison } from './condition.ts';

/** A PostgreSQL tsquery as a tree: what an index of lexemes with places and weights is asked. */
export type LexemeQuery =
  /** @property weights letters of those that count, such as `A`; empty for any */
  | { is: 'lexeme'; lexeme: string; prefix: boolean; weights: string }
  | { is: 'and' | 'or'; of: LexemeQuery[] }
  | { is: 'not'; of: LexemeQuery }
  /** The right one stands so many places behind the left one. */
  | { is: 'followed'; by: number; left: LexemeQuery; right: LexemeQuery }
  /** Either is followed by the other at one of the distances up to `within`. */
  | { is: 'near'; within: number; of: [LexemeQuery, LexemeQuery] };

/** What the matcher runs in the place of a condition: nothing in it needs a look into the database any more. */
export type Program =
  | { is: 'all' }
  | { is: 'and' | 'or'; of: Program[] }
  | { is: 'not'; of: Program }
  /** Null finds nothing: words that no index has. */
  | { is: 'lexemes'; query: LexemeQuery | null }
  /** Places where a row of words begins; each word is any of its lexemes. */
  | {
      is: 'often';
      times: number;
      row: { lexemes: string[]; prefix: string | null; nth: number }[];
      weights: string;
    }
  | { is: 'sentiment'; towards: string | null; comparison: Comparison; score: number }
  /** Milliseconds since 1970. */
  | { is: 'published'; side: 'from' | 'before'; at: number }
  | { is: 'story'; id: number };
