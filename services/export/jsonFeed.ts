import type { Channel, OutEntry } from './channel.ts';

export const jsonFeedType = 'application/feed+json; charset=utf-8';

/** JSON Feed 1.1 (jsonfeed.org). */
export function jsonFeed({ title, description, home, self }: Channel, entries: OutEntry[]): string {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: home,
    feed_url: self,
    description,
    // The word that the format has for them.
    items: entries.map(entryOf),
  };
  return `${JSON.stringify(feed, null, 2)}\n`;
}

const entryOf = (entry: OutEntry) => ({
  id: entry.id,
  ...(entry.url ? { url: entry.url } : {}),
  title: entry.title,
  content_text: entry.summary,
  date_published: entry.publishedAt.toISOString(),
  date_modified: entry.updatedAt.toISOString(),
  authors: (entry.authors.length > 0 ? entry.authors : [entry.publisher]).map((name) => ({ name })),
  tags: entry.categories,
  language: entry.language,
});
