import type { Block, WireArticle } from './articles.ts';
import { isoStamp, mailStamp } from './clock.ts';
import { feedPath, languageTag, type Publisher } from './publishers.ts';

/** Minutes for which a reader may keep the feed. */
const timeToLive = 5;

/** Escapes text for XML content and attributes; characters that XML 1.0 forbids are dropped. */
export function escapeXml(text: string): string {
  const marks: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
  };
  return text
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')
    .replace(/[&<>"']/g, (mark) => marks[mark] ?? mark);
}

/**
 * A publisher's archive feed in the format that publishers.yaml gives it.
 *
 * @param articles newest first, all of this publisher
 * @param origin scheme, host and port, without a slash at the end
 */
export function writeFeed(publisher: Publisher, articles: WireArticle[], origin: string): string {
  const writers = { rss: writeRss, atom: writeAtom, json: writeJsonFeed };
  return writers[publisher.feed.format](publisher, articles, origin);
}

/** The media type of a publisher's feed, with its charset. */
export function feedType({ feed }: Publisher): string {
  const types = { rss: 'application/rss+xml', atom: 'application/atom+xml', json: 'application/feed+json' };
  return `${types[feed.format]}; charset=${feed.encoding}`;
}

const tag = (name: string, text: string) => `<${name}>${escapeXml(text)}</${name}>`;
const declaration = ({ feed }: Publisher) => `<?xml version="1.0" encoding="${feed.encoding}"?>\n`;

/** The summary that feeds and page descriptions carry: the first paragraph. */
export const summaryOf = ({ blocks }: WireArticle): string =>
  blocks.find(({ kind }) => kind === 'paragraph')?.text ?? '';

function linkOf({ feed }: Publisher, { path }: WireArticle, origin: string): string {
  return origin + path + (feed.tracking ? `?${feed.tracking}` : '');
}

// 9 digits from the path, as a content system's running number would look.
function numberOf(path: string): number {
  let hash = 7;
  for (const character of path) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 899_999_999;
  return 100_000_000 + hash;
}

function guidOf({ id, feed }: Publisher, article: WireArticle, origin: string): string {
  if (feed.guid === 'permalink') return origin + article.path;
  if (feed.guid === 'number') return `${id}-${numberOf(article.path)}`;
  return `tag:${id}.example,${article.published.toISOString().slice(0, 10)}:${article.slug}`;
}

const elements = { paragraph: 'p', heading: 'h2', quote: 'blockquote' } as const;
const blockHtml = ({ kind, text }: Block) => tag(elements[kind], text);
const textHtml = ({ blocks }: WireArticle) => blocks.map(blockHtml).join('\n');

// A CDATA section ends at its first "]]>", so that one is split over two sections.
const cdata = (text: string) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

function writeRss(publisher: Publisher, articles: WireArticle[], origin: string): string {
  const newest = articles[0];
  const head = [
    tag('title', publisher.name),
    tag('link', `${origin}/${publisher.id}/`),
    tag('description', publisher.description),
    tag('language', languageTag(publisher).toLowerCase()),
    tag('ttl', String(timeToLive)),
    `<atom:link href="${escapeXml(origin + feedPath(publisher))}" rel="self" type="application/rss+xml"/>`,
    ...(newest ? [tag('lastBuildDate', mailStamp(newest.published, publisher.clock))] : []),
  ];
  const items = articles.map((article) => rssItem(publisher, article, origin));
  return (
    `${declaration(publisher)}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" ` +
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">\n' +
    `<channel>\n${[...head, ...items].join('\n')}\n</channel>\n</rss>\n`
  );
}

function rssItem(publisher: Publisher, article: WireArticle, origin: string): string {
  const { feed, clock } = publisher;
  const fields = [
    tag('title', article.title),
    tag('link', linkOf(publisher, article, origin)),
    `<guid isPermaLink="${feed.guid === 'permalink'}">${escapeXml(guidOf(publisher, article, origin))}</guid>`,
    tag('pubDate', mailStamp(article.published, clock)),
    ...(article.byline ? [tag('dc:creator', article.byline)] : []),
    ...article.tags.map((name) => tag('category', name)),
    tag('description', summaryOf(article)),
    ...(feed.full ? [`<content:encoded>${cdata(textHtml(article))}</content:encoded>`] : []),
  ];
  return `<item>\n  ${fields.join('\n  ')}\n</item>`;
}

function writeAtom(publisher: Publisher, articles: WireArticle[], origin: string): string {
  const home = `${origin}/${publisher.id}/`;
  const newest = articles[0]?.published ?? new Date(0);
  const head = [
    tag('id', `tag:${publisher.id}.example,2022:feed`),
    tag('title', publisher.name),
    tag('subtitle', publisher.description),
    tag('updated', isoStamp(newest, publisher.clock)),
    `<link rel="self" type="application/atom+xml" href="${escapeXml(origin + feedPath(publisher))}"/>`,
    `<link rel="alternate" type="text/html" href="${escapeXml(home)}"/>`,
    `<author>${tag('name', publisher.name)}</author>`,
  ];
  const entries = articles.map((article) => atomEntry(publisher, article, origin));
  return (
    `${declaration(publisher)}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${languageTag(publisher)}">\n` +
    `${[...head, ...entries].join('\n')}\n</feed>\n`
  );
}

function atomEntry(publisher: Publisher, article: WireArticle, origin: string): string {
  const stamp = isoStamp(article.published, publisher.clock);
  const fields = [
    tag('id', guidOf(publisher, article, origin)),
    tag('title', article.title),
    `<link rel="alternate" type="text/html" href="${escapeXml(linkOf(publisher, article, origin))}"/>`,
    tag('published', stamp),
    tag('updated', stamp),
    ...(article.byline ? [`<author>${tag('name', article.byline)}</author>`] : []),
    ...article.tags.map((name) => `<category term="${escapeXml(name)}"/>`),
    tag('summary', summaryOf(article)),
    ...(publisher.feed.full ? [`<content type="html">${escapeXml(textHtml(article))}</content>`] : []),
  ];
  return `<entry>\n  ${fields.join('\n  ')}\n</entry>`;
}

function writeJsonFeed(publisher: Publisher, articles: WireArticle[], origin: string): string {
  const items = articles.map((article) => ({
    id: guidOf(publisher, article, origin),
    url: linkOf(publisher, article, origin),
    title: article.title,
    summary: summaryOf(article),
    ...(publisher.feed.full ? { content_html: textHtml(article) } : { content_text: summaryOf(article) }),
    date_published: isoStamp(article.published, publisher.clock),
    ...(article.byline ? { authors: [{ name: article.byline }] } : {}),
    tags: article.tags,
    language: languageTag(publisher),
  }));
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: publisher.name,
    home_page_url: `${origin}/${publisher.id}/`,
    feed_url: origin + feedPath(publisher),
    description: publisher.description,
    language: languageTag(publisher),
    items,
  };
  return `${JSON.stringify(feed, null, 2)}\n`;
}
