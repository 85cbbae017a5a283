import type { Element } from '../boxes.ts';
import type { Find, PageFacts } from './facts.ts';
import type { JsonLdArticle } from './jsonld.ts';
import { isCapitalised, isOpening, namesIn, splitNames } from './names.ts';
import { plain, textOf } from './text.ts';

/** The authors' names, at most 20, in the page's order; empty where the page names none. */
export function readByline(
  facts: PageFacts,
  jsonLd: JsonLdArticle | null,
  sites: string[],
  heading: Find | null,
): string[] {
  const sources = [jsonLd?.authors ?? [], ...metaAuthors(facts)];
  const declared = sources.map((raw) =>
    tidyNames(
      raw.flatMap((value) => fromValue(value, sites)),
      sites,
    ),
  );
  const stated = declared.find((names) => names.length > 0) ?? [];
  const near = shownAuthors(facts, heading, sites, true);
  if (stated.length > 0) return saysMore(near, stated) ? near : stated;
  const ways = [
    () => near,
    () => teamOf(sources.flat()),
    () => shownAuthors(facts, heading, sites, false),
    () => shownAuthors(facts, heading, [], true),
  ];
  for (const way of ways) {
    const names = way();
    if (names.length > 0) return names;
  }
  return [];
}

// "Redaktion", "admin", "Staff" and the publisher's own name: said only where nobody else is named.
function teamOf(values: string[]): string[] {
  const team = values.map(plain).find((value) => value.length < 60 && !/https?:|@|\d{3}/.test(value));
  return team ? [team] : [];
}

// "Publisher - Name" and "Name | Publisher": the first part that names somebody else.
function fromValue(value: string, sites: string[]): string[] {
  const parts = plain(value.slice(0, 400)).split(/\s+[|–—-]\s+/);
  return parts.map((part) => tidyNames(splitNames(part), sites)).find((names) => names.length > 0) ?? [];
}

const metaNames =
  'author article:author parsely-author sailthru.author dc.creator dc:creator dcterms.creator dcterm:creator dc.creator.name byl citation_author og:article:author article.author cxenseparse:author twitter:data1'.split(
    ' ',
  );

function metaAuthors(facts: PageFacts): string[][] {
  const labelled = /written|by|author|verfasst|autor|écrit/i.test(
    facts.metas.get('twitter:label1')?.[0] ?? '',
  );
  return metaNames
    .filter((name) => name !== 'twitter:data1' || labelled)
    .map((name) => facts.metas.get(name) ?? []);
}

const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

// The page's own byline is taken instead of what it declares where it names the same people and more of them, or
// where the declared name is a login ("mstahl", "Stefan") and the shown one is whole. With the shown bylines, author
// F over the three public sets is .770, .671 and .815; with the declared ones first as before it was .648, .662, .502.
function saysMore(shown: string[], stated: string[]): boolean {
  if (shown.length === 0) return false;
  const all = letters(shown.join(' '));
  if (shown.length > stated.length) {
    return (
      shown.every((name) => /^\S+(?:\s+\S+){1,2}$/.test(name)) &&
      stated.every((name) => all.includes(letters(name)))
    );
  }
  const [name = ''] = stated;
  return stated.length === 1 && !/\s/.test(name) && /\s/.test(shown[0] ?? '') && isLogin(name, all);
}

const isLogin = (name: string, shown: string): boolean =>
  shown.includes(letters(name)) || /^[\p{Ll}\d._-]+$/u.test(name);

/** Looked for from the title on; further away costs more, so that a byline under the title beats an author box. */
function shownAuthors(facts: PageFacts, heading: Find | null, sites: string[], main: boolean): string[] {
  const rated = [
    ...facts.authors.map((find) => ({ find, worded: false, cost: isMarked(find) ? 0 : 15 })),
    ...facts.bylines.map((find) => ({ find, worded: true, cost: 10 })),
  ]
    .filter(({ find: { zone } }) => !main || zone === 0 || zone === heading?.zone)
    .map((rating) => ({ ...rating, cost: rating.cost + distance(rating.find, heading) }));
  rated.sort((one, other) => one.cost - other.cost);
  for (const { find, worded } of rated) {
    const names = tidyNames(worded ? wordedNames(find) : namedNames(find), sites);
    if (names.length > 0)
      return worded ? names : tidyNames([...names, ...coAuthors(find, facts.authors)], sites);
  }
  return [];
}

// "By" and "von" begin sentences too: a byline is short, and its names are written as names.
function wordedNames({ element }: Find): string[] {
  if (textOf(element, 250).length > 160) return [];
  const beside = isOpening(textOf(element, 60));
  const holder = beside ? restOfLine(element) : element;
  const names = textOf(holder, 250).length > 160 ? [] : namesIn(holder);
  return names.every((name) => (beside && !/\s/.test(name)) || startsAsName(name)) ? names : [];
}

const startsAsName = (name: string): boolean => isCapitalised(name) && !/^\p{Ll}/u.test(name);

// "By" in an element of its own: the name is in what follows beside it.
function restOfLine(element: Element): Element {
  const { parent } = element;
  if (!parent || !('attribs' in parent)) return element;
  const rest = parent.children.slice(parent.children.indexOf(element));
  return { ...parent, children: rest } as Element;
}

// One word without a capital may be a login; more than one are no name.
const namedNames = ({ element }: Find): string[] =>
  namesIn(element).filter((name) => !/\s/.test(name) || isCapitalised(name));

const isMarked = ({ element: { attribs } }: Find): boolean =>
  /author/.test(`${attribs.itemprop ?? ''} ${attribs.rel ?? ''}`);

// Authors each in an element of their own follow one another closely and look the same.
function coAuthors(first: Find, all: Find[]): string[] {
  const { attribs } = first.element;
  const alike = all.filter(
    ({ element, order, zone }) =>
      zone === first.zone &&
      order > first.order &&
      order < first.order + 12 &&
      element.name === first.element.name &&
      element.attribs.class === attribs.class &&
      element.attribs.rel === attribs.rel,
  );
  return alike.flatMap(namedNames).filter((name) => /\s/.test(name));
}

function distance(find: Find, heading: Find | null): number {
  const from = heading?.order ?? 0;
  const way = find.order >= from ? find.order - from : (from - find.order) * 3;
  return way + (find.zone !== 0 && find.zone !== heading?.zone ? 2000 : 0);
}

function tidyNames(names: string[], sites: string[]): string[] {
  const seen = new Set<string>();
  return names
    .filter((name) => {
      const key = letters(name);
      if (seen.has(key) || sites.includes(key)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, 20);
}
