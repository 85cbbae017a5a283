import { addEntries, type NewEntry } from '../../db/articles.ts';
import { claimPoll, type Feed, type FeedChange, recordPoll } from '../../db/feeds.ts';
import { type Entry, entryKeys } from '../fetch/entry.ts';
import { type Poll, pollFeed } from '../fetch/poll.ts';
import { nextPollAt } from '../fetch/schedule.ts';
import { type Attempt, type Context, nothing, type Outcome } from './context.ts';

/** A poll that has not ended by then belongs to a worker that died. */
const leaseMs = 120_000;
/** Polls a feed that is due and stores what is new in it. */
export async function fetchFeed(ctx: Context, feedId: string, { signal }: Attempt): Promise<Outcome> {
  const at = ctx.now();
  const feed = await claimPoll(ctx.orm, feedId, at, leaseMs);
  if (!feed) return nothing('not-due');
  const parse = (text: string, { url }: { url: string }) => ctx.threads.parse({ text, url });
  const poll = await pollFeed(feed, { http: ctx.http, parse, now: ctx.now, signal });
  const now = ctx.now();
  const entries = poll.outcome === 'entries' ? poll.feed.entries : [];
  const onward = await addEntries(
    ctx.orm,
    feed,
    entries.map((entry) => newEntry(entry, now)),
    now,
  );
  const row = {
    feedId,
    at,
    ms: now.getTime() - at.getTime(),
    outcome: poll.outcome,
    status: 'status' in poll ? (poll.status ?? null) : null,
    entries: entries.length,
    added: onward.length,
    bytes: poll.outcome === 'entries' ? poll.bytes : 0,
    reason: poll.outcome === 'failed' ? poll.reason : null,
  };
  await recordPoll(ctx.orm, row, changeOf(feed, poll, ctx));
  return {
    outcome: poll.outcome,
    onward,
    details: { entries: entries.length, added: onward.length, ...(row.reason ? { reason: row.reason } : {}) },
  };
}

/** An entry as the database wants it; dates that cannot be (in the future, before the web) become now. */
export function newEntry(entry: Entry, now: Date): NewEntry {
  const dated = entry.publishedAt ?? entry.updatedAt;
  const credible = dated !== null && dated <= now && dated.getUTCFullYear() >= 1991;
  return {
    keys: entryKeys(entry) as [string, ...string[]],
    url: entry.url,
    canonicalUrl: entry.url,
    title: entry.title,
    language: entry.language,
    byline: entry.author ? [entry.author] : [],
    summary: entry.summaryHtml,
    feedHtml: entry.contentHtml,
    publishedAt: credible ? dated : now,
  };
}

/** Enough of the newest entries to tell how often a feed publishes. */
const gapsCounted = 20;

function changeOf(feed: Feed, poll: Poll, ctx: Context): FeedChange {
  if (poll.outcome === 'gone')
    return { state: 'gone', reason: poll.reason, failures: 0, nextPollAt: feed.nextPollAt };
  const failed = poll.outcome === 'failed';
  const failures = failed ? feed.failures + 1 : 0;
  const nextAt = nextPollAt({
    now: ctx.now(),
    intervalMs: feed.interval * 1000,
    poll,
    failures,
    hints: hintsOf(poll),
    gapsMs: poll.outcome === 'entries' ? publicationGaps(poll.feed.entries) : [],
    random: ctx.random(),
  });
  if (failed) return { state: 'failing', reason: poll.reason, failures, nextPollAt: nextAt };
  const fine = { state: 'ok' as const, reason: null, failures, nextPollAt: nextAt, ...poll.validators };
  return poll.outcome === 'entries' ? { ...fine, lastEntryAt: ctx.now() } : fine;
}

function hintsOf(poll: Exclude<Poll, { outcome: 'gone' }>) {
  if (poll.outcome === 'failed') return { retryAfterMs: poll.retryAfterMs };
  const { cacheSeconds } = poll;
  if (poll.outcome === 'unchanged') return { cacheSeconds };
  return {
    cacheSeconds,
    ttlMinutes: poll.feed.ttlMinutes,
    updatePeriodMinutes: poll.feed.updatePeriodMinutes,
  };
}

function publicationGaps(entries: Entry[]): number[] {
  const times = entries
    .flatMap(({ publishedAt }) => (publishedAt ? [publishedAt.getTime()] : []))
    .sort((a, b) => b - a)
    .slice(0, gapsCounted + 1);
  return times.slice(1).map((time, i) => (times[i] ?? time) - time);
}
