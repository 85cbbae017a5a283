import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  bigserial,
  boolean,
  check,
  customType,
  index,
  integer,
  pgTable,
  primaryKey,
  real,
  text,
  timestamp,
  unique,
} from 'drizzle-orm/pg-core';

/** How far an article is; each pipeline stage moves it one word to the right. */
export const articleSteps = ['found', 'read', 'tagged', 'clustered'] as const;
export type ArticleStep = (typeof articleSteps)[number];

/** Where an article's text was taken from, best first. */
export const textSources = ['page', 'feed', 'summary'] as const;
export const sentimentLabels = ['negative', 'neutral', 'positive'] as const;
export const entityTypes = [
  'company',
  'lab',
  'organisation',
  'agency',
  'model',
  'chip',
  'technology',
  'material',
  'rule',
  'person',
  'place',
] as const;
/**
 * `new` was never polled, `ok` gave entries or said nothing changed, `failing` did not,
 * `gone` answered 410 and is polled no more, `removed` left feeds.yaml.
 */
export const feedStates = ['new', 'ok', 'failing', 'gone', 'removed'] as const;
export const pollOutcomes = ['entries', 'unchanged', 'gone', 'failed'] as const;

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });
const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const oneOf = (name: string, column: AnyPgColumn, words: readonly string[]) =>
  check(name, sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(', '))})`);
const score = (name: string, column: AnyPgColumn) => check(name, sql`${column} between -1 and 1`);
const share = (name: string, column: AnyPgColumn) => check(name, sql`${column} between 0 and 1`);

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
  },
  (t) => [oneOf('feeds_state', t.state, feedStates), index().on(t.nextPollAt)],
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

export const stories = pgTable('stories', {
  id: bigserial({ mode: 'number' }).primaryKey(),
  /** Fingerprint of the text that all copies in the story share. */
  fingerprint: text().notNull().unique(),
  createdAt: moment('created_at').notNull().defaultNow(),
});

export const articles = pgTable(
  'articles',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    /** The address to open; null when the feed gave none. */
    url: text(),
    /** The address without tracking (or a urn of feed and entry): what makes an article the same article. */
    canonicalUrl: text().notNull().unique(),
    feedId: text()
      .notNull()
      .references(() => feeds.id),
    publisher: text().notNull(),
    language: text().notNull(),
    title: text().notNull(),
    byline: text().array().notNull().default([]),
    summary: text(),
    text: text().notNull().default(''),
    words: integer().notNull().default(0),
    textSource: text({ enum: textSources }),
    /** Why the text is not the page's, in words; null when it is. */
    textReason: text(),
    /** HTML that the feed carried, kept only until the article is read. */
    feedHtml: text(),
    image: text(),
    section: text(),
    paywalled: boolean().notNull().default(false),
    syndicatedFrom: text(),
    /** When the publisher says it appeared, never later than `foundAt`. */
    publishedAt: moment('published_at').notNull(),
    updatedAt: moment('updated_at'),
    foundAt: moment('found_at').notNull(),
    step: text({ enum: articleSteps }).notNull().default('found'),
    stepAt: moment('step_at').notNull(),
    /** Why the pipeline gave up on the article; null while it is moving or done. */
    failure: text(),
    taggerVersion: text(),
    sentimentScore: real(),
    sentimentLabel: text({ enum: sentimentLabels }),
    storyId: bigint({ mode: 'number' }).references(() => stories.id),
    /** The earliest article of the story with the same text; null for that one itself. */
    copyOf: bigint({ mode: 'number' }).references((): AnyPgColumn => articles.id, { onDelete: 'set null' }),
    search: tsvector(),
  },
  (t) => [
    oneOf('articles_step', t.step, articleSteps),
    oneOf('articles_text_source', t.textSource, textSources),
    oneOf('articles_sentiment_label', t.sentimentLabel, sentimentLabels),
    score('articles_sentiment_score', t.sentimentScore),
    check('articles_not_in_future', sql`${t.publishedAt} <= ${t.foundAt}`),
    check('articles_not_own_copy', sql`${t.copyOf} <> ${t.id}`),
    index().on(t.publishedAt.desc(), t.id.desc()),
    index().on(t.publisher, t.publishedAt.desc()),
    index().on(t.feedId),
    index().on(t.storyId),
    index().on(t.copyOf),
    index('articles_unfinished').on(t.stepAt).where(sql`${t.step} <> 'clustered' and ${t.failure} is null`),
    index().using('gin', t.search),
  ],
);

/**
 * Every key (id, address, title with day) under which a feed showed an entry: an entry is new when none of its keys
 * is here. Some feeds change their ids or link tokens at every poll.
 */
export const entries = pgTable(
  'entries',
  {
    feedId: text()
      .notNull()
      .references(() => feeds.id, { onDelete: 'cascade' }),
    key: text().notNull(),
    articleId: bigint({ mode: 'number' })
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    foundAt: moment('found_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.feedId, t.key] }), index().on(t.articleId)],
);

export const entities = pgTable(
  'entities',
  {
    id: text().primaryKey(),
    type: text({ enum: entityTypes }).notNull(),
    name: text().notNull(),
    nameZh: text(),
    aliases: text().array().notNull().default([]),
    parentId: text().references((): AnyPgColumn => entities.id),
    tickers: text().array().notNull().default([]),
    wikidata: text(),
    /** False for names that were found in texts but are not on the entity list. */
    listed: boolean().notNull(),
  },
  (t) => [oneOf('entities_type', t.type, entityTypes), index().on(t.parentId)],
);

export const mentions = pgTable(
  'mentions',
  {
    articleId: bigint({ mode: 'number' })
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    entityId: text()
      .notNull()
      .references(() => entities.id),
    /** Which text the offsets (UTF-16 code units, end exclusive) count in. */
    field: text({ enum: ['title', 'text'] }).notNull(),
    startsAt: integer().notNull(),
    endsAt: integer().notNull(),
    words: text().notNull(),
    sentenceStart: integer().notNull(),
    sentenceEnd: integer().notNull(),
    score: real().notNull(),
    label: text({ enum: sentimentLabels }).notNull(),
    /** The words that decided the sentiment. */
    cues: text().array().notNull().default([]),
    taggerVersion: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.articleId, t.field, t.startsAt, t.entityId] }),
    index().on(t.entityId),
    score('mentions_score', t.score),
    oneOf('mentions_label', t.label, sentimentLabels),
    oneOf('mentions_field', t.field, ['title', 'text']),
    check('mentions_offsets', sql`0 <= ${t.startsAt} and ${t.startsAt} < ${t.endsAt}`),
  ],
);

/** What an article says of an entity as a whole: the sum of its mentions. */
export const articleEntities = pgTable(
  'article_entities',
  {
    articleId: bigint({ mode: 'number' })
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    entityId: text()
      .notNull()
      .references(() => entities.id),
    mentions: integer().notNull(),
    salience: real().notNull(),
    score: real().notNull(),
    label: text({ enum: sentimentLabels }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.articleId, t.entityId] }),
    index().on(t.entityId, t.articleId),
    score('article_entities_score', t.score),
    share('article_entities_salience', t.salience),
    oneOf('article_entities_label', t.label, sentimentLabels),
  ],
);

export const articleTopics = pgTable(
  'article_topics',
  {
    articleId: bigint({ mode: 'number' })
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    topic: text().notNull(),
    relevance: real().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.articleId, t.topic] }),
    unique().on(t.topic, t.articleId),
    share('article_topics_relevance', t.relevance),
  ],
);

/** Which version of a list that lives in files a table was last made to say. */
export const lists = pgTable('lists', {
  name: text().primaryKey(),
  version: text().notNull(),
});
