import { sql } from 'drizzle-orm';
import { bigserial, check, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { moment, oneOf } from './columns.ts';
import { coverageMarks } from './words.ts';

/** What changed in what is gathered: a series that jumps at a mark shows the gathering, not the news. */
export const coverageChanges = pgTable(
  'coverage_changes',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    /** From when on a series is touched: of a back-fill, when the first of its articles was published. */
    at: moment('at').notNull(),
    /** Of a back-fill, when the last of its articles was published; null for what goes on until the next change. */
    until: moment('until'),
    kind: text({ enum: coverageMarks }).notNull(),
    /** Null for what concerns no single feed. */
    feedId: text(),
    publisher: text(),
    /** Articles that came at once, where some did. */
    articles: integer(),
    note: text(),
  },
  (t) => [
    index().on(t.at),
    index().on(t.feedId),
    oneOf('coverage_changes_kind', t.kind, coverageMarks),
    check('coverage_changes_span', sql`${t.at} <= ${t.until}`),
  ],
);
