/**
 * Measures grouping: npm run eval -- cluster [--save]. On the sample wire (English and Chinese, with copies) and, where
 * the public data lies beside the checkout or in CHIPWIRE_SHARED, on ECB+. The articles go through `chipwire inspect
 * stories`, tagger and all, as they go through the pipeline. Exits 1 when a figure is below its floor in floors.json.
 * --save keeps the figures for the page of method; it needs all the data.
 */
import { saveScores } from '../../method/saveScores.ts';
import { keepFloors } from '../../testing/floors.ts';
import { clusterFigures, measureGrouping } from './measure.ts';

const fixed = (value: number) => value.toFixed(3);
const scores = measureGrouping();
console.log(
  '| stories | B-cubed P | R | F1 | pairs F1 | stories | articles |\n|---|---|---|---|---|---|---|',
);
for (const { set, precision, recall, f1, pairF1, stories, articles } of scores.sets) {
  const cells = [...[precision, recall, f1, pairF1].map(fixed), stories, articles];
  console.log(`| ${[set, ...cells].join(' | ')} |`);
}
const isWhole = scores.sets.some(({ set }) => set.startsWith('ECB+'));
if (!isWhole) console.log('no public data: only the sample wire is measured');
const { right, given, wanted } = scores.copies;
console.log(
  `copies on the sample wire: ${right} of ${wanted} found, ${given - right} articles wrongly taken for one`,
);
keepFloors(new URL('floors.json', import.meta.url), clusterFigures(scores));
if (process.argv.includes('--save')) saveScores('cluster', scores, isWhole);
