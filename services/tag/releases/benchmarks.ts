import type { Claim } from '../tags.ts';
import { anyOf, words } from './words.ts';

interface Patterns {
  name: RegExp;
  independent: ReadonlySet<string>;
  measuredByOthers: RegExp;
  measuredBySelf: RegExp;
}

/** UTF-16 units between a benchmark’s name and its score. */
const REACH = 24;
const SCORE_BEHIND =
  /^[^\d.。;；,，]{0,14}?(\d{1,2}(?:\.\d+)?|100)\s?(?:%|分|points|per cent)?(?!\d|[.,]\d|[A-Za-z亿万])/;
const SCORE_BEFORE =
  /(?<![\d.,A-Za-z])(\d{1,2}(?:\.\d+)?|100)\s?(?:%|points|per cent)?\s(?:points\s)?(?:on|in|at)\s(?:the\s)?$/;

let patterns: Patterns | undefined;

/** The benchmarks that a sentence names, each with its score where it stands beside, and with who measured. */
export function benchmarksIn(sentence: string, offset: number): Claim[] {
  patterns ??= compile();
  const { name, independent, measuredByOthers, measuredBySelf } = patterns;
  const seen = new Set<string>();
  const matches = [...sentence.matchAll(name)];
  const hasTest = matches.some(([words]) => !independent.has(words));
  return matches.flatMap((match): Claim[] => {
    const words = match[0];
    // “Epoch AI could reproduce 61 points on SWE-bench”: who measured, not what.
    if (seen.has(words) || (hasTest && independent.has(words))) return [];
    seen.add(words);
    const start = match.index;
    const end = start + words.length;
    const score =
      SCORE_BEFORE.exec(sentence.slice(Math.max(0, start - REACH), start))?.[1] ??
      SCORE_BEHIND.exec(sentence.slice(end, end + REACH))?.[1];
    const isOther = independent.has(words) || measuredByOthers.test(sentence);
    return [
      {
        kind: 'benchmark',
        start: offset + start,
        end: offset + end,
        words,
        value: score === undefined ? undefined : Number(score),
        unit: words,
        by: isOther ? 'independent' : measuredBySelf.test(sentence) ? 'self' : 'unknown',
      },
    ];
  });
}

function compile(): Patterns {
  const { benchmarks, measured } = words();
  return {
    name: new RegExp(anyOf([...benchmarks.names, ...benchmarks.independent]), 'g'),
    independent: new Set(benchmarks.independent),
    measuredByOthers: new RegExp(anyOf(measured.independent), 'i'),
    measuredBySelf: new RegExp(anyOf(measured.self), 'i'),
  };
}
