/**
 * Measures tagging on public data which nobody here wrote: `node --import tsx services/tag/eval/run.ts`. Reads the data
 * folder beside the checkout, or CHIPWIRE_SHARED. What is tuned is tuned on train parts; what is printed is not.
 */
import nlp from 'compromise';
import { loadEntityList } from '../names/list.ts';
import { sentimentTowards } from '../sentiment/sentiment.ts';
import { tagArticle } from '../tag.ts';
import { hasShared, type Judged, readNewsMtsc, readSentfin, readShared, sharedFolder } from './datasets.ts';
import { type LabelScores, labelScores } from './scores.ts';
import { readCrossner, spotNames } from './spot-names.ts';

const PERCENT = 100;

function main(): void {
  if (!hasShared('newsmtsc/devtest_mt.jsonl.gz')) {
    console.log(`skipped: no public data in ${sharedFolder()}; set CHIPWIRE_SHARED to its folder`);
    return;
  }
  console.log('sentiment                    macro-F1  accuracy   neg   neu   pos  targets');
  report('NewsMTSC devtest_mt', readNewsMtsc('devtest_mt'));
  const headlines = readSentfin('check');
  report('SEntFiN check part', headlines);
  report(
    '  one label in the headline',
    headlines.filter(({ conflicting }) => !conflicting),
  );
  report(
    '  conflicting labels',
    headlines.filter(({ conflicting }) => conflicting),
  );
  reportNames();
  reportSpeed();
}

function report(name: string, judged: readonly Judged[]): void {
  const scores: LabelScores = labelScores(
    judged.map(({ text, from, to, label }) => ({
      truth: label,
      given: sentimentTowards(text, from, to, 'en').label,
    })),
  );
  const { f1 } = scores;
  const figures = [scores.macroF1, scores.accuracy, f1.negative, f1.neutral, f1.positive];
  console.log(
    `${name.padEnd(29)}${figures.map((each) => each.toFixed(3).padStart(6)).join('  ')}  ${scores.count}`,
  );
}

function reportNames(): void {
  const list = loadEntityList();
  console.log('\nnames, CrossNER ai dev (Wikipedia, not news; for information)');
  for (const [type, { found, right, there }] of spotNames(readCrossner('dev'), list)) {
    const precision = ((PERCENT * right) / Math.max(1, found)).toFixed(0);
    const recall = ((PERCENT * right) / Math.max(1, there)).toFixed(0);
    console.log(
      `  ${type.padEnd(14)} precision ${precision}% of ${found} found, recall ${recall}% of ${there}`,
    );
  }
}

/** The seed article's first 3 KB, in turns, so that both meet the same machine; medians. */
function reportSpeed(): void {
  const list = loadEntityList();
  const text = readShared('articles/deepseek-jolt.txt').slice(0, 3000);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < 60; round++) {
    ours.push(timed(() => tagArticle({ title: 'DeepSeek’s success gives Chinese firms jolt', text }, list)));
    theirs.push(timed(() => namesByCompromise(text)));
  }
  const [own, other] = [median(ours.slice(20)), median(theirs.slice(20))];
  console.log(
    `\nspeed, 3 KB of text: tagArticle ${own.toFixed(2)} ms, compromise ${other.toFixed(2)} ms, ${(other / own).toFixed(1)} times`,
  );
}

function namesByCompromise(text: string): number {
  const doc = nlp(text);
  return doc.people().length + doc.organizations().length + doc.places().length;
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

main();
