import { expect, test } from 'vitest';
import type { Judged } from '../../eval/datasets.ts';
import { judgeFrom } from '../judge-english.ts';
import { NAME, TARGET, UNKNOWN } from '../view.ts';
import { packed, unpacked, type Weights } from '../weights.ts';
import { readBeat } from './beat.ts';
import { exampleFrom, wordsOf } from './example.ts';
import { freshParameters, trainNetwork, usualPlan } from './train-network.ts';
import { trainNgrams } from './train-ngrams.ts';
import { vectorTable } from './vectors.ts';

const sizes = { width: 6, hidden: 6, heads: 2, middle: 8 };
const plan = { ...usualPlan, epochs: 30, batch: 8, rate: 0.01, dropWord: 0, dropVector: 0, dropState: 0 };

function judged(text: string, name: string, label: Judged['label']): Judged {
  const from = text.indexOf(name);
  return { text, from, to: from + name.length, label, conflicting: false, source: text };
}

/** Made-up verbs, so that no rule helps: who flurbs is good, who is flurbed bad, and the other way round with grok. */
const names = ['Ada', 'Bo', 'Cy', 'Di', 'Ed', 'Flo'];
const texts = names.flatMap((one) =>
  names.flatMap((other) => {
    if (one === other) return [];
    return [
      judged(`${one} flurbed ${other} today.`, one, 'positive'),
      judged(`${one} flurbed ${other} today.`, other, 'negative'),
      judged(`${one} grokked ${other} today.`, one, 'negative'),
      judged(`${one} grokked ${other} today.`, other, 'positive'),
      judged(`${one} met ${other} today.`, one, 'neutral'),
    ];
  }),
);

function trained(): { weights: Weights; losses: number[] } {
  const words = [UNKNOWN, NAME, TARGET, ...new Set(texts.flatMap(({ text }) => wordsOf(text)))];
  const rows = { words: new Map(words.map((word, row) => [word, row])), marks: new Map([['capital', 0]]) };
  const examples = texts.map((each) => exampleFrom(each, rows, 1));
  const vectors = vectorTable(words, { width: sizes.width, words: [], of: () => undefined }, 1);
  const parameters = freshParameters(sizes, vectors, 1, 1);
  const losses: number[] = [];
  trainNetwork(parameters, sizes, examples, plan, (_, loss) => losses.push(loss));
  const arrays = new Map(
    Object.entries(parameters).map(([name, { values, rows: count }]) => [name, packed(values, count)]),
  );
  arrays.set('ngrams', packed(trainNgrams(examples, 1), 1));
  const blend = {
    headline: 0,
    sentence: 0,
    structure: 0,
    bias: [0, 0, 0] as [number, number, number],
    sharpness: 1,
  };
  return { weights: { sizes, words, marks: ['capital'], blend, arrays }, losses };
}

test('a network learns who did what to whom, the same at every run, and its packed weights judge alike', () => {
  const { weights, losses } = trained();
  expect(losses.at(-1)).toBeLessThan(0.45);
  expect(trained().losses).toEqual(losses);
  for (const factor of [0, 1]) {
    const judge = judgeFrom({ ...weights, blend: { ...weights.blend, headline: factor, sentence: factor } });
    const says = (text: string, name: string) => {
      const from = text.indexOf(name);
      const { negative, positive } = judge(text, { from, to: from + name.length });
      return positive - negative;
    };
    expect(says('Guy flurbed Hal today.', 'Guy')).toBeGreaterThan(0.3);
    expect(says('Guy flurbed Hal today.', 'Hal')).toBeLessThan(-0.3);
    expect(says('Guy grokked Hal today.', 'Guy')).toBeLessThan(-0.3);
    expect(says('Guy grokked Hal today.', 'Hal')).toBeGreaterThan(0.3);
    expect(Math.abs(says('Guy met Hal today.', 'Guy'))).toBeLessThan(0.3);
  }
});

test('packed numbers are off by less than a hundredth of the largest in their row', () => {
  const values = [0.5, -1, 0.123, 100, 3, -77];
  unpacked(packed(values, 2)).forEach((value, index) => {
    expect(Math.abs(value - values[index]!)).toBeLessThan(index < 3 ? 0.01 : 1);
  });
});

test('the sentences of the beat are read with their marks', () => {
  const beat = readBeat();
  expect(beat.length).toBeGreaterThan(300);
  for (const { text, from, to } of beat) expect(text.slice(from, to)).toMatch(/^[\p{L}\d][^{}|]*$/u);
});
