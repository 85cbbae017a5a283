import type { Facts, Place } from '../facts.ts';

export type Lexemes = Facts['lexemes'];

/** The lexemes that begin so. */
export function beginning(lexemes: Lexemes, prefix: string): string[] {
  const sorted = inOrder(lexemes);
  const found: string[] = [];
  for (let at = firstFrom(sorted, prefix); sorted[at]?.startsWith(prefix); at++) found.push(sorted[at]!);
  return found;
}

/** Many alerts ask one article for prefixes. */
const ordered = new WeakMap<Lexemes, string[]>();

function inOrder(lexemes: Lexemes): string[] {
  const known = ordered.get(lexemes) ?? [...lexemes.keys()].sort();
  ordered.set(lexemes, known);
  return known;
}

/** The place of the first text that is not before `least`. */
function firstFrom(sorted: readonly string[], least: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Those of some places that have one of these weights. @param weights letters; empty for any */
export const weighted = (places: readonly Place[], weights: string): readonly Place[] =>
  weights === '' ? places : places.filter(({ weight }) => weights.includes(weight));
