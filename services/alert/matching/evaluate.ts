import type { Facts } from '../facts.ts';
import { fulfils } from './lexemeQuery.ts';
import { beginning, type Lexemes, weighted } from './lexemes.ts';
import type { Often, Program } from './program.ts';

/** Whether an article is one that a search with the program’s query finds; its step, and whether it is a copy, aside. */
export const evaluate = (program: Program, facts: Facts): boolean => truth(program, facts) === true;

/** As in SQL, null where what is asked for is not known of the article. */
type Truth = boolean | null;

function truth(program: Program, facts: Facts): Truth {
  switch (program.is) {
    case 'all':
      return true;
    case 'and':
      return decided(program.of, facts, false);
    case 'or':
      return decided(program.of, facts, true);
    case 'not': {
      const inner = truth(program.of, facts);
      return inner === null ? null : !inner;
    }
    case 'lexemes':
      return program.query !== null && fulfils(facts.lexemes, program.query);
    case 'often':
      return beginnings(program, facts.lexemes) >= program.times;
    case 'sentiment':
      return sentiment(program, facts);
    case 'published':
      return program.side === 'from' ? +facts.publishedAt >= program.at : +facts.publishedAt < program.at;
    case 'story':
      return facts.storyId === null ? null : isStory(facts, program.id);
  }
}

/** What one side that is `by` decides for all. */
function decided(sides: readonly Program[], facts: Facts, by: boolean): Truth {
  let isUnknown = false;
  for (const side of sides) {
    const truthOfSide = truth(side, facts);
    if (truthOfSide === by) return by;
    isUnknown ||= truthOfSide === null;
  }
  return isUnknown ? null : !by;
}

const isStory = ({ storyId, formerStories }: Facts, id: number) =>
  storyId === id || (formerStories?.includes(id) ?? false);

function sentiment({ towards, comparison, score }: Program & { is: 'sentiment' }, facts: Facts): Truth {
  // The archive’s scores are floats of four bytes.
  const compares = (own: number) => comparisons[comparison](Math.fround(own), Math.fround(score));
  if (towards !== null)
    return facts.entities.some((entity) => entity.id === towards && compares(entity.score));
  return facts.sentiment === null ? null : compares(facts.sentiment);
}

const comparisons: Record<(Program & { is: 'sentiment' })['comparison'], (a: number, b: number) => boolean> =
  {
    '<': (a, b) => a < b,
    '<=': (a, b) => a <= b,
    '>': (a, b) => a > b,
    '>=': (a, b) => a >= b,
    '=': (a, b) => a === b,
  };

/** How often a row of words stands in an article. */
function beginnings({ row, weights }: Often, lexemes: Lexemes): number {
  const words = new Map<number, number>();
  for (const word of row)
    for (const start of startsOf(word, weights, lexemes)) words.set(start, (words.get(start) ?? 0) + 1);
  const needed = row.filter((word) => word.lexemes.length > 0).length;
  return [...words.values()].filter((there) => there === needed).length;
}

/** Where the row would have to begin for a word of it to be where it is. */
function startsOf({ lexemes: own, prefix, nth }: Often['row'][number], weights: string, lexemes: Lexemes) {
  const all = prefix === null ? own : [...own, ...beginning(lexemes, prefix)];
  const places = all.flatMap((lexeme) => weighted(lexemes.get(lexeme) ?? [], weights));
  return new Set(places.map(({ at }) => at - nth));
}
