import type { LexemeQuery, Often, Program } from './program.ts';

/** What an article may have: a lexeme, one that begins so, or a story that it is in. */
export type Term = `=${string}` | `^${string}` | `#${number}`;

/** Terms of which an article must have at least one to be found, and what share of articles has, at most. */
interface Needed {
  terms: ReadonlySet<Term>;
  share: number;
}

/**
 * Terms without any of which no article fulfils a program, of all that there are the rarest.
 *
 * @param shareOf the share of articles that have a term
 * @returns null where an article may fulfil it whatever it has
 */
export const necessary = (program: Program, shareOf: (term: Term) => number): ReadonlySet<Term> | null =>
  neededBy(program, shareOf)?.terms ?? null;

type ShareOf = (term: Term) => number;

function neededBy(program: Program, shareOf: ShareOf): Needed | null {
  switch (program.is) {
    case 'and':
      return rarest(program.of.map((side) => neededBy(side, shareOf)));
    case 'or':
      return anyOf(program.of.map((side) => neededBy(side, shareOf)));
    case 'lexemes':
      return program.query ? neededByQuery(program.query, shareOf) : anyOf([]);
    case 'often':
      return neededOften(program, shareOf);
    case 'story':
      return one(`#${program.id}`, shareOf);
    default:
      return null;
  }
}

function neededByQuery(query: LexemeQuery, shareOf: ShareOf): Needed | null {
  switch (query.is) {
    case 'lexeme':
      return one(query.prefix ? `^${query.lexeme}` : `=${query.lexeme}`, shareOf);
    case 'and':
    case 'near':
      return rarest(query.of.map((side) => neededByQuery(side, shareOf)));
    case 'followed':
      return rarest([query.left, query.right].map((side) => neededByQuery(side, shareOf)));
    case 'or':
      return anyOf(query.of.map((side) => neededByQuery(side, shareOf)));
    case 'not':
      return null;
  }
}

/** Any word of the row: beside stop words, the beginnings of which count, not every word must be there. */
const neededOften = ({ row }: Often, shareOf: ShareOf): Needed | null =>
  anyOf(
    row.flatMap(({ lexemes, prefix }) => [
      ...lexemes.map((lexeme) => one(`=${lexeme}`, shareOf)),
      ...(prefix === null ? [] : [one(`^${prefix}`, shareOf)]),
    ]),
  );

const one = (term: Term, shareOf: ShareOf): Needed => ({ terms: new Set([term]), share: shareOf(term) });

function rarest(sides: (Needed | null)[]): Needed | null {
  let best: Needed | null = null;
  for (const side of sides) if (side && (!best || side.share < best.share)) best = side;
  return best;
}

function anyOf(sides: (Needed | null)[]): Needed | null {
  const all = new Map<Term, number>();
  for (const side of sides) {
    if (!side) return null;
    for (const term of side.terms) all.set(term, side.share / side.terms.size);
  }
  const share = [...all.values()].reduce((sum, each) => sum + each, 0);
  return { terms: new Set(all.keys()), share };
}
