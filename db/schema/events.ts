import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
} from 'drizzle-orm/pg-core';
import { articles } from './articles.ts';
import { moment, oneOf } from './columns.ts';
import { entities } from './entities.ts';
import { certainties, instrumentKinds, pressStatuses, stances } from './words.ts';

export const events = pgTable(
  'events',
  {
    articleId: bigint({ mode: 'number' })
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    /** The article's, so that lists of the newest walk an index. */
    publishedAt: moment('published_at').notNull(),
    /** Which of the article's events, from 0 in reading order. */
    nth: integer().notNull(),
    /** One of the tagger's types, which are data of its own: no check here knows them. */
    type: text().notNull(),
    /** Which text the offsets (UTF-16 code units, end exclusive) count in. */
    field: text({ enum: ['title', 'text'] }).notNull(),
    startsAt: integer().notNull(),
    endsAt: integer().notNull(),
    words: text().notNull(),
    /** The sentence that shows it, or the part around the words of a very long one. */
    sentence: text().notNull(),
    sentenceStart: integer().notNull(),
    sentenceEnd: integer().notNull(),
    /** First and last day; that of publication where the text gives none. */
    fromDay: date({ mode: 'string' }).notNull(),
    toDay: date({ mode: 'string' }).notNull(),
    /** Whether the text gives the days. */
    dated: boolean().notNull(),
    certainty: text({ enum: certainties }).notNull(),
    stance: text({ enum: stances }).notNull(),
    instrument: text({ enum: instrumentKinds }),
    /** The rule of the entity list that it works through. */
    instrumentId: text().references(() => entities.id),
    pressStatus: text({ enum: pressStatuses }),
    taggerVersion: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.articleId, t.nth] }),
    index().on(t.publishedAt, t.articleId),
    index().on(t.type, t.publishedAt, t.articleId),
    index().on(t.fromDay),
    index().on(t.instrumentId, t.articleId),
    oneOf('events_field', t.field, ['title', 'text']),
    oneOf('events_certainty', t.certainty, certainties),
    oneOf('events_stance', t.stance, stances),
    oneOf('events_instrument', t.instrument, instrumentKinds),
    oneOf('events_press_status', t.pressStatus, pressStatuses),
    check('events_offsets', sql`0 <= ${t.startsAt} and ${t.startsAt} < ${t.endsAt}`),
    check('events_days', sql`${t.fromDay} <= ${t.toDay}`),
  ],
);

/** Who has which part in an event, and what it does to them. */
export const eventRoles = pgTable(
  'event_roles',
  {
    articleId: bigint({ mode: 'number' }).notNull(),
    eventNth: integer().notNull(),
    nth: integer().notNull(),
    entityId: text()
      .notNull()
      .references(() => entities.id),
    role: text().notNull(),
    /** −1 bad, 0 neither, 1 good for it. */
    effect: smallint().notNull(),
    startsAt: integer().notNull(),
    endsAt: integer().notNull(),
    words: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.articleId, t.eventNth, t.nth] }),
    foreignKey({
      name: 'event_roles_event',
      columns: [t.articleId, t.eventNth],
      foreignColumns: [events.articleId, events.nth],
    }).onDelete('cascade'),
    index().on(t.entityId, t.articleId),
    check('event_roles_effect', sql`${t.effect} between -1 and 1`),
  ],
);
