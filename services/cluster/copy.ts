import type { Signature } from './signature.ts';
import { shareOf } from './sketch.ts';

/** Shorter texts are alike by chance: teasers, notices. In shingles. */
const fewestShingles = 25;
/** From this share of its text on an article is a copy, whatever it adds. */
const leastShare = 0.6;
/** Below this share of common numbers or names the same sentences tell of something else. */
const leastFacts = 0.6;
const fewestFacts = 3;
/** A text that has so little of its title shows something else than the article. */
const leastTitled = 0.3;
const leastTitle = 0.5;

/**
 * How much of a later article's text is an earlier one's, where it is a copy of it: the same sentences, and the same
 * numbers and names in them. A market report of the next day from the same template is none, nor is the wall that a
 * publisher shows in place of its articles.
 *
 * @returns 0.6…1, or undefined where it is no copy
 */
export function copyShareOf(later: Signature, earlier: Signature): number | undefined {
  if (Math.min(later.sketch.shingles, earlier.sketch.shingles) < fewestShingles) return undefined;
  const share = shareOf(later.sketch, earlier.sketch);
  if (share < leastShare || !sameFacts(later, earlier) || !sameSubject(later, earlier)) return undefined;
  return share;
}

function sameFacts(later: Signature, earlier: Signature): boolean {
  const words = ({ terms }: Signature) => terms.words.map(([word]) => word);
  const numbers = ({ terms }: Signature) => [...terms.numbers.map(([number]) => number), ...terms.years];
  return (
    shareIn(numbers(later), numbers(earlier)) >= leastFacts &&
    shareIn(later.terms.names, words(earlier)) >= leastFacts
  );
}

/** Walls and errors stand under any title, and have nothing of it; those of one publisher have several titles and one text. */
function sameSubject(later: Signature, earlier: Signature): boolean {
  if (shareIn(later.title, earlier.title) >= leastTitle) return true;
  return later.publisher !== earlier.publisher && Math.max(later.titled, earlier.titled) >= leastTitled;
}

/** 0…1; 1 where there is too little to tell. */
function shareIn(some: readonly string[], others: readonly string[]): number {
  if (some.length < fewestFacts) return 1;
  const there = new Set(others);
  return some.filter((one) => there.has(one)).length / some.length;
}
