import RssParser from 'rss-parser';
import { elementNames } from './xml-names.ts';

/** An element as xml2js gives it: its text, or its text under `_`, attributes under `$` and children by name. */
export type XmlNode = string | XmlElement;
export interface XmlElement {
  _?: string;
  $?: Record<string, string>;
  [child: string]: unknown;
}

/** A feed as rss-parser gives it: what the channel says, and the entries as they stand in the document. */
export interface XmlFeed {
  kind: 'rss' | 'atom' | 'rdf';
  /** channel or feed fields; anything may be missing or an element where text is expected */
  channel: Record<string, unknown>;
  entries: XmlNode[];
}

interface ParserInside {
  parseString(xml: string): Promise<Record<string, unknown> & { items: { node: XmlNode }[] }>;
  buildAtomFeed(document: { feed: { link?: XmlNode[] } }): unknown;
}

/** rss-parser's methods that its own types leave out. */
const Parser = RssParser as unknown as new (options: object) => ParserInside;

/**
 * rss-parser which leaves each entry as it stands in the document. Its own reading of an entry runs a quadratic stripHtml over
 * every text (280 kB of `<` took 16 s) and throws the whole feed away for one bad `<updated>`.
 */
class EntryParser extends Parser {
  parseItemRss(node: XmlNode): { node: XmlNode } {
    return { node };
  }

  parseItemAtom(node: XmlNode): { node: XmlNode } {
    return { node };
  }

  override buildAtomFeed(document: { feed: { link?: XmlNode[] } }): unknown {
    // its getLink reads attributes that a bare <link/> does not have
    const links = (document.feed.link ?? []).filter(
      (link) => typeof link === 'object' && link.$ !== undefined,
    );
    document.feed.link = links;
    return super.buildAtomFeed(document);
  }
}

const CHANNEL_FIELDS = [
  '$',
  'link',
  'atom:link',
  'author',
  'updated',
  'sy:updatePeriod',
  'sy:updateFrequency',
  'sy:updateperiod',
  'sy:updatefrequency',
  'dc:language',
].map((name) => [name, `all ${name}`, { keepArray: true }]);

/**
 * Reads well-formed RSS, RDF or Atom with rss-parser. A new parser each time: hostile documents poison one for good.
 *
 * @param root the root element's name as written
 * @throws whatever rss-parser, xml2js and sax throw
 */
export async function readXml(xml: string, root: string): Promise<XmlFeed> {
  const kind = kindOf(root);
  const parser = new EntryParser({
    defaultRSS: 2,
    customFields: { feed: CHANNEL_FIELDS },
    xml2js: {
      tagNameProcessors: [elementNames(xml, kind === 'atom')],
      attrNameProcessors: [(name: string) => name.toLowerCase()],
    },
  });
  const { items, ...channel } = await parser.parseString(xml);
  return { kind, channel, entries: items.map(({ node }) => node) };
}

export function kindOf(root: string): XmlFeed['kind'] {
  const local = root.toLowerCase().replace(/^.*:/, '');
  return local === 'feed' || local === 'entry' ? 'atom' : local === 'rdf' ? 'rdf' : 'rss';
}
