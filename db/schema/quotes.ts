import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import { articles } from './articles.ts';
import { moment, oneOf, tsvector } from './columns.ts';
import { entities } from './entities.ts';

export const quotes = pgTable(
  'quotes',
  {
    articleId: bigint({ mode: 'number' })
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    /** The article's, so that lists of the newest walk an index. */
    publishedAt: moment('published_at').notNull(),
    /** Which of the article's quotes, from 0 in reading order. */
    nth: integer().notNull(),
    /** Which text the offsets (UTF-16 code units, end exclusive) count in. */
    field: text({ enum: ['title', 'text'] }).notNull(),
    startsAt: integer().notNull(),
    endsAt: integer().notNull(),
    /** The stretches inside quotation marks. */
    parts: jsonb().$type<{ start: number; end: number }[]>().notNull(),
    /** The parts' words, a space between. */
    words: text().notNull(),
    /** Null where the text does not say who speaks. */
    speakerId: text().references(() => entities.id),
    /** The speaker as the text writes it, and where. */
    speakerWords: text(),
    speakerStart: integer(),
    speakerEnd: integer(),
    verb: text(),
    search: tsvector().notNull(),
    taggerVersion: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.articleId, t.nth] }),
    index().on(t.publishedAt, t.articleId),
    index().on(t.speakerId, t.publishedAt, t.articleId),
    index().using('gin', t.search).with({ fastupdate: false }),
    oneOf('quotes_field', t.field, ['title', 'text']),
    check('quotes_offsets', sql`0 <= ${t.startsAt} and ${t.startsAt} < ${t.endsAt}`),
  ],
);

/** Whom the words of a quote name. */
export const quoteEntities = pgTable(
  'quote_entities',
  {
    articleId: bigint({ mode: 'number' }).notNull(),
    quoteNth: integer().notNull(),
    entityId: text()
      .notNull()
      .references(() => entities.id),
  },
  (t) => [
    primaryKey({ columns: [t.articleId, t.quoteNth, t.entityId] }),
    foreignKey({
      name: 'quote_entities_quote',
      columns: [t.articleId, t.quoteNth],
      foreignColumns: [quotes.articleId, quotes.nth],
    }).onDelete('cascade'),
    index().on(t.entityId, t.articleId),
  ],
);
