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

/** The chosen box's paragraphs in the page's order; a row of figures is one paragraph, its cells divided by tabs. */
export function renderParagraphs(article: Box): Paragraph[] {
  const out: Paragraph[] = [];
  const visit = (box: Box): void => {
    if (box.tag === 'tr') {
      out.push(...renderRow(box));
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

/** One paragraph for a row of figures; a table that lays out the page has its paragraphs in its cells. */
function renderRow(row: Box): Paragraph[] {
  const cells = row.children.map((cell) => (isBox(cell) ? renderParagraphs(cell) : []));
  const nested = cells.flat();
  const laysOut = (cell: Paragraph[]) =>
    cell.some(({ all }) => all > 200) || cell.filter(({ good }) => good > 0).length > 1;
  if (nested.length === 0 || cells.some(laysOut)) return nested;
  const sum = (key: 'all' | 'linked' | 'good') => nested.reduce((total, part) => total + part[key], 0);
  const text = nested.map((part) => part.text).join('\t');
  return [
    { text, tag: 'tr', all: sum('all'), linked: sum('linked'), good: sum('good'), freeEnd: text.length },
  ];
}
