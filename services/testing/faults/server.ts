import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { openServer } from '../../../db/server.ts';
import { archiveOf } from './archive.ts';
import { askOf } from './asks.ts';
import { type Home, type HomeSettings, hostSettings, type Victim } from './home.ts';
import { lineVictims, startLines } from './lines.ts';
import { freePort, type Started, startChipwire, startProcess, until } from './processes.ts';

/** Where PostgreSQL's programs are on this machine; null where it or Redis is missing. */
export function serverPrograms(): string | null {
  const root = '/usr/lib/postgresql';
  const bins = existsSync(root) ? readdirSync(root).map((version) => join(root, version, 'bin')) : [];
  const bin = bins.filter((folder) => existsSync(join(folder, 'initdb'))).at(-1);
  return bin && existsSync('/usr/bin/redis-server') ? bin : null;
}

/** A worker and a web process on a PostgreSQL of their own, and on a Redis if they are to have one. */
export async function startServers(
  settings: HomeSettings,
  {
    redis: withRedis,
    lines: behindLines = false,
  }: { redis: boolean /** What is killed is the lines. */; lines?: boolean },
): Promise<Home> {
  const { folder } = settings;
  const postgres = await startPostgres(folder);
  const redis = withRedis ? await startRedis(folder) : null;
  const port = await freePort();
  const lines = behindLines ? await startLines(postgres.url, redis?.url ?? '') : null;
  const urls = lines?.urls ?? { DATABASE_URL: postgres.url, REDIS_URL: redis?.url ?? '' };
  const home = { ...urls, PORT: `${port}` };
  const env = { ...hostSettings(settings), ...home };
  // One that is killed again, or whose database is, while it still starts would end for good: nobody starts it but we.
  const start = async (role: 'worker' | 'web') => {
    const started = startChipwire({ ...env, FAULTS_ROLE: role }, join(folder, `${role}.log`));
    await askOf(started.child).ready;
    return started;
  };
  const db = await openServer(postgres.url, 0);
  await db.migrate();
  let [worker, web] = await Promise.all([start('worker'), start('web')]);
  const kills: Record<string, () => Promise<void>> = {
    worker: () => worker.crash(),
    web: () => web.crash(),
    postgres: postgres.crash,
    ...(redis ? { redis: redis.crash, 'redis-flush': redis.flush } : {}),
  };
  const revivals: Record<string, () => Promise<void>> = {
    async worker() {
      worker = await start('worker');
    },
    async web() {
      web = await start('web');
    },
    postgres: postgres.start,
    ...(redis ? { redis: redis.start, 'redis-flush': async () => {} } : {}),
  };
  const archive = archiveOf(db.orm);
  return {
    victims: lines ? lineVictims : (Object.keys(kills) as Victim[]),
    origin: `http://127.0.0.1:${port}`,
    archive: () => archive,
    kill: (victim) => (lines ? lines.kill(victim) : kills[victim]!()),
    revive: (victim) => (lines ? lines.revive() : revivals[victim]!()),
    async close() {
      await Promise.all([worker.crash(), web.crash()]);
      await lines?.close();
      await db.close().catch(() => {});
      await Promise.all([postgres.crash(), redis?.crash()]);
    },
  };
}

/** @param more options, such as max_connections=300 */
export async function startPostgres(home: string, more: string[] = []) {
  const [bin, folder, port] = [serverPrograms()!, join(home, 'postgres'), await freePort()];
  const owner = ownerOfServer();
  mkdirSync(folder);
  if (owner.uid !== undefined) chownSync(folder, owner.uid, owner.gid);
  const cluster = ['-D', folder, '-U', 'chipwire', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8'];
  execFileSync(join(bin, 'initdb'), cluster, { ...owner, stdio: 'ignore' });
  const url = `postgres://chipwire@127.0.0.1:${port}/postgres`;
  const usual = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
  const options = [`port=${port}`, ...usual, ...more];
  const words = ['-D', folder, ...options.flatMap((option) => ['-c', option])];
  let running: Started | undefined;
  const start = () =>
    until('PostgreSQL answers', async () => {
      // One that was killed may still have servers of its sessions: then a new one gives up, and another is tried.
      if (!running || hasEnded(running))
        running = startProcess([join(bin, 'postgres'), ...words], join(home, 'postgres.log'), { owner });
      return answers(url);
    });
  await start();
  return { url, start, crash: async () => running?.crash() };
}

const hasEnded = ({ child }: Started) => child.exitCode !== null || child.signalCode !== null;

/** PostgreSQL refuses to run as root; what root starts runs as its own user. */
export function ownerOfServer(): { uid: number; gid: number } | { uid?: undefined } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (which: string) => Number(execFileSync('id', [which, 'postgres']).toString());
  return { uid: idOf('-u'), gid: idOf('-g') };
}

export async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } finally {
    await client.end().catch(() => {});
  }
}

export async function startRedis(home: string) {
  const port = await freePort();
  const words = ['--bind', '127.0.0.1', '--port', `${port}`, '--save', '', '--dir', home];
  const command = (word: string) => execFileSync('redis-cli', ['-p', `${port}`, word], { stdio: 'pipe' });
  let running: Started;
  const start = async () => {
    running = startProcess(['redis-server', ...words], join(home, 'redis.log'));
    await until('Redis answers', async () => command('ping').toString().startsWith('PONG'));
  };
  await start();
  return {
    ...{ url: `redis://127.0.0.1:${port}`, start, crash: () => running.crash() },
    async flush() {
      command('flushall');
    },
  };
}
