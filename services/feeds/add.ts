import { addFeeds } from '../../db/addedFeeds.ts';
import type { Orm } from '../../db/database.ts';
import type { Feed, FeedSource } from '../../db/feeds.ts';
import { canonicalUrl } from '../fetch/url.ts';
import { freeId } from '../import/opml.ts';

/** A feed that somebody wants polled; `interval` in seconds. */
export type AskedFeed = Omit<FeedSource, 'id'>;

export interface Refused {
  url: string;
  publisher: string;
  /** the feed that has this address already */
  known: Feed;
}

/** Words that stand in the paths of feeds’ pages. */
const reserved = ['find', 'import', 'alerts'];

/** Adds feeds, each of which has an address that no other feed has. A feed that was taken away comes back as it is asked for now. */
export async function addAskedFeeds(
  orm: Orm,
  asked: readonly AskedFeed[],
  now: Date,
): Promise<{ added: Feed[]; refused: Refused[] }> {
  const refused: Refused[] = [];
  const added = await addFeeds(
    orm,
    (known) => {
      const taken = new Set([...reserved, ...known.map(({ id }) => id)]);
      const byAddress = feedsByAddress(known);
      const chosen = new Map<string, FeedSource>();
      for (const feed of asked) {
        const address = comparable(feed.url);
        const same = byAddress.get(address);
        if (same && same.state !== 'removed') {
          refused.push({ url: feed.url, publisher: feed.publisher, known: same });
          continue;
        }
        // One that was asked for twice is added once.
        if (chosen.has(address)) continue;
        chosen.set(address, { ...feed, id: same?.id ?? freeId(feed.publisher, feed.url, taken) });
      }
      return [...chosen.values()];
    },
    now,
  );
  return { added, refused };
}

/** The feed that is polled at an address, whatever the spelling; undefined for none. */
export const feedAt = (known: readonly Feed[], url: string): Feed | undefined => {
  const feed = feedsByAddress(known).get(comparable(url));
  return feed?.state === 'removed' ? undefined : feed;
};

/** By every address that a feed is polled at; one that is polled before one that was taken away. */
function feedsByAddress(known: readonly Feed[]): Map<string, Feed> {
  const byAddress = new Map<string, Feed>();
  for (const feed of [...known].sort((a, b) => Number(b.state === 'removed') - Number(a.state === 'removed')))
    for (const url of [feed.pollUrl, feed.url]) if (url) byAddress.set(comparable(url), feed);
  return byAddress;
}

/** The same over http and https, with and without `www.`: sites give one feed at all of them. */
const comparable = (url: string): string =>
  (canonicalUrl(url) ?? url).replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '');
