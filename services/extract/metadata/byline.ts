import type { Element } from '../boxes.ts';
import type { PageFacts } from './facts.ts';
import type { JsonLdArticle } from './jsonld.ts';
import { plain, textOf } from './text.ts';

/** The authors' names, at most 20, in the page's order; empty where the page names none. */
export function readByline(
  facts: PageFacts,
  jsonLd: JsonLdArticle | null,
  publisher: string | null,
): string[] {
  const sources = [() => jsonLd?.authors ?? [], () => metaAuthors(facts), () => fromElements(facts.authors)];
  for (const source of sources) {
    const names = tidyNames(source(), publisher);
    if (names.length > 0) return names;
  }
  return [];
}

const metaNames = [
  'author',
  'article:author',
  'parsely-author',
  'sailthru.author',
  'dc.creator',
  'dcterms.creator',
  'dc.creator.name',
  'byl',
  'citation_author',
  'og:article:author',
  'twitter:data1',
];

function metaAuthors(facts: PageFacts): string[] {
  for (const name of metaNames) {
    if (
      name === 'twitter:data1' &&
      !/written|by|author|verfasst/i.test(facts.metas.get('twitter:label1')?.[0] ?? '')
    )
      continue;
    const values = facts.metas.get(name)?.map(plain).filter(isName) ?? [];
    if (values.length > 0) return values;
  }
  return [];
}

function fromElements(elements: Element[]): string[] {
  const exact = elements.filter(({ attribs }) =>
    /author/.test(`${attribs.itemprop ?? ''} ${attribs.rel ?? ''}`),
  );
  for (const element of [...exact, ...elements]) {
    const text = textOf(element, 300);
    if (text.length < 120 && isName(cleanName(text))) return [text];
  }
  return [];
}

const isName = (text: string): boolean =>
  text.length > 1 &&
  text.length < 120 &&
  /\p{L}{2}/u.test(text) &&
  !/^https?:|@\w+\.\w+$|^\d/.test(text) &&
  text.split(/\s+/).length < 12;

const opening =
  /^(?:(?:written|posted|published|story|words|text|ein beitrag|geschrieben|veröffentlicht|publié|escrito|foto)?\s*(?:by|von|par|por|di|av|door)|autor(?:in)?|author|text|redaktion)\s*:?\s+/i;

function cleanName(raw: string): string {
  return raw
    .replace(opening, '')
    .replace(/\s*[|•·]\s.*$/, '')
    .replace(/,?\s+(?:am|on|le|el)\s+\d.*$/i, '')
    .replace(/\s*\(.*\)\s*$/, '')
    .replace(/^[\s,:–-]+|[\s,:–-]+$/g, '');
}

function tidyNames(raw: string[], publisher: string | null): string[] {
  const names = raw.flatMap((text) => split(cleanName(text))).map(cleanName);
  const seen = new Set<string>();
  return names
    .filter((name) => {
      const key = name.toLowerCase();
      if (!isName(name) || key === publisher?.toLowerCase() || seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, 20);
}

function split(text: string): string[] {
  return text.split(/\s*[;/、]\s*|\s+(?:and|und|et|y|&)\s+|,\s+(?:and\s+)?(?=\p{Lu}[\p{L}.'’-]*\s+\p{Lu})/u);
}
