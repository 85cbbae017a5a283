import { createHash } from 'node:crypto';
import { load } from 'cheerio';
import { z } from 'zod';
import { canonicalUrl } from './url.ts';

/** One element of a feed. No field holds control characters, lone surrogates or more than its cap. */
export interface Entry {
  /**
   * What the feed is thought to mean by “the same entry”: the guid, or the canonical link where the guid is missing or shared with
   * another entry, or a hash of title and day. Some feeds change every guid at every poll: compare by `entryKeys`.
   */
  id: string;
  /** absolute, canonical, http(s); at most 2,000 characters */
  url: string | null;
  /** plain text in one line, at most 1,000 characters; empty where the feed gives none */
  title: string;
  /** first publication, else the last update; may lie in the future */
  publishedAt: Date | null;
  updatedAt: Date | null;
  /** names joined with a comma, at most 300 characters */
  author: string | null;
  /** HTML as the publisher wrote it, unsafe to show, at most 200,000 characters */
  summaryHtml: string | null;
  /** HTML as the publisher wrote it, unsafe to show, at most 1,000,000 characters */
  contentHtml: string | null;
  /** lower case, e.g. `zh-cn`; the entry's own or its feed's */
  language: string | null;
  categories: string[];
}

/** An entry as a reader found it, before anything is trusted. Every value may be missing. */
export interface RawEntry {
  guid: string | null;
  /** absolute or relative addresses, the best first */
  links: string[];
  /** what relative addresses are resolved against */
  base: string;
  title: string;
  titleIsHtml: boolean;
  publishedAt: Date | null;
  updatedAt: Date | null;
  author: string | null;
  summaryHtml: string | null;
  contentHtml: string | null;
  language: string | null;
  categories: string[];
}

const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|\p{Surrogate}/gu;

/** Removes what a database refuses or a terminal obeys: control characters and halves of surrogate pairs. */
export function cleanText(text: string): string {
  return text.replace(CONTROL, '');
}

const line = (max: number) =>
  z.string().transform((text) =>
    cleanText(text.slice(0, 2 * max))
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, max)
      .replace(/\p{Surrogate}/gu, ''),
  );
const html = (max: number) =>
  z
    .string()
    .transform((text) => cleanText(text.slice(0, max)).trim() || null)
    .nullable();
const moment = z.date().refine((date) => !Number.isNaN(date.getTime()), 'a date that does not exist');

const entrySchema = z.object({
  id: line(2000).pipe(z.string().min(1)),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable(),
  title: line(1000),
  publishedAt: moment.nullable(),
  updatedAt: moment.nullable(),
  author: line(300).nullable(),
  summaryHtml: html(200_000),
  contentHtml: html(1_000_000),
  language: line(35).nullable(),
  categories: z.array(line(200)).transform((names) => [...new Set(names.filter(Boolean))].slice(0, 50)),
});

/** Turns raw entries into valid ones; one that cannot be, loses only itself. */
export function toEntries(raws: RawEntry[]): {
  entries: Entry[];
  dropped: { reason: string; count: number }[];
} {
  const addressed = raws.map((raw) => ({ raw, url: firstUrl(raw), title: plainTitle(raw) }));
  const guids = countOf(addressed.map(({ raw }) => raw.guid));
  const urls = countOf(addressed.map(({ url }) => url));
  const dropped = new Map<string, number>();
  const entries: Entry[] = [];
  for (const { raw, url, title } of addressed) {
    const guid = raw.guid && guids.get(raw.guid) === 1 ? guidKey(raw.guid) : null;
    const ownUrl = url && urls.get(url) === 1 ? url : null;
    const id = guid ?? ownUrl ?? titleDayHash(title, raw);
    const read = entrySchema.safeParse({
      ...raw,
      id,
      url,
      title,
      author: raw.author || null,
      language: raw.language?.toLowerCase() || null,
    });
    if (read.success) entries.push(read.data);
    else {
      const reason = read.error.issues[0]?.message ?? 'not readable';
      dropped.set(reason, (dropped.get(reason) ?? 0) + 1);
    }
  }
  return { entries, dropped: [...dropped].map(([reason, count]) => ({ reason, count })) };
}

/** Whether an entry can become an article: it leads to a page or brings a text. Polling leaves the others out. */
export function isReadable(entry: Entry): boolean {
  return entry.url !== null || entry.contentHtml !== null || entry.summaryHtml !== null;
}

/**
 * Every key under which the archive may know an entry already, the most reliable first: id, address, and title with day. A poll's
 * entry is new only when none of its keys is known, which keeps a feed that changes its guids or link tokens at every poll from
 * flooding the archive. Titles below 12 characters (“Update”) give no third key.
 */
export function entryKeys(entry: Entry): string[] {
  const keys = [`id:${entry.id}`];
  if (entry.url) keys.push(`url:${entry.url}`);
  const signs = /\p{Script=Han}/u.test(entry.title) ? 2 * entry.title.length : entry.title.length;
  if (signs >= 12 && entry.publishedAt) keys.push(titleDayHash(entry.title, entry));
  return keys;
}

/**
 * What an entry says, as a hash: markup, spacing and addresses do not count, so that a feed whose links carry another
 * token at every poll seems to stay as it is. The time of the last update counts, for feeds that show nothing else.
 *
 * @returns 32 hexadecimal digits
 */
export function entryHash({ title, contentHtml, summaryHtml, updatedAt, publishedAt }: Entry): string {
  const updated = updatedAt && updatedAt.getTime() !== publishedAt?.getTime() ? updatedAt.toISOString() : '';
  const words = [title, contentHtml ?? summaryHtml ?? ''].map((html) =>
    html
      .replaceAll(/<[^<>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );
  return createHash('sha256')
    .update([...words, updated].join('\n'))
    .digest('hex')
    .slice(0, 32);
}

/** Title and day, or title and text where there is no date; the day is UTC's. */
function titleDayHash(
  title: string,
  entry: Pick<Entry, 'publishedAt' | 'summaryHtml' | 'contentHtml'>,
): string {
  const rest = entry.publishedAt?.toISOString().slice(0, 10) ?? entry.contentHtml ?? entry.summaryHtml ?? '';
  const text = `${title.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()}\n${rest}`;
  return `day:${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}

/** A guid that is an address is compared as one, so that a changing tracking parameter does not make it another. */
function guidKey(guid: string): string {
  return (/^https?:\/\//i.test(guid) ? canonicalUrl(guid) : null) ?? guid.trim();
}

function firstUrl(raw: RawEntry): string | null {
  for (const link of raw.links) {
    const url = canonicalUrl(link, raw.base);
    if (url) return url;
  }
  return null;
}

/** Titles are HTML in most feeds, whatever the format says; cheerio reads the few that look like it. */
function plainTitle({ title, titleIsHtml }: RawEntry): string {
  const text = title.slice(0, 4000);
  const looksHtml = titleIsHtml
    ? /[<&]/.test(text)
    : !text.includes('<') && /&(?:#\d+|#x[\da-f]+|[a-z]{2,8});/i.test(text);
  if (!looksHtml) return text;
  const plain = load(text, null, false).root().text();
  return plain.trim() === '' ? text : plain;
}

function countOf(values: (string | null)[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
