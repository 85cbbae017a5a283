import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, pgTable, primaryKey, real, text, unique } from 'drizzle-orm/pg-core';
import { articles } from './articles.ts';
import { oneOf, score, share } from './columns.ts';
import { entities } from './entities.ts';
import { sentimentLabels } from './words.ts';

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
    /** Why the words were taken for this entity; null where they can mean nothing else. */
    reason: text(),
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
