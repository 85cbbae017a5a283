import { createHash } from 'node:crypto';
import { excerpt, type ShownArticle } from './article.ts';

/** What is told of a feed of articles that Chipwire gives out. */
export interface Channel {
  title: string;
  description: string;
  /** The page for people that shows the same. */
  home: string;
  /** Where the feed itself is. */
  self: string;
  /** What makes it the same feed wherever it is served. */
  query: string;
}

/** An entry of such a feed, the same for all three formats. */
export interface OutEntry {
  /** Stays the same for as long as the article is the same; a URI. */
  id: string;
  url: string | null;
  title: string;
  authors: string[];
  publisher: string;
  language: string;
  publishedAt: Date;
  updatedAt: Date;
  /** The beginning of the text; empty where none of it may be shown. */
  summary: string;
  /** Topics, then names of entities. */
  categories: string[];
}

/** Entities that an entry names as categories. */
const mostNames = 8;

export function outEntry(article: ShownArticle): OutEntry {
  const { title, publisher, language, publishedAt } = article;
  const topics = article.topics.filter(({ relevance }) => relevance >= 0.5).map(({ id }) => id);
  return {
    ...{ title, publisher, language, publishedAt },
    id: uri(article.canonicalUrl) ?? `urn:uuid:${uuidOf(article.canonicalUrl)}`,
    url: article.url === null ? null : uri(article.url),
    authors: article.byline,
    updatedAt: later(article.updatedAt ?? publishedAt, publishedAt),
    summary: excerpt(article.text),
    categories: [...topics, ...article.entities.slice(0, mostNames).map(({ name }) => name)],
  };
}

const later = (a: Date, b: Date) => (a > b ? a : b);

/** When anything in these entries last changed; the epoch without any. */
export const newest = (entries: OutEntry[]): Date =>
  entries.reduce((time, { updatedAt }) => later(time, updatedAt), new Date(0));

/** The address as a URI in ASCII; null for what is none. */
function uri(address: string): string | null {
  return URL.canParse(address) && /^https?:/i.test(address) ? new URL(address).href : null;
}

export const feedId = ({ query }: Channel): string => `urn:uuid:${uuidOf(`feed ${query}`)}`;

/** A UUID (version 8: by a method of our own) that is the same for the same text. */
export function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const variant = '89ab'[Number.parseInt(hex[16]!, 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
