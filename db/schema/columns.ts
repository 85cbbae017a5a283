import { sql } from 'drizzle-orm';
import { type AnyPgColumn, check, customType, timestamp } from 'drizzle-orm/pg-core';

export const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
export const oneOf = (name: string, column: AnyPgColumn, words: readonly string[]) =>
  check(name, sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(', '))})`);
export const score = (name: string, column: AnyPgColumn) => check(name, sql`${column} between -1 and 1`);
export const share = (name: string, column: AnyPgColumn) => check(name, sql`${column} between 0 and 1`);
