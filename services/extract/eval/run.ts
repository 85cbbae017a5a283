/**
 * Measures extraction on the public sets: npm run eval -- extract [set] [--shared folder] [--half a|b]
 * [--against module] [--misses file] [--save]. Exits 1 where a figure is below its floor in floors.json; a set that is not
 * there is skipped. A module given with --against exports extract(html, url) returning {title, byline, publishedAt,
 * text} or a promise of it, and is measured instead of the project's own extractor, without floors. --half takes the
 * pages whose name hashes to one half: rules are tuned on a and judged on b. --save keeps the figures for the page of
 * method; it needs all the data.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { saveScores } from '../../method/saveScores.ts';
import { extractArticle } from '../extract.ts';
import {
  countsOf,
  type Extractor,
  type ExtractScores,
  type Figure,
  measure,
  scoresOf,
  type Tally,
} from './measure.ts';
import { precisionRecallF, type SegmentCounts } from './score.ts';
import { type EvalPage, readSet, type SetName, setNames } from './sets.ts';

const fixed = (value: number) => value.toFixed(3).replace(/^0/, '');
const row = (name: string, ...cells: string[]) => `| ${[name, ...cells].join(' | ')} |`;

function prfRow(name: string, counts: SegmentCounts): string {
  const { precision, recall, f } = precisionRecallF(counts);
  return row(name, fixed(precision), fixed(recall), fixed(f));
}

function table(set: SetName, tally: Tally): string {
  const lines = [
    `\n${set}: ${tally.pages} pages, ${tally.failed} failed`,
    row('', 'P', 'R', 'F'),
    '|---|---|---|---|',
    ...countsOf(set, tally).map(([, name, counts]) => prfRow(name, counts)),
  ];
  const each = (ms: number) => `${(ms / tally.pages).toFixed(1)} ms`;
  const ratio = (tally.extractMs / tally.parseMs).toFixed(2);
  lines.push(`a page ${each(tally.extractMs)}, bare cheerio.load ${each(tally.parseMs)}, ratio ${ratio}`);
  return lines.join('\n');
}

type Floors = Partial<Record<SetName, Partial<Record<Figure, number>>>>;

/** A sentence for each F below its floor. */
function missedFloors(set: SetName, tally: Tally, floors: Floors): string[] {
  return countsOf(set, tally).flatMap(([figure, , counts]) => {
    const floor = floors[set]?.[figure] ?? 0;
    const { f } = precisionRecallF(counts);
    return f < floor ? [`${set}, ${figure}: F ${fixed(f)} is below its floor ${fixed(floor)}`] : [];
  });
}

const halfOf = ({ id }: EvalPage) => (createHash('md5').update(id).digest()[0]! % 2 === 0 ? 'a' : 'b');

async function chosenExtractor(against: string | undefined): Promise<Extractor> {
  if (!against) return (html, url) => extractArticle(html, { url });
  const module = (await import(pathToFileURL(resolve(against)).href)) as { extract: Extractor };
  return module.extract;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      shared: { type: 'string' },
      against: { type: 'string' },
      misses: { type: 'string' },
      half: { type: 'string' },
      save: { type: 'boolean' },
    },
  });
  const shared = resolve(values.shared ?? process.env.CHIPWIRE_SHARED ?? '../shared');
  const extract = await chosenExtractor(values.against);
  const floors = JSON.parse(readFileSync(new URL('floors.json', import.meta.url), 'utf8')) as Floors;
  const wanted = positionals.length > 0 ? setNames.filter((name) => positionals.includes(name)) : setNames;
  const misses: string[] = [];
  const missed: string[] = [];
  const scores: ExtractScores = { sets: [] };
  for (const set of wanted) {
    const pages = readSet(shared, set)?.filter((page) => !values.half || halfOf(page) === values.half);
    if (!pages) {
      console.log(`\n${set}: not under ${shared}/data, skipped`);
      continue;
    }
    const tally = await measure(pages, extract, misses);
    console.log(table(set, tally));
    scores.sets.push(scoresOf(set, tally));
    if (!values.against && !values.half) missed.push(...missedFloors(set, tally, floors));
  }
  if (values.misses) writeFileSync(values.misses, `${misses.join('\n')}\n`);
  for (const sentence of missed) console.error(`\nBelow the floor: ${sentence}.`);
  if (missed.length > 0) process.exitCode = 1;
  const isWhole = scores.sets.length === setNames.length && !values.against && !values.half;
  if (values.save) saveScores('extract', scores, isWhole);
}

await main();
