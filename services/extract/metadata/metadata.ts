import type { Element } from '../boxes.ts';
import { readByline } from './byline.ts';
import { dateInUrl, findDate, normaliseDate } from './dates.ts';
import type { PageFacts } from './facts.ts';
import type { JsonLdArticle } from './jsonld.ts';
import { plain, textOf } from './text.ts';
import { readTitle } from './title.ts';

/** Everything of an article but its text. */
export interface Metadata {
  title: string | null;
  byline: string[];
  publishedAt: string | null;
  updatedAt: string | null;
  publisher: string | null;
  canonicalUrl: string | null;
  language: string | null;
  image: string | null;
  section: string | null;
}

/** Reads JSON-LD first, then meta elements, then what the page shows. */
export function readMetadata(facts: PageFacts, jsonLd: JsonLdArticle | null, url: string): Metadata {
  const meta = (...names: string[]) => firstMeta(facts, names);
  const publisher =
    meta('og:site_name', 'application-name') ?? jsonLd?.publisher ?? meta('dc.publisher', 'publisher');
  return {
    title: readTitle(facts, jsonLd, publisher),
    byline: readByline(facts, jsonLd, publisher),
    publishedAt: readPublished(facts, jsonLd, url),
    updatedAt: firstDate([jsonLd?.updatedAt ?? null, ...metaDates(facts, updatedNames)]),
    publisher,
    canonicalUrl: absolute(facts.canonical ?? meta('og:url'), url),
    language: readLanguage(facts, jsonLd),
    image: absolute(meta('og:image', 'og:image:url', 'twitter:image') ?? jsonLd?.image ?? null, url),
    section: meta('article:section', 'section') ?? jsonLd?.section ?? null,
  };
}

function firstMeta(facts: PageFacts, names: string[]): string | null {
  for (const name of names) {
    const value = facts.metas.get(name)?.map(plain).find(Boolean);
    if (value) return value;
  }
  return null;
}

const publishedNames =
  'article:published_time og:article:published_time og:published_time datepublished date.published published_time publish_date publishdate pubdate article:published parsely-pub-date sailthru.date cxenseparse:recs:publishtime dc.date.issued dcterms.created dcterms.issued dc.date dcterms.date dc.created citation_publication_date citation_date article.published date originalpublicationdate publication_date article_date_original bt:pubdate'.split(
    ' ',
  );
const updatedNames =
  'article:modified_time og:updated_time article:updated_time datemodified last-modified lastmod dcterms.modified modified'.split(
    ' ',
  );

function metaDates(facts: PageFacts, names: string[]): string[] {
  return names.flatMap((name) => facts.metas.get(name) ?? []);
}

function firstDate(candidates: (string | null)[]): string | null {
  for (const candidate of candidates) {
    const date = candidate && normaliseDate(candidate);
    if (date) return date;
  }
  return null;
}

function readPublished(facts: PageFacts, jsonLd: JsonLdArticle | null, url: string): string | null {
  return (
    firstDate([jsonLd?.publishedAt ?? null, ...metaDates(facts, publishedNames)]) ??
    firstDate(marked(facts.dateParts)) ??
    firstDate(facts.times.map(dateOf)) ??
    dateInUrl(url) ??
    firstShown(facts.dateParts) ??
    firstDate([jsonLd?.updatedAt ?? null, ...metaDates(facts, updatedNames)])
  );
}

const dateOf = (element: Element): string =>
  element.attribs.datetime || element.attribs.content || textOf(element, 100);

function marked(elements: Element[]): string[] {
  return elements
    .filter(
      ({ attribs }) =>
        /datePublished/i.test(attribs.itemprop ?? '') || /\bpublished\b/.test(attribs.class ?? ''),
    )
    .map((element) => element.attribs.title || dateOf(element));
}

function firstShown(elements: Element[]): string | null {
  for (const element of elements) {
    const date = findDate(textOf(element, 200));
    if (date) return date;
  }
  return null;
}

function readLanguage(facts: PageFacts, jsonLd: JsonLdArticle | null): string | null {
  const declared =
    facts.language ??
    firstMeta(facts, ['content-language', 'language', 'og:locale', 'dc.language']) ??
    jsonLd?.language;
  const tag = declared?.trim().replace(/_/g, '-') ?? '';
  return /^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i.test(tag) ? tag : null;
}

function absolute(address: string | null, base: string): string | null {
  if (!address) return null;
  try {
    const url = new URL(address, base);
    return /^https?:$/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
