/**
 * Measures extraction on the public sets: node --import tsx services/extract/eval/run.ts [set] [--shared folder]
 * [--against module] [--misses file]. A module given with --against exports extract(html, url) returning
 * {title, byline, publishedAt, text} and is measured instead of the project's own extractor.
 */
import { writeFileSync } from 'node:fs';
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
type Extractor = (html: string, url: string) => Extracted;

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

function attempt(extract: Extractor, html: string, page: EvalPage, tally: Tally): Extracted {
  try {
    return extract(html, page.url);
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

function measure(pages: EvalPage[], extract: Extractor, misses: string[]): Tally {
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
    const got = attempt(extract, html, page, tally);
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

function table(set: SetName, tally: Tally): string {
  const lines = [
    `\n${set}: ${tally.pages} pages, ${tally.failed} failed`,
    row('', 'P', 'R', 'F'),
    '|---|---|---|---|',
  ];
  if (set === 'trafilatura-eval') lines.push(prfRow('wanted and unwanted segments', tally.segments));
  if (set === 'readability-pages') lines.push(prfRow('word 4-grams', tally.shingles));
  for (const [name, { right, given, known }] of Object.entries(tally.fields)) {
    const counts = {
      truePositive: right,
      falsePositive: given - right,
      falseNegative: known - right,
      trueNegative: 0,
    };
    if (known > 0) lines.push(prfRow(`${name} (${known} known)`, counts));
  }
  const each = (ms: number) => `${(ms / tally.pages).toFixed(1)} ms`;
  const ratio = (tally.extractMs / tally.parseMs).toFixed(2);
  lines.push(`a page ${each(tally.extractMs)}, bare cheerio.load ${each(tally.parseMs)}, ratio ${ratio}`);
  return lines.join('\n');
}

async function chosenExtractor(against: string | undefined): Promise<Extractor> {
  if (!against) return (html, url) => extractArticle(html, { url });
  const module = (await import(pathToFileURL(resolve(against)).href)) as { extract: Extractor };
  return module.extract;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { shared: { type: 'string' }, against: { type: 'string' }, misses: { type: 'string' } },
  });
  const shared = resolve(values.shared ?? process.env.CHIPWIRE_SHARED ?? '../shared');
  const extract = await chosenExtractor(values.against);
  const wanted = positionals.length > 0 ? setNames.filter((name) => positionals.includes(name)) : setNames;
  const misses: string[] = [];
  for (const set of wanted) {
    const pages = readSet(shared, set);
    if (!pages) console.log(`\n${set}: not under ${shared}/data, skipped`);
    else console.log(table(set, measure(pages, extract, misses)));
  }
  if (values.misses) writeFileSync(values.misses, `${misses.join('\n')}\n`);
}

await main();
