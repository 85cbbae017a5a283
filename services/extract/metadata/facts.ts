import type { CheerioAPI } from 'cheerio/slim';
import type { Element } from '../boxes.ts';
import { opensByline } from './names.ts';
import { textOf } from './text.ts';
import { asksToPay } from './wall.ts';
import { readZone } from './zone.ts';

/** An element that may say something of the article, with its place on the page. */
export interface Find {
  element: Element;
  /** How many elements open before it. */
  order: number;
  /** 0 in the page's main part, else the number of the side part (related links, footer) that holds it. */
  zone: number;
}

/** What a page says of itself, gathered in one walk over the DOM; every list in the page's order. */
export interface PageFacts {
  /** `property`, `name` or `itemprop` of a meta element, lower case, to its contents. */
  metas: Map<string, string[]>;
  jsonLd: string[];
  language: string | null;
  canonical: string | null;
  /** The `<title>`. */
  title: string | null;
  /** h1 to h3 and elements marked as the headline. */
  headings: Find[];
  times: Find[];
  /** Elements named or marked as the author's. */
  authors: Find[];
  /** Elements whose own text opens as a byline: "By …", "Von …", "作者：…". */
  bylines: Find[];
  /** Elements named as a date or as what stands under a title. */
  dateParts: Find[];
  /** Elements with a short text of their own that has a year in it. */
  dateTexts: Find[];
  /** A line outside the side parts asks to pay or to subscribe before reading on. */
  asksToPay: boolean;
}

const authorNames =
  /(?:^|[\s_-])(?:byline|by-line|author|authors|autor|autoren|auteur|autore|verfasser|redakteur|writer|vcard|contributor|reporter|firma)s?(?:[\s_-]*(?:name|link|url|text|info|full|title)s?)?(?:$|[\s_])|^(?:post|entry|article|story|news)[_-]?(?:author|byline)|p-author|(?:byline|author)[_-]{1,2}(?:name|link)|(?:by-?line|author-?name)(?:$|[\s_-])/i;
const dateNames =
  /(?:^|[\s_-])(?:date|datum|dateline|timestamp|published|publish|pubdate|pub-date|posted|postdate|fecha|data|pubtime|time|meta|info|submitted|byline|byline-?time)(?:$|[\s_-])|entry-date|post-date|article-date|datepublished|articledate|newsdate/i;
/** Names of the element that shows an article's title. */
export const headlineNames =
  /(?:^|\s)(?:entry|post|article|story|news|page)[_-]?(?:title|headline|heading)(?:$|\s)|^headline$/i;

const maxListed = 80;

interface Walk {
  facts: PageFacts;
  order: number;
  zones: number;
}

/** Walks the page once. Readers' comments and scripts other than JSON-LD give nothing. */
export function gatherFacts($: CheerioAPI): PageFacts {
  const facts: PageFacts = {
    metas: new Map(),
    jsonLd: [],
    language: null,
    canonical: null,
    title: null,
    headings: [],
    times: [],
    authors: [],
    bylines: [],
    dateParts: [],
    dateTexts: [],
    asksToPay: false,
  };
  const root = $.root()[0];
  if (root) visitAll(root as unknown as Element, { facts, order: 0, zones: 0 }, 0);
  return facts;
}

function visitAll(parent: Element, walk: Walk, zone: number): void {
  for (const node of parent.children as Element[]) {
    if (node.attribs !== undefined) visit(node, walk, zone);
    else if (node.type === ('text' as string) && parent.attribs !== undefined) {
      readOwnText((node as unknown as { data: string }).data, parent, walk, zone);
    }
  }
}

function visit(element: Element, walk: Walk, zone: number): void {
  const { facts } = walk;
  const order = walk.order++;
  const { attribs, name } = element;
  const headReader = Object.hasOwn(headReaders, name) ? headReaders[name] : undefined;
  if (headReader) {
    headReader(element, facts);
    if (name !== 'html' && name !== 'noscript') return;
  }
  if (silent.has(name)) return;
  const kind = readZone(element);
  if (kind === 'comments') return;
  const inside = kind === 'side' && zone === 0 ? ++walk.zones : zone;
  const find: Find = { element, order, zone: inside };
  if (name === 'h1' || name === 'h2' || name === 'h3') push(facts.headings, find);
  // `<relative-time datetime>` and other elements of a site's own count as times too.
  else if (name === 'time' || attribs.datetime !== undefined) push(facts.times, find);
  if (attribs.itemprop !== undefined || attribs.rel !== undefined) readMarked(find, facts);
  if (attribs.class !== undefined || attribs.id !== undefined) readNamed(find, facts);
  if (element.children.length > 0) visitAll(element, walk, inside);
}

const silent = new Set(['style', 'svg', 'template', 'textarea', 'select', 'iframe', 'pre', 'code']);

const headReaders: Record<string, (element: Element, facts: PageFacts) => void> = {
  html: ({ attribs }, facts) => {
    facts.language ??= attribs.lang || attribs['xml:lang'] || null;
  },
  meta: readMeta,
  link: ({ attribs }, facts) => {
    if (attribs.rel === 'canonical' && attribs.href) facts.canonical ??= attribs.href;
  },
  title: (element, facts) => {
    facts.title ??= textOf(element) || null;
  },
  script: (element, facts) => {
    if (!/ld\+json/i.test(element.attribs.type ?? '')) return;
    const node = element.children[0];
    if (node && 'data' in node && facts.jsonLd.length < maxListed) facts.jsonLd.push(node.data);
  },
};

function readMeta({ attribs }: Element, facts: PageFacts): void {
  const content = attribs.content?.trim();
  if (!content) return;
  for (const key of [attribs.property, attribs.name, attribs.itemprop, attribs['http-equiv']]) {
    if (!key) continue;
    for (const name of key.toLowerCase().split(/\s+/)) {
      const list = facts.metas.get(name);
      if (!list) facts.metas.set(name, [content]);
      else if (list.length < maxListed) list.push(content);
    }
  }
}

function readMarked(find: Find, facts: PageFacts): void {
  const { itemprop = '', rel = '' } = find.element.attribs;
  if (/\b(?:author|creator)\b/.test(itemprop) || /\bauthor\b/.test(rel)) push(facts.authors, find);
  if (/date(?:Published|Created|Modified)/i.test(itemprop)) push(facts.dateParts, find);
  if (/\bheadline\b/.test(itemprop) && !/^h[1-3]$/.test(find.element.name)) push(facts.headings, find);
}

function readNamed(find: Find, facts: PageFacts): void {
  const { attribs, name } = find.element;
  if (name === 'body') return;
  const names = `${attribs.class ?? ''} ${attribs.id ?? ''}`.trim().slice(0, 300);
  if (authorNames.test(names)) push(facts.authors, find);
  if (dateNames.test(names)) push(facts.dateParts, find);
  if (headlineNames.test(names) && !/^h[1-3]$/.test(name)) push(facts.headings, find);
}

function readOwnText(text: string, element: Element, walk: Walk, zone: number): void {
  if (text.length < 2 || text.length > 160) return;
  const { facts } = walk;
  const find = { element, order: walk.order - 1, zone };
  if (opensByline(text)) push(facts.bylines, find);
  if (zone === 0 && asksToPay(text)) facts.asksToPay = true;
  if (/(?:19|20)\d\d|\d\.\s?\d{1,2}\.\s?\d\d\b/.test(text)) push(facts.dateTexts, find);
}

function push(list: Find[], find: Find): void {
  if (list.length < maxListed && list.at(-1)?.element !== find.element) list.push(find);
}
