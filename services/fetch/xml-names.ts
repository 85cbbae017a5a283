/** Namespaces by the prefix that the readers here know them under; '' is the feed format itself. */
const NAMESPACES = new Map<string, string>(
  Object.entries({
    'http://www.w3.org/2005/atom': 'atom',
    'http://purl.org/atom/ns#': 'atom',
    'http://purl.org/rss/1.0/': '',
    'http://purl.org/net/rss1.1#': '',
    'http://my.netscape.com/rdf/simple/0.9/': '',
    'http://channel.netscape.com/rdf/simple/0.9/': '',
    'http://backend.userland.com/rss2': '',
    'http://purl.org/dc/elements/1.1/': 'dc',
    'http://purl.org/dc/terms/': 'dcterms',
    'http://purl.org/rss/1.0/modules/content/': 'content',
    'http://purl.org/rss/1.0/modules/syndication/': 'sy',
    'http://rssnamespace.org/feedburner/ext/1.0': 'feedburner',
    'http://search.yahoo.com/mrss/': 'media',
    'http://www.w3.org/1999/02/22-rdf-syntax-ns#': 'rdf',
    'http://www.itunes.com/dtds/podcast-1.0.dtd': 'itunes',
  }),
);

/** The spelling rss-parser looks for, where it is not all lower case. */
const SPELLING = new Map<string, string>(
  Object.entries({
    pubdate: 'pubDate',
    lastbuilddate: 'lastBuildDate',
    managingeditor: 'managingEditor',
    webmaster: 'webMaster',
    'rdf:rdf': 'rdf:RDF',
    // names that xml2js uses for itself: an element so called breaks the whole parse
    _: 'x-_',
    cdata: 'x-cdata',
  }),
);

/**
 * How one document's element names are to be read: whatever prefix it chose for a known namespace, and in whatever case.
 *
 * @param xml the document; declarations in its first 20,000 characters count
 * @returns name as written → name that the readers here know; an Atom document's own elements come without a prefix
 */
export function elementNames(xml: string, isAtom: boolean): (written: string) => string {
  const prefixes = new Map<string, string>();
  for (const [, prefix, , uri] of xml
    .slice(0, 20_000)
    .matchAll(/\sxmlns:([\w.-]+)\s*=\s*(["'])([^"']{1,200})\2/gi)) {
    const known = NAMESPACES.get(uri!.toLowerCase());
    if (known !== undefined) prefixes.set(prefix!.toLowerCase(), known);
  }
  return (written) => {
    const lower = written.toLowerCase();
    const colon = lower.indexOf(':');
    const prefix = colon < 0 ? '' : (prefixes.get(lower.slice(0, colon)) ?? lower.slice(0, colon));
    const own = prefix === '' || (isAtom && prefix === 'atom');
    const name = own ? lower.slice(colon + 1) : `${prefix}:${lower.slice(colon + 1)}`;
    return SPELLING.get(name) ?? name;
  };
}
