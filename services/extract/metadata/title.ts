import type { PageFacts } from './facts.ts';
import type { JsonLdArticle } from './jsonld.ts';
import { plain, textOf } from './text.ts';

/** The article's title without the publisher's name that pages put before or after it. */
export function readTitle(
  facts: PageFacts,
  jsonLd: JsonLdArticle | null,
  publisher: string | null,
): string | null {
  const meta = (name: string) => facts.metas.get(name)?.map(plain).find(Boolean);
  const headings = facts.headings.map((element) => textOf(element, 400)).filter((text) => text.length > 2);
  const shown = facts.title ? plain(facts.title) : null;
  const og = meta('og:title') ?? meta('twitter:title') ?? null;
  const named = [og, jsonLd?.headline ?? null, shown].flatMap((title) => (title ? [title] : []));
  const site = publisher ?? meta('og:site_name') ?? null;
  const heading = matchingHeading(headings, named, site) ?? loneHeading(headings, site, named.length === 0);
  const best = heading ?? named[0];
  return best ? withoutSite(best, site) : null;
}

const fold = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

// The heading that the page's own title begins or ends with is the article's; a site's name in an h1 is not.
function matchingHeading(headings: string[], named: string[], site: string | null): string | undefined {
  const folded = named.map(fold).filter((title) => title !== fold(site ?? ''));
  return headings.find((heading) => {
    const own = fold(heading);
    return (
      own.length > 8 &&
      own !== fold(site ?? '') &&
      folded.some((title) => title.startsWith(own) || title.endsWith(own))
    );
  });
}

// A page's only h1 is its title, though the page may name itself otherwise to search engines; but on some pages it is
// the site's name or a version number, which is short.
function loneHeading(headings: string[], site: string | null, unnamed: boolean): string | undefined {
  const [only, second] = headings;
  if (only === undefined || (second !== undefined && !unnamed)) return undefined;
  return unnamed || (fold(only).length >= 12 && fold(only) !== fold(site ?? '')) ? only : undefined;
}

const divider = /\s+[|•·»«–—:\-\\/]\s+|\s*[|_]\s*/;

/** Takes the site's name off a title: the known name at either end, else a last part of at most four words. */
export function withoutSite(title: string, site: string | null): string {
  const parts = title.split(divider);
  if (parts.length < 2) return title;
  if (site) {
    const at = [parts.length - 1, 0].find((index) => fold(parts[index] ?? '') === fold(site));
    if (at !== undefined) return at === 0 ? cutFirst(title) : cutLast(title);
  }
  const last = parts.at(-1) ?? '';
  const rest = cutLast(title);
  const short = last.split(/\s+/).length <= 4 && rest.length >= 20 && last.length < 30;
  return short ? rest : title;
}

function cutLast(title: string): string {
  const all = [...title.matchAll(new RegExp(divider, 'g'))];
  const last = all.at(-1);
  return last ? title.slice(0, last.index).trim() : title;
}

function cutFirst(title: string): string {
  const first = divider.exec(title);
  return first ? title.slice(first.index + first[0].length).trim() : title;
}
