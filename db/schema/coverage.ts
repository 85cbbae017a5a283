import { bigserial, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { moment, oneOf } from './columns.ts';
import { coverageMarks } from './words.ts';

/** What changed in what is gathered: a series that jumps at a mark shows the gathering, not the news. */
export const coverageChanges = pgTable(
  'coverage_changes',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    at: moment('at').notNull(),
    kind: text({ enum: coverageMarks }).notNull(),
    /** Null for what concerns no single feed. */
    feedId: text(),
    publisher: text(),
    /** Articles that came at once, where some did. */
    articles: integer(),
    note: text(),
  },
  (t) => [index().on(t.at), oneOf('coverage_changes_kind', t.kind, coverageMarks)],
);
