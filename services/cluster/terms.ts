import { idfOf, mostIdf } from './idf.ts';
import { tokensOf } from './tokens.ts';

/** A word and its weight: higher where it is rare in the language, frequent in the article, or early in it. */
export type Term = [word: string, weight: number];

/** The weightiest terms of an article, weightiest first. */
export interface Terms {
  /** names among them; Chinese words are pairs of characters that stand together */
  words: Term[];
  /** which of the words are names */
  names: string[];
  /** two words that stand together, neither of them common */
  phrases: Term[];
  /** in plain digits, `36`, `1200000000`, `5%`; years apart */
  numbers: Term[];
  years: string[];
}

interface Count {
  times: number;
  named: number;
  /** how many words stand before it first */
  first: number;
}

const mostUnits = 20_000;
const mostWords = 90;
const mostPhrases = 40;
const mostNumbers = 24;
const mostYears = 8;
/** What one in 26 articles has tells no happening from another; pairs of Chinese characters are rarer parts of words. */
const leastIdf = { spaced: 3.25, han: 1.5 };
const isHan = /^\p{Script=Han}/u;
const leastPhraseIdf = 4;
/** After so many words a word that is first used there weighs half. */
const halfAfter = 60;

/** @param title counts as the first words of the text */
export function termsOf(title: string, text: string): Terms {
  const counts = new Map<string, Count>();
  const phrases = new Map<string, number>();
  const numbers = new Map<string, number>();
  const years = new Set<string>();
  let at = 0;
  let before: { word: string; idf: number } | undefined;
  for (const { kind, word, name } of unitsOf(`${title}\n${text}`.slice(0, mostUnits))) {
    at += 1;
    const idf = kind === 'number' ? numberIdf(word) : idfOf(word);
    if (kind !== 'number') countWord(counts, word, name, at);
    else if (/^(?:19|20)\d\d$/.test(word)) years.add(word);
    else numbers.set(word, idf);
    const ofPhrase = kind !== 'han' && idf >= leastPhraseIdf ? { word, idf } : undefined;
    if (before && ofPhrase) phrases.set(`${before.word} ${word}`, before.idf + idf);
    // A number says most where something is counted: “9 hours”.
    before = ofPhrase && kind === 'number' ? { word, idf: mostIdf } : ofPhrase;
  }
  return {
    ...wordTerms(counts),
    phrases: weightiest(phrases, mostPhrases),
    numbers: weightiest(numbers, mostNumbers),
    years: [...years].slice(0, mostYears),
  };
}

function countWord(counts: Map<string, Count>, word: string, name: boolean, at: number): void {
  const count = counts.get(word) ?? { times: 0, named: 0, first: at };
  count.times += 1;
  if (name) count.named += 1;
  counts.set(word, count);
}

function wordTerms(counts: Map<string, Count>): Pick<Terms, 'words' | 'names'> {
  const weights = new Map<string, number>();
  for (const [word, { times, first }] of counts) {
    const idf = idfOf(word);
    if (idf >= leastIdf[isHan.test(word) ? 'han' : 'spaced'])
      weights.set(word, ((1 + Math.log(times)) * idf) / (1 + first / halfAfter));
  }
  const words = weightiest(weights, mostWords);
  const names = words
    .map(([word]) => word)
    .filter((word) => 2 * counts.get(word)!.named > counts.get(word)!.times);
  return { words, names };
}

function weightiest(weights: Map<string, number>, most: number): Term[] {
  return [...weights]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, most)
    .map(([word, weight]) => [word, Math.round(weight * 100) / 100]);
}

/** Small whole numbers are everywhere; long or broken ones are not. */
function numberIdf(digits: string): number {
  return Math.min(mostIdf, 1 + 1.8 * digits.replace(/0+$/, '').length);
}

/** Words and numbers of a text in order, of Chinese every two characters that stand together. */
export function* unitsOf(
  text: string,
): Generator<{ kind: 'word' | 'number' | 'han'; word: string; name: boolean }> {
  for (const { kind, word, name } of tokensOf(text)) {
    if (kind !== 'han') {
      if (kind === 'number' || word.length > 1) yield { kind, word, name };
    } else for (let i = 0; i + 1 < word.length; i++) yield { kind, word: word.slice(i, i + 2), name: false };
  }
}
