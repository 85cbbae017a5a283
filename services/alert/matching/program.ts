/** A PostgreSQL tsquery as a tree. */
export type LexemeQuery =
  /** @property weights letters of those that count, such as `A`; empty for any */
  | { is: 'lexeme'; lexeme: string; prefix: boolean; weights: string }
  | { is: 'and' | 'or'; of: LexemeQuery[] }
  | { is: 'not'; of: LexemeQuery }
  | Followed
  | Near;

/** Either is followed by the other at one of the distances up to `within`. */
export interface Near {
  is: 'near';
  within: number;
  of: [LexemeQuery, LexemeQuery];
}
/** The right one stands so many places behind the left one. */
interface Followed {
  is: 'followed';
  by: number;
  left: LexemeQuery;
  right: LexemeQuery;
}

/** What an article must be to be found, as it is stored with an alert: see db/program.ts. */
export type Program =
  | { is: 'all' }
  | { is: 'and' | 'or'; of: Program[] }
  | { is: 'not'; of: Program }
  /** Null finds nothing. */
  | { is: 'lexemes'; query: LexemeQuery | null }
  | Often
  | {
      is: 'sentiment';
      /** An entity’s id; null for the article as a whole. */
      towards: string | null;
      comparison: '<' | '<=' | '>' | '>=' | '=';
      score: number;
    }
  | { is: 'published'; side: 'from' | 'before'; at: number }
  | { is: 'story'; id: number };

/** Places where a row of words begins; each word is any of its lexemes, or of those with its prefix. */
export interface Often {
  is: 'often';
  times: number;
  row: { lexemes: string[]; prefix: string | null; nth: number }[];
  weights: string;
}
