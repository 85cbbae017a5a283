import { sql } from 'drizzle-orm';
import { check, date, integer, pgTable, real, text } from 'drizzle-orm/pg-core';
import { moment, oneOf, score } from './columns.ts';
import { sentimentLabels } from './words.ts';

/** What a chat endpoint said of a sentence, so that it is not asked again; rows that are lost are asked for once more. */
export const judgements = pgTable(
  'judgements',
  {
    /** SHA-256 of the whole question, in hexadecimal. */
    key: text().primaryKey(),
    score: real().notNull(),
    label: text({ enum: sentimentLabels }).notNull(),
    judgedAt: moment('judged_at').notNull(),
  },
  (t) => [score('judgements_score', t.score), oneOf('judgements_label', t.label, sentimentLabels)],
);

/** Tokens that all processes together have used up at chat endpoints, by day (UTC). */
export const tokenDays = pgTable(
  'token_days',
  {
    day: date({ mode: 'string' }).primaryKey(),
    tokens: integer().notNull(),
  },
  (t) => [check('token_days_tokens', sql`${t.tokens} >= 0`)],
);
