import { load } from 'cheerio/slim';
import { parseDocument, type YAMLSeq } from 'yaml';
import { decodeText } from '../fetch/decode.ts';
import { pastedAddress } from '../fetch/discover.ts';
import { canonicalUrl } from '../fetch/url.ts';
import { hostOf } from './article.ts';
import { FileFault } from './found.ts';

/** A feed as feeds.yaml lists it. */
export interface ListedFeed {
  id: string;
  url: string;
  publisher: string;
  family: string;
  language: string;
}

export interface OutlineDefaults {
  publisher?: string | undefined;
  family: string;
  language: string;
}

/** An outline that gives no feed, and why. */
export interface RejectedOutline {
  title: string;
  url: string;
  reason: string;
}

/** Feed readers list some hundreds of feeds. */
const mostBytes = 2_000_000;
const mostOutlines = 5000;
const deepest = 100;

/**
 * The feeds that an OPML file lists, with those left out whose address is none, or is known, or came before.
 *
 * @param known addresses and ids that the feed list has
 * @throws FileFault when it is no OPML
 */
export function readOpml(
  bytes: Uint8Array,
  defaults: OutlineDefaults,
  known: { url: string; id: string }[],
): { feeds: ListedFeed[]; rejected: RejectedOutline[] } {
  if (bytes.length > mostBytes) throw new FileFault('is longer than 2 MB, which no list of feeds is');
  const outlines = outlinesOf(decodeText(bytes).text);
  const urls = new Set(known.map(({ url }) => canonicalUrl(url) ?? url));
  const ids = new Set(known.map(({ id }) => id));
  const feeds: ListedFeed[] = [];
  const rejected: RejectedOutline[] = [];
  for (const outline of outlines) {
    const { title, address } = outline;
    const same = canonicalUrl(address);
    // Its parameters stay: some that only track readers elsewhere make the feed of a page.
    const url = same && pastedAddress(address);
    const reject = (reason: string) => rejected.push({ title, url: address.slice(0, 300), reason });
    if (!same || !url) reject('its address is none of the web');
    else if (urls.has(same)) reject('is in the feed list already');
    else {
      urls.add(same);
      const publisher = (title || defaults.publisher || hostOf(url) || 'Feed').slice(0, 100);
      const id = freeId(publisher, url, ids);
      const language = /^[a-z]{2,3}/.exec(outline.language.toLowerCase())?.[0] ?? defaults.language;
      feeds.push({ id, url, publisher, family: defaults.family, language });
    }
  }
  return { feeds, rejected };
}

/** The parser's cost grows with the square of the depth: 100,000 outlines inside each other took it 46 s. */
function checkDepth(xml: string): void {
  let depth = 0;
  for (const [, closes, itself] of xml.replaceAll(/"[^"<]*"/g, '').matchAll(/<(\/?)[a-z][^<>]*?(\/?)>/gi)) {
    if (!itself) depth += closes ? -1 : 1;
    if (depth > deepest) throw new FileFault(`nests outlines more than ${deepest} deep`);
  }
}

function outlinesOf(xml: string) {
  checkDepth(xml);
  const $ = load(xml, { xml: { xmlMode: true, lowerCaseTags: true, lowerCaseAttributeNames: true } });
  if ($('opml').length === 0) throw new FileFault('is no OPML');
  const outlines = $('outline')
    .slice(0, mostOutlines)
    .toArray()
    .map(({ attribs }) => ({
      title: (attribs.title || attribs.text || '').trim(),
      address: (attribs.xmlurl ?? '').trim(),
      language: attribs.language ?? '',
    }));
  return outlines.filter(({ address }) => address !== ''); // the others are folders
}

/** Lower-case letters and digits with hyphens; by the host where the name has none, as in Chinese. */
export function freeId(publisher: string, url: string, taken: Set<string>): string {
  const base = slugOf(publisher) || slugOf(hostOf(url) ?? '') || 'feed';
  let id = base;
  for (let n = 2; taken.has(id); n++) id = `${base}-${n}`;
  taken.add(id);
  return id;
}

/** `the-wire` of “The Wire”; empty where there are no such letters. */
export const slugOf = (name: string) =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .join('-')
    .slice(0, 60)
    .replace(/-$/, '');

/** A group of the feed list. */
export const groupOf = (name: string, feeds: ListedFeed[], topics: readonly string[]) => ({
  name,
  topics: [...topics],
  feeds,
});

/**
 * The feed list with a group at the end of its groups; every line that is there stays as it is.
 *
 * @param yaml text of feeds.yaml
 * @param group `groups:` with the new group alone, in YAML
 */
export function withFeeds(yaml: string, group: string): string {
  const groups = parseDocument(yaml).get('groups', true) as unknown as YAMLSeq;
  const [start, end] = groups.range!;
  const indent = ' '.repeat(start - (yaml.lastIndexOf('\n', start - 1) + 1));
  const lines = group
    .split('\n')
    .slice(1)
    .map((line) => line.slice(2))
    .filter(Boolean);
  const added = lines.map((line) => `${indent}${line}\n`).join('');
  const before = yaml.slice(0, end).trimEnd();
  return `${before}\n\n${added}${yaml.slice(before.length)}`;
}
