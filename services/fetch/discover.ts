import { isReadable } from './entry.ts';
import type { ParsedFeed } from './feed.ts';

/** Where a page says that feeds are. */
export interface PageLinks {
  /** absolute, http(s), the likeliest first, each once, at most MOST_LINKS */
  links: string[];
  /** all that the page names, those left out included */
  named: number;
}

const MOST_LINKS = 20;
/** What a page says beyond this is its text. */
const MOST_LENGTH = 3_000_000;
/** More than these are no page that people made. */
const MOST_TAGS = 20_000;

/** Found without a parser: a hostile page keeps one busy for half a minute. */
const TAG = /<(link|a|base)\s([^<>]{1,3000})>/gi;
/** From the start of a name on: a tag of nothing but name signs would be read from each of them. */
const ATTRIBUTE = /(?<![\w:-])([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))/g;
const AMPERSAND = /&(?:amp|#0*38|#x0*26);/gi;

const FEED_TYPE = /^\s*(application\/(rss|atom|rdf|feed)\+(xml|json)|(text|application)\/xml)\b/i;
/** What feeds' addresses look like, on anchors, which do not say what they lead to. */
const FEED_PATH =
  /(^|[/_.-])(feeds?|rss|atom|rdf)([/_.?-]|$)|\/(feed|rss|atom|index)\.(xml|json)$|[?&](feed|format)=(rss2?|atom|xml)\b/i;
const COMMENTS = /\bcomments?\b|评论/i;

/**
 * The feeds that a web page names: `<link rel="alternate">` first, then links whose address looks like a feed's, those to
 * other sites behind its own. A feed of comments comes last.
 *
 * @param url absolute address of the page, the base of relative links
 */
export function feedLinks(html: string, url: string): PageLinks {
  const tags = tagsOf(html.slice(0, MOST_LENGTH));
  const base = absolute(tags.find(({ name }) => name === 'base')?.href ?? '', url) ?? url;
  const ranks = new Map<string, number>();
  for (const tag of tags) {
    const to = absolute(tag.href ?? '', base);
    const rank = to && to !== url ? rankOf(tag, to, url) : null;
    if (to && rank !== null) ranks.set(to, Math.min(rank, ranks.get(to) ?? rank));
  }
  const links = [...ranks].sort(([, a], [, b]) => a - b).map(([to]) => to);
  return { links: links.slice(0, MOST_LINKS), named: links.length };
}

type Tag = Record<string, string | undefined>;

/** Its name and attributes, in lower case. */
function tagsOf(html: string): Tag[] {
  const tags: Tag[] = [];
  for (const [, name = '', attributes = ''] of html.matchAll(TAG)) {
    const tag: Tag = { name: name.toLowerCase() };
    for (const [, key = '', ...values] of attributes.matchAll(ATTRIBUTE))
      tag[key.toLowerCase()] ??= (values.slice(0, 3).find((value) => value !== undefined) ?? '').replace(
        AMPERSAND,
        '&',
      );
    if (tags.push(tag) === MOST_TAGS) break;
  }
  return tags;
}

/** How unlikely it is the feed that is meant; null where it is none. */
function rankOf({ name, rel = '', type = '', title = '' }: Tag, to: string, page: string): number | null {
  const isAnchor = name === 'a';
  if (!isAnchor && !/\b(alternate|feed)\b/i.test(rel)) return null;
  // WordPress offers each page as JSON besides.
  const saysSo = FEED_TYPE.test(type) || (/^\s*application\/json\b/i.test(type) && isFeedAddress(to));
  if (!saysSo && !(isAnchor && isFeedAddress(to))) return null;
  const away = hostIn(to) === hostIn(page) ? 1 : 2;
  return (isAnchor ? away : 0) + (COMMENTS.test(title) || COMMENTS.test(to) ? 10 : 0);
}

/** Whether an address looks like that of a feed. */
export function isFeedAddress(address: string): boolean {
  if (!URL.canParse(address, 'http://feed.invalid/')) return false;
  const { pathname, search } = new URL(address, 'http://feed.invalid/');
  return FEED_PATH.test(pathname + search);
}

/** Where sites keep feeds that their pages do not name, the usual first. */
export function usualPlaces(page: string): string[] {
  const { origin, pathname } = new URL(page);
  const folder = pathname.replace(/\/+$/, '');
  const below = folder === '' || /\.\w{2,5}$/.test(folder) ? [] : [`${folder}/feed`];
  return [...below, '/feed', '/rss.xml', '/atom.xml', '/feed.xml', '/index.xml'].map((path) => origin + path);
}

/**
 * The address that somebody pasted: `example.com` is one of the web, and so is `feed:https://…`.
 *
 * @returns null for what is none of http(s); a user name or password in it is kept, for the client to refuse
 */
export function pastedAddress(text: string): string | null {
  const bare = text
    .replace(/[\s\p{Cc}]+/gu, '')
    .replace(/^feed:(\/\/)?(?=https?:)/i, '')
    .replace(/^feed:\/\//i, 'http://');
  return absolute(/^[a-z][a-z0-9+.-]*:(?!\d+(\/|$))/i.test(bare) ? bare : `https://${bare}`);
}

/** Longer addresses are stored by nobody. */
const MOST_ADDRESS = 2000;

function absolute(raw: string, base?: string): string | null {
  if (raw.length > MOST_ADDRESS || !URL.canParse(raw, base)) return null;
  const url = new URL(raw, base);
  url.hash = '';
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  return isWeb && url.hostname !== '' && url.href.length <= MOST_ADDRESS ? url.href : null;
}

const hostIn = (url: string) => new URL(url).hostname.replace(/^www\./, '');

/** What a feed is, before anybody adds it. */
export interface FeedPreview {
  kind: ParsedFeed['kind'];
  /** may be empty */
  title: string;
  /** `en`, `zh`: as declared, or by its titles */
  language: string;
  /** entries in the document that lead somewhere or say something */
  entries: number;
  /** newest first, at most 5 */
  newest: { title: string; url: string | null; publishedAt: Date | null }[];
  /** entries a week, by the dates of the newest 20; null for fewer than three dates */
  perWeek: number | null;
}

const ENTRIES_SHOWN = 5;
const ENTRIES_COUNTED = 20;
const WEEK_MS = 7 * 86_400_000;

export function previewOf(feed: ParsedFeed): FeedPreview {
  const time = (entry: { publishedAt: Date | null }) => entry.publishedAt?.getTime() ?? 0;
  const entries = feed.entries.filter(isReadable);
  const newest = [...entries].sort((a, b) => time(b) - time(a));
  return {
    kind: feed.kind,
    title: (feed.title ?? '').slice(0, 200),
    language: languageOf(feed),
    entries: entries.length,
    newest: newest
      .slice(0, ENTRIES_SHOWN)
      .map(({ title, url, publishedAt }) => ({ title: title.slice(0, 300), url, publishedAt })),
    perWeek: perWeekOf(newest.map(time).filter(Boolean).slice(0, ENTRIES_COUNTED)),
  };
}

/** @param times milliseconds, newest first */
function perWeekOf(times: number[]): number | null {
  if (times.length < 3) return null;
  const span = times[0]! - times.at(-1)!;
  return span > 0 ? ((times.length - 1) * WEEK_MS) / span : null;
}

/** Many feeds say `en` of themselves because their software does: titles in Han letters outweigh it. */
function languageOf({ language, entries }: ParsedFeed): string {
  const titles = entries.slice(0, ENTRIES_COUNTED).map(({ title }) => title);
  const han = titles.filter((title) => /\p{Script=Han}/u.test(title) && !/\p{Script=Hiragana}/u.test(title));
  if (han.length * 2 > titles.length) return 'zh';
  return /^[a-z]{2,3}(?=$|[-_])/i.exec(language ?? '')?.[0].toLowerCase() ?? 'en';
}
