import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  bigserial,
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  real,
  text,
} from 'drizzle-orm/pg-core';
import { moment, oneOf, score, share, tsvector } from './columns.ts';
import { feeds } from './feeds.ts';
import { articleSteps, sentimentLabels, stances, textSources } from './words.ts';

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
    /** By which method, and with which version of the entity list, the article was tagged, and when. */
    taggerVersion: text(),
    listVersion: text(),
    taggedAt: moment('tagged_at'),
    stance: text({ enum: stances }),
    /** The greatest of its relevances for the topics of the beat; null before it is tagged. */
    relevance: real(),
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
    oneOf('articles_stance', t.stance, stances),
    share('articles_relevance', t.relevance),
    check('articles_not_in_future', sql`${t.publishedAt} <= ${t.foundAt}`),
    check('articles_not_own_copy', sql`${t.copyOf} <> ${t.id}`),
    // Ascending, and walked backwards: an index that says DESC means NULLS LAST here, and ORDER BY … DESC does not.
    index().on(t.publishedAt, t.id),
    index().on(t.publisher, t.publishedAt),
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
