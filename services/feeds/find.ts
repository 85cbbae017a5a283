import { decodeText } from '../fetch/decode.ts';
import {
  type FeedPreview,
  feedLinks,
  isFeedAddress,
  pastedAddress,
  previewOf,
  usualPlaces,
} from '../fetch/discover.ts';
import type { ParsedFeed } from '../fetch/feed.ts';
import type { HttpResponse } from '../runtime/http.ts';
import { HttpError } from '../runtime/httpError.ts';
import { HostBusy } from '../runtime/politeness.ts';
import { RobotsRefusal, RobotsUnknown } from '../worker/polite.ts';

/** A feed that was found, not yet added. */
export interface FoundFeed extends FeedPreview {
  url: string;
}

/**
 * Why nothing was found: the `address` is none; there is `no-site` there; it is `refused`, as private addresses are; no
 * answer in time (`timeout`), or none that can be used (`unreachable`); `robots`, which forbid it; the answer is a page
 * that names `none`, or no page and no feed (`unreadable`); too many are searching (`busy`).
 */
export const findFaults = [
  ...(['address', 'no-site', 'refused', 'timeout', 'unreachable'] as const),
  ...(['robots', 'none', 'unreadable', 'busy'] as const),
] as const;
export type FindFault = (typeof findFaults)[number];

/** What looking for the feeds of an address came to. */
export interface Found {
  /** as it was asked for */
  address: string;
  feeds: FoundFeed[];
  /** further places that the page names and that were not tried */
  left: number;
  fault: FindFault | null;
  /** plain words for it, in English, from whoever refused; null where there are none */
  reason: string | null;
}

/** Looks for feeds in the web. */
export interface FeedFinder {
  /** @param address as somebody pasted it */
  find(address: string): Promise<Found>;
  close(): Promise<void>;
}

export interface FindTools {
  /** of a polite client that bounds time and size, and whose `robots` obeys robots.txt */
  get(
    url: string,
    options: { robots: boolean; signal: AbortSignal; headers: Record<string, string> },
  ): Promise<HttpResponse>;
  parse(text: string, url: string): Promise<ParsedFeed>;
  now(): Date;
  sleep(ms: number): Promise<unknown>;
}

const MOST_TRIED = 6;
/** What somebody in front of a page waits. */
const WITHIN_MS = 25_000;
const headers = {
  accept:
    'application/atom+xml, application/rss+xml, application/feed+json, text/html;q=0.9, application/xml;q=0.9, */*;q=0.5',
};

/**
 * Looks for the feeds of a site: the address is one, or its page names some, or they lie where sites keep them. Takes
 * seconds, since a host is asked for one thing at a time.
 *
 * @param text an address as somebody pasted it
 */
export async function findFeeds(text: string, tools: FindTools): Promise<Found> {
  const address = pastedAddress(text);
  const asked = address ?? text.slice(0, 200);
  const nothing = (fault: FindFault, reason: string | null = null): Found => ({
    ...{ address: asked, feeds: [], left: 0, fault, reason },
  });
  if (!address) return nothing('address');
  const search = new Search(tools, AbortSignal.timeout(WITHIN_MS), tools.now().getTime() + WITHIN_MS);
  const first = await search.ask(address, !isFeedAddress(address));
  if ('refused' in first) return nothing(first.fault, first.refused);
  const read = await search.read(first, address);
  if ('feed' in read) return { address, feeds: [read.feed], left: 0, fault: null, reason: null };
  const { links, named } = feedLinks(read.text, first.url);
  const places = links.length > 0 ? links : usualPlaces(first.url);
  const tried = places.slice(0, MOST_TRIED);
  // Guesses are ours: nobody has pointed us there.
  const feeds = await search.among(tried, links.length === 0);
  if (feeds.length === 0)
    return nothing(read.isPage ? 'none' : 'unreadable', read.isPage ? null : read.fault);
  return { address, feeds, left: Math.max(0, named - tried.length), fault: null, reason: null };
}

type Read = { feed: FoundFeed } | { text: string; isPage: boolean; fault: string };

class Search {
  constructor(
    private readonly tools: FindTools,
    private readonly signal: AbortSignal,
    private readonly until: number,
  ) {}

  /** What an address answers, or why it does not, in words. */
  async ask(url: string, robots: boolean): Promise<HttpResponse | { refused: string; fault: FindFault }> {
    try {
      const answer = await this.whenFree(url, robots);
      if (answer.status >= 200 && answer.status < 300) return answer;
      return { refused: `${new URL(answer.url).host} answered ${answer.status}`, fault: 'unreachable' };
    } catch (error) {
      return { refused: (error as Error).message.slice(0, 300), fault: faultOf(error) };
    }
  }

  /** Waits for its turn at the host, which a worker or the request before may have. */
  private async whenFree(url: string, robots: boolean): Promise<HttpResponse> {
    for (;;) {
      try {
        return await this.tools.get(url, { robots, signal: this.signal, headers });
      } catch (error) {
        if (!(error instanceof HostBusy) || error.held || error.until.getTime() > this.until) throw error;
        await this.tools.sleep(Math.max(50, error.until.getTime() - this.tools.now().getTime()));
        this.signal.throwIfAborted();
      }
    }
  }

  async read(answer: HttpResponse, asked: string): Promise<Read> {
    const { text } = decodeText(answer.body, answer.headers['content-type']);
    try {
      const feed = await this.tools.parse(text, answer.url);
      return { feed: { url: addressToKeep(answer, asked), ...previewOf(feed) } };
    } catch (error) {
      const isPage = /<(!doctype\s+html|html|head|body)\b/i.test(text.slice(0, 5000));
      return { text, isPage, fault: (error as Error).message.slice(0, 300) };
    }
  }

  /** The feeds among these places, one after the other; the same entries under two addresses are one feed. */
  async among(places: string[], robots: boolean): Promise<FoundFeed[]> {
    const found = new Map<string, FoundFeed>();
    for (const place of places) {
      if (this.signal.aborted) break;
      const answer = await this.ask(place, robots);
      if ('refused' in answer) continue;
      const read = await this.read(answer, place);
      if (!('feed' in read) || read.feed.entries === 0) continue;
      const { url, newest } = read.feed;
      const same = newest.length > 0 ? newest.map((entry) => entry.url ?? entry.title).join('\n') : url;
      if (!found.has(same)) found.set(same, read.feed);
    }
    return [...found.values()];
  }
}

function faultOf(error: unknown): FindFault {
  if (error instanceof RobotsRefusal) return 'robots';
  const cause = error instanceof RobotsUnknown ? error.cause : error;
  const code = cause instanceof HttpError ? cause.code : null;
  if (code === 'dns') return 'no-site';
  if (code === 'address') return 'refused';
  return code === 'timeout' ? 'timeout' : 'unreachable';
}

/** Where it has moved for good; an address that only leads on for now is kept itself. */
function addressToKeep({ url, redirects }: HttpResponse, asked: string): string {
  return redirects.every(({ status }) => status === 301 || status === 308) ? url : asked;
}
