import type { CheerioAPI } from 'cheerio/slim';
import { type Hint, noHint, readHint } from './hints.ts';
import { type Weight, weigh } from './weigh.ts';

type Parent = ReturnType<CheerioAPI['root']>[0];
type ChildNode = NonNullable<Parent>['children'][number];
export type Element = Extract<ChildNode, { attribs: unknown }>;

/** Text without a block inside: one paragraph, heading, list item or table cell's content. */
export interface Run {
  /** White space collapsed; a line break of the page is `\n`. */
  text: string;
  weight: Weight;
  /** Characters before the link that the text ends in; the text's length where it ends in none. */
  freeEnd: number;
}

/** A block element with what it holds, in the page's order. */
export interface Box {
  tag: string;
  hint: Hint;
  element: Element;
  /** It has a field to type into of its own: a form, whatever it is called. */
  asks: boolean;
  /** It shows a picture of its own, in it or in a box without text. */
  pictured: boolean;
  children: (Box | Run)[];
  /** Sums over what it holds; see weigh.ts. */
  all: number;
  linked: number;
  good: number;
}

export const isBox = (child: Box | Run): child is Box => 'children' in child;

const skipped = new Set(
  (
    'script style noscript template iframe svg canvas video audio object embed select option input textarea button ' +
    'title meta link map datalist progress meter dialog menu amp-ad amp-analytics math'
  ).split(' '),
);

const inlineTags = new Set(
  (
    'a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rb rp rt rtc ruby s ' +
    'samp small span strike strong sub sup time tt u var wbr o:p picture source'
  ).split(' '),
);

const captionWords = /caption|credit|bild/;

// A link in running text belongs to it, whatever its class says ("affiliate", "tooltip").
const midSentence = /[\p{L}\p{N},;(“"«][ \n]*$/u;

interface Pen {
  text: string;
  linked: number;
  freeEnd: number;
  children: (Box | Run)[];
  preformatted: boolean;
  pictured: boolean;
}

/** The page as nested boxes, in one pass over the DOM; scripts, controls and hidden parts are left out. */
export function buildBoxes(root: Element): Box {
  return buildBox(root, false, false);
}

function buildBox(element: Element, inLink: boolean, preformatted: boolean): Box {
  const pre = preformatted || element.name === 'pre' || element.name === 'textarea';
  const pen: Pen = { text: '', linked: 0, freeEnd: 0, children: [], preformatted: pre, pictured: false };
  writeChildren(element, pen, inLink);
  closeRun(pen);
  return {
    tag: element.name,
    hint: hintOf(element),
    element,
    asks: element.children.some(isField),
    pictured: pen.pictured || pen.children.some((child) => isBox(child) && child.pictured && child.all === 0),
    children: pen.children,
    ...sumWeights(pen.children),
  };
}

function isField(node: ChildNode): boolean {
  if (!('attribs' in node)) return false;
  return (
    node.name === 'textarea' ||
    (node.name === 'input' && /^(?:text|email|search|tel|)$/.test(node.attribs.type ?? ''))
  );
}

/** The weights of a box's children added up. */
export function sumWeights(children: (Box | Run)[]): Weight {
  const sum = { all: 0, linked: 0, good: 0 };
  for (const child of children) {
    const part = isBox(child) ? child : child.weight;
    sum.all += part.all;
    sum.linked += part.linked;
    sum.good += part.good;
  }
  return sum;
}

function writeChildren(element: Element, pen: Pen, inLink: boolean): void {
  for (const node of element.children) {
    if (node.type === 'text') writeText(pen, node.data, inLink);
    else if ('attribs' in node) writeElement(node, pen, inLink);
  }
}

function writeText(pen: Pen, raw: string, inLink: boolean): void {
  const text = pen.preformatted ? raw : raw.replace(/[\s\u200b]+/g, ' ');
  pen.text += text;
  if (inLink) pen.linked += text.length;
  else if (text.trim() !== '') pen.freeEnd = pen.text.length;
}

function writeElement(element: Element, pen: Pen, inLink: boolean): void {
  const tag = element.name;
  if (tag === 'br') {
    pen.text += '\n';
    return;
  }
  if (skipped.has(tag) || isHidden(element)) return;
  const linked = inLink || (tag === 'a' && element.attribs.href !== undefined);
  if (tag === 'img') pen.pictured = true;
  if (inlineTags.has(tag)) {
    const hint = hintOf(element);
    if ((hint.kind === 'drop' || hint.kind === 'comments') && !midSentence.test(pen.text)) return;
    // A caption in a span is no part of the sentence beside it.
    if (!captionWords.test(hint.word)) {
      writeChildren(element, pen, linked);
      return;
    }
  }
  closeRun(pen);
  pen.children.push(buildBox(element, linked, pen.preformatted));
}

function closeRun(pen: Pen): void {
  const text = pen.text.trim();
  const start = pen.text.length - pen.text.trimStart().length;
  const freeEnd = Math.min(text.length, Math.max(0, pen.freeEnd - start));
  if (text !== '')
    pen.children.push({ text, weight: weigh(text, Math.min(pen.linked, text.length)), freeEnd });
  pen.text = '';
  pen.linked = 0;
  pen.freeEnd = 0;
}

const isTitled = /^(?:h[1-6]|p)$/;

// Where class names are made up by a build step, the names given for tests still say what an element is.
// A page's root and its headings are named for what the page is about ("page-with-sidebar", "nav-chapter-2").
function hintOf({ name, attribs }: Element): Hint {
  if (name === 'body' || name === 'html' || name === 'main') return noHint;
  const test = attribs['data-testid'] ?? attribs['data-component'];
  const classes = attribs.class ?? '';
  const id = isTitled.test(name) ? '' : (attribs.id ?? '');
  return readHint(test === undefined ? classes : `${classes} ${test}`, id, attribs.role ?? '');
}

function isHidden({ attribs }: Element): boolean {
  if (attribs.hidden !== undefined || attribs['aria-hidden'] === 'true') return true;
  const style = attribs.style;
  return style !== undefined && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style);
}
