import { unescaped } from './tsquery.ts';

/** Where a lexeme stands, and in which part: A title, B first paragraph, D the rest. */
export interface LexemePlace {
  at: number;
  weight: 'A' | 'B' | 'C' | 'D';
}

const lexeme = /'((?:[^'\\]|''|\\\\)*)'(?::([0-9A-D,]+))? ?/y;

/**
 * A tsvector as PostgreSQL writes it: each lexeme with its places by rising number, none for keys.
 *
 * @throws Error when it is no tsvector
 */
export function readTsvector(text: string): Map<string, LexemePlace[]> {
  const lexemes = new Map<string, LexemePlace[]>();
  for (lexeme.lastIndex = 0; lexeme.lastIndex < text.length; ) {
    const match = lexeme.exec(text);
    if (!match) throw new Error(`This is no tsvector: ${text.slice(0, 200)}`);
    lexemes.set(unescaped(match[1]!), match[2] ? match[2].split(',').map(placeOf) : []);
  }
  return lexemes;
}

function placeOf(written: string): LexemePlace {
  const weight = written.at(-1)!;
  const isMarked = weight >= 'A';
  return { at: Number.parseInt(written, 10), weight: isMarked ? (weight as LexemePlace['weight']) : 'D' };
}
