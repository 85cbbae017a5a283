import { describe, expect, it } from 'vitest';
import { hasShared, readSentfin } from '../eval/datasets.ts';
import { labelScores } from '../eval/scores.ts';
import { englishJudge } from './judge-english.ts';
import { labelOf, sentimentTowards } from './sentiment.ts';
import { readWeights, weightsFile } from './weights.ts';

const weightsUrl = new URL('./model/weights.bin', import.meta.url);

const towards = (text: string, name: string) => {
  const from = text.indexOf(name);
  return sentimentTowards(text, from, from + name.length);
};

describe('the model that comes with the project', () => {
  it('is a few megabytes, and its file is written as it is read', () => {
    const weights = readWeights(weightsUrl);
    const file = weightsFile(weights);
    expect(file.length).toBeLessThan(4_000_000);
    expect(weights.words.length).toBe(weights.arrays.get('words')!.rows);
  });

  it('gives the same answer again, whatever was judged in between', () => {
    const text = 'Shares of Loongson slipped although its server chips beat those of Zhaoxin.';
    const first = towards(text, 'Loongson');
    towards('Loongson rose.', 'Loongson');
    towards(text, 'Zhaoxin');
    expect(towards(text, 'Loongson')).toEqual(first);
  });

  it('gives probabilities', () => {
    const judge = englishJudge();
    for (const text of ['X', 'X fell', 'He praised X to the skies.', '((((X))))', `${'good '.repeat(90)}X`]) {
      const from = text.indexOf('X');
      const { negative, neutral, positive } = judge(text, { from, to: from + 1 });
      expect(negative + neutral + positive).toBeCloseTo(1, 6);
      expect(Math.min(negative, neutral, positive)).toBeGreaterThanOrEqual(0);
    }
  });

  it('labels by the score alone', () => {
    for (let score = -1; score < 0.99; score += 0.01) {
      const order = ['negative', 'neutral', 'positive'];
      expect(order.indexOf(labelOf(score + 0.01))).toBeGreaterThanOrEqual(order.indexOf(labelOf(score)));
    }
    const { score, label } = towards('Tianshu Zhixin soars on record orders', 'Tianshu Zhixin');
    expect(label).toBe(labelOf(score));
  });

  it.runIf(hasShared('sentfin/train.csv.gz'))('is right the oftener the surer it is', () => {
    const judged = readSentfin('check').slice(0, 600);
    const rightOf = (set: readonly { truth: string; given: string }[]) =>
      set.filter(({ truth, given }) => truth === given).length / set.length;
    const pairs = judged.map(({ text, from, to, label }) => {
      const given = sentimentTowards(text, from, to, 'en');
      return { truth: label, given: given.label, sure: Math.abs(given.score) };
    });
    const opinions = pairs.filter(({ given }) => given !== 'neutral');
    expect(rightOf(opinions.filter(({ sure }) => sure > 0.8))).toBeGreaterThan(
      rightOf(opinions.filter(({ sure }) => sure < 0.5)) + 0.1,
    );
    expect(labelScores(pairs).macroF1).toBeGreaterThan(0.75);
  });

  it('names a word as the reason where no cue of the lexicon decided', () => {
    const { label, cues } = towards('Fans adore Yangtze Labs', 'Yangtze Labs');
    if (label !== 'neutral') expect(cues.length).toBeGreaterThan(0);
  });

  it('finishes on hostile text', () => {
    const hostile = ['"', '(', '<', ' ', 'not ', 'despite ', 'X', 'sanctions ', '—'].map((part) =>
      part.repeat(100_000 / part.length),
    );
    for (const noise of hostile) {
      const text = `${noise} Nvidia fell ${noise}`;
      const { score } = towards(text, 'Nvidia');
      expect(Math.abs(score)).toBeLessThanOrEqual(1);
    }
  });

  it('takes many targets in one endless sentence', () => {
    const text = 'Nvidia hurts Intel and '.repeat(4000);
    let sum = 0;
    for (let from = 0; from < text.length; from += 2300) sum += sentimentTowards(text, from, from + 6).score;
    expect(Number.isFinite(sum)).toBe(true);
  });
});
