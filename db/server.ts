import { runMigrations } from 'bullmq';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { queueConnections } from './connections.ts';
import type { ConnectionPool, Database } from './database.ts';
import { openReplica, type ReplicaSettings } from './replica.ts';
import * as schema from './schema.ts';
import { migrationsFolder, refuseNewer } from './schemaVersion.ts';

/** Any number, the same in every process: only one of them migrates at a time. */
const migrationLock = 4_201_022;

export interface ServerSettings {
  /** Connections at most, beside those for the queues. */
  connections?: number | undefined;
  /** What the server's own views call this process. */
  name?: string | undefined;
  /** A server that follows this one, for what is only read. */
  replica?: ReplicaSettings | undefined;
}

/**
 * Opens a PostgreSQL server's database.
 *
 * @param url `postgres://…`
 * @param queueClients connections that BullMQ keeps for good: one for each worker, when the queue lives here too
 */
export async function openServer(
  url: string,
  queueClients: number,
  settings: ServerSettings = {},
): Promise<Database> {
  const { name = 'chipwire' } = settings;
  const pool = archivePool(url, settings);
  const queuePool = new pg.Pool({
    connectionString: url,
    max: queueConnections(queueClients),
    keepAlive: true,
    application_name: `${name} queues`,
    options: '-c search_path=bullmq,public',
  });
  queuePool.setMaxListeners(0); // BullMQ adds one for every queue and worker
  surviving(queuePool);
  const orm = drizzle({ client: pool, schema, casing: 'snake_case' });
  const replicaPool =
    settings.replica && archivePool(settings.replica.url, { ...settings, name: `${name} reads` }, 2000);
  const replica = replicaPool && openReplica(pool, replicaPool, settings.replica!);
  return {
    home: 'server',
    orm,
    ...(replica ? { replica } : {}),
    queuePool: queuePool as unknown as Database['queuePool'],
    migrate: () =>
      oneAtATime(queuePool, async () => {
        await bringUp(url, `${name} migration`);
        const client = await queuePool.connect();
        await runMigrations(client).finally(() => client.release());
      }),
    pools: () => [
      use('archive', pool),
      use('queues', queuePool),
      ...(replicaPool ? [use('replica', replicaPool)] : []),
    ],
    close: async () => {
      await replica?.close();
      await Promise.all([pool.end(), queuePool.end()]);
    },
  };
}

/**
 * Of all processes on the database, one at a time does this. The lock is held by a transaction: a connection pooler may
 * give each of those another session, and a session's own lock would stay behind with a stranger.
 */
async function oneAtATime(pool: pg.Pool, act: () => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [migrationLock]);
    await act();
  } finally {
    await client.query('commit').catch(() => {});
    client.release();
  }
}

/**
 * Over a connection of its own without a deadline: an index over all articles may take longer than any statement of a page.
 *
 * @throws NewerArchiveError
 */
async function bringUp(url: string, name: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1, application_name: name });
  surviving(pool);
  try {
    const orm = drizzle({ client: pool, schema, casing: 'snake_case' });
    await refuseNewer(orm);
    await migrate(orm, { migrationsFolder });
  } finally {
    await pool.end();
  }
}

const use = (name: string, { totalCount, idleCount, waitingCount, options }: pg.Pool): ConnectionPool => ({
  ...{ name, open: totalCount, idle: idleCount, waiting: waitingCount, most: options.max },
});

/**
 * Connections for what drizzle asks.
 *
 * @param patienceMs how long a query waits for one; as long as it takes when absent
 */
function archivePool(
  url: string,
  { connections = 10, name = 'chipwire' }: ServerSettings,
  patienceMs?: number,
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    statement_timeout: 30_000,
    application_name: name,
    ...(patienceMs ? { connectionTimeoutMillis: patienceMs } : {}),
    // Compiling a query of a page takes the server seconds, running it a fraction of one.
    options: '-c jit=off',
  });
  surviving(pool);
  giveBackWhenEnded(pool);
  return pool;
}

/**
 * Without a listener, an idle connection that the server closes would end the process; the next query reconnects. The
 * same for one that is taken out of the pool for a transaction, or by BullMQ: its query rejects anyway.
 */
function surviving(pool: pg.Pool): void {
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
}

/**
 * Gives what is taken out of a pool back when its connection ends. drizzle does not where the `begin` of a transaction
 * fails: ten of those, over some restarts of the server, and nobody would ever get a client again.
 */
function giveBackWhenEnded(pool: pg.Pool): void {
  const connect = pool.connect.bind(pool);
  type Callback = Parameters<typeof connect>[0];
  const taking = (callback?: Callback) => (callback ? connect(callback) : connect().then(lent));
  pool.connect = taking as typeof pool.connect;
}

function lent(client: pg.PoolClient): pg.PoolClient {
  const release = client.release.bind(client);
  let isOut = true;
  const giveBack = (broken?: Error | boolean) => {
    if (!isOut) return;
    isOut = false;
    client.off('end', drop);
    release(broken);
  };
  const drop = () => giveBack(true);
  client.on('end', drop);
  client.release = giveBack;
  return client;
}
