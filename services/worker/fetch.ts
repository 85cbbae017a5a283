import { addEntries, type NewEntry } from '../../db/articles.ts';
import { claimPoll, type Feed, postponePoll, recordPoll } from '../../db/feeds.ts';
import { noteChanges } from '../../db/revisions.ts';
import { afterPoll } from '../fetch/after.ts';
import { type Entry, entryHash, entryKeys } from '../fetch/entry.ts';
import { pollFeed } from '../fetch/poll.ts';
import { HostBusy } from '../runtime/politeness.ts';
import { type Attempt, type Context, nothing, type Outcome } from './context.ts';

/** A poll that has not ended by then belongs to a worker that died. */
const leaseMs = 120_000;

/**
 * Polls a feed that is due and stores what is new in it.
 *
 * @throws HostBusy where its host has to be left alone for now; the feed is due again when the host is free. CrowdedError
 *   where no thread read what came: the publisher was asked, so that the feed is due when it would have been after a crash
 */
export async function fetchFeed(ctx: Context, feedId: string, { signal }: Attempt): Promise<Outcome> {
  const at = ctx.now();
  const feed = await claimPoll(ctx.orm, feedId, at, leaseMs);
  if (!feed) return nothing('not-due');
  const parse = (text: string, { url }: { url: string }) => ctx.threads.parse({ text, url });
  const source = { ...feed, url: feed.pollUrl ?? feed.url };
  const poll = await pollFeed(source, { http: ctx.http, parse, now: ctx.now, signal }).catch((error) =>
    postponed(ctx, feed, error),
  );
  const now = ctx.now();
  const entries = poll.outcome === 'entries' ? poll.feed.entries : [];
  const shown = entries.map((entry) => newEntry(entry, now));
  const edited = await noteChanges(ctx.orm, feedId, shown, now);
  const onward = await addEntries(ctx.orm, feed, shown, now);
  const change = afterPoll(feed, poll, now, ctx.random());
  const row = {
    feedId,
    at,
    ms: now.getTime() - at.getTime(),
    outcome: poll.outcome,
    status: 'status' in poll ? (poll.status ?? null) : null,
    entries: entries.length,
    added: onward.length,
    bytes: poll.outcome === 'entries' ? poll.bytes : 0,
    reason: change.reason,
  };
  await recordPoll(ctx.orm, row, change);
  return {
    outcome: poll.outcome,
    onward,
    details: {
      ...{ entries: entries.length, added: onward.length },
      ...(edited ? { edited } : {}),
      ...(row.bytes ? { bytes: row.bytes } : {}),
      ...(row.reason ? { reason: row.reason } : {}),
    },
  };
}

async function postponed(ctx: Context, feed: Feed, error: unknown): Promise<never> {
  if (error instanceof HostBusy) await postponePoll(ctx.orm, feed, error.until);
  throw error;
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
    entryHash: entryHash(entry),
  };
}
