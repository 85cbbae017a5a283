import type { Span } from './query.ts';

/** What is wrong with a query, where, and a query that would be right if one can be guessed. */
export interface Fault extends Span {
  /** One or two sentences, for whoever typed the query. */
  message: string;
  /** The whole query, mended. */
  mend?: string;
}

/** Another text for a stretch of the query. */
export interface Edit extends Span {
  text: string;
}

/** A fault before it is known whether its mend makes the whole query right. */
export interface Finding extends Span {
  message: string;
  edit?: Edit;
}

const mostColumns = 100;
const columnsBefore = 40;

/**
 * The query with carets under the fault, for a terminal: two lines of at most 100 columns. Chinese characters count two.
 */
export function showFault(text: string, { start, end }: Span): string {
  const signs = [...segmenter.segment(text)].map(({ segment, index }) => ({
    sign: /[\p{C}\s]/u.test(segment) ? ' ' : segment,
    isFault: index >= start && index < Math.max(end, start + 1),
  }));
  const [from, to] = shownPart(signs);
  const line = signs.slice(from, to);
  const carets = line.map(({ sign, isFault }) => (isFault ? '^' : ' ').repeat(width(sign))).join('');
  const ahead = from > 0 ? '…' : '';
  const behind = to < signs.length ? '…' : '';
  return `${ahead}${line.map(({ sign }) => sign).join('')}${behind}\n${ahead && ' '}${carets.trimEnd()}`;
}

/** Which signs fit on the line: all, or those around the beginning of the fault. */
function shownPart(signs: readonly { sign: string; isFault: boolean }[]): [from: number, to: number] {
  const widths = signs.map(({ sign }) => width(sign));
  const total = widths.reduce((sum, each) => sum + each, 0);
  if (total <= mostColumns) return [0, signs.length];
  let from = signs.findIndex(({ isFault }) => isFault);
  for (let columns = 0; from > 0 && columns < columnsBefore; from--) columns += widths[from - 1]!;
  let to = from;
  for (let columns = 2; to < signs.length && columns + widths[to]! <= mostColumns; to++)
    columns += widths[to]!;
  return [from, to];
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const width = (char: string) => (wide.test(char) ? 2 : 1);
