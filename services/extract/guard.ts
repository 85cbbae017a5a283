import { ExtractError } from './errors.ts';

/** Bounds checked before parsing, since the parser's cost grows with the square of the nesting depth. */
export const bounds = {
  /** Characters of HTML; the largest of 1,284 public pages has 2.7 million. */
  chars: 4_000_000,
  /** Open elements above one another; the deepest of these pages has 42, the scan counts 400 on none. */
  depth: 400,
  /** Start tags; the fullest of these pages has 12,815. */
  tags: 150_000,
  /** Attributes of one element; the fullest of these pages has 70. */
  attributes: 500,
};

const tag = /<(\/?)([a-z][a-z0-9:-]*)/gi;
const voids = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const raws = new Set(['script', 'style', 'textarea', 'title', 'xmp', 'iframe', 'noframes', 'noembed']);
const selfClosing = new Set('p li dt dd tr td th option optgroup rp rt'.split(' '));
const closesParagraph = new Set(
  'address article aside blockquote div dl fieldset footer form h1 h2 h3 h4 h5 h6 header hr main nav ol pre section table ul'.split(
    ' ',
  ),
);

/** Throws `too-large` or `too-deep` where parsing would cost too much; reads the HTML once, without a parser. */
export function guardHtml(html: string): void {
  if (html.length > bounds.chars) {
    throw new ExtractError(
      'too-large',
      `The page has ${html.length} characters, more than the ${bounds.chars} read.`,
    );
  }
  const open: string[] = [];
  let tags = 0;
  tag.lastIndex = 0;
  for (let match = tag.exec(html); match; match = tag.exec(html)) {
    const name = match[2]!.toLowerCase();
    if (match[1] === '/') {
      const at = open.lastIndexOf(name);
      if (at >= 0) open.length = at;
      continue;
    }
    if (++tags > bounds.tags)
      throw new ExtractError('too-large', `The page has more than ${bounds.tags} elements.`);
    const end = endOfTag(html, tag.lastIndex);
    checkAttributes(html, tag.lastIndex, end);
    tag.lastIndex = end;
    openTag(open, name);
    if (raws.has(name)) tag.lastIndex = endOfRaw(html, name, tag.lastIndex);
  }
}

function openTag(open: string[], name: string): void {
  if (voids.has(name)) return;
  const top = open.at(-1);
  if ((top === name && selfClosing.has(name)) || (top === 'p' && closesParagraph.has(name))) open.pop();
  if (raws.has(name)) return;
  open.push(name);
  if (open.length > bounds.depth) {
    throw new ExtractError('too-deep', `The page nests elements more than ${bounds.depth} deep.`);
  }
}

// Scanning goes on behind the tag: looking for its end again from each `<` inside it took minutes on 4 MB of `<p`.
function endOfTag(html: string, from: number): number {
  const end = html.indexOf('>', from);
  return end < 0 ? html.length : end;
}

function checkAttributes(html: string, from: number, end: number): void {
  // Only a long tag can hold many attributes; an inline image makes it long with few.
  if (end - from < 2 * bounds.attributes) return;
  const attribute = /(?:^|[\s/"'])[^\s/>="']+/g;
  const inside = html.slice(from, end).replace(/"[^"]*"|'[^']*'/g, '""');
  let count = 0;
  while (attribute.test(inside)) {
    if (++count > bounds.attributes) {
      throw new ExtractError(
        'too-large',
        `An element of the page has more than ${bounds.attributes} attributes.`,
      );
    }
  }
}

function endOfRaw(html: string, name: string, from: number): number {
  const close = new RegExp(`</${name}`, 'gi');
  close.lastIndex = from;
  return close.exec(html)?.index ?? html.length;
}
