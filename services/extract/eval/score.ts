/** Segments of one page found or missed; summed over pages before F is taken, as trafilatura's authors do. */
export interface SegmentCounts {
  truePositive: number;
  falsePositive: number;
  falseNegative: number;
  trueNegative: number;
}

const squeeze = (text: string) => text.replace(/\s+/g, ' ').trim();

/** Whitespace-normalised substring counts, by trafilatura's `tests/eval_common.py` (count_item). */
export function countSegments(text: string, wanted: string[], unwanted: string[]): SegmentCounts {
  const page = squeeze(text);
  const truePositive = wanted.filter((segment) => page.includes(squeeze(segment))).length;
  const falsePositive = unwanted.filter((segment) => page.includes(squeeze(segment))).length;
  return {
    truePositive,
    falsePositive,
    falseNegative: wanted.length - truePositive,
    trueNegative: unwanted.length - falsePositive,
  };
}

export function addCounts(sum: SegmentCounts, one: SegmentCounts): SegmentCounts {
  return {
    truePositive: sum.truePositive + one.truePositive,
    falsePositive: sum.falsePositive + one.falsePositive,
    falseNegative: sum.falseNegative + one.falseNegative,
    trueNegative: sum.trueNegative + one.trueNegative,
  };
}

export const noCounts: SegmentCounts = {
  truePositive: 0,
  falsePositive: 0,
  falseNegative: 0,
  trueNegative: 0,
};

export function precisionRecallF(counts: SegmentCounts): { precision: number; recall: number; f: number } {
  const { truePositive: hit, falsePositive, falseNegative } = counts;
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  return {
    precision: share(hit, hit + falsePositive),
    recall: share(hit, hit + falseNegative),
    f: share(2 * hit, 2 * hit + falsePositive + falseNegative),
  };
}

/**
 * Word 4-gram overlap (multisets), as the public article-extraction benchmark defines it: a page's true positives
 * are the 4-grams in both texts, its false positives those only in ours, each divided by their sum, so that every
 * page weighs the same.
 */
export function shingleOverlap(expected: string, actual: string): SegmentCounts {
  const want = shingles(expected);
  const have = shingles(actual);
  let hit = 0;
  let extra = 0;
  let missed = 0;
  for (const gram of new Set([...want.keys(), ...have.keys()])) {
    const wanted = want.get(gram) ?? 0;
    const had = have.get(gram) ?? 0;
    hit += Math.min(wanted, had);
    extra += Math.max(0, had - wanted);
    missed += Math.max(0, wanted - had);
  }
  const sum = hit + extra + missed || 1;
  return {
    truePositive: hit / sum,
    falsePositive: extra / sum,
    falseNegative: missed / sum,
    trueNegative: 0,
  };
}

// A Chinese or Japanese character counts as a word, since such text has no spaces to split at.
function shingles(text: string): Map<string, number> {
  const words = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}_]+/gu) ?? [];
  const grams = new Map<string, number>();
  const last = Math.max(0, words.length - 4);
  for (let at = 0; words.length > 0 && at <= last; at++) {
    const gram = words.slice(at, at + 4).join(' ');
    grams.set(gram, (grams.get(gram) ?? 0) + 1);
  }
  return grams;
}

const fold = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Titles agree when they are equal but for case, punctuation and white space. */
export function sameTitle(expected: string, actual: string | null): boolean {
  return actual !== null && fold(expected) === fold(actual);
}

/** Authors agree when the same names are given, in any order and with any joining words. */
export function sameAuthors(expected: string, actual: string[]): boolean {
  const names = (text: string) =>
    fold(text)
      .split(' ')
      .filter((word) => !/^(by|and|und|et|y|von|par|著者)$/.test(word))
      .sort()
      .join(' ');
  return actual.length > 0 && names(expected) === names(actual.join(' '));
}

/**
 * Dates agree on the day when the days as written are equal, or, both having an offset, when the moments fall within
 * 24 hours: a set that stores UTC moves evening articles to the next day.
 */
export function sameDay(expected: string, actual: string | null): boolean {
  if (actual === null) return false;
  if (expected.slice(0, 10) === actual.slice(0, 10)) return true;
  if (expected.length <= 10 || actual.length <= 10) return false;
  return Math.abs(Date.parse(expected) - Date.parse(actual)) < 60_000;
}
