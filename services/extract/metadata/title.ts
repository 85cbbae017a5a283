import type { Element } from '../boxes.ts';
import { type Find, headlineNames, type PageFacts } from './facts.ts';
import type { JsonLdArticle } from './jsonld.ts';
import { fold, isSite, withoutSite } from './site.ts';
import { plain, textOf } from './text.ts';

/** The article's title and the heading that shows it, where one does. */
export interface ReadTitle {
  text: string | null;
  heading: Find | null;
}

interface Heading {
  find: Find;
  text: string;
  /** With the kicker, where the heading holds one. */
  whole: string;
  level: number;
  /** Marked as the headline, or in an element named so. */
  marked: boolean;
}

/**
 * The title without the publisher's name that pages put before or after it, and without a kicker. With
 * h2 and h3 looked at too, kickers cut and logos left out, title F over two public sets is .899 and .899; with h1 alone
 * it was .808 and .858.
 */
export function readTitle(facts: PageFacts, jsonLd: JsonLdArticle | null, known: string[]): ReadTitle {
  const logos = facts.headings
    .filter(({ element }) => isLogo(element))
    .map(({ element }) => fold(textOf(element, 80)));
  const sites = [...known, ...logos.filter((name) => name.length > 2)];
  const named = namedTitles(facts, jsonLd);
  const headings = facts.headings.flatMap((find) => describe(find, sites));
  const found = agreeing(headings, named, sites) ?? leading(headings, named, sites);
  if (found) return { text: bare(found, named, sites), heading: found.find };
  const best = named.find((title) => !isSite(title, sites)) ?? named[0] ?? null;
  return { text: best && withoutSite(best, sites, best === named.at(-1)), heading: null };
}

function namedTitles(facts: PageFacts, jsonLd: JsonLdArticle | null): string[] {
  const meta = (name: string) => facts.metas.get(name)?.map(plain).find(Boolean);
  const all = [
    meta('dc:title') ?? meta('parsely-title'),
    meta('og:title'),
    meta('twitter:title'),
    jsonLd?.headline,
    facts.title && plain(facts.title),
  ];
  // Cut, since a title made of a site's name a thousand times would take as many steps.
  return all.flatMap((title) => title?.slice(0, 500) || []);
}

function describe(find: Find, sites: string[]): Heading[] {
  const { element } = find;
  const whole = textOf(element, 400);
  if (whole.length < 3 || whole.length > 350 || isSite(whole, sites) || isLogo(element) || isUnseen(element))
    return [];
  const level = /^h[1-3]$/.test(element.name) ? Number(element.name[1]) : 2;
  const { class: classes = '', itemprop = '' } = element.attribs;
  const marked = /\bheadline\b/.test(itemprop) || headlineNames.test(classes);
  return [{ find, text: withoutKicker(element) || whole, whole, level, marked }];
}

const isUnseen = ({ attribs }: Element): boolean =>
  /(?:^|[\s-])(?:hidden|sr-only|visually-?hidden|visuallyhidden|screen-reader-text|invisible)(?:$|\s)/i.test(
    attribs.class ?? '',
  );

// A heading that links to the front page, or is called a logo, is the site's name.
function isLogo(element: Element): boolean {
  const { class: classes = '', id = '' } = element.attribs;
  if (/(?:^|[\s_-])(?:logo|site-?title|site-?name|blog-?title|brand)(?:$|[\s_-])/i.test(`${classes} ${id}`))
    return true;
  const link = element.children.find((child) => 'attribs' in child && child.name === 'a');
  const { href, rel = '' } = link && 'attribs' in link ? link.attribs : {};
  return rel === 'home' || (href !== undefined && /^(?:https?:\/\/[^/]+)?\/?(?:index\.\w+)?$/.test(href));
}

const kickerNames =
  /(?:^|[\s_-])(?:kicker|eyebrow|overline|roofline|dachzeile|topline|top-line|spitzmarke|subtitle|subline|sub-?head(?:line|ing)?|preheading|pre-?title|volanta|rubric|rubrik|category|label|badge|date|time|meta|sr-only|visually-?hidden|screen-reader-text|intro|thema|topic|supertitle|headline__kicker|headline-intro)(?:$|[\s_-]|__)/i;

function withoutKicker(element: Element): string {
  const kept = element.children.filter(
    (child) => !('attribs' in child && kickerNames.test(child.attribs.class ?? '')),
  );
  if (kept.length === element.children.length) {
    const only = kept.filter((child) => 'attribs' in child);
    return only.length === 1 && only[0] && 'attribs' in only[0] && only[0].children.length > 1
      ? withoutKicker(only[0])
      : '';
  }
  return textOf({ ...element, children: kept } as Element, 400).replace(/^[\s:|/–-]+|[\s|/–-]+$/g, '');
}

// The heading that one of the page's own titles begins or ends with is the article's, the h1 before the others. A
// heading of a word or two ("News") must be the whole title.
function agreeing(headings: Heading[], named: string[], sites: string[]): Heading | undefined {
  const titles = named.filter((title) => !isSite(title, sites));
  const folded = titles.map(fold);
  const wholes = titles.map((title) => fold(withoutSite(title, sites, true)));
  const agrees = ({ text, whole }: Heading) =>
    [text, whole].map(fold).some((own) => {
      if (own.length < 9) return wholes.includes(own);
      return folded.some((title) => title.startsWith(own) || title.endsWith(own));
    });
  const inMain = ({ find }: Heading) => find.zone === 0;
  const found = headings.filter(agrees);
  const tops = found.filter(({ level }) => level === 1);
  return (
    longest(tops.filter(inMain)) ??
    alike(headings, titles) ??
    found.find((heading) => heading.level > 1 && inMain(heading)) ??
    longest(tops) ??
    found[0]
  );
}

const longest = (headings: Heading[]): Heading | undefined =>
  headings.reduce<Heading | undefined>(
    (best, next) => (best && best.text.length >= next.text.length ? best : next),
    undefined,
  );

// A lone h1 that shares half its words with one of the titles says the same otherwise.
function alike(headings: Heading[], titles: string[]): Heading | undefined {
  const tops = headings.filter(({ level }) => level === 1);
  const [only] = tops;
  if (!only || tops.length > 1) return undefined;
  const own = wordsOf(only.text);
  const shared = titles.some((title) => {
    const words = new Set(wordsOf(title));
    return own.filter((word) => words.has(word)).length * 2 >= own.length;
  });
  return shared && own.length > 2 ? only : undefined;
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];

// A page's only h1 is its title, though the page may name itself otherwise to search engines; but on some pages it is
// the site's name or a version number, which is short.
function leading(headings: Heading[], named: string[], sites: string[]): Heading | undefined {
  const tops = headings.filter(({ level }) => level === 1);
  const unnamed = named.every((title) => isSite(title, sites));
  const [only, second] = tops;
  if (only && !second && (unnamed || fold(only.text).length >= 12)) return only;
  const marked = headings.filter((heading) => heading.marked);
  return unnamed ? [...marked, ...tops, ...headings].find(({ find }) => find.zone === 0) : undefined;
}

function bare({ text, whole }: Heading, named: string[], sites: string[]): string {
  const own = fold(whole);
  // "Kicker Title" in the heading, the title alone elsewhere.
  const inner = named
    .map((title) => withoutSite(title, sites, false))
    .find((title) => {
      const folded = fold(title);
      return (
        !/(?:…|\.\.\.)$/.test(title) &&
        folded.length >= 15 &&
        folded.length < own.length &&
        own.endsWith(folded)
      );
    });
  return inner ?? withoutSite(text, sites, false);
}
