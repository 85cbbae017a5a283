import type { Box } from './boxes.ts';
import { chooseArticle } from './choose.ts';
import { cutBoxes, isCredit, isMark } from './labels.ts';
import { plain } from './metadata/text.ts';
import { type PruneLimits, prune } from './prune.ts';
import { type Paragraph, renderParagraphs } from './render.ts';
import { cutSyndication, isImprint, isPointer, isPromotion, isTitle } from './tail.ts';
import { tidy } from './tidy.ts';

export interface Body {
  /** Paragraphs separated by a blank line; empty where the page has no article text. */
  text: string;
  syndicatedFrom: string | null;
}

const strict: PruneLimits = {
  drop: 0.5,
  comments: 0.8,
  meta: 0.15,
};
// Acts on names that hold next to none of the page's sentences only.
const lenient: PruneLimits = { drop: 0.1, comments: 0.8, meta: 0.05 };

/** The article's text from the page's boxes, or from JSON-LD where the page shows much less than that. */
export function readBody(page: Box, title: string | null, declared: string | null): Body {
  let paragraphs = select(page, strict);
  if (weight(paragraphs) < 400) {
    const more = select(page, lenient);
    if (weight(more) > 2 * weight(paragraphs)) paragraphs = more;
  }
  if (declared && isWhole(declared) && declared.length > 2 * weight(paragraphs))
    paragraphs = plainParagraphs(declared);
  const kept = paragraphs.filter(
    (paragraph) =>
      !isPromotion(paragraph) &&
      !isPointer(paragraph, title) &&
      !isTitle(paragraph, title) &&
      !isImprint(paragraph) &&
      !isMark(paragraph) &&
      !isCredit(paragraph),
  );
  const tail = cutSyndication(cutBoxes(kept));
  const text = tidy(tail.paragraphs).map((paragraph) => paragraph.text);
  return { text: text.join('\n\n'), syndicatedFrom: tail.syndicatedFrom };
}

function select(page: Box, limits: PruneLimits): Paragraph[] {
  return tidy(renderParagraphs(chooseArticle(prune(page, limits))));
}

const weight = (paragraphs: Paragraph[]) => paragraphs.reduce((sum, { good }) => sum + good, 0);

// A teaser in place of the text ends in dots or is short.
const isWhole = (text: string) => text.length > 200 && !/(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*$/.test(text);

function plainParagraphs(text: string): Paragraph[] {
  // Mark-up that was escaped twice is read as such; its paragraphs and breaks divide the text.
  const html = /&lt;\/?(?:p|br|b|a|i|h\d|div|span)\b/i.test(text) ? unescapeHtml(text) : text;
  const parts = html.replace(/<(?:br|\/p|\/h\d|\/li|\/div)\b[^<>]{0,50}>/gi, '\n').split('\n');
  const lines = parts.flatMap((line) => plain(line) || []);
  return lines.map((line) => ({
    text: line,
    tag: 'p',
    all: line.length,
    linked: 0,
    good: line.length,
    freeEnd: line.length,
  }));
}

const unescapeHtml = (text: string) =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;|&#0?34;/g, '"')
    .replace(/&amp;/g, '&');
