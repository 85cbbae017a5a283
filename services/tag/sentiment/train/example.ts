import type { Judged } from '../../eval/datasets.ts';
import { sentenceAt, sentencesOf } from '../../text/sentences.ts';
import { englishCues } from '../english-cues.ts';
import { parseEnglish, tokensOf } from '../english-parse.ts';
import { figuresOf } from '../judge-english.ts';
import { lexiconOf } from '../lexicon.ts';
import { eachNgram } from '../ngrams.ts';
import { clauseStepAt, isHeadline, placeAt, readSentence, rowAt, viewFrom, wordKey } from '../view.ts';

/** A judged target in numbers; what is indexed by token starts at the first token of the view. */
export interface Example {
  words: Int32Array;
  marks: readonly (readonly number[])[];
  places: Uint8Array;
  clauseSteps: Uint8Array;
  first: number;
  last: number;
  rules: readonly number[];
  ngrams: Uint32Array;
  headline: boolean;
  /** how likely it should be negative, neutral, positive */
  aim: readonly number[];
  weight: number;
}

/** Rows of the tables that words and marks have. */
export interface Rows {
  words: ReadonlyMap<string, number>;
  marks: ReadonlyMap<string, number>;
}

export const LABELS = ['negative', 'neutral', 'positive'] as const;

/** A judged target in the model's terms; words without a vector count as unknown. */
export function exampleFrom({ text, from, to, label }: Judged, rows: Rows, weight: number): Example {
  const found = sentenceAt(sentencesOf(text), from, text.length);
  const start = Math.min(found.start, from);
  const words = text.slice(start, Math.max(found.end, to));
  const target = { from: from - start, to: to - start };
  const parse = parseEnglish(words, lexiconOf('en'));
  const view = viewFrom(readSentence(parse), target);
  const indexes = Array.from({ length: view.to - view.from }, (_, at) => view.from + at);
  const ngrams: number[] = [];
  eachNgram(view, (bucket) => ngrams.push(bucket));
  return {
    words: Int32Array.from(indexes, (index) => rowAt(view, index, rows.words)),
    marks: indexes.map((index) => view.marks[index]!.flatMap((mark) => rows.marks.get(mark) ?? [])),
    places: Uint8Array.from(indexes, (index) => placeAt(view, index)),
    clauseSteps: Uint8Array.from(indexes, (index) => clauseStepAt(view, index)),
    first: view.first - view.from,
    last: view.last - view.from,
    rules: figuresOf(englishCues(words, parse, target)),
    ngrams: Uint32Array.from(ngrams),
    headline: isHeadline(view),
    aim: LABELS.map((each) => Number(each === label)),
    weight,
  };
}

/** The words of a text as the model writes them. */
export const wordsOf = (text: string): string[] => tokensOf(text).map(({ low }) => wordKey(low));
