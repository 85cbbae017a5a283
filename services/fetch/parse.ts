import { toEntries } from './entry.ts';
import { FeedError, MAX_ENTRIES, type ParsedFeed } from './feed.ts';
import { checkDepth, rootElement } from './guard.ts';
import { readJsonFeed } from './json-feed.ts';
import { kindOf, readXml, type XmlFeed, type XmlNode } from './read-xml.ts';
import { isCutOff, repairXml } from './repair.ts';
import { canonicalUrl } from './url.ts';
import { all, attribute, hasMarkup, personName, rawEntry, resolved, textOf } from './xml-entry.ts';

/** `rss`, `feed`, `rdf:RDF`, RSS 1.1's `Channel` and a lone Atom `entry`, under any prefix. */
const FEED_ROOT = /^(?:[\w.-]+:)?(?:rss|feed|rdf|channel|entry)$/i;

/**
 * Reads RSS 0.9–2.0, RDF, Atom 0.3 and 1.0 and JSON Feed. Nothing is fetched and nothing global is touched, so that it may run in a
 * worker thread, which it should: a hostile document can take seconds.
 *
 * @param text decoded by `decodeText`; @param source.url absolute address of the feed, the base of relative links
 * @throws FeedError and nothing else
 */
export async function parseFeed(text: string, source: { url: string }): Promise<ParsedFeed> {
  const trimmed = text.replace(/^[\ufeff\s\0]+/, '');
  if (trimmed === '') throw new FeedError('empty', 'The answer is empty. Nothing to do unless it stays so.');
  try {
    return /^[[{]/.test(trimmed) ? parseJson(trimmed, source.url) : await parseXml(trimmed, source.url);
  } catch (error) {
    if (error instanceof FeedError) throw error;
    throw malformed(error);
  }
}

function parseJson(text: string, url: string): ParsedFeed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new FeedError('malformed', `The answer looks like JSON but cannot be read: ${reason(error)}`, {
      cause: error,
    });
  }
  const feed = readJsonFeed(value, url, datesFor(url, languageOf(value)));
  if (!feed)
    throw new FeedError(
      'not-a-feed',
      'The answer is JSON, but not a JSON Feed. Look for the address of the feed itself.',
    );
  const feedUrl = canonicalUrl(feed.siteUrl, url);
  return finished(
    { kind: 'json', title: feed.title, siteUrl: feedUrl, language: feed.language },
    feed.entries,
    feed.unreadable,
  );
}

function languageOf(value: unknown): string {
  const language = (value as { language?: unknown } | null)?.language;
  return typeof language === 'string' ? language : '';
}

async function parseXml(text: string, url: string): Promise<ParsedFeed> {
  checkDepth(text);
  const { xml, root, skipped } = feedPart(text);
  let feed: XmlFeed | null = null;
  let repaired = skipped ? 'text before the feed was skipped' : undefined;
  let failure: unknown;
  try {
    feed = await readXml(xml, root);
  } catch (error) {
    failure = error;
  }
  if (
    !feed ||
    feed.entries.some(hasMarkup) ||
    (feed.entries.length === 0 && /<(?:[\w.-]+:)?(?:item|entry)[\s>]/i.test(xml))
  ) {
    const mended = repairXml(xml, kindOf(root));
    const again = mended === null ? null : await readXml(mended, root).catch(() => null);
    if (!feed && again)
      repaired = [repaired, `not well-formed (${reason(failure)})`].filter(Boolean).join('; ');
    feed = again ?? feed;
  }
  if (!feed) throw malformed(failure);
  const read = describe({ ...feed, kind: kindOf(root) }, { url, base: baseOf(xml) }, repaired);
  return failure !== undefined && isCutOff(xml) ? { ...read, cutOff: true } : read;
}

/** Finds the feed's own element, which scripts and servers sometimes put a warning or a blank line before. */
function feedPart(text: string): { xml: string; root: string; skipped: boolean } {
  const root = rootElement(text);
  if (root && FEED_ROOT.test(root.name))
    return { xml: text.replace(/^[^<]+/, ''), root: root.name, skipped: false };
  const isPage = root !== null && /^(html|head|body|title)$/i.test(root.name);
  const start = isPage ? null : /<((?:[\w.-]+:)?(?:rss|feed|RDF))[\s>]/i.exec(text.slice(0, 64_000));
  if (start) return { xml: text.slice(start.index), root: start[1]!, skipped: true };
  throw notAFeed(text, root?.name);
}

function notAFeed(text: string, root: string | undefined): FeedError {
  if (root === undefined) {
    const start = text.slice(0, 60).replace(/\s+/g, ' ');
    return new FeedError(
      'not-a-feed',
      `The answer is not XML (it starts “${start}”). Look for the address of the feed itself.`,
    );
  }
  const name = root.toLowerCase();
  const isPage =
    /<!doctype\s+html/i.test(text.slice(0, 1000)) ||
    /^(html|head|body|title|div|p|script|meta|a|h1|br|table)$/.test(name);
  if (isPage) return new FeedError('html', pageMessage(text));
  const known = new Map<string, string>(
    Object.entries({
      opml: 'a list of feeds (OPML): add the feeds in it one by one',
      urlset: 'a sitemap: look for the address of the feed',
      sitemapindex: 'a sitemap: look for the address of the feed',
      error: 'an error message in XML',
    }),
  );
  const found =
    known.get(name) ?? `XML of another kind (<${root.slice(0, 40)}>): look for the address of the feed`;
  return new FeedError('not-a-feed', `The answer is ${found}.`);
}

