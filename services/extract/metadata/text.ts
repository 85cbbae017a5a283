import type { Element } from '../boxes.ts';

const silent = new Set(['script', 'style', 'noscript', 'template', 'svg', 'button', 'select', 'rt', 'rp']);

const joined = new Set([
  'a',
  'b',
  'i',
  'em',
  'strong',
  'mark',
  'font',
  'sub',
  'sup',
  'u',
  'wbr',
  'ruby',
  'rb',
]);

/** An element's text with white space collapsed, at most about `limit` characters; no scripts. */
export function textOf(element: Element, limit = 2000): string {
  let text = '';
  const visit = (node: Element['children'][number]): void => {
    if (text.length > limit) return;
    if (node.type === 'text') text += node.data;
    else if ('attribs' in node && !silent.has(node.name)) {
      // A space between elements keeps "By Ann Lee" and "Senior Editor" in two divs apart.
      const gap = joined.has(node.name) ? '' : ' ';
      text += gap;
      for (const child of node.children) visit(child);
      text += gap;
    }
  };
  for (const child of element.children) visit(child);
  return squeeze(text);
}

export const squeeze = (text: string): string =>
  text
    .replace(/[\u200b\u00ad]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Text of a meta or JSON-LD value: entities that were escaped twice are read, tags taken out. */
export function plain(value: string): string {
  const once = value
    .replace(/<[^<>]{0,300}>/g, '')
    .replace(
      /&(?:#(\d{1,6})|#x([\da-f]{1,6})|(\w{2,6}));/gi,
      (whole, dec?: string, hex?: string, name?: string) => {
        if (dec) return fromCode(Number(dec));
        if (hex) return fromCode(Number.parseInt(hex, 16));
        return named.get(name?.toLowerCase() ?? '') ?? whole;
      },
    );
  return squeeze(once);
}

const fromCode = (code: number) => (code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ');

const named = new Map<string, string>(
  Object.entries({
    amp: '&',
    quot: '"',
    apos: "'",
    lt: '<',
    gt: '>',
    nbsp: ' ',
    ndash: '–',
    mdash: '—',
    hellip: '…',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
    auml: 'ä',
    ouml: 'ö',
    uuml: 'ü',
    szlig: 'ß',
    eacute: 'é',
  }),
);
