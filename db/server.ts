import { join } from 'node:path';
import { runMigrations } from 'bullmq';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import type { Database } from './database.ts';
import * as schema from './schema.ts';

const migrationsFolder = join(import.meta.dirname, 'migrations');
/** Any number, the same in every process: only one of them migrates at a time. */
const migrationLock = 4_201_022;

/**
 * Opens a PostgreSQL server's database.
 *
 * @param url `postgres://…`
 * @param queueClients connections that BullMQ keeps for good: one for each worker, when the queue lives here too
 */
export async function openServer(url: string, queueClients: number): Promise<Database> {
  // Compiling a query of a page takes the server seconds, running it a fraction of one.
  const options = '-c jit=off';
  const pool = new pg.Pool({ connectionString: url, max: 10, statement_timeout: 30_000, options });
  const queuePool = new pg.Pool({
    connectionString: url,
    max: queueClients + 6,
    keepAlive: true,
    options: '-c search_path=bullmq,public',
  });
  // Without a listener, an idle connection that the server closes would end the process; the next query reconnects.
  // The same for one that is taken out of the pool for a transaction, or by BullMQ: its query rejects anyway.
  for (const each of [pool, queuePool]) {
    each.setMaxListeners(0); // BullMQ adds one for every queue and worker
    each.on('error', () => {});
    each.on('connect', (client) => client.on('error', () => {}));
  }
  giveBackWhenEnded(pool);
  const orm = drizzle({ client: pool, schema, casing: 'snake_case' });
  return {
    home: 'server',
    orm,
    queuePool: queuePool as unknown as Database['queuePool'],
    migrate: async () => {
      const client = await queuePool.connect();
      try {
        await client.query('select pg_advisory_lock($1)', [migrationLock]);
        await migrate(orm, { migrationsFolder });
        await runMigrations(client);
      } finally {
        await client.query('select pg_advisory_unlock($1)', [migrationLock]).catch(() => {});
        client.release();
      }
    },
    close: async () => {
      await Promise.all([pool.end(), queuePool.end()]);
    },
  };
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
