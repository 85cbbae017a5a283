import { xml } from './xml.ts';

export const opmlType = 'text/x-opml; charset=utf-8';

/** A feed as feed readers list it. */
export interface Outline {
  title: string;
  url: string;
  /** BCP 47 */
  language: string;
  topics: readonly string[];
}

/** A list of feeds for feed readers: OPML 2.0. */
export function opml(title: string, feeds: readonly Outline[], now: Date): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head>
    <title>${xml(title)}</title>
    <dateCreated>${now.toUTCString()}</dateCreated>
  </head>
  <body>
${feeds.map(outlineOf).join('')}  </body>
</opml>
`;
}

function outlineOf({ title, url, language, topics }: Outline): string {
  const attributes = { type: 'rss', text: title, title, xmlUrl: url, language, category: topics.join(',') };
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${inAttribute(value)}"`);
  return `    <outline ${written.join(' ')}/>\n`;
}

/** A line break in an attribute would be read as a blank. */
const inAttribute = (text: string) => xml(text.replaceAll(/\s+/g, ' '));
