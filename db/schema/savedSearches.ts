import { bigserial, index, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';
import { keys } from './keys.ts';

/** Searches that somebody wants to run again. */
export const savedSearches = pgTable(
  'saved_searches',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    owner: text()
      .notNull()
      .references(() => keys.id),
    name: text().notNull(),
    /** The whole search in the query language, as typed. */
    query: text().notNull(),
    sort: text({ enum: ['newest', 'relevance'] })
      .notNull()
      .default('newest'),
    madeAt: moment('made_at').notNull(),
  },
  (t) => [index().on(t.owner, t.id), unique('saved_searches_name').on(t.owner, t.name)],
);
