import { readByline } from './byline.ts';
import { dateOrder } from './dates.ts';
import type { PageFacts } from './facts.ts';
import type { JsonLdArticle } from './jsonld.ts';
import { readDates } from './published.ts';
import { fold, siteNames } from './site.ts';
import { plain } from './text.ts';
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
  const names = [
    meta('og:site_name'),
    meta('application-name'),
    jsonLd?.publisher,
    meta('dc.publisher', 'publisher'),
  ];
  const publisher = names.find((name) => name && !saysTitle(name, facts)) ?? null;
  const canonicalUrl = absolute(facts.canonical ?? meta('og:url'), url);
  const language = readLanguage(facts, jsonLd);
  const sites = siteNames(
    [...names, meta('apple-mobile-web-app-title')].filter((name) => name && !saysTitle(name, facts)),
    [url, canonicalUrl],
  );
  const title = readTitle(facts, jsonLd, sites);
  return {
    title: title.text,
    byline: readByline(facts, jsonLd, siteNames([publisher], [url, canonicalUrl]), title.heading),
    ...readDates(facts, jsonLd, { url, heading: title.heading, order: dateOrder(language) }),
    publisher,
    canonicalUrl,
    language,
    image: absolute(meta('og:image', 'og:image:url', 'twitter:image') ?? jsonLd?.image ?? null, url),
    section: meta('article:section', 'section') ?? jsonLd?.section ?? null,
  };
}

// Some pages give their own title as the site's name.
function saysTitle(name: string, facts: PageFacts): boolean {
  const own = fold(name);
  const title = fold(firstMeta(facts, ['og:title']) ?? '');
  if (title.length > 15 && own.startsWith(title)) return true;
  return own.length > 25 && fold(facts.title ?? '').startsWith(own);
}

function firstMeta(facts: PageFacts, names: string[]): string | null {
  for (const name of names) {
    const value = facts.metas.get(name)?.map(plain).find(Boolean);
    if (value) return value;
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
