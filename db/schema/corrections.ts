import { sql } from 'drizzle-orm';
import { bigint, bigserial, check, index, integer, pgTable, real, text, unique } from 'drizzle-orm/pg-core';
import { articles } from './articles.ts';
import { moment, oneOf } from './columns.ts';
import { entities } from './entities.ts';
import { keys } from './keys.ts';
import { correctionKinds, sentimentLabels } from './words.ts';

/** What people say of tags that are wrong. Tags stay as they are made; corrections are what the next tagger is measured on. */
export const corrections = pgTable(
  'corrections',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    owner: text()
      .notNull()
      .references(() => keys.id),
    articleId: bigint({ mode: 'number' })
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    kind: text({ enum: correctionKinds }).notNull(),
    /** The mention: which text its offsets (UTF-16 code units, end exclusive) count in. */
    field: text({ enum: ['title', 'text'] }).notNull(),
    startsAt: integer().notNull(),
    endsAt: integer().notNull(),
    words: text().notNull(),
    /** The sentence around it as it was read, so that the correction outlives an edit of the article. */
    sentence: text().notNull(),
    /** What was tagged, and by what. */
    entityId: text()
      .notNull()
      .references(() => entities.id),
    label: text({ enum: sentimentLabels }).notNull(),
    score: real().notNull(),
    taggerVersion: text().notNull(),
    listVersion: text(),
    /** Of `sentiment`: what it should be. */
    rightLabel: text({ enum: sentimentLabels }),
    /** Of `entity`: who is meant; null where no entity is. */
    rightEntityId: text().references(() => entities.id),
    note: text(),
    madeAt: moment('made_at').notNull(),
  },
  (t) => [
    // Who changes their mind corrects their correction.
    unique('corrections_once').on(t.owner, t.articleId, t.field, t.startsAt, t.entityId, t.kind),
    index().on(t.articleId),
    index().on(t.madeAt),
    oneOf('corrections_kind', t.kind, correctionKinds),
    oneOf('corrections_label', t.label, sentimentLabels),
    oneOf('corrections_right_label', t.rightLabel, sentimentLabels),
    oneOf('corrections_field', t.field, ['title', 'text']),
    check('corrections_right', sql`(${t.kind} = 'sentiment') = (${t.rightLabel} is not null)`),
    check('corrections_offsets', sql`0 <= ${t.startsAt} and ${t.startsAt} < ${t.endsAt}`),
  ],
);
