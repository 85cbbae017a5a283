import { type Channel, feedId, newest, type OutEntry } from './channel.ts';
import { element, xml } from './xml.ts';

export const atomType = 'application/atom+xml; charset=utf-8';

/** Atom 1.0 (RFC 4287). */
export function atom(channel: Channel, entries: OutEntry[]): string {
  const { title, description, home, self } = channel;
  const put = (name: string, text: string) => element(name, text, '  ');
  const head = [
    put('id', feedId(channel)),
    put('title', title),
    put('subtitle', description),
    put('updated', newest(entries).toISOString()),
    `  <link rel="self" type="application/atom+xml" href="${xml(self)}"/>\n`,
    `  <link rel="alternate" type="text/html" href="${xml(home)}"/>\n`,
    '  <author><name>Chipwire</name></author>\n',
    put('generator', 'Chipwire'),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
${head.join('')}${entries.map(entryOf).join('')}</feed>
`;
}

function entryOf(entry: OutEntry): string {
  const authors = entry.authors.length > 0 ? entry.authors : [entry.publisher];
  const parts = [
    element('id', entry.id),
    element('title', entry.title) || '    <title/>\n',
    element('published', entry.publishedAt.toISOString()),
    element('updated', entry.updatedAt.toISOString()),
    entry.url ? `    <link rel="alternate" href="${xml(entry.url)}"/>\n` : '',
    ...authors.map((name) => `    <author><name>${xml(name)}</name></author>\n`),
    ...entry.categories.map((word) => `    <category term="${xml(word)}"/>\n`),
    // An entry without a link must have content.
    `    <${entry.url ? 'summary' : 'content'} type="text">${xml(entry.summary)}</${entry.url ? 'summary' : 'content'}>\n`,
  ];
  return `  <entry xml:lang="${xml(entry.language)}">\n${parts.join('')}  </entry>\n`;
}
