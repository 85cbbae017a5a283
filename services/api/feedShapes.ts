import { z } from '@hono/zod-openapi';
import type { Poll } from '../../db/feeds.ts';
import { feedListers, feedStates, pollOutcomes } from '../../db/schema.ts';
import { type Found, findFaults } from '../feeds/find.ts';
import { type FeedHealth, healths } from '../feeds/health.ts';
import { moment, textParameter } from './shapes.ts';

// What routes of feeds take and give.

export const feedId = textParameter.max(100).describe('The feed’s id, such as nist-news');

const advices = [
  ...['address', 'refused', 'too-often', 'theirs', 'no-feed', 'unreached', 'empty', 'quiet'],
] as const;

export const feedShape = z
  .object({
    id: z.string(),
    url: z.string(),
    publisher: z.string(),
    family: z.string(),
    language: z.string(),
    topics: z.array(z.string()),
    interval: z.int().describe('Seconds between polls that the operator asked for'),
    state: z.enum(feedStates),
    health: z
      .enum(healths)
      .describe(
        'How it fares: the state, or paused; quiet has brought nothing for longer than it usually does, empty lists nothing',
      ),
    advice: z
      .enum(advices)
      .nullable()
      .describe(
        'What can be done: find another address, ask the publisher that refuses, ask less often, wait for theirs to be mended, …',
      ),
    reason: z
      .string()
      .nullable()
      .describe('What there is to say on the state, in words: why it is not ok, or that the feed has moved'),
    failures: z.int().min(0).describe('Polls failed in a row'),
    succeeded: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .describe('Share of the last 24 polls that went well; null before the first'),
    medianMs: z.int().nullable().describe('Milliseconds that half of these took at most'),
    lastPollAt: moment.nullable(),
    nextPollAt: moment,
    lastEntryAt: moment.nullable().describe('Last poll that brought a full feed'),
    addedAt: moment,
    listedBy: z
      .enum(feedListers)
      .describe('Whether feeds.yaml lists it, or people added it, who may also change it and take it away'),
    pausedAt: moment.nullable().describe('Since when it is not polled because somebody paused it'),
    articles: z.int().min(0).describe('Articles that this feed was the first to show'),
    newestArticleAt: moment.nullable(),
  })
  .openapi('Feed');

export const pollShape = z
  .object({
    at: moment,
    ms: z.int().min(0).describe('Duration in milliseconds'),
    outcome: z.enum(pollOutcomes),
    status: z.int().nullable().describe('HTTP status, where there was one'),
    entries: z.int().min(0),
    added: z.int().min(0).describe('Entries that became new articles'),
    bytes: z.int().min(0).describe('Decoded size of the answer'),
    reason: z.string().nullable(),
  })
  .openapi('Poll');

export const foundFeedsShape = z
  .object({
    address: z.string().describe('Where it was looked'),
    feeds: z.array(
      z.object({
        url: z.string(),
        kind: z.enum(['rss', 'atom', 'rdf', 'json']),
        title: z.string(),
        language: z.string(),
        entries: z.int().describe('Entries that it lists now'),
        perWeek: z.number().nullable().describe('Entries a week, by the dates of the newest 20'),
        newest: z
          .array(z.object({ title: z.string(), url: z.string().nullable(), publishedAt: moment.nullable() }))
          .describe('At most 5'),
        knownAs: z.string().nullable().describe('Id of the feed that is polled at this address already'),
      }),
    ),
    left: z.int().describe('Further places that the page names and that were not tried'),
    fault: z
      .enum(findFaults)
      .nullable()
      .describe(
        'Why there is none: no address, no site there, refused as private addresses are, no answer in time, none that can be used, robots.txt forbids it, none named, no feed and no page, too many searches at once',
      ),
    reason: z.string().nullable().describe('The same in words, where there are any'),
  })
  .openapi('FoundFeeds');

const iso = (time: Date | null) => time?.toISOString() ?? null;

export const shownFeed = (feed: FeedHealth) => ({
  ...{ id: feed.id, url: feed.url, publisher: feed.publisher, family: feed.family, language: feed.language },
  ...{ topics: feed.topics, interval: feed.interval, state: feed.state, health: feed.health },
  ...{ advice: feed.advice, reason: feed.reason, failures: feed.failures, succeeded: feed.succeeded },
  ...{ medianMs: feed.medianMs, listedBy: feed.listedBy, articles: feed.articles },
  lastPollAt: iso(feed.lastPollAt),
  nextPollAt: feed.nextPollAt.toISOString(),
  lastEntryAt: iso(feed.lastEntryAt),
  addedAt: feed.addedAt.toISOString(),
  pausedAt: iso(feed.pausedAt),
  newestArticleAt: iso(feed.newestArticleAt),
});

export const shownPoll = ({ id: _, feedId: __, at, ...poll }: Poll) => ({ ...poll, at: at.toISOString() });

/** @param knownAs id of the feed at an address, if there is one */
export const shownFound = ({ feeds, ...found }: Found, knownAs: (url: string) => string | null) => ({
  ...found,
  feeds: feeds.map(({ newest, ...feed }) => ({
    ...feed,
    newest: newest.map(({ publishedAt, ...entry }) => ({ ...entry, publishedAt: iso(publishedAt) })),
    knownAs: knownAs(feed.url),
  })),
});
