import type { PgPool } from 'bullmq';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { Replica } from './replica.ts';
import type * as schema from './schema.ts';

/** drizzle over either home; every function in this folder takes one, or a transaction of it. */
export type Orm = PgDatabase<PgQueryResultHKT, typeof schema>;

/** Connections of this process to a server, of one pool. */
export interface ConnectionPool {
  name: string;
  /** Those there are, and those of them that nobody uses. */
  open: number;
  idle: number;
  /** Who waits for one. */
  waiting: number;
  most: number;
}

/** An open database, embedded in this process or on a server. */
export interface Database {
  home: 'embedded' | 'server';
  orm: Orm;
  /** A server that follows, for what is only read, where the settings name one. */
  replica?: Replica;
  /** What BullMQ's PostgreSQL backend runs on when there is no Redis. */
  queuePool: PgPool;
  /** Brings our tables and BullMQ's to the newest version; safe to run at every start and from several processes. */
  migrate(): Promise<void>;
  /** Its connections; none where it is embedded. */
  pools(): ConnectionPool[];
  close(): Promise<void>;
}
