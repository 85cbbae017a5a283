import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  doublePrecision,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import { articles } from './articles.ts';
import { moment, oneOf } from './columns.ts';
import { entities } from './entities.ts';
import { claimKinds, measurers } from './words.ts';

/** Models that articles tell the release of. */
export const releases = pgTable(
  'releases',
  {
    articleId: bigint({ mode: 'number' })
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    /** The article's, so that lists of the newest walk an index. */
    publishedAt: moment('published_at').notNull(),
    /** Which of the article's releases, from 0 in reading order. */
    nth: integer().notNull(),
    modelId: text()
      .notNull()
      .references(() => entities.id),
    modelWords: text().notNull(),
    /** Which text the offsets (UTF-16 code units, end exclusive) count in. */
    field: text({ enum: ['title', 'text'] }).notNull(),
    startsAt: integer().notNull(),
    endsAt: integer().notNull(),
    taggerVersion: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.articleId, t.nth] }),
    index().on(t.publishedAt, t.articleId),
    index().on(t.modelId, t.publishedAt, t.articleId),
    oneOf('releases_field', t.field, ['title', 'text']),
    check('releases_offsets', sql`0 <= ${t.startsAt} and ${t.startsAt} < ${t.endsAt}`),
  ],
);

/** What is claimed of a released model. */
export const claims = pgTable(
  'claims',
  {
    articleId: bigint({ mode: 'number' }).notNull(),
    releaseNth: integer().notNull(),
    nth: integer().notNull(),
    kind: text({ enum: claimKinds }).notNull(),
    words: text().notNull(),
    /** In units of one; null for words such as a licence's name. */
    value: doublePrecision(),
    unit: text(),
    measuredBy: text({ enum: measurers }),
    /** The sentence that makes the claim, or the part around the words of a very long one. */
    sentence: text().notNull(),
    startsAt: integer().notNull(),
    endsAt: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.articleId, t.releaseNth, t.nth] }),
    foreignKey({
      name: 'claims_release',
      columns: [t.articleId, t.releaseNth],
      foreignColumns: [releases.articleId, releases.nth],
    }).onDelete('cascade'),
    oneOf('claims_kind', t.kind, claimKinds),
    oneOf('claims_measured_by', t.measuredBy, measurers),
  ],
);
