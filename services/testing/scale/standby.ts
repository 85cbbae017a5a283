import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { freePort, type Started, startProcess, until } from '../faults/processes.ts';
import { answers, ownerOfServer, serverPrograms, startPostgres } from '../faults/server.ts';

/** A PostgreSQL and another that follows it, both the test’s own. */
export interface Followed {
  primary: string;
  replica: string;
  /** The replica receives everything and shows nothing of it, until it goes on. */
  pause(): Promise<void>;
  goOn(): Promise<void>;
  /** Ends the replica as a crash would, and starts it again. */
  crash(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** @param folder an empty one */
export async function startFollowed(folder: string): Promise<Followed> {
  const own = ownerOfServer();
  if (own.uid !== undefined) chownSync(folder, own.uid, own.gid);
  const primary = await startPostgres(folder, ['hot_standby_feedback=off']);
  const [copy, port] = [join(folder, 'replica'), await freePort()];
  mkdirSync(copy, { mode: 0o700 });
  if (own.uid !== undefined) chownSync(copy, own.uid, own.gid);
  const words = ['-d', primary.url, '-D', copy, '-R', '-X', 'stream', '-c', 'fast'];
  execFileSync(join(serverPrograms()!, 'pg_basebackup'), words, { ...own, stdio: 'ignore' });
  const replica = `postgres://chipwire@127.0.0.1:${port}/postgres`;
  // A query that is in the way of what is replayed is ended after so long.
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_standby_streaming_delay=500ms',
  ];
  const options = [`port=${port}`, ...settings].flatMap((option) => ['-c', option]);
  let running: Started;
  const start = async () => {
    const program = join(serverPrograms()!, 'postgres');
    running = startProcess([program, '-D', copy, ...options], join(folder, 'replica.log'), { owner: own });
    await until('the replica answers', () => answers(replica));
  };
  await start();
  return {
    ...{ primary: primary.url, replica, start },
    pause: () => run(replica, 'select pg_wal_replay_pause()'),
    goOn: () => run(replica, 'select pg_wal_replay_resume()'),
    crash: () => running.crash(),
    close: async () => {
      await running.crash();
      await primary.crash();
    },
  };
}

/** Runs a statement on a connection of its own. */
export async function rowsAt(url: string, statement: string): Promise<Record<string, number>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
export const run = (url: string, statement: string): Promise<void> => rowsAt(url, statement).then(() => {});
