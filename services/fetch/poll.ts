import { createHash } from 'node:crypto';
import { readFile as readFromDisk } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Http, HttpError, type HttpResponse } from '../runtime/http.ts';
import { AskLater } from '../runtime/politeness.ts';
import { cacheSeconds, retryAfterMs } from './cache.ts';
import { decodeText } from './decode.ts';
import { isReadable } from './entry.ts';
import type { ParsedFeed } from './feed.ts';
import { parseFeed } from './parse.ts';

/** What a publisher gave to ask with next time, kept and sent back byte for byte. */
export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

interface Answered {
  /** milliseconds from start to end, parsing included */
  ms: number;
  /** HTTP status; 200 for a file */
  status: number;
  /** how long the answer stays fresh by Cache-Control or Expires */
  cacheSeconds?: number;
  /** where every hop said the feed has moved for good (301, 308); remember it only once it repeats */
  movedTo?: string;
}

/** What one poll came to. Everything that a publisher can do wrong is a value here, never an exception. */
export type Poll =
  | (Answered & {
      outcome: 'entries';
      /** only entries that lead to a page or bring a text */
      feed: ParsedFeed;
      validators: Validators;
      /** decoded size of the answer */
      bytes: number;
      /** the feed came over http although https was asked for */
      downgraded?: boolean;
    })
  | (Answered & { outcome: 'unchanged'; validators: Validators })
  | { outcome: 'gone'; status: 410; ms: number; reason: string }
  | {
      outcome: 'failed';
      /** plain words, fit for a status page */
      reason: string;
      status?: number;
      /** as the publisher asked, from now */
      retryAfterMs?: number;
      /** whether the same poll may well succeed later without anyone doing something */
      transient: boolean;
      ms: number;
    };

export interface PolledFeed {
  /** http(s), or `file:` where the operator's own feeds.yaml says so */
  url: string;
  etag?: string | null;
  lastModified?: string | null;
}

export interface PollTools {
  http: Pick<Http, 'get'>;
  /** `parseFeed`, or one that runs it in a worker thread; errors are told by their message */
  parse?: (text: string, source: { url: string }) => Promise<ParsedFeed>;
  now: () => Date;
  /** for `file:` feeds */
  readFile?: (path: string) => Promise<Uint8Array>;
  signal?: AbortSignal;
}

const ACCEPT =
  'application/atom+xml, application/rss+xml, application/feed+json;q=0.9, application/rdf+xml;q=0.9, ' +
  'application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1';

/**
 * Asks one feed for news with a conditional GET and reads what comes. The caller keeps the validators of `entries` and
 * `unchanged`, and the old ones after everything else.
 *
 * @throws AskLater where the client or the decoder says so, and nothing else
 */
export async function pollFeed(feed: PolledFeed, tools: PollTools): Promise<Poll> {
  const started = tools.now().getTime();
  const elapsed = () => Math.max(0, tools.now().getTime() - started);
  try {
    return /^file:/i.test(feed.url)
      ? await pollFile(feed, tools, elapsed)
      : await pollWeb(feed, tools, elapsed);
  } catch (error) {
    if (error instanceof AskLater) throw error;
    const transient = error instanceof HttpError && error.transient;
    return { outcome: 'failed', reason: messageOf(error), transient, ms: elapsed() };
  }
}

async function pollWeb(feed: PolledFeed, tools: PollTools, elapsed: () => number): Promise<Poll> {
  const headers: Record<string, string> = { accept: ACCEPT };
  if (feed.etag) headers['if-none-match'] = feed.etag;
  if (feed.lastModified) headers['if-modified-since'] = feed.lastModified;
  const answer = await tools.http.get(feed.url, {
    headers,
    ...(tools.signal ? { signal: tools.signal } : {}),
  });
  const { status } = answer;
  if (status === 410)
    return {
      outcome: 'gone',
      status,
      ms: elapsed(),
      reason: 'the publisher says this feed is gone for good (410)',
    };
  if (status !== 200 && status !== 304) return refused(answer, tools.now(), elapsed());
  const about = { status, ...remembered(feed.url, answer, tools.now()) };
  if (status === 304)
    return { outcome: 'unchanged', validators: validatorsOf(answer, feed), ms: elapsed(), ...about };
  const { text } = decodeText(answer.body, answer.headers['content-type']);
  const read = await readEntries(text, answer.url, tools);
  if ('reason' in read) return { outcome: 'failed', ...read, status, transient: false, ms: elapsed() };
  const downgraded = /^https:/i.test(feed.url) && answer.url.startsWith('http:');
  return {
    outcome: 'entries',
    feed: read,
    // asked with the validators of half a feed, the publisher would say that nothing has changed
    validators: read.cutOff ? validatorsOf(null, feed) : validatorsOf(answer, null),
    bytes: answer.body.length,
    ms: elapsed(),
    ...about,
    ...(downgraded ? { downgraded } : {}),
  };
}

