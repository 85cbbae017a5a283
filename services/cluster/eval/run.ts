/**
 * Measures grouping: npm run eval -- cluster. On the sample wire (English and Chinese, with copies) and, where the public
 * data lies beside the checkout or in CHIPWIRE_SHARED, on ECB+. The articles go through `chipwire inspect stories`, tagger
 * and all, as they go through the pipeline. Exits 1 when a figure is below its floor in floors.json.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keepFloors } from '../../testing/floors.ts';
import { groupingScores } from './scores.ts';
import { type Labelled, readEcb, readWire } from './sets.ts';

const command = fileURLToPath(new URL('../../../bin/chipwire.mjs', import.meta.url));
const figures = new Map<string, number>();
const fixed = (value: number) => value.toFixed(3);

console.log(
  '| stories | B-cubed P | R | F1 | pairs F1 | stories | articles |\n|---|---|---|---|---|---|---|',
);
const wire = readWire();
const grouped = group(wire);
report('sample wire', wire, grouped);
const own = wire.map(({ copy }, i) => ({ copy, ...grouped[i]! })).filter(({ copy }) => !copy);
report(
  'sample wire without copies',
  wire.filter(({ copy }) => !copy),
  own,
);
const ecb = readEcb();
if (ecb) report('ECB+ topics 1-22', ecb, group(ecb));
else console.log('no public data: only the sample wire is measured');

const found = grouped.filter(({ copyOf }, i) => copyOf !== null && wire[i]!.copy).length;
const taken = grouped.filter(({ copyOf }) => copyOf !== null).length;
const there = wire.filter(({ copy }) => copy).length;
console.log(
  `copies on the sample wire: ${found} of ${there} found, ${taken - found} articles wrongly taken for one`,
);
figures.set('sample wire, copies F1', (2 * found) / (taken + there));

keepFloors(new URL('floors.json', import.meta.url), figures);

interface Grouped {
  story: number;
  copyOf: string | null;
}

function group(articles: readonly Labelled[]): Grouped[] {
  const folder = mkdtempSync(join(tmpdir(), 'chipwire-stories-'));
  try {
    const file = join(folder, 'articles.jsonl');
    writeFileSync(file, articles.map((article) => `${JSON.stringify(article)}\n`).join(''));
    const lines = execFileSync(process.execPath, [command, 'inspect', 'stories', file], { maxBuffer: 1e9 });
    return lines
      .toString('utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Grouped);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function report(name: string, articles: readonly Labelled[], given: readonly Grouped[]): void {
  const { precision, recall, f1, pairF1, stories } = groupingScores(
    articles.map(({ story }) => story),
    given.map(({ story }) => story),
  );
  const cells = [...[precision, recall, f1, pairF1].map(fixed), stories, articles.length];
  console.log(`| ${[name, ...cells].join(' | ')} |`);
  figures.set(`${name}, B-cubed F1`, f1).set(`${name}, pairs F1`, pairF1);
}
