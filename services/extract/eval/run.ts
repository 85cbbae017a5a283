/**
 * Measures extraction on the public sets: npm run eval -- extract [set] [--shared folder] [--half a|b]
 * [--against module] [--misses file]. Exits 1 where a figure is below its floor in floors.json; a set that is not
 * there is skipped. A module given with --against exports extract(html, url) returning {title, byline, publishedAt,
 * text} or a promise of it, and is measured instead of the project's own extractor, without floors. --half takes the
 * pages whose name hashes to one half: rules are tuned on a and judged on b.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { load } from 'cheerio';
import { extractArticle } from '../extract.ts';
import {
  addCounts,
  countSegments,
  noCounts,
  precisionRecallF,
  type SegmentCounts,
  sameAuthors,
  sameDay,
  sameTitle,
  shingleOverlap,
} from './score.ts';
import { type EvalPage, readSet, type SetName, setNames } from './sets.ts';

interface Extracted {
  title: string | null;
  byline: string[];
  publishedAt: string | null;
  text: string;
}
type Extractor = (html: string, url: string) => Extracted | Promise<Extracted>;

interface Tally {
  pages: number;
  failed: number;
  segments: SegmentCounts;
  shingles: SegmentCounts;
  fields: Record<'title' | 'author' | 'date', { right: number; given: number; known: number }>;
  parseMs: number;
  extractMs: number;
}

const nothing: Extracted = { title: null, byline: [], publishedAt: null, text: '' };

async function attempt(extract: Extractor, html: string, page: EvalPage, tally: Tally): Promise<Extracted> {
  try {
    return await extract(html, page.url);
  } catch (error) {
    tally.failed++;
    process.stderr.write(`${page.id}: ${error instanceof Error ? error.message : String(error)}\n`);
    return nothing;
  }
}

function judgeFields(page: EvalPage, got: Extracted, tally: Tally, misses: string[]): void {
  const judged = [
    ['title', page.title, got.title, sameTitle(page.title ?? '', got.title)],
    ['author', page.author, got.byline.join('; ') || null, sameAuthors(page.author ?? '', got.byline)],
    ['date', page.date, got.publishedAt, sameDay(page.date ?? '', got.publishedAt)],
  ] as const;
  for (const [field, want, have, right] of judged) {
    if (want === undefined) continue;
    const sum = tally.fields[field];
    sum.known++;
    if (have) sum.given++;
    if (right) sum.right++;
    else misses.push(`${page.id}\t${field}\twant ${want}\tgot ${have}`);
  }
}

function judgeText(page: EvalPage, got: Extracted, tally: Tally, misses: string[]): void {
  if (page.wanted && page.unwanted) {
    tally.segments = addCounts(tally.segments, countSegments(got.text, page.wanted, page.unwanted));
    const text = got.text.replace(/\s+/g, ' ');
    const squeezed = (part: string) => part.replace(/\s+/g, ' ').trim();
    for (const part of page.wanted)
      if (!text.includes(squeezed(part))) misses.push(`${page.id}\tmissing\t${part}`);
    for (const part of page.unwanted)
      if (text.includes(squeezed(part))) misses.push(`${page.id}\textra\t${part}`);
  }
  if (page.text !== undefined) {
    const overlap = shingleOverlap(page.text, got.text);
    tally.shingles = addCounts(tally.shingles, overlap);
    const { precision, recall, f } = precisionRecallF(overlap);
    misses.push(`${page.id}\tshingles\tF ${f.toFixed(3)}\tP ${precision.toFixed(3)}\tR ${recall.toFixed(3)}`);
  }
}

async function measure(pages: EvalPage[], extract: Extractor, misses: string[]): Promise<Tally> {
  const field = () => ({ right: 0, given: 0, known: 0 });
  const tally: Tally = {
    pages: pages.length,
    failed: 0,
    segments: noCounts,
    shingles: noCounts,
    fields: { title: field(), author: field(), date: field() },
    parseMs: 0,
    extractMs: 0,
  };
  for (const page of pages) {
    const html = page.html();
    const begun = performance.now();
    load(html);
    const parsed = performance.now();
    const got = await attempt(extract, html, page, tally);
    tally.extractMs += performance.now() - parsed;
    tally.parseMs += parsed - begun;
    judgeText(page, got, tally, misses);
    judgeFields(page, got, tally, misses);
  }
  return tally;
}

const fixed = (value: number) => value.toFixed(3).replace(/^0/, '');
const row = (name: string, ...cells: string[]) => `| ${[name, ...cells].join(' | ')} |`;

function prfRow(name: string, counts: SegmentCounts): string {
  const { precision, recall, f } = precisionRecallF(counts);
  return row(name, fixed(precision), fixed(recall), fixed(f));
}

type Figure = 'text' | keyof Tally['fields'];

function countsOf(set: SetName, tally: Tally): [Figure, string, SegmentCounts][] {
  const rows: [Figure, string, SegmentCounts][] = [];
  if (set === 'trafilatura-eval') rows.push(['text', 'wanted and unwanted segments', tally.segments]);
  if (set === 'readability-pages') rows.push(['text', 'word 4-grams', tally.shingles]);
  for (const name of ['title', 'author', 'date'] as const) {
    const { right, given, known } = tally.fields[name];
    const wrong = { falsePositive: given - right, falseNegative: known - right };
    if (known > 0)
      rows.push([name, `${name} (${known} known)`, { truePositive: right, ...wrong, trueNegative: 0 }]);
  }
  return rows;
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
    },
  });
  const shared = resolve(values.shared ?? process.env.CHIPWIRE_SHARED ?? '../shared');
  const extract = await chosenExtractor(values.against);
  const floors = JSON.parse(readFileSync(new URL('floors.json', import.meta.url), 'utf8')) as Floors;
  const wanted = positionals.length > 0 ? setNames.filter((name) => positionals.includes(name)) : setNames;
  const misses: string[] = [];
  const missed: string[] = [];
  for (const set of wanted) {
    const pages = readSet(shared, set)?.filter((page) => !values.half || halfOf(page) === values.half);
    if (!pages) {
      console.log(`\n${set}: not under ${shared}/data, skipped`);
      continue;
    }
    const tally = await measure(pages, extract, misses);
    console.log(table(set, tally));
    if (!values.against && !values.half) missed.push(...missedFloors(set, tally, floors));
  }
  if (values.misses) writeFileSync(values.misses, `${misses.join('\n')}\n`);
  for (const sentence of missed) console.error(`\nBelow the floor: ${sentence}.`);
  if (missed.length > 0) process.exitCode = 1;
}

await main();
