import { EventEmitter } from 'node:events';
import type { PGlite, Results } from '@electric-sql/pglite';
import type { PgPool, PgPoolClient } from 'bullmq';

/**
 * The part of a `pg.Pool` that BullMQ's PostgreSQL backend uses, over one PGlite instance in this process.
 *
 * PGlite has a single session, so a "client" is only a handle with its own listeners. LISTEN becomes
 * `db.listen`, since PGlite delivers notifications to callbacks and not to a connection. A statement that opens a
 * transaction is refused: it would leave every other user of the session inside it. BullMQ opens one only in its
 * migrations, which {@link import('./embedded.ts')} runs inside PGlite's own exclusive transaction.
 */
export function pglitePool(db: PGlite): PgPool {
  const run = (text: string, params?: readonly unknown[]) => query(db, text, params);
  const pool = Object.assign(new EventEmitter().setMaxListeners(0), {
    query: run,
    connect: async () => pooledClient(db, run),
    end: async () => {},
  });
  return pool as unknown as PgPool;
}

async function query(db: Pick<PGlite, 'query' | 'exec'>, text: string, params?: readonly unknown[]) {
  const statement = leadingWord(text);
  if (statement === 'BEGIN' || statement === 'START')
    throw new Error('A transaction on the queue connection would block the whole embedded database.');
  // PGlite's extended protocol takes one statement at a time; text without parameters may hold several.
  if (params === undefined || params.length === 0) return rowsOf((await db.exec(text)).at(-1));
  return rowsOf(await db.query(text, params as unknown[]));
}

const rowsOf = (result: Results | undefined) => ({
  rows: (result?.rows ?? []) as never[],
  rowCount: result?.affectedRows ?? result?.rows.length ?? 0,
});

/** BullMQ's SQL files may start with `--` comments. */
const leadingWord = (text: string) => /^(?:\s|--[^\n]*\n)*([a-z]+)/i.exec(text)?.[1]?.toUpperCase() ?? '';

function pooledClient(db: PGlite, run: PgPool['query']): PgPoolClient {
  const events = new EventEmitter().setMaxListeners(0);
  const stops: (() => Promise<void>)[] = [];
  const client = Object.assign(events, {
    query: async (text: string, params?: readonly unknown[]) => {
      const channel = /^(?:\s|--[^\n]*\n)*LISTEN\s+"?(\w+)"?/i.exec(text)?.[1];
      if (!channel) return run(text, params);
      stops.push(await db.listen(channel, (payload) => events.emit('notification', { channel, payload })));
      return { rows: [], rowCount: 0 };
    },
    release: () => {
      for (const stop of stops.splice(0)) void stop().catch(() => {}); // the database may be closed already
    },
  });
  return client as unknown as PgPoolClient;
}
