import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Orm } from './database.ts';
import { behindBy, keptMarks, type Mark } from './replicaLag.ts';
import * as schema from './schema.ts';

/**
 * `behind` by more than some seconds, `away` when it does not answer, `other` when it is no replica of this database;
 * `starting` until it has what was there when this process began.
 */
export type ReplicaState = 'starting' | 'used' | 'behind' | 'away' | 'other';

/** A read replica, as one process sees it. */
export interface Replica {
  /** Asks the replica, and the primary for what that refuses. Nothing is to be written through it. */
  orm: Orm;
  state(): ReplicaState;
  /** Milliseconds that it is behind, at most; null where that is not known. */
  behindMs(): number | null;
  close(): Promise<void>;
}

export interface ReplicaSettings {
  /** `postgres://…` */
  url: string;
  /** Told whenever its state changes. */
  onState?(state: ReplicaState, behindMs: number | null): void;
  /** Told why it refused a query that the primary answered then. */
  onRefusal?(reason: string): void;
}

/** Rows that are older are not shown: what a reader sees there has not happened here. */
export const mostBehindMs = 5_000;
const lookEveryMs = 1_000;
const answersWithinMs = 2_000;

/** @param primary connections to it, for what the replica refuses @param pool connections to the replica */
export function openReplica(
  primary: pg.Pool,
  pool: pg.Pool,
  { url, onState, onRefusal }: ReplicaSettings,
): Replica {
  fallBack(pool, primary, onRefusal);
  // A connection of its own: where all others are busy, it is not away.
  const own = new pg.Pool({
    ...{ connectionString: url, max: 1, application_name: 'chipwire replica watch' },
    ...{ connectionTimeoutMillis: answersWithinMs, query_timeout: answersWithinMs },
  });
  own.on('error', () => {});
  let marks: Mark[] = [];
  let state: ReplicaState = 'starting';
  let behindMs: number | null = null;
  const look = async () => {
    const next = await lookAt(primary, own, marks);
    marks = next.marks;
    behindMs = next.behindMs;
    if (next.state !== state) onState?.(next.state, behindMs);
    state = next.state;
  };
  let looking = Promise.resolve();
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    looking = look().finally(() => {
      isBusy = false;
    });
  }, lookEveryMs);
  return {
    orm: drizzle({ client: pool, schema, casing: 'snake_case' }),
    state: () => state,
    behindMs: () => behindMs,
    close: async () => {
      clearInterval(timer);
      await looking;
      await Promise.all([pool.end(), own.end()]);
    },
  };
}

interface Look {
  marks: Mark[];
  state: ReplicaState;
  behindMs: number | null;
}

const identity = `select system_identifier::text || current_database() as database from pg_control_system()`;

/** Asks both how far they are. */
async function lookAt(primary: pg.Pool, replica: pg.Pool, before: Mark[]): Promise<Look> {
  // The primary first: a mark is of a moment before the replica is asked.
  const mark = await primary
    .query(`select pg_current_wal_lsn() - '0/0'::pg_lsn as written, database from (${identity}) as its`)
    .then(({ rows: [row] }) => ({ written: Number(row.written), at: Date.now(), database: row.database }))
    .catch(() => null);
  const marks = mark ? [...before, { written: mark.written, at: mark.at }] : before;
  try {
    const { rows } = await replica.query(
      `select pg_last_wal_replay_lsn() - '0/0'::pg_lsn as replayed, database from (${identity}) as its`,
    );
    const [row] = rows;
    if (row.replayed === null || (mark && row.database !== mark.database))
      return { marks: [], state: 'other', behindMs: null };
    const replayed = Number(row.replayed);
    const behindMs = behindBy(marks, replayed, Date.now());
    const state = behindMs === null ? 'starting' : behindMs > mostBehindMs ? 'behind' : 'used';
    return { marks: keptMarks(marks, replayed), state, behindMs };
  } catch {
    return { marks, state: 'away', behindMs: null };
  }
}

/**
 * Conflicts with what is replayed (40001, 40P01), writes (25006), a server that is full, ends or begins (53300, 57P01 to
 * 57P03), a database or table that is not there yet (3D000, 42P01, 42703), and no answer.
 */
const refusals =
  /^(40001|40P01|25006|53300|57P0[1-5]|3D000|42P01|42703|08...|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)$/;
const cutShort = /^Connection terminated|^timeout exceeded when trying to connect|^Client has encountered/;

/** Whether another server may well answer what this one did not. A query that took too long would take as long there. */
function isRefusal(error: unknown): error is Error {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return refusals.test(code) || cutShort.test(message);
}

/** Has what a pool refuses answered by another. */
function fallBack(pool: pg.Pool, other: pg.Pool, onRefusal?: (reason: string) => void): void {
  const ask = pool.query.bind(pool) as (...words: unknown[]) => Promise<unknown>;
  const askOther = other.query.bind(other) as typeof ask;
  const query = (...words: unknown[]) =>
    ask(...words).catch((error: unknown) => {
      if (!isRefusal(error)) throw error;
      onRefusal?.(error.message);
      return askOther(...words);
    });
  pool.query = query as typeof pool.query;
}

/**
 * Asks one or the other, as `fromReplica` says at that moment. Transactions are the primary's: they are begun for writing.
 */
export function routed(primary: Orm, replica: Orm, fromReplica: () => boolean): Orm {
  return new Proxy(primary, {
    get(_, name) {
      const home = name !== 'transaction' && fromReplica() ? replica : primary;
      const value: unknown = Reflect.get(home, name, home);
      return typeof value === 'function' ? value.bind(home) : value;
    },
  });
}
