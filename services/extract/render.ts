import { type Box, isBox, type Run } from './boxes.ts';

/** A paragraph of the article and where it stood. */
export interface Paragraph {
  text: string;
  /** The innermost block's tag, such as `p`, `li`, `h2`, `td`. */
  tag: string;
  all: number;
  linked: number;
  good: number;
  /** Characters before the link that the text ends in. */
  freeEnd: number;
}

/** The chosen box's paragraphs in the page's order; a table's row is one paragraph, its cells divided by tabs. */
export function renderParagraphs(article: Box): Paragraph[] {
  const out: Paragraph[] = [];
  const visit = (box: Box): void => {
    if (box.tag === 'tr') {
      const row = renderRow(box);
      if (row) out.push(row);
      return;
    }
    for (const child of box.children) {
      if (isBox(child)) visit(child);
      else for (const text of child.text.split(/\n\s*\n/)) addText(out, text, box.tag, child);
    }
  };
  visit(article);
  return out;
}

function addText(out: Paragraph[], raw: string, tag: string, run: Run): void {
  const text = clean(raw);
  if (text !== '') out.push({ text, tag, ...run.weight, freeEnd: run.freeEnd });
}

const clean = (text: string) =>
  text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();

function renderRow(row: Box): Paragraph | null {
  const nested: Paragraph[] = [];
  for (const cell of row.children) if (isBox(cell)) nested.push(...renderParagraphs(cell));
  const long = nested.some((part) => part.text.length > 200);
  if (nested.length === 0) return null;
  const sum = (key: 'all' | 'linked' | 'good') => nested.reduce((total, part) => total + part[key], 0);
  const text = nested.map((part) => part.text).join(long ? '\n\n' : '\t');
  return { text, tag: 'tr', all: sum('all'), linked: sum('linked'), good: sum('good'), freeEnd: text.length };
}
