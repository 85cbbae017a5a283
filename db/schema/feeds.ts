import { bigserial, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { moment, oneOf } from './columns.ts';
import { feedListers, feedStates, pollOutcomes } from './words.ts';

export const feeds = pgTable(
  'feeds',
  {
    id: text().primaryKey(),
    url: text().notNull(),
    publisher: text().notNull(),
    family: text().notNull(),
    language: text().notNull(),
    topics: text().array().notNull(),
    /** Seconds between polls that the operator asked for. */
    interval: integer().notNull(),
    state: text({ enum: feedStates }).notNull().default('new'),
    /** Why the feed is not `ok`, or what the operator should know of one that is, in words. */
    reason: text(),
    /** Where the publisher moved the feed for good: polled instead of `url`, which stays as feeds.yaml says. */
    pollUrl: text(),
    /** Where the latest polls in a row said that the feed has moved, and how many they were. */
    movedTo: text(),
    movedCount: integer().notNull().default(0),
    /** Seconds between polls by what the last full answer said (ttl, how often it publishes); a 304 says nothing. */
    rhythm: integer().notNull().default(0),
    /** Validators of the last full answer, sent back byte for byte. */
    etag: text(),
    lastModified: text(),
    /** Polls failed in a row. */
    failures: integer().notNull().default(0),
    nextPollAt: moment('next_poll_at').notNull().defaultNow(),
    lastPollAt: moment('last_poll_at'),
    lastEntryAt: moment('last_entry_at'),
    addedAt: moment('added_at').notNull().defaultNow(),
    /** feeds.yaml rules over its own feeds only; those of people leave when people take them away. */
    listedBy: text({ enum: feedListers }).notNull().default('file'),
    /** Since when it is not polled because somebody paused it. */
    pausedAt: moment('paused_at'),
  },
  (t) => [
    oneOf('feeds_state', t.state, feedStates),
    oneOf('feeds_listed_by', t.listedBy, feedListers),
    index().on(t.nextPollAt),
  ],
);

export const polls = pgTable(
  'polls',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    feedId: text()
      .notNull()
      .references(() => feeds.id, { onDelete: 'cascade' }),
    at: moment('at').notNull(),
    ms: integer().notNull(),
    outcome: text({ enum: pollOutcomes }).notNull(),
    status: integer(),
    entries: integer().notNull().default(0),
    added: integer().notNull().default(0),
    bytes: integer().notNull().default(0),
    reason: text(),
  },
  (t) => [oneOf('polls_outcome', t.outcome, pollOutcomes), index().on(t.feedId, t.at)],
);

/**
 * What all processes together keep of a host (name, and port where it is not the usual one), so that it is asked once
 * at a time and seldom enough. A row that is lost costs one robots.txt and a second.
 */
export const hosts = pgTable(
  'hosts',
  {
    host: text().primaryKey(),
    /** The visit that is there now; null when none is. */
    visitor: text(),
    /** No request before: the end of the visit's lease, or its end and the spacing after it. */
    freeAt: moment('free_at').notNull(),
    /** Where the line of those that wait for the host ends. */
    lineAt: moment('line_at').notNull(),
    /** By the Retry-After of a 429. */
    heldUntil: moment('held_until'),
    /** Milliseconds from the end of a request to the start of the next. */
    spacingMs: integer().notNull().default(1000),
    /** Milliseconds that the last visit took. */
    tookMs: integer().notNull().default(0),
    /** Text of its robots.txt; empty where it has none, null where it is not known. */
    robots: text(),
    /** Why robots.txt could not be had. */
    robotsFault: text(),
    /** When robots.txt is to be asked for again. */
    robotsUntil: moment('robots_until'),
  },
  (t) => [index().on(t.freeAt)],
);
