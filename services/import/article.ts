import { createHash } from 'node:crypto';
import { parseDate } from '../fetch/dates.ts';
import { canonicalUrl } from '../fetch/url.ts';
import type { Draft } from './columns.ts';

/** What is said of all rows at once. */
export interface Given {
  /** Of rows that do not name one. */
  publisher?: string | undefined;
  language?: string | undefined;
  /** Of rows without a date. */
  published?: Date | undefined;
  /** Publishers by host, `www.` left out, as the feed list has them. */
  publishers: Map<string, string>;
  /** For the reason that shows where a text is from. */
  label: string;
}

/** The text of an article, and how it was come by. */
export interface Body {
  text: string;
  words: number;
  from: 'page' | 'row' | 'summary';
  paywalled?: boolean;
}

/** An article as it is stored. */
export interface Imported {
  url: string | null;
  canonicalUrl: string;
  publisher: string;
  language: string;
  title: string;
  byline: string[];
  text: string;
  words: number;
  textSource: 'page' | 'feed' | 'summary';
  textReason: string | null;
  image: string | null;
  section: string | null;
  paywalled: boolean;
  syndicatedFrom: string | null;
  publishedAt: Date;
  updatedAt: Date | null;
}

/** A row that does not become an article, and why. */
export class Rejection extends Error {
  override name = 'Rejection';
}

/** More is no article, and takes the tagger longer than it is given. */
const mostTextChars = 1_000_000;
const titleChars = 120;
/** A date may lie so far ahead where the file does not say its time zone. */
const aheadMs = 24 * 3_600_000;
const longestDate = 200;
/** Tagging finds out which. */
const unknownLanguage = 'und';

/**
 * Checks a draft and fills in what it leaves out.
 *
 * @throws Rejection
 */
export function articleOf(draft: Draft, body: Body, given: Given, now: Date): Imported {
  const text = body.text.replaceAll('\r\n', '\n').trim();
  if (text === '') throw new Rejection('has neither a text nor a summary');
  if (text.length > mostTextChars)
    throw new Rejection(`has a text of ${text.length.toLocaleString('en')} characters; 1,000,000 are read`);
  const url = addressOf(draft.url);
  const title = draft.title || text.split('\n', 1)[0]!.slice(0, titleChars);
  const publishedAt = publishedAtOf(draft, given, now);
  const publisher = publisherOf(draft.publisher, url, given);
  return {
    ...{ url, title, text, publisher, publishedAt, byline: draft.byline, words: body.words },
    canonicalUrl: url ?? urnOf([publisher, title, publishedAt.toISOString(), text]),
    language: draft.language.slice(0, 20) || given.language || unknownLanguage,
    textSource: body.from === 'row' ? 'feed' : body.from,
    textReason: body.from === 'page' ? null : `brought in from ${given.label}`,
    image: draft.image ? canonicalUrl(draft.image) : null,
    section: draft.section.slice(0, 200) || null,
    paywalled: body.paywalled ?? false,
    syndicatedFrom: draft.syndicatedFrom.slice(0, 200) || null,
    updatedAt: pastDate(draft.updatedAt, draft, now),
  };
}

function addressOf(raw: string): string | null {
  if (raw === '') return null;
  const url = canonicalUrl(raw);
  if (!url) throw new Rejection(`has an address that leads nowhere: ${raw.slice(0, 200)}`);
  return url;
}

function publishedAtOf(draft: Draft, { published }: Given, now: Date): Date {
  const raw = draft.publishedAt;
  if (raw === '') {
    if (published) return published;
    throw new Rejection('has no date of publication; give one for all such rows with --published');
  }
  const date = dateOf(raw, draft);
  if (!date) throw new Rejection(`has a date of publication that cannot be read: ${raw.slice(0, 100)}`);
  if (date.getTime() > now.getTime() + aheadMs)
    throw new Rejection(`has a date of publication in the future: ${raw.slice(0, 100)}`);
  return date > now ? now : date;
}

function pastDate(raw: string, draft: Draft, now: Date): Date | null {
  const date = raw ? dateOf(raw, draft) : null;
  return date && date <= now ? date : null;
}

const dateOf = (raw: string, { language, title }: Draft) =>
  parseDate(raw.slice(0, longestDate), { chinese: /^zh/i.test(language) || /\p{Script=Han}/u.test(title) });

/** The row's word; where that is an address or nothing, what was given, or whose host the article's is. */
function publisherOf(said: string, url: string | null, { publisher, publishers }: Given): string {
  const saidHost = hostOf(said.slice(0, 300));
  if (said && !saidHost) return said.slice(0, 200);
  if (publisher) return publisher;
  const host = url ? hostOf(url) : saidHost;
  if (!host) throw new Rejection('names no publisher and has no address; give one with --publisher');
  return publishers.get(host) ?? host;
}

/** `example.com` of `https://www.example.com/rss` and of `www.example.com`; undefined of what is no address. */
export function hostOf(text: string): string | undefined {
  const isAddress = /^https?:\/\//i.test(text) || /^[\w-]+(\.[\w-]+)*\.[a-z]{2,}$/i.test(text);
  const url = isAddress ? canonicalUrl(text.includes('://') ? text : `https://${text}`) : null;
  return url ? new URL(url).hostname.replace(/^www\./, '') : undefined;
}

const urnOf = (parts: string[]) =>
  `urn:chipwire:import:${createHash('sha256').update(parts.join('\n')).digest('hex')}`;
