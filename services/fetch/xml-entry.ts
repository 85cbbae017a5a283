import { type DateContext, parseDate } from './dates.ts';
import type { RawEntry } from './entry.ts';
import type { XmlElement, XmlFeed, XmlNode } from './read-xml.ts';

/** What an entry takes over from its feed. */
export interface FeedContext {
  kind: XmlFeed['kind'];
  base: string;
  language: string | null;
  author: string | null;
  dates: DateContext;
}

/** Reads one `item` or `entry` element, whichever of the formats' fields it uses; never throws. */
export function rawEntry(node: XmlNode, feed: FeedContext): RawEntry {
  const entry: XmlElement = typeof node === 'object' ? node : {};
  const base = resolved(attribute(entry, 'xml:base'), feed.base);
  const published = dateIn(entry, PUBLISHED, feed.dates);
  const updated = dateIn(entry, UPDATED, feed.dates);
  const content = first(
    entry,
    feed.kind === 'atom' ? ['content', 'content:encoded'] : ['content:encoded', 'atom:content', 'content'],
  );
  const summary = first(
    entry,
    feed.kind === 'atom' ? ['summary'] : ['description', 'summary', 'atom:summary', 'itunes:summary'],
  );
  const title = first(entry, ['title', 'atom:title', 'dc:title', 'media:title', 'itunes:title']);
  return {
    guid:
      textOf(first(entry, ['guid', 'id', 'atom:id', 'dc:identifier'])).trim() ||
      attribute(entry, 'rdf:about'),
    links: linksOf(entry, feed.kind),
    base,
    title: unpacked(title),
    titleIsHtml: feed.kind !== 'atom' || isHtml(title),
    publishedAt: published ?? updated,
    updatedAt: updated,
    author: authorsOf(entry) ?? feed.author,
    contentHtml: htmlOf(content, feed.kind),
    summaryHtml: htmlOf(summary ?? mediaDescription(entry), feed.kind),
    language: attribute(entry, 'xml:lang') ?? (textOf(first(entry, ['dc:language'])) || feed.language),
    categories: categoriesOf(entry),
  };
}

const PUBLISHED = [
  'pubDate',
  'published',
  'issued',
  'dc:date',
  'atom:published',
  'dcterms:issued',
  'dcterms:created',
  'created',
  'date',
];
const UPDATED = ['updated', 'modified', 'atom:updated', 'dcterms:modified', 'lastBuildDate'];

function dateIn(entry: XmlElement, names: string[], dates: DateContext): Date | null {
  for (const name of names) {
    for (const node of all(entry, name)) {
      const date = parseDate(textOf(node), dates);
      if (date) return date;
    }
  }
  return null;
}

/** All addresses an entry gives for itself, the best first: where the text stands, never a comment page or an attachment. */
function linksOf(entry: XmlElement, kind: XmlFeed['kind']): string[] {
  const original = textOf(first(entry, ['feedburner:origlink', 'pheedo:origlink']));
  const own = all(entry, 'link');
  const written = own.map((link) => textOf(link).trim());
  const attributed = [...own, ...all(entry, 'atom:link')].sort((a, b) => linkRank(a) - linkRank(b));
  const hrefs = attributed.filter((link) => linkRank(link) < 9).map((link) => attribute(link, 'href') ?? '');
  const guid = first(entry, ['guid', 'id']);
  const isPermalink =
    attribute(guid, 'ispermalink')?.toLowerCase() !== 'false' && /^https?:/i.test(textOf(guid).trim());
  const last = [isPermalink ? textOf(guid) : '', attribute(entry, 'rdf:about') ?? ''];
  const ordered =
    kind === 'atom' ? [original, ...hrefs, ...written, ...last] : [original, ...written, ...hrefs, ...last];
  return ordered.filter((link) => link !== '');
}

function linkRank(link: XmlNode): number {
  const rel = attribute(link, 'rel')?.toLowerCase() ?? 'alternate';
  const type = attribute(link, 'type')?.toLowerCase() ?? 'text/html';
  if (!attribute(link, 'href')) return 9;
  if (rel === 'alternate' || rel.endsWith('/alternate')) return /html/.test(type) ? 0 : 1;
  return rel === 'self' || rel === 'canonical' ? 2 : rel === 'related' || rel === 'via' ? 3 : 9;
}

