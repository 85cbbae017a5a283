import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
} from 'drizzle-orm/pg-core';
import { articles } from './articles.ts';
import { moment, oneOf, share } from './columns.ts';
import { pairKinds, rulingKinds } from './words.ts';

/** What grouping reads of an article, so that it need not read the text again. */
export const articleSignatures = pgTable('article_signatures', {
  articleId: bigint({ mode: 'number' })
    .primaryKey()
    .references(() => articles.id, { onDelete: 'cascade' }),
  /** The method's: another one is made anew. */
  version: text().notNull(),
  /** Its shape is the cluster core's. */
  signature: jsonb().notNull(),
});

/** Articles under each of their keys by time: whoever shares one may be a copy or about the same happening. */
export const signatureKeys = pgTable(
  'signature_keys',
  {
    key: integer().notNull(),
    /** The article's, so that a look at a stretch of time reads that stretch only. */
    publishedAt: moment('published_at').notNull(),
    articleId: bigint({ mode: 'number' })
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
  },
  (t) => [primaryKey({ columns: [t.key, t.publishedAt, t.articleId] }), index().on(t.articleId)],
);

/** Why an article is in its story: the earlier article that it was put together with. The first of a story has none. */
export const storyLinks = pgTable(
  'story_links',
  {
    articleId: bigint({ mode: 'number' })
      .primaryKey()
      .references(() => articles.id, { onDelete: 'cascade' }),
    toId: bigint({ mode: 'number' })
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    score: real().notNull(),
    /** What the two share; its shape is the cluster core's. */
    reasons: jsonb().notNull(),
  },
  (t) => [
    index().on(t.toId),
    share('story_links_score', t.score),
    check('story_links_other', sql`${t.articleId} <> ${t.toId}`),
  ],
);

/** What people decided of stories. Grouping obeys it, now and when it runs again. */
export const storyRulings = pgTable(
  'story_rulings',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    kind: text({ enum: rulingKinds }).notNull(),
    note: text(),
    madeAt: moment('made_at').notNull(),
  },
  (t) => [oneOf('story_rulings_kind', t.kind, rulingKinds)],
);

/** What a ruling says of two articles: they are about one happening, or are not. */
export const rulingPairs = pgTable(
  'ruling_pairs',
  {
    rulingId: bigint({ mode: 'number' })
      .notNull()
      .references(() => storyRulings.id, { onDelete: 'cascade' }),
    articleId: bigint({ mode: 'number' })
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    otherId: bigint({ mode: 'number' })
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    kind: text({ enum: pairKinds }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.rulingId, t.articleId, t.otherId] }),
    index().on(t.articleId),
    index().on(t.otherId),
    oneOf('ruling_pairs_kind', t.kind, pairKinds),
    check('ruling_pairs_other', sql`${t.articleId} <> ${t.otherId}`),
  ],
);

/** Runs that group the archive anew; one that was stopped goes on behind the last article that it took. */
export const reclusters = pgTable('reclusters', {
  id: bigserial({ mode: 'number' }).primaryKey(),
  /** The method's. */
  version: text().notNull(),
  /** Only articles published since. */
  since: moment('since'),
  startedAt: moment('started_at').notNull(),
  finishedAt: moment('finished_at'),
  /** Time and address of the last article taken: articles are taken in the order of both. */
  reachedAt: moment('reached_at'),
  reachedUrl: text(),
  /** What has changed so far; its shape is the worker's. */
  report: jsonb().notNull(),
});
