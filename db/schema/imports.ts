import { bigint, bigserial, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';

/** Runs that bring articles in from files; one that was stopped goes on after the rows that it has done. */
export const imports = pgTable('imports', {
  id: bigserial({ mode: 'number' }).primaryKey(),
  /** What the files are and say (a hash): the same files again are the same import. */
  source: text().notNull().unique(),
  label: text().notNull(),
  startedAt: moment('started_at').notNull(),
  finishedAt: moment('finished_at'),
  /** Rows done, in the order of the files. */
  rows: bigint({ mode: 'number' }).notNull().default(0),
  added: integer().notNull().default(0),
  known: integer().notNull().default(0),
  rejected: integer().notNull().default(0),
});