const MAX_AUTHORS = 10;

function authorsOf(entry: XmlElement): string | null {
  for (const name of ['author', 'dc:creator', 'creator', 'atom:author', 'itunes:author', 'dc:author']) {
    const names = all(entry, name)
      .slice(0, MAX_AUTHORS)
      .map(personName)
      .filter((found) => found !== '');
    if (names.length > 0) return [...new Set(names)].join(', ');
  }
  return null;
}

/** An Atom person, or RSS's “address (Name)”; an address alone is better than nothing. */
export function personName(node: XmlNode): string {
  const name =
    typeof node === 'object' ? textOf(first(node, ['name', 'atom:name', 'email', 'atom:email'])) : '';
  const text = (name || textOf(node)).slice(0, 400).trim();
  return /^\S+@\S+\s*\(([^()]+)\)$/.exec(text)?.[1] ?? text;
}

function categoriesOf(entry: XmlElement): string[] {
  const nodes = [
    ...all(entry, 'category'),
    ...all(entry, 'dc:subject'),
    ...all(entry, 'atom:category'),
  ].slice(0, 100);
  return nodes.map(
    (node) => attribute(node, 'label') ?? (textOf(node).trim() || (attribute(node, 'term') ?? '')),
  );
}

/** Video feeds keep their description inside `media:group`. */
function mediaDescription(entry: XmlElement): XmlNode | undefined {
  const group = first(entry, ['media:group']);
  return (
    first(typeof group === 'object' ? group : entry, ['media:description']) ??
    first(entry, ['media:description'])
  );
}

/** An Atom text construct or an RSS text as HTML: plain text is escaped, base64 (Atom 0.3) decoded. */
function htmlOf(node: XmlNode | undefined, kind: XmlFeed['kind']): string | null {
  if (node === undefined) return null;
  const type = attribute(node, 'type')?.toLowerCase() ?? '';
  if (textOf(node).trim() === '' || /^(image|audio|video)\//.test(type)) return null;
  const text = unpacked(node);
  if (kind !== 'atom' || isHtml(node)) return text;
  return text.replace(/[<>&]/g, (sign) => ({ '<': '&lt;', '>': '&gt;' })[sign] ?? '&amp;');
}

/** Atom 0.3 allows base64. */
function unpacked(node: XmlNode | undefined): string {
  const text = textOf(node);
  const isPacked = [attribute(node, 'mode'), attribute(node, 'type')].some(
    (how) => how?.toLowerCase() === 'base64',
  );
  return isPacked ? Buffer.from(text.slice(0, 4_000_000), 'base64').toString('utf8') : text;
}

/** Atom 1.0 says so by its type; Atom 0.3 by a mode, which only it has. */
function isHtml(node: XmlNode | undefined): boolean {
  const type = attribute(node, 'type')?.toLowerCase() ?? 'text';
  return /html/.test(type) || (attribute(node, 'mode') !== null && type !== 'text/plain');
}

export function all(element: XmlElement, name: string): XmlNode[] {
  const found = element[name];
  return Array.isArray(found) ? found.filter((node) => typeof node === 'string' || isElement(node)) : [];
}

export function first(element: XmlElement, names: string[]): XmlNode | undefined {
  for (const name of names) {
    const found = all(element, name).find((node) => typeof node !== 'string' || node.trim() !== '');
    if (found !== undefined) return found;
  }
  return undefined;
}

export function textOf(node: unknown): string {
  const text = isElement(node) ? node._ : node;
  return typeof text === 'string' ? text : '';
}

export function attribute(node: unknown, name: string): string | null {
  const value = isElement(node) && isElement(node.$) ? node.$[name] : undefined;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** Whether a text holds elements of its own, which xml2js takes out of their order. */
export function hasMarkup(entry: XmlNode): boolean {
  if (typeof entry === 'string') return false;
  const texts = ['title', 'description', 'summary', 'content', 'content:encoded'].flatMap((name) =>
    all(entry, name),
  );
  return texts.some(
    (node) => typeof node === 'object' && Object.keys(node).some((key) => key !== '_' && key !== '$'),
  );
}

export function resolved(address: string | null, base: string): string {
  return address !== null && URL.canParse(address, base) ? new URL(address, base).href : base;
}

function isElement(node: unknown): node is XmlElement {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}
