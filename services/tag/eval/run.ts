/**
 * Measures tagging: npm run eval -- tag [--save]. On public data, read from the data folder beside the checkout or from
 * CHIPWIRE_SHARED and skipped where it is absent, and on the project's own gold set. Exits 1 when a figure is below its
 * floor in floors.json. --save keeps the figures for the page of method; it needs all the data. --gold FILE holds the
 * tagger against that file alone: what `chipwire corrections export` wrote.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { saveScores } from '../../method/saveScores.ts';
import { keepFloors } from '../../testing/floors.ts';
import { loadEntityList } from '../names/list.ts';
import { agreementWith } from './corrections.ts';
import { hasShared, sharedFolder } from './datasets.ts';
import { readPassages } from './gold.ts';
import { type Counts, measured, rates } from './gold-scores.ts';
import { type GoldPart, measureTagging, type TagScores, tagFigures } from './measure.ts';
import { labelScoresOf } from './scores.ts';
import { readCrossner, spotNames } from './spot-names.ts';

const fixed = (value: number) => value.toFixed(3);
const at = process.argv.indexOf('--gold');
if (at < 0) measureAll();
else reportCorrections(process.argv[at + 1] ?? '');

function measureAll(): void {
  const isWhole = hasShared('newsmtsc/devtest_mt.jsonl.gz') && hasShared('sentfin/train.csv.gz');
  if (!isWhole) console.log(`public data is missing in ${sharedFolder()}: not everything is measured`);

  const scores = measureTagging();
  reportSentiment(scores.sentiment);
  for (const part of scores.gold) reportGold(part);
  reportTopics(scores.topics);
  if (hasShared('crossner/dev.txt')) reportNames();
  keepFloors(new URL('floors.json', import.meta.url), tagFigures(scores));
  if (process.argv.includes('--save')) saveScores('tag', scores, isWhole);
}

function reportCorrections(path: string): void {
  const passages = readPassages(readFileSync(path, 'utf8'), { file: basename(path), partly: true });
  console.log('| what readers corrected | language | the tagger agrees | of |\n|---|---|---|---|');
  for (const { what, language, agrees, of } of agreementWith(passages, loadEntityList()))
    console.log(`| ${[what, language, `${agrees} (${Math.round((100 * agrees) / of)}%)`, of].join(' | ')} |`);
  console.log('Readers correct what is wrong: this is no measure of how often tags are right.');
}

function reportSentiment(sets: TagScores['sentiment']): void {
  console.log('| sentiment | macro-F1 | accuracy | negative | neutral | positive | targets |');
  console.log('|---|---|---|---|---|---|---|');
  for (const { set, confusion } of sets) {
    const { macroF1, accuracy, f1, count } = labelScoresOf(confusion);
    const cells = [macroF1, accuracy, f1.negative, f1.neutral, f1.positive].map(fixed);
    console.log(`| ${[set, ...cells, count].join(' | ')} |`);
  }
}

function reportGold({ language, part, passages, counts }: GoldPart): void {
  console.log(
    `\n| gold ${language} ${part}, ${passages} passages | P | R | F1 | there |\n|---|---|---|---|---|`,
  );
  for (const what of measured) reportRates(what, counts[what]);
}

function reportTopics({ rows, others, alarms }: TagScores['topics']): void {
  console.log('\n| topics, all labelled articles | P | R | F1 | on topic |\n|---|---|---|---|---|');
  for (const { name, counts } of rows) reportRates(name, counts);
  console.log(`${alarms} of ${others} other items of a recorded week are taken for one on a topic`);
}

function reportRates(name: string, counts: Counts): void {
  const { precision, recall, f1 } = rates(counts);
  console.log(`| ${[name, ...[precision, recall, f1].map(fixed), counts.wanted].join(' | ')} |`);
}

function reportNames(): void {
  console.log('\n| names, CrossNER ai dev (Wikipedia, not news; for information) | P | R |\n|---|---|---|');
  for (const [type, { found, right, there }] of spotNames(readCrossner('dev'), loadEntityList()))
    console.log(`| ${type} | ${fixed(right / Math.max(1, found))} | ${fixed(right / Math.max(1, there))} |`);
}
