import { type Channel, newest, type OutEntry } from './channel.ts';
import { element, xml } from './xml.ts';

export const rssType = 'application/rss+xml; charset=utf-8';

/** RSS 2.0, with the elements of Atom and Dublin Core that the RSS Advisory Board's profile advises. */
export function rss(channel: Channel, entries: OutEntry[]): string {
  const { title, description, home, self } = channel;
  const namespaces = 'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"';
  const head = [
    element('title', title),
    element('link', home),
    element('description', description),
    `    <atom:link href="${xml(self)}" rel="self" type="application/rss+xml"/>\n`,
    element('generator', 'Chipwire'),
    entries.length > 0 ? element('lastBuildDate', newest(entries).toUTCString()) : '',
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" ${namespaces}>
  <channel>
${head.join('')}${entries.map(entryOf).join('')}  </channel>
</rss>
`;
}

function entryOf(entry: OutEntry): string {
  const put = (name: string, text: string | null) => element(name, text, '      ');
  const parts = [
    put('title', entry.title),
    put('link', entry.url),
    `      <guid isPermaLink="false">${xml(entry.id)}</guid>\n`,
    put('pubDate', entry.publishedAt.toUTCString()),
    ...(entry.authors.length > 0 ? entry.authors : [entry.publisher]).map((name) => put('dc:creator', name)),
    put('dc:publisher', entry.publisher),
    put('dc:language', entry.language),
    ...entry.categories.map((word) => put('category', word)),
    put('description', xml(entry.summary)), // readers take it for HTML: escaped once as text, once as XML
  ];
  return `    <item>\n${parts.join('')}    </item>\n`;
}
