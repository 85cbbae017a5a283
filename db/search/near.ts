import { isDeepStrictEqual } from 'node:util';
import type { LexemeQuery } from '../program.ts';

type Followed = LexemeQuery & { is: 'followed' };

/**
 * Sides of an OR, in which one `near` stands for all the distances that words near each other are tried at (40 for
 * `near/20`), and no side stands twice.
 */
export function foldNear(sides: readonly LexemeQuery[]): LexemeQuery[] {
  const folded: LexemeQuery[] = [];
  for (let at = 0; at < sides.length; ) {
    const first = sides[at]!;
    const within = first.is === 'followed' && isPlain(first) ? distancesFrom(sides, at, first) : 0;
    if (first.is === 'followed' && within > 0)
      folded.push({ is: 'near', within, of: [first.left, first.right] });
    else if (!folded.some((side) => isDeepStrictEqual(side, first))) folded.push(first);
    at += Math.max(1, 2 * within);
  }
  return folded;
}

/** At how many distances from 1 on both orders are tried, each behind the one before. */
function distancesFrom(sides: readonly LexemeQuery[], at: number, { left, right }: Followed): number {
  const isTried = (n: number, by: number, left: LexemeQuery, right: LexemeQuery) =>
    isDeepStrictEqual(sides[n], { is: 'followed', by, left, right });
  let within = 0;
  while (
    isTried(at + 2 * within, within + 1, left, right) &&
    isTried(at + 2 * within + 1, within + 1, right, left)
  )
    within++;
  return within;
}

/** Words in a row, each of one lexeme or any of several: they stand where their last word does. */
function isPlain(query: LexemeQuery): boolean {
  if (query.is === 'followed') return isPlain(query.left) && isPlain(query.right);
  return query.is === 'lexeme' || (query.is === 'or' && query.of.every(({ is }) => is === 'lexeme'));
}
