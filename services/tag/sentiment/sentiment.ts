import { classOf, HAN, LATIN } from '../text/fold.ts';
import { sentenceAt, sentencesOf } from '../text/sentences.ts';
import type { Span } from '../text/spans.ts';
import { chineseCues } from './chinese-cues.ts';
import { type Contribution, weights } from './cues.ts';
import { englishJudge, type Judgement } from './judge-english.ts';

/** Sentiment: −1 very negative … 1 very positive, with the label that lists and filters use. */
export interface Sentiment {
  score: number;
  label: 'negative' | 'neutral' | 'positive';
}

/** A sentiment with the words that decided it, the weightiest first, as they stand in the text. */
export interface ExplainedSentiment extends Sentiment {
  cues: string[];
}

/** More cues than this explain nothing any more. */
const SHOWN_CUES = 6;
/** A cue that moves the score by less is not shown. */
const SHOWN_VALUE = 0.05;

export const neutral: Sentiment = { score: 0, label: 'neutral' };

/**
 * The sentiment a text shows towards something named in it, judged by the sentence that names it.
 *
 * @param text any text; @param from,to the name's UTF-16 offsets in it, `to` exclusive
 * @param language `zh` reads Chinese rules, any other English ones; by the sentence's script when left out
 * @returns a neutral score without cues when the span is empty or outside the text
 */
export function sentimentTowards(
  text: string,
  from: number,
  to: number,
  language?: string,
): ExplainedSentiment {
  if (!(from >= 0 && to > from && to <= text.length)) return { ...neutral, cues: [] };
  return sentimentInSentence(text, from, to, sentenceAt(sentencesOf(text), from, text.length), language);
}

/** {@link sentimentTowards} for a caller that knows the sentence; same answer. */
export function sentimentInSentence(
  text: string,
  from: number,
  to: number,
  sentence: Span,
  language?: string,
): ExplainedSentiment {
  const start = Math.min(sentence.start, from);
  const end = Math.max(sentence.end, to);
  const words = text.slice(start, end);
  if (words.trim() === '') return { ...neutral, cues: [] };
  const target = { from: from - start, to: to - start };
  const chinese = hasHan(words) && (language === undefined || language === 'zh');
  return chinese ? byCues(chineseCues(words, target)) : byModel(englishJudge()(words, target));
}

/** The label of a score, by the thresholds that fitted best on the train splits. */
export function labelOf(score: number): Sentiment['label'] {
  if (score >= weights.positive) return 'positive';
  return score <= weights.negative ? 'negative' : 'neutral';
}

function byCues(contributions: readonly Contribution[]): ExplainedSentiment {
  let sum = 0;
  for (const { value } of contributions) sum += value;
  const score = rounded(Math.tanh(sum));
  return { score, label: labelOf(score), cues: shownCues(contributions) };
}

/** The cues that speak for the score; where there are none, the words that the model went by. */
function byModel({
  negative,
  neutral: none,
  positive,
  contributions,
  tellingWords,
}: Judgement): ExplainedSentiment {
  const score = rounded(within(positive - negative, mostLikely(negative, none, positive)));
  const label = labelOf(score);
  if (label === 'neutral') return { score, label, cues: shownCues(contributions) };
  const agreeing = contributions.filter(({ value }) => value * score > 0);
  const cues = shownCues(agreeing);
  return { score, label, cues: cues.length > 0 ? cues : shownCues(tellingWords(label)) };
}

const mostLikely = (negative: number, none: number, positive: number): Sentiment['label'] => {
  if (none >= negative && none >= positive) return 'neutral';
  return positive > negative ? 'positive' : 'negative';
};

/** The score itself, or the nearest one that has the label; a neutral one is drawn together, so that means lean nowhere. */
function within(score: number, label: Sentiment['label']): number {
  const { positive, negative } = weights;
  if (label === 'positive') return Math.max(positive, score);
  if (label === 'negative') return Math.min(negative, score);
  return score * 0.99 * Math.min(positive, -negative);
}

const rounded = (score: number): number => Math.round(score * 1000) / 1000 || 0;

function shownCues(contributions: readonly Contribution[]): string[] {
  const cues = contributions
    .filter(({ value }) => Math.abs(value) >= SHOWN_VALUE)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value) || a.start - b.start)
    .slice(0, SHOWN_CUES)
    .map(({ words }) => words);
  return [...new Set(cues)];
}

/** A Han word is worth several Latin letters, so one in eight letters makes a sentence Chinese. */
function hasHan(text: string): boolean {
  let han = 0;
  let latin = 0;
  for (let i = 0; i < text.length; i++) {
    const found = classOf(text.charCodeAt(i));
    if (found === HAN) han++;
    else if (found === LATIN) latin++;
  }
  return han * 8 > latin;
}
