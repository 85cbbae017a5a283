import { boolean, index, pgTable, text } from 'drizzle-orm/pg-core';
import { moment, oneOf } from './columns.ts';
import { keyScopes } from './words.ts';

/** Who may use the API, and what is theirs: alerts and channels belong to a key. */
export const keys = pgTable(
  'keys',
  {
    /** Part of the key itself; `local` is whoever works on this very machine without a key. */
    id: text().primaryKey(),
    name: text().notNull(),
    scope: text({ enum: keyScopes }).notNull(),
    /** SHA-256 of the whole key, in hex; null for `local`, which no key opens. */
    hash: text(),
    madeAt: moment('made_at').notNull(),
    lastUsedAt: moment('last_used_at'),
    /** What is its owner's stays, and is told to nobody any more. */
    revoked: boolean().notNull().default(false),
  },
  (t) => [oneOf('keys_scope', t.scope, keyScopes)],
);

/** Browsers that are signed in with a key, until they sign out or the key is given up. */
export const signIns = pgTable(
  'sign_ins',
  {
    /** SHA-256, in hex, of what the browser’s cookie holds. */
    hash: text().primaryKey(),
    keyId: text()
      .notNull()
      .references(() => keys.id, { onDelete: 'cascade' }),
    madeAt: moment('made_at').notNull(),
    endsAt: moment('ends_at').notNull(),
  },
  (t) => [index().on(t.keyId), index().on(t.endsAt)],
);
