import type { Contribution, Target } from './cues.ts';
import { englishCues } from './english-cues.ts';
import { parseEnglish } from './english-parse.ts';
import { lexiconOf } from './lexicon.ts';
import { type Judging, networkFrom } from './network.ts';
import { eachNgram } from './ngrams.ts';
import { isHeadline, readSentence, type Sentence, type View, viewFrom } from './view.ts';
import { readWeights, type Weights } from './weights.ts';

/** How likely each label is, and what the rules' cues said. */
export interface Judgement {
  negative: number;
  neutral: number;
  positive: number;
  contributions: Contribution[];
  /** the words that speak most for a label, by their n-grams */
  tellingWords(label: 'negative' | 'positive'): Contribution[];
}

/** Judges English sentences by a trained network, n-grams and the rules' cues together. */
export type EnglishJudge = (sentence: string, target: Target) => Judgement;

let loaded: EnglishJudge | undefined;

/** The judge with the weights that come with the project, read at first use. */
export function englishJudge(): EnglishJudge {
  loaded ??= judgeFrom(readWeights(new URL('./model/weights.bin', import.meta.url)));
  return loaded;
}

export function judgeFrom(weights: Weights): EnglishJudge {
  const network = networkFrom(weights);
  const ngrams = ngramsFrom(weights);
  const { bias, sharpness, structure } = weights.blend;
  // The mentions of one sentence come one after the other.
  let latest: { words: string; sentence: Sentence; judge: Judging } | undefined;
  return (words, target) => {
    if (latest?.words !== words) {
      const sentence = readSentence(parseEnglish(words, lexiconOf('en')));
      latest = { words, sentence, judge: network(sentence) };
    }
    const { sentence, judge } = latest;
    const view = viewFrom(sentence, target);
    const contributions = englishCues(words, sentence.parse, target);
    const sums = Float64Array.from(bias);
    judge(view, figuresOf(contributions), sums);
    ngrams.add(view, sums);
    const told = structure * Math.tanh(structureOf(contributions));
    sums[0]! -= told;
    sums[2]! += told;
    const [negative, neutral, positive] = softmax(sums.map((sum) => sum * sharpness));
    return {
      negative: negative!,
      neutral: neutral!,
      positive: positive!,
      contributions,
      tellingWords: (label) => tellingWords(ngrams.byWord(words, view), label),
    };
  };
}

/** Those that speak for the label, figures and signs aside. */
const tellingWords = (found: readonly Contribution[], label: 'negative' | 'positive') =>
  found.filter(({ value, words }) => value > 0 === (label === 'positive') && /\p{L}{3}/u.test(words));

/** What the rules say, as the network takes it. */
export function figuresOf(contributions: readonly Contribution[]): [number, number, number] {
  let [good, bad] = [0, 0];
  for (const { value } of contributions) {
    if (value > 0) good += value;
    else bad += value;
  }
  return [Math.tanh(good + bad), Math.min(3, good), Math.max(-3, bad)];
}

function structureOf(contributions: readonly Contribution[]): number {
  let sum = 0;
  for (const { structural, value } of contributions) if (structural) sum += value;
  return sum;
}

/** Sums of what the n-grams of a view say of each label, and what they say by token. */
function ngramsFrom({ arrays, blend }: Weights) {
  const { bytes, scales } = arrays.get('ngrams')!;
  const factorOf = (view: View) => scales[0]! * (isHeadline(view) ? blend.headline : blend.sentence);
  return {
    add(view: View, sums: Float64Array): void {
      const found = [0, 0, 0];
      eachNgram(view, (bucket) => {
        for (let label = 0; label < 3; label++) found[label]! += bytes[bucket * 3 + label]!;
      });
      for (let label = 0; label < 3; label++) sums[label]! += factorOf(view) * found[label]!;
    },
    /** One contribution a word, positive ones speaking for the positive label. */
    byWord(words: string, view: View): Contribution[] {
      const values = new Map<number, number>();
      eachNgram(view, (bucket, index) => {
        const value = bytes[bucket * 3 + 2]! - bytes[bucket * 3]!;
        values.set(index, (values.get(index) ?? 0) + value * factorOf(view));
      });
      return [...values].map(([index, value]) => {
        const { start, end } = view.parse.tokens[index]!;
        return { words: words.slice(start, end), start, value };
      });
    },
  };
}

function softmax(sums: Float64Array): Float64Array {
  const largest = Math.max(...sums);
  const powers = sums.map((sum) => Math.exp(sum - largest));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / total);
}
