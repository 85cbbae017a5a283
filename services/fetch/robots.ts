import { createRequire } from 'node:module';
import { type Http, HttpError } from '../runtime/http.ts';
import { MOST_SPACING_MS, SPACING_MS } from '../runtime/politeness.ts';
import { decodeText } from './decode.ts';
import { cleanText } from './entry.ts';

type RobotsParser = typeof import('robots-parser')['default'];
/** CommonJS: its types promise a default export that only a bundler would give. */
const robotsParser = createRequire(import.meta.url)('robots-parser') as RobotsParser;

/** The name by which robots.txt may address us; the User-Agent starts with it. */
const TOKEN = 'Chipwire';
/** RFC 9309 §2.5 wants 500 KiB read at least; what follows is ignored, as there. */
const MOST_BYTES = 500_000;

/** What asking for a robots.txt came to (RFC 9309 §2.3.1). */
export type RobotsAnswer =
  /** empty where there is none: everything may be read */
  | { outcome: 'rules'; text: string }
  /** nothing may be read for now */
  | { outcome: 'unreachable'; reason: string; cause?: HttpError }
  | { outcome: 'busy'; retryAfter: string | undefined };

/**
 * Asks for the robots.txt that holds for a page.
 *
 * @throws HttpError where the page could not be had either (refused address, no valid certificate), and NotAsked
 */
export async function fetchRobots(
  pageUrl: string,
  http: Pick<Http, 'get'>,
  options: Omit<Parameters<Http['get']>[1], 'maxBytes'> & object = {},
): Promise<RobotsAnswer> {
  const url = new URL('/robots.txt', pageUrl).href;
  try {
    const answer = await http.get(url, { ...options, maxBytes: MOST_BYTES, cut: true });
    if (answer.status === 429) return { outcome: 'busy', retryAfter: answer.headers['retry-after'] };
    if (answer.status >= 500) return { outcome: 'unreachable', reason: `${url} answered ${answer.status}` };
    const found = answer.status >= 200 && answer.status < 300;
    return { outcome: 'rules', text: found ? cleanText(decodeText(answer.body).text) : '' };
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    // more redirects than five count as no robots.txt
    if (error.code === 'redirects') return { outcome: 'rules', text: '' };
    if (error.transient || error.code === 'encoding')
      return { outcome: 'unreachable', reason: error.message, cause: error };
    throw error;
  }
}

export interface RobotsVerdict {
  allowed: boolean;
  /** milliseconds between requests, at least our own spacing */
  spacingMs: number;
}

/**
 * What a robots.txt says of one page on its host. A long list of long patterns takes seconds (every pattern is laid
 * on the path): run it where it can be stopped.
 */
export function judgeRobots({ text, url }: { text: string; url: string }): RobotsVerdict {
  const rules = robotsParser(new URL('/robots.txt', url).href, text);
  const delay = rules.getCrawlDelay(TOKEN) ?? 0;
  const spacingMs = Math.min(Math.max(delay * 1000, SPACING_MS), MOST_SPACING_MS);
  return { allowed: rules.isAllowed(url, TOKEN) !== false, spacingMs };
}
