import { z } from 'zod';
import { type DateContext, parseDate } from './dates.ts';
import type { RawEntry } from './entry.ts';

const text = z.string().catch('');
const person = z.object({ name: text }).catch({ name: '' });
const entrySchema = z.object({
  id: z.union([z.string(), z.number().transform(String)]).catch(''),
  url: text,
  external_url: text,
  title: text,
  content_html: text,
  content_text: text,
  summary: text,
  date_published: text,
  date_modified: text,
  author: person.optional(),
  authors: z.array(person).optional().catch(undefined),
  language: text,
  tags: z.array(text).catch([]),
});

const feedSchema = z.object({
  version: z.string().regex(/jsonfeed\.org\/version\/1/i),
  title: text,
  home_page_url: text,
  language: text,
  authors: z.array(person).optional().catch(undefined),
  author: person.optional(),
  items: z.array(z.unknown()).catch([]),
});

export interface JsonFeed {
  title: string;
  siteUrl: string;
  language: string;
  entries: RawEntry[];
  /** entries that were no objects */
  unreadable: number;
}

/**
 * Reads JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1). Fields of a wrong type count as missing.
 *
 * @param base absolute URL of the feed; @returns null for JSON of another kind
 */
export function readJsonFeed(value: unknown, base: string, dates: DateContext): JsonFeed | null {
  const feed = feedSchema.safeParse(value);
  if (!feed.success) return null;
  const { title, home_page_url: siteUrl, language, items } = feed.data;
  const read = items.map((entry) => entrySchema.safeParse(entry));
  const feedAuthor = names(feed.data.authors ?? [feed.data.author ?? { name: '' }]);
  const entries = read.flatMap(({ success, data }) =>
    success ? [rawEntry(data, base, language, feedAuthor, dates)] : [],
  );
  return { title, siteUrl, language, entries, unreadable: read.length - entries.length };
}

function rawEntry(
  entry: z.infer<typeof entrySchema>,
  base: string,
  language: string,
  feedAuthor: string,
  dates: DateContext,
): RawEntry {
  const updatedAt = parseDate(entry.date_modified, dates);
  const escaped = entry.content_text.replace(
    /[<>&]/g,
    (sign) => ({ '<': '&lt;', '>': '&gt;' })[sign] ?? '&amp;',
  );
  return {
    guid: entry.id || null,
    links: [entry.url, entry.external_url, /^https?:/i.test(entry.id) ? entry.id : ''].filter(Boolean),
    base,
    title: entry.title,
    titleIsHtml: false,
    publishedAt: parseDate(entry.date_published, dates) ?? updatedAt,
    updatedAt,
    author: names(entry.authors ?? [entry.author ?? { name: '' }]) || feedAuthor || null,
    summaryHtml: entry.summary || null,
    contentHtml: entry.content_html || escaped || null,
    language: entry.language || language || null,
    categories: entry.tags,
  };
}

function names(people: { name: string }[]): string {
  return people
    .map(({ name }) => name.trim())
    .filter(Boolean)
    .slice(0, 10)
    .join(', ');
}
