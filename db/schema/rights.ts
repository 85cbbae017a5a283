import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { oneOf } from './columns.ts';
import { textRights } from './words.ts';

/** What may be done with a publisher's texts, as feeds.yaml says; publishers that are not here have no limits. */
export const publisherRights = pgTable(
  'publisher_rights',
  {
    publisher: text().primaryKey(),
    /** How much of a text is shown and exported. */
    fullText: text({ enum: textRights }).notNull(),
    /** Days after publication that texts are kept; null for ever. */
    keepTextDays: integer(),
  },
  (t) => [oneOf('publisher_rights_full_text', t.fullText, textRights)],
);