/** A page often names its feed, which is what an operator needs to know. */
function pageMessage(text: string): string {
  const head = text.slice(0, 100_000);
  const title = /<title[^<>]*>([^<]{1,200})/i.exec(head)?.[1]?.replace(/\s+/g, ' ').trim();
  const links = head.match(/<link\s[^<>]{1,500}>/gi) ?? [];
  const link = links.find((tag) => /application\/(rss|atom|feed)\+(xml|json)/i.test(tag));
  const href = /href\s*=\s*["']?([^"'\s>]+)/i.exec(link ?? '')?.[1];
  const page = `The answer is a web page${title ? ` (“${title}”)` : ''}, not a feed.`;
  return href
    ? `${page} It names a feed at ${href}.`
    : `${page} The feed may have moved, or ask for a log-in or a browser.`;
}

function malformed(error: unknown): FeedError {
  return new FeedError(
    'malformed',
    `The feed is too broken to read: ${reason(error)}. Its publisher has to mend it.`,
    { cause: error },
  );
}

function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s+/g, ' ').slice(0, 160);
}

/** `xml:base` of the root, which rss-parser does not hand on for RSS. */
function baseOf(xml: string): string | null {
  const tag = /<[^?!][^<>]{0,5000}>/.exec(xml.slice(0, 20_000))?.[0] ?? '';
  return /\sxml:base\s*=\s*["']([^"']+)["']/i.exec(tag)?.[1] ?? null;
}

function describe(
  feed: XmlFeed,
  source: { url: string; base: string | null },
  repaired: string | undefined,
): ParsedFeed {
  const { channel, kind } = feed;
  const root = (channel['all $'] ?? {}) as Record<string, string>;
  const base = resolved(source.base ?? root['xml:base'] ?? null, source.url);
  const links = [...nodes(channel, 'all link'), ...nodes(channel, 'all atom:link')];
  const own =
    kind === 'atom'
      ? attribute(links.find(isAlternate), 'href')
      : links.map(textOf).find((link) => link.trim());
  const siteUrl = canonicalUrl(own ?? attribute(links.find(isAlternate), 'href') ?? '', base);
  const language =
    textOf(channel.language) || textOf(nodes(channel, 'all dc:language')[0]) || root['xml:lang'] || '';
  const author = kind === 'atom' ? nodes(channel, 'all author').map(personName).find(Boolean) : undefined;
  const context = {
    kind,
    // RSS has no xml:base: a relative link is meant from the site, where that is known
    base: kind === 'atom' || source.base ? base : (siteUrl ?? base),
    language: language || null,
    author: author ?? null,
    dates: datesFor(source.url, language),
  };
  const raws = feed.entries.slice(0, MAX_ENTRIES).map((node) => rawEntry(node, context));
  const about = { kind, title: textOf(channel.title), siteUrl, language, ...intervals(channel), repaired };
  return finished(about, raws, 0, feed.entries.length - raws.length);
}

function nodes(channel: Record<string, unknown>, name: string): XmlNode[] {
  return all({ found: channel[name] }, 'found');
}

function isAlternate(link: XmlNode): boolean {
  return attribute(link, 'href') !== null && (attribute(link, 'rel') ?? 'alternate') === 'alternate';
}

const PERIODS = new Map<string, number>(
  Object.entries({
    hourly: 60,
    daily: 1440,
    weekly: 10_080,
    monthly: 43_200,
    yearly: 525_600,
  }),
);

function intervals(channel: Record<string, unknown>): { ttlMinutes?: number; updatePeriodMinutes?: number } {
  const ttl = Number(textOf(channel.ttl).trim() || Number.NaN);
  const period = PERIODS.get(textOf(nodes(channel, 'all sy:updateperiod')[0]).trim().toLowerCase());
  const frequency = Number(textOf(nodes(channel, 'all sy:updatefrequency')[0])) || 1;
  return {
    ...(ttl > 0 && Number.isFinite(ttl) ? { ttlMinutes: ttl } : {}),
    ...(period && frequency > 0 ? { updatePeriodMinutes: period / frequency } : {}),
  };
}

/** A Chinese feed that leaves the zone out means Beijing, Taipei or Hong Kong, which share one. */
function datesFor(url: string, language: string): { assumeOffsetMinutes?: number; chinese?: boolean } {
  const isChinese = /^zh\b/i.test(language) || /^https?:\/\/[^/]+\.(?:cn|tw|hk)(?:[:/]|$)/i.test(url);
  return isChinese ? { assumeOffsetMinutes: 480, chinese: true } : {};
}

interface About {
  kind: ParsedFeed['kind'];
  title: string;
  siteUrl: string | null;
  language: string;
  ttlMinutes?: number;
  updatePeriodMinutes?: number;
  repaired?: string | undefined;
}

function finished(
  about: About,
  raws: Parameters<typeof toEntries>[0],
  unreadable: number,
  surplus = 0,
): ParsedFeed {
  const { title, siteUrl, language, repaired, ...rest } = about;
  const { entries, dropped } = toEntries(raws.slice(0, MAX_ENTRIES));
  const over = surplus + Math.max(0, raws.length - MAX_ENTRIES);
  if (unreadable > 0) dropped.push({ reason: 'not an entry', count: unreadable });
  if (over > 0) dropped.push({ reason: `more than ${MAX_ENTRIES} entries`, count: over });
  return {
    ...rest,
    ...(title.trim() ? { title: title.replace(/\s+/g, ' ').trim().slice(0, 300) } : {}),
    ...(siteUrl ? { siteUrl } : {}),
    ...(language.trim() ? { language: language.trim().toLowerCase().slice(0, 35) } : {}),
    ...(repaired ? { repaired } : {}),
    entries,
    dropped,
  };
}
