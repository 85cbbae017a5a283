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
import { rulingKinds } from './words.ts';

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

/** What people decided: two articles are about one happening, or are not. Grouping obeys it, now and when it runs again. */
export const storyRulings = pgTable(
  'story_rulings',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    kind: text({ enum: rulingKinds }).notNull(),
    articleId: bigint({ mode: 'number' })
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    otherId: bigint({ mode: 'number' })
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    note: text(),
    madeAt: moment('made_at').notNull(),
  },
  (t) => [
    index().on(t.articleId),
    index().on(t.otherId),
    oneOf('story_rulings_kind', t.kind, rulingKinds),
    check('story_rulings_other', sql`${t.articleId} <> ${t.otherId}`),
  ],
);
