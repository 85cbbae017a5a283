import { type CheerioAPI, load } from 'cheerio';
import { MAX_ENTRIES } from './feed.ts';
import { elementNames } from './xml-names.ts';

/** cheerio's XML parser is htmlparser2, which reads what strict parsers refuse: bare `&` and `<`, open and crossed elements. */
const LENIENT = {
  xml: { xmlMode: true, lowerCaseTags: true, lowerCaseAttributeNames: true, decodeEntities: true },
};

/** Elements whose text may stand in the document as unescaped markup. */
const TEXTS = new Set(
  'title subtitle tagline info summary description content content:encoded rights'.split(' '),
);

const VOID_ELEMENT = /^(?:area|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/;

/** The part of htmlparser2's tree that is worked on here; text and comments have neither name nor children. */
interface Element {
  name: string;
  attribs: Record<string, string>;
  children: Element[];
}

/**
 * Rewrites a feed into one that a strict parser reads: elements closed, `&` escaped, markup inside texts turned into text,
 * entries gathered under one channel whatever the root was. Of a document that was cut off, the element in which it ends is left
 * out, since half an address is worse than none.
 *
 * @param kind what the feed is meant to be; @returns null where no feed element is found
 */
export function repairXml(xml: string, kind: 'rss' | 'atom' | 'rdf'): string | null {
  const $ = load(closeVoids(xml.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')), LENIENT);
  const name = elementNames(xml, kind === 'atom');
  const elements = elementsUnder($.root()[0] as unknown as Element);
  for (const element of elements) element.name = name(element.name);
  const entries = elements.filter((element) => element.name === (kind === 'atom' ? 'entry' : 'item'));
  const channel = elements.find((element) => element.name === (kind === 'atom' ? 'feed' : 'channel'));
  if (entries.length === 0 && !channel) return null;
  // one by one, cheerio takes 150 s to take 100,000 of them out
  const apart = new Set(entries);
  for (const parent of elements) parent.children = parent.children.filter((child) => !apart.has(child));
  const last = entries.at(-1);
  if (last && isCutOff(xml)) last.children.splice(last.children.findLastIndex(isElement), 1);
  for (const element of elements) if (TEXTS.has(element.name)) flatten($, element);
  const kept = entries.slice(0, MAX_ENTRIES + 1);
  for (const root of channel ? [channel, ...kept] : kept) elementsUnder(root).forEach(dropBadNames);
  const attributes = Object.entries(channel?.attribs ?? {}).map(
    ([key, value]) => ` ${key}="${escapeText(value)}"`,
  );
  const inside =
    (channel ? $.xml($(channel as never).contents()) : '') +
    kept.map((entry) => $.xml($(entry as never))).join('\n');
  return kind === 'atom'
    ? `<feed${attributes.join('')}>${inside}</feed>`
    : `<rss version="2.0"><channel${attributes.join('')}>${inside}</channel></rss>`;
}

/** An element and all below it, in the document's order. */
function elementsUnder(root: Element): Element[] {
  const found: Element[] = [];
  const waiting = [root];
  for (let element = waiting.pop(); element; element = waiting.pop()) {
    if (element.attribs) found.push(element);
    for (let at = element.children.length - 1; at >= 0; at -= 1) {
      const child = element.children[at]!;
      if (isElement(child)) waiting.push(child);
    }
  }
  return found;
}

function isElement(node: Element): boolean {
  return node.attribs !== undefined;
}

/** An open `<br>` inside a description would hold everything that follows it. */
function closeVoids(xml: string): string {
  return xml.replace(/<(br|hr|img|input|wbr)\b([^<>]*)>/gi, (tag, element, rest) =>
    rest.endsWith('/') ? tag : `<${element}${rest}/>`,
  );
}

/** Whether a document ends before its root element does. */
export function isCutOff(xml: string): boolean {
  return !/<\/(?:[\w.-]+:)?(?:rss|feed|rdf|channel|entry)\s*>\s*(?:<!--[^<]*-->\s*)*$/i.test(
    xml.slice(-1000),
  );
}

/** Turns an element's markup into text that holds the markup, the same as if it had been escaped. */
function flatten($: CheerioAPI, element: Element): void {
  const markup = element.children.filter(isElement);
  if (markup.length === 0) return;
  const isWrapped = element.attribs.type?.toLowerCase() === 'xhtml' && markup.length === 1;
  const inside = $((isWrapped ? markup[0] : element) as never).contents();
  const html = $.xml(inside).replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, text: string) => text);
  element.attribs.type = 'html';
  delete element.attribs.mode;
  $(element as never).text(openEmptyElements(html));
}

/** `<a name="x"/>` is closed for XML and stays open for HTML. */
function openEmptyElements(markup: string): string {
  return markup
    .replace(/<(\/?)(?:xhtml|html|h|xh):/g, '<$1')
    .replace(/<([a-z][\w:-]*)((?:\s[^<>]*)?)\/>/g, (tag, element, attributes) =>
      VOID_ELEMENT.test(element) ? tag : `<${element}${attributes}></${element}>`,
    );
}

/** What htmlparser2 takes for a name is not always one for XML. */
function dropBadNames(element: Element): void {
  element.children = element.children.filter((child) => !isElement(child) || XML_NAME.test(child.name));
  for (const attribute of Object.keys(element.attribs)) {
    if (!XML_NAME.test(attribute)) delete element.attribs[attribute];
  }
}

const XML_NAME = /^[a-z_][\w:.-]*$/i;

function escapeText(text: string): string {
  return text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
