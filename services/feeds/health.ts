import type { Orm } from '../../db/database.ts';
import { type FeedFigures, type RecentPoll, recentPolls } from '../../db/feedHealth.ts';
import { type Feed, listFeeds } from '../../db/feeds.ts';

/**
 * How a feed fares: `quiet` answers as it should and has brought nothing for unusually long, `empty` answers with a feed
 * that lists nothing; `failing` is asked again, `gone` is not. What is `paused` or `removed` is not asked either.
 */
export const healths = ['failing', 'gone', 'empty', 'quiet', 'new', 'ok', 'paused', 'removed'] as const;
export type Health = (typeof healths)[number];

/** What somebody can do about a feed that is not well. */
export type Advice =
  | 'address'
  | 'refused'
  | 'too-often'
  | 'theirs'
  | 'no-feed'
  | 'unreached'
  | 'empty'
  | 'quiet';

/** A feed with how it fares. */
export type FeedHealth = Feed &
  FeedFigures & {
    health: Health;
    advice: Advice | null;
    /** newest first, at most {@link pollsLookedAt} */
    recent: RecentPoll[];
    /** Share of these that went well, 0…1; null where there are none. */
    succeeded: number | null;
    /** Milliseconds that half of those that went well took at most. */
    medianMs: number | null;
    /** Milliseconds since its newest article, or since it was added. */
    silentMs: number;
  };

const pollsLookedAt = 24;

/**
 * Every feed, or those with these ids, with how it fares, by publisher.
 *
 * @param figures what they brought; it may be some minutes old
 */
export async function readFeedHealth(
  orm: Orm,
  now: Date,
  figures: ReadonlyMap<string, FeedFigures>,
  ids?: string[],
): Promise<FeedHealth[]> {
  const [feeds, polls] = await Promise.all([listFeeds(orm, ids), recentPolls(orm, pollsLookedAt, ids)]);
  return feeds.map((feed) =>
    withHealth(feed, polls.get(feed.id) ?? [], figures.get(feed.id) ?? nothingBrought, now),
  );
}

const nothingBrought: FeedFigures = { articles: 0, newestArticleAt: null, gapsOf: 0, longestGapMs: null };

function withHealth(feed: Feed, recent: RecentPoll[], figures: FeedFigures, now: Date): FeedHealth {
  const silentMs = now.getTime() - (figures.newestArticleAt ?? feed.addedAt).getTime();
  const health = healthOf(feed, recent, figures, silentMs);
  const well = recent.filter(wentWell);
  const took = well.map(({ ms }) => ms).sort((a, b) => a - b);
  return {
    ...{ ...feed, ...figures, health, recent, silentMs },
    advice: adviceFor(health, recent),
    succeeded: recent.length > 0 ? well.length / recent.length : null,
    medianMs: took[Math.floor((took.length - 1) / 2)] ?? null,
  };
}

export const wentWell = ({ outcome }: Pick<RecentPoll, 'outcome'>) =>
  outcome === 'entries' || outcome === 'unchanged';

function healthOf(feed: Feed, recent: RecentPoll[], figures: FeedFigures, silentMs: number): Health {
  if (feed.state === 'removed') return 'removed';
  if (feed.pausedAt) return 'paused';
  if (feed.state !== 'ok') return feed.state;
  if (recent.find(({ outcome }) => outcome === 'entries')?.entries === 0) return 'empty';
  return silentMs > usualSilenceMs(figures) ? 'quiet' : 'ok';
}

const dayMs = 86_400_000;
/** Weekends are silent at many publishers. */
const shortestSilenceMs = 3 * dayMs;
/** Of a feed of which too little is known. */
const unknownSilenceMs = 30 * dayMs;
const fewestGaps = 5;

/** Half as long again as its longest silence of late. */
const usualSilenceMs = ({ gapsOf, longestGapMs }: FeedFigures) =>
  longestGapMs === null || gapsOf < fewestGaps
    ? unknownSilenceMs
    : Math.max(shortestSilenceMs, 1.5 * longestGapMs);

function adviceFor(health: Health, recent: RecentPoll[]): Advice | null {
  if (health === 'quiet' || health === 'empty') return health;
  if (health === 'gone') return 'address';
  if (health !== 'failing') return null;
  const status = recent.find((poll) => !wentWell(poll))?.status ?? null;
  if (status === null) return 'unreached';
  if (status === 404 || status === 410) return 'address';
  if (status === 429) return 'too-often';
  if (status >= 500 || status === 408 || status === 425) return 'theirs';
  return status >= 400 ? 'refused' : 'no-feed';
}
