/**
 * Measures tagging: npm run eval -- tag. On public data, read from the data folder beside the checkout or from
 * CHIPWIRE_SHARED and skipped where it is absent, and on the project's own gold set. Exits 1 when a figure is below its
 * floor in floors.json.
 */
import { keepFloors } from '../../testing/floors.ts';
import { loadEntityList } from '../names/list.ts';
import { tagArticle } from '../tag.ts';
import { hasShared, sharedFolder } from './datasets.ts';
import { type Passage, readGold } from './gold.ts';
import { addScores, emptyTally, measured, rates } from './gold-scores.ts';
import { judgedSets, scoreSet } from './sentiment.ts';
import { readCrossner, spotNames } from './spot-names.ts';
import { scoreTopics } from './topics.ts';

const fixed = (value: number) => value.toFixed(3);
const figures = new Map<string, number>();
const gold = readGold();
const list = loadEntityList();

if (!hasShared('newsmtsc/devtest_mt.jsonl.gz'))
  console.log(`no public data in ${sharedFolder()}: only the gold set is measured`);

console.log('| sentiment | macro-F1 | accuracy | negative | neutral | positive | targets |');
console.log('|---|---|---|---|---|---|---|');
for (const set of judgedSets(gold)) {
  const { macroF1, accuracy, f1, count } = scoreSet(set);
  const cells = [macroF1, accuracy, f1.negative, f1.neutral, f1.positive].map(fixed);
  console.log(`| ${[set.name, ...cells, count].join(' | ')} |`);
  figures.set(`sentiment, ${set.name}`, macroF1);
}

for (const part of ['tune', 'held'] as const)
  for (const language of ['en', 'zh'] as const)
    reportGold(
      `gold ${language} ${part}`,
      gold.filter((passage) => passage.part === part && passage.language === language),
    );

reportTopics();

if (hasShared('crossner/dev.txt')) {
  console.log('\n| names, CrossNER ai dev (Wikipedia, not news; for information) | P | R |\n|---|---|---|');
  for (const [type, { found, right, there }] of spotNames(readCrossner('dev'), list))
    console.log(`| ${type} | ${fixed(right / Math.max(1, found))} | ${fixed(right / Math.max(1, there))} |`);
}

keepFloors(new URL('floors.json', import.meta.url), figures);

function reportGold(name: string, passages: readonly Passage[]): void {
  const tally = emptyTally();
  for (const passage of passages) addScores(tally, passage, tagArticle(passage, list));
  console.log(`\n| ${name}, ${passages.length} passages | P | R | F1 | there |\n|---|---|---|---|---|`);
  for (const what of measured) {
    const { precision, recall, f1 } = rates(tally[what]);
    console.log(`| ${[what, ...[precision, recall, f1].map(fixed), tally[what].wanted].join(' | ')} |`);
    figures.set(`${name}, ${what}`, f1);
  }
}

function reportTopics(): void {
  const { rows, others, alarms } = scoreTopics(list);
  console.log('\n| topics, all labelled articles | P | R | F1 | on topic |\n|---|---|---|---|---|');
  for (const { name, counts } of rows) {
    const { precision, recall, f1 } = rates(counts);
    console.log(`| ${[name, ...[precision, recall, f1].map(fixed), counts.wanted].join(' | ')} |`);
    figures.set(`topics, ${name}`, f1);
  }
  console.log(`${alarms} of ${others} other items of a recorded week are taken for one on a topic`);
}
