import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { moment, oneOf } from './columns.ts';
import { processKinds } from './words.ts';

/** Processes of Chipwire that run on this archive, as each says of itself every few seconds; no part of a backup. */
export const processes = pgTable(
  'processes',
  {
    /** Made anew at each start. */
    id: text().primaryKey(),
    kind: text({ enum: processKinds }).notNull(),
    /** Name of its machine. */
    host: text().notNull(),
    pid: integer().notNull(),
    /** Of Chipwire. */
    version: text().notNull(),
    /** Connections to the database's server that it may open; 0 where the database is in the process. */
    connections: integer().notNull(),
    startedAt: moment('started_at').notNull(),
    /** By the database's clock, as all these moments: clocks of several machines differ. */
    seenAt: moment('seen_at').notNull(),
  },
  (t) => [oneOf('processes_kind', t.kind, processKinds)],
);
