import type { CheerioAPI } from 'cheerio/slim';
import type { Element } from '../boxes.ts';
import { textOf } from './text.ts';

/** What a page says of itself, gathered in one walk over the DOM; every list in the page's order. */
export interface PageFacts {
  /** `property`, `name` or `itemprop` of a meta element, lower case, to its contents. */
  metas: Map<string, string[]>;
  jsonLd: string[];
  language: string | null;
  canonical: string | null;
  /** The `<title>`. */
  title: string | null;
  headings: Element[];
  times: Element[];
  authors: Element[];
  dateParts: Element[];
}

const authorNames =
  /(?:^|[\s_-])(?:byline|by-line|author|authors|autor|autoren|auteur|autore|verfasser|redakteur|writer|vcard|contributor|reporter)s?(?:[\s_-]*(?:name|link|url|text|info|full|title)s?)?(?:$|[\s_])|^(?:post|entry|article|story|news)[_-]?(?:author|byline)|p-author|(?:byline|author)[_-]{1,2}(?:name|link)/i;
const dateNames =
  /(?:^|[\s_-])(?:date|datum|dateline|timestamp|published|publish|pubdate|pub-date|posted|postdate|fecha|data|pubtime|time|meta|info|submitted|byline)(?:$|[\s_-])|entry-date|post-date|article-date|datepublished|articledate|newsdate/i;

const maxListed = 60;

/** Walks the page once. Comments, forms and scripts other than JSON-LD give nothing. */
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
    dateParts: [],
  };
  const root = $.root()[0];
  if (root) visitAll(root.children as Element[], facts);
  return facts;
}

function visitAll(nodes: Element[], facts: PageFacts): void {
  for (const node of nodes) {
    if (node.attribs === undefined) continue;
    visit(node, facts);
    if (node.children.length > 0) visitAll(node.children as Element[], facts);
  }
}

function visit(element: Element, facts: PageFacts): void {
  const reader = readers[element.name];
  if (reader) reader(element, facts);
  // `<relative-time datetime>` and other elements of a site's own count as times too.
  else if (element.attribs.datetime !== undefined) push(facts.times, element);
  const { attribs } = element;
  if (attribs.itemprop !== undefined || attribs.rel !== undefined || attribs.class !== undefined) {
    readNamed(element, facts);
  } else if (attribs.id !== undefined) readNamed(element, facts);
}

const readers: Record<string, (element: Element, facts: PageFacts) => void> = {
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
  h1: (element, facts) => push(facts.headings, element),
  time: (element, facts) => push(facts.times, element),
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

function readNamed(element: Element, facts: PageFacts): void {
  const { attribs } = element;
  if (
    element.name === 'meta' ||
    element.name === 'link' ||
    element.name === 'body' ||
    element.name === 'html'
  )
    return;
  const itemprop = attribs.itemprop ?? '';
  const names = `${attribs.class ?? ''} ${attribs.id ?? ''}`.trim().slice(0, 300);
  if (/\bauthor\b/.test(itemprop) || /\bauthor\b/.test(attribs.rel ?? '') || authorNames.test(names)) {
    push(facts.authors, element);
  }
  if (/date(?:Published|Created|Modified)/i.test(itemprop) || dateNames.test(names))
    push(facts.dateParts, element);
}

function push(list: Element[], element: Element): void {
  if (list.length < maxListed) list.push(element);
}
