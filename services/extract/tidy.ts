import type { Paragraph } from './render.ts';
import { sourceIn } from './tail.ts';

/** The paragraphs without what stands between, before and after sentences: link lines, labels and lone headings. */
export function tidy(paragraphs: Paragraph[]): Paragraph[] {
  const steps = [dropClockLines, dropLinkLines, dropLeading, dropTrailing, dropBareHeadings];
  return steps.reduce((kept, step) => step(kept), paragraphs);
}

// A heading that runs over lines of sentences is a lead set in large type.
const isHeading = ({ tag, good }: Paragraph) => /^h[1-6]$/.test(tag) && good < 120;
const isSentences = ({ good }: Paragraph) => good > 0;

// "Read more: <a>…</a>" in any language: a short label that ends in a colon, then a link to the end.
const label = /^[^.!?]{0,40}[:：>»→]\s*$/;

function isLinkLine(paragraph: Paragraph): boolean {
  if (paragraph.linked === 0) return false;
  if (paragraph.linked > 0.85 * paragraph.all) return true;
  return (
    paragraph.freeEnd < paragraph.text.length - 3 && label.test(paragraph.text.slice(0, paragraph.freeEnd))
  );
}

// The hour of a live blog's entry stands alone on its line.
function dropClockLines(paragraphs: Paragraph[]): Paragraph[] {
  return paragraphs.filter(
    ({ text }) => !/^\d{1,2}[:.h]\d{2}(?: ?(?:[ap]\.?m\.?|uhr|[A-Z]{2,4}))?$/i.test(text),
  );
}

function dropLinkLines(paragraphs: Paragraph[]): Paragraph[] {
  return paragraphs.filter((paragraph) => !isLinkLine(paragraph));
}

function dropLeading(paragraphs: Paragraph[]): Paragraph[] {
  const first = paragraphs.findIndex(isSentences);
  return paragraphs.filter((paragraph, at) => at >= first || isHeading(paragraph));
}

function dropTrailing(paragraphs: Paragraph[]): Paragraph[] {
  const last = paragraphs.findLastIndex(
    (paragraph) =>
      isSentences(paragraph) ||
      (paragraph.linked === 0 && paragraph.all > 40) ||
      sourceIn(paragraph.text) !== null,
  );
  return paragraphs.slice(0, last + 1);
}

function dropBareHeadings(paragraphs: Paragraph[]): Paragraph[] {
  return paragraphs.filter((paragraph, at) => {
    if (!isHeading(paragraph)) return true;
    const next = paragraphs[at + 1];
    return next !== undefined && !(isHeading(next) && next.tag <= paragraph.tag);
  });
}
