import { type AnyPgColumn, boolean, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { oneOf } from './columns.ts';
import { entityTypes, type legalStatuses } from './words.ts';

/** What a rule was by law from a day on, as the entity list says. */
export interface LegalState {
  /** `YYYY-MM-DD` */
  from: string;
  /** Its last day, where nothing is known to follow. */
  to?: string | undefined;
  is: (typeof legalStatuses)[number];
  note?: string | undefined;
  source?: string | undefined;
}

export const entities = pgTable(
  'entities',
  {
    id: text().primaryKey(),
    type: text({ enum: entityTypes }).notNull(),
    name: text().notNull(),
    nameZh: text(),
    aliases: text().array().notNull().default([]),
    parentId: text().references((): AnyPgColumn => entities.id),
    tickers: text().array().notNull().default([]),
    wikidata: text(),
    /** Of rules, oldest first. */
    status: jsonb().$type<LegalState[]>().notNull().default([]),
    /** False for names that were found in texts but are not on the entity list. */
    listed: boolean().notNull(),
  },
  (t) => [oneOf('entities_type', t.type, entityTypes), index().on(t.parentId)],
);

/** Which version of a list that lives in files a table was last made to say. */
export const lists = pgTable('lists', {
  name: text().primaryKey(),
  version: text().notNull(),
});
