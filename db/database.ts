import type { PgPool } from 'bullmq';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type * as schema from './schema.ts';

/** drizzle over either home; every function in this folder takes one, or a transaction of it. */
export type Orm = PgDatabase<PgQueryResultHKT, typeof schema>;

/** An open database, embedded in this process or on a server. */
export interface Database {
  home: 'embedded' | 'server';
  orm: Orm;
  /** What BullMQ's PostgreSQL backend runs on when there is no Redis. */
  queuePool: PgPool;
  /** Brings our tables and BullMQ's to the newest version; safe to run at every start and from several processes. */
  migrate(): Promise<void>;
  close(): Promise<void>;
}
