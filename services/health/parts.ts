import type { Orm } from '../../db/database.ts';
import type { DatabaseState } from '../../db/health.ts';
import type { Resolve } from '../runtime/address.ts';
import type { Found } from './check.ts';
import type { Growth } from './growth.ts';
import type { Pulse } from './pulse.ts';
import type { RedisState } from './redis.ts';

/** What checks look at. */
export interface Parts extends OuterParts {
  orm: Orm;
  /** Where the database is: in this process, or on a server. */
  home: 'embedded' | 'server';
}

/** What they look at where there is no database. */
export interface OuterParts {
  now(): Date;
  /** Milliseconds of a clock that nobody sets. */
  steady(): number;
  /** Bytes that are free on the disk of the archive; absent where it is another machine’s, or in memory. */
  free?: (() => Promise<number>) | undefined;
  /** Absent where the queues are in the database. */
  redis?: (() => Promise<RedisState>) | undefined;
  /** Why the mail server takes no mail, or null; absent where there is none. */
  mail?: (() => Promise<string | null>) | undefined;
  resolve: Resolve;
  /** Of this process; absent in one that is there for a moment. */
  pulse?: Pulse | undefined;
  /** Articles on their way over the last minutes, where somebody has watched them. */
  growth?: Growth | undefined;
}

/** The same once the database has answered. */
export interface Answering extends Parts {
  database: DatabaseState;
  /** More than 0 where its tables are of an earlier version: nothing can be asked of them. */
  behind: number;
  /** Milliseconds that the answer took. */
  took: number;
}

/** Looks at one part, or says that there is nothing to look at. */
export interface Check<Of extends OuterParts = Answering> {
  name: string;
  ask(parts: Of): Promise<Found | null>;
  /** Milliseconds for which it is not asked again when all is well: it troubles somebody else’s server. */
  keptMs?: number;
  /** Milliseconds that it may take, where they are more than usual. */
  patienceMs?: number;
}

/** Of use while the database is away. */
export type OuterCheck = Check<OuterParts>;