/** A `file:` feed is compared by its content: a copied or touched file with the same bytes is unchanged. */
async function pollFile(feed: PolledFeed, tools: PollTools, elapsed: () => number): Promise<Poll> {
  const bytes = await (tools.readFile ?? readFromDisk)(fileURLToPath(feed.url));
  if (bytes.length > MAX_FILE_BYTES) throw new Error(`the file is larger than ${MAX_FILE_BYTES} bytes`);
  const etag = `"sha256-${createHash('sha256').update(bytes).digest('hex')}"`;
  const answered = { validators: { etag, lastModified: null }, status: 200 };
  if (feed.etag === etag) return { outcome: 'unchanged', ...answered, ms: elapsed() };
  const read = await readEntries(decodeText(bytes).text, feed.url, tools);
  if ('reason' in read) return { outcome: 'failed', ...read, transient: false, ms: elapsed() };
  return { outcome: 'entries', feed: read, bytes: bytes.length, ...answered, ms: elapsed() };
}

const MAX_FILE_BYTES = 10_000_000;

async function readEntries(
  text: string,
  url: string,
  tools: PollTools,
): Promise<ParsedFeed | { reason: string }> {
  try {
    const feed = await (tools.parse ?? parseFeed)(text, { url });
    const entries = feed.entries.filter(isReadable);
    const left = feed.entries.length - entries.length;
    const dropped =
      left > 0 ? [...feed.dropped, { reason: 'neither address nor text', count: left }] : feed.dropped;
    return { ...feed, entries, dropped };
  } catch (error) {
    if (error instanceof AskLater) throw error;
    return { reason: messageOf(error) };
  }
}

/** A 304 may leave its validators out, which then stay as they were. */
function validatorsOf(answer: HttpResponse | null, before: PolledFeed | null): Validators {
  return {
    etag: answer?.headers.etag ?? before?.etag ?? null,
    lastModified: answer?.headers['last-modified'] ?? before?.lastModified ?? null,
  };
}

const WORDS: Record<number, string> = {
  401: 'asks for a log-in',
  403: 'refuses the request',
  404: 'has no feed at this address',
  429: 'is asked too often',
  451: 'may not answer for legal reasons',
  503: 'is unavailable for now',
};

function refused(answer: HttpResponse, now: Date, ms: number): Poll {
  const { status } = answer;
  const words = WORDS[status] ?? (status >= 500 ? 'has an error of its own' : 'did not give the feed');
  const wait = retryAfterMs(answer.headers['retry-after'], now);
  const transient = status >= 500 || status === 408 || status === 425 || status === 429;
  const host = new URL(answer.url).host;
  return {
    outcome: 'failed',
    reason: `${host} ${words} (${status})`,
    status,
    transient,
    ms,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  };
}

function remembered(
  asked: string,
  answer: HttpResponse,
  now: Date,
): { movedTo?: string; cacheSeconds?: number } {
  const seconds = cacheSeconds(answer.headers, now);
  const permanent = answer.redirects.every(({ status }) => status === 301 || status === 308);
  // a move from https to http would give up for good what one redirect loses once
  const safe = answer.url.startsWith('https:') || asked.startsWith('http:');
  const moved = answer.redirects.length > 0 && permanent && safe && answer.url !== asked;
  return {
    ...(moved ? { movedTo: answer.url } : {}),
    ...(seconds === undefined ? {} : { cacheSeconds: seconds }),
  };
}

function messageOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  if (code === 'ENOENT') return 'the file does not exist';
  if (code === 'EISDIR') return 'the file is a folder';
  return (message ?? String(error)).slice(0, 500);
}
