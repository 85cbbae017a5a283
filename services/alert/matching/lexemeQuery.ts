import type { Place } from '../facts.ts';
import { beginning, type Lexemes, weighted } from './lexemes.ts';
import { stands, standsNear } from './phrase.ts';
import type { LexemeQuery } from './program.ts';

/** Whether an index fulfils a query: what PostgreSQL’s `@@` says. */
export function fulfils(lexemes: Lexemes, query: LexemeQuery): boolean {
  switch (query.is) {
    case 'lexeme':
      return has(lexemes, query);
    case 'and':
      return query.of.every((side) => fulfils(lexemes, side));
    case 'or':
      return query.of.some((side) => fulfils(lexemes, side));
    case 'not':
      return !fulfils(lexemes, query.of);
    case 'followed':
      return stands(lexemes, query);
    case 'near':
      return standsNear(lexemes, query);
  }
}

function has(lexemes: Lexemes, { lexeme, prefix, weights }: LexemeQuery & { is: 'lexeme' }): boolean {
  const places = lexemes.get(lexeme);
  if (places && counts(places, weights)) return true;
  return prefix && beginning(lexemes, lexeme).some((each) => counts(lexemes.get(each)!, weights));
}

/** A lexeme without places has every weight. */
const counts = (places: readonly Place[], weights: string) =>
  places.length === 0 || weighted(places, weights).length > 0;
