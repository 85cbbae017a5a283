import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  bigserial,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
} from 'drizzle-orm/pg-core';
import { moment, oneOf, score, share, tsvector } from './columns.ts';
import { feeds } from './feeds.ts';
import { articleSteps, sentimentLabels, stances, textSources } from './words.ts';

/** An article as its feed shows it once it was edited. */
export interface ChangedEntry {
  title: string;
  summary: string | null;
  feedHtml: string | null;
}

/** Articles about one happening. */
export const stories = pgTable(
  'stories',
  {
    /** Made from its first article's address, so that it is the same in whatever order articles arrive. */
    id: bigint({ mode: 'number' }).primaryKey(),
    /** The story that this one became part of, or that its articles went to; null while it is one itself. */
    movedTo: bigint({ mode: 'number' }).references((): AnyPgColumn => stories.id),
    firstAt: moment('first_at').notNull(),
    lastAt: moment('last_at').notNull(),
    /** All its articles, copies included. */
    articles: integer().notNull(),
    /** Publishers of its articles that are no copies: a copy corroborates nothing. */
    publishers: integer().notNull(),
  },
  (t) => [index().on(t.lastAt, t.id), index().on(t.movedTo)],
);

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
    /** When the text was given up because its publisher's may be kept for so long; its tags stay. */
    textDroppedAt: moment('text_dropped_at'),
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
    /** The earliest article with nearly the same text; null for that one itself. */
    copyOf: bigint({ mode: 'number' }).references((): AnyPgColumn => articles.id, { onDelete: 'set null' }),
    /** How much of the text is the original's, 0…1; null where it is no copy. */
    copyShare: real(),
    /** What its entry said when it was last seen: another value is a sign that the publisher has edited it. */
    entryHash: text(),
    /** When its feed showed a change that is not read yet; null when there is none. */
    changedAt: moment('changed_at'),
    /** What the feed shows of the article now; with `changedAt`. */
    changedEntry: jsonb().$type<ChangedEntry>(),
    /** Words by part (A title, B first paragraph, D the rest) and, once it is tagged, every key: see db/search/keys.ts. */
    search: tsvector(),
    /** The keys that facets count; empty before it is tagged, null where `search` is of an earlier method. */
    facets: text().array(),
  },
  (t) => [
    oneOf('articles_step', t.step, articleSteps),
    oneOf('articles_text_source', t.textSource, textSources),
    oneOf('articles_sentiment_label', t.sentimentLabel, sentimentLabels),
    score('articles_sentiment_score', t.sentimentScore),
    oneOf('articles_stance', t.stance, stances),
    share('articles_relevance', t.relevance),
    share('articles_copy_share', t.copyShare),
    check('articles_not_in_future', sql`${t.publishedAt} <= ${t.foundAt}`),
    check('articles_not_own_copy', sql`${t.copyOf} <> ${t.id}`),
    // Ascending, and walked backwards: an index that says DESC means NULLS LAST here, and ORDER BY … DESC does not.
    index().on(t.publishedAt, t.id),
    index().on(t.publisher, t.publishedAt),
    index().on(t.feedId),
    index().on(t.storyId),
    index().on(t.copyOf),
    index('articles_unfinished').on(t.stepAt).where(sql`${t.step} <> 'clustered' and ${t.failure} is null`),
    index('articles_failed').on(t.id).where(sql`${t.failure} is not null`),
    // What series over time read, so that they need not read the articles: 300,000 are summed in 0.2 s instead of 0.6 s.
    index('articles_counted')
      .on(t.publishedAt, t.relevance, t.sentimentScore, t.taggerVersion, t.listVersion)
      .where(sql`${t.step} = 'clustered' and ${t.copyOf} is null`),
    index('articles_changed').on(t.changedAt).where(sql`${t.changedAt} is not null`),
    // Without a pending list: while one is moved into the index, a search with NOT finds what it excludes.
    index().using('gin', t.search).with({ fastupdate: false }),
    index('articles_unindexed').on(t.id).where(sql`${t.facets} is null and ${t.step} <> 'found'`),
  ],
);

/** Words of finished articles' texts, as written there, and in how many articles each stands: for "did you mean". */
export const vocabulary = pgTable('vocabulary', {
  word: text().primaryKey(),
  articles: integer().notNull(),
});

/** Earlier versions of an article that its publisher has edited; the article itself holds the newest. */
export const articleRevisions = pgTable(
  'article_revisions',
  {
    articleId: bigint({ mode: 'number' })
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    /** From 0, the first version. */
    nth: integer().notNull(),
    title: text().notNull(),
    byline: text().array().notNull(),
    text: text().notNull(),
    words: integer().notNull(),
    textSource: text({ enum: textSources }),
    updatedAt: moment('updated_at'),
    /** When the next version was read. */
    replacedAt: moment('replaced_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.articleId, t.nth] }), index().on(t.replacedAt)],
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
