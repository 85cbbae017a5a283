import { performance } from 'node:perf_hooks';
import { load } from 'cheerio';
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
import type { EvalPage, SetName } from './sets.ts';

export interface Extracted {
  title: string | null;
  byline: string[];
  publishedAt: string | null;
  text: string;
}
export type Extractor = (html: string, url: string) => Extracted | Promise<Extracted>;

export interface Tally {
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

export async function measure(pages: EvalPage[], extract: Extractor, misses: string[]): Promise<Tally> {
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

export type Figure = 'text' | keyof Tally['fields'];

export function countsOf(set: SetName, tally: Tally): [Figure, string, SegmentCounts][] {
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

/** How well pages are read: what `npm run eval -- extract` measures. */
export interface ExtractScores {
  sets: SetScores[];
}
export interface SetScores {
  set: SetName;
  pages: number;
  /** 0…1 each */
  figures: Partial<Record<Figure, { precision: number; recall: number; f: number }>>;
}

export const scoresOf = (set: SetName, tally: Tally): SetScores => ({
  set,
  pages: tally.pages,
  figures: Object.fromEntries(
    countsOf(set, tally).map(([figure, , counts]) => [figure, precisionRecallF(counts)]),
  ),
});
