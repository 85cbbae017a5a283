/** Letters and digits only, to compare names and titles by. */
export const fold = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** Every name the site goes by, folded: what it says of itself and its host, with and without the ending. */
export function siteNames(
  said: (string | null | undefined)[],
  addresses: (string | null | undefined)[],
): string[] {
  const hosts = addresses.flatMap((address) => {
    const host = /^(?:https?:)?\/\/(?:www\d?\.)?([^/:?#]+)/i.exec(address ?? '')?.[1];
    if (!host) return [];
    const labels = host.split('.');
    return [host, labels.at(-2) ?? '', labels.length > 2 ? (labels.at(-3) ?? '') : ''];
  });
  const names = [...said, ...hosts].map((name) => fold(name ?? '')).filter((name) => name.length > 2);
  return [...new Set(names)];
}

/** Whether a text is no more than the site's name. */
export function isSite(text: string, sites: string[]): boolean {
  const own = fold(text);
  if (own === '') return true;
  return sites.some(
    (site) => own === site || (own.length > 3 && own.length * 2 > site.length && site.startsWith(own)),
  );
}

const divider = /\s+[|│•·»«–—:\-\\/]+\s+|\s*[|_│]\s*|\s+::+\s+|\s+-(?=\p{Lu})/u;

/**
 * Takes the site's name off either end of a title. Where `loose`, the title is the document's own, and a last part of
 * at most four words goes too, known or not.
 */
export function withoutSite(title: string, sites: string[], loose: boolean): string {
  const cuts = [...title.matchAll(new RegExp(divider, 'gu'))];
  const [first] = cuts;
  const last = cuts.at(-1);
  if (!first || !last) return title;
  const head = title.slice(0, first.index).trim();
  const afterHead = title.slice(first.index + first[0].length).trim();
  const tail = title.slice(last.index + last[0].length).trim();
  const beforeTail = title.slice(0, last.index).trim();
  if (isSite(tail, sites) && beforeTail !== '') return withoutSite(beforeTail, sites, false);
  if (isSite(head, sites) && afterHead !== '') return withoutSite(afterHead, sites, false);
  const short = tail.split(/\s+/).length <= 4 && tail.length < 30 && beforeTail.length >= 20;
  return loose && short && !/[?!.]$/.test(tail) ? beforeTail : title;
}
