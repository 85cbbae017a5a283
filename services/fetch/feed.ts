import type { Entry } from './entry.ts';

/** What a feed says about itself and the entries that could be read. */
export interface ParsedFeed {
  kind: 'rss' | 'atom' | 'rdf' | 'json';
  title?: string;
  /** absolute http(s) address of the site, canonical */
  siteUrl?: string;
  /** as declared, lower case, e.g. `zh-cn` */
  language?: string;
  /** RSS `ttl` */
  ttlMinutes?: number;
  /** `sy:updatePeriod` divided by `sy:updateFrequency` */
  updatePeriodMinutes?: number;
  /** in the feed's order, at most MAX_ENTRIES */
  entries: Entry[];
  /** entries left out, by plain reason */
  dropped: { reason: string; count: number }[];
  /** plain words for what had to be mended before it could be read */
  repaired?: string;
  /** the document ends in the middle: later entries are missing, so the answer must not count as seen */
  cutOff?: true;
}

/** More entries than this in one document are an archive or an attack; feeds put the newest first. */
export const MAX_ENTRIES = 1000;

/**
 * Why a document gave no feed: `empty`, `html` (a web page), `not-a-feed` (readable, but something else), `too-deep`
 * (nested beyond reason), `malformed` (meant as a feed, past mending).
 */
export type FeedErrorCode = 'empty' | 'html' | 'not-a-feed' | 'too-deep' | 'malformed';

/** A document that is not a readable feed; `message` says what was found and what to do about it. */
export class FeedError extends Error {
  override readonly name = 'FeedError';
  readonly code: FeedErrorCode;

  constructor(code: FeedErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
