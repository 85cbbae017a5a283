import { bigserial, boolean, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';

/** Runs over the archive that tag it anew; one that was stopped goes on where its rows say. */
export const retags = pgTable('retags', {
  id: bigserial({ mode: 'number' }).primaryKey(),
  taggerVersion: text().notNull(),
  listVersion: text().notNull(),
  /** Articles that are at these versions already are tagged anew as well. */
  everything: boolean().notNull(),
  /** Only articles published since. */
  since: moment('since'),
  startedAt: moment('started_at').notNull(),
  finishedAt: moment('finished_at'),
  /** Articles tagged anew so far. */
  articles: integer().notNull().default(0),
  /** What has changed so far; its shape is the worker's. */
  report: jsonb().notNull(),
});
