import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

/** A process that the harness started; it ends no others. */
export interface Started {
  child: ChildProcess;
  /** Ends it as a crash would, and waits until it is gone. */
  crash(): Promise<void>;
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

interface ProcessSettings {
  env?: NodeJS.ProcessEnv;
  /** As whom it runs, if not as whoever runs the harness. */
  owner?: { uid?: number | undefined; gid?: number | undefined };
  /** It answers asks. */
  asked?: boolean;
}

/** @param logFile what it writes is added to this file */
export function startProcess(
  [program, ...words]: [string, ...string[]],
  logFile: string,
  { env = process.env, owner = {}, asked = false }: ProcessSettings = {},
): Started {
  const stdio: StdioOptions = ['ignore', 'pipe', 'pipe', ...(asked ? (['ipc'] as const) : [])];
  const child = spawn(program, words, { env, ...owner, stdio });
  const gone = once(child, 'close');
  running.add(child);
  child.on('exit', () => running.delete(child));
  const log = createWriteStream(logFile, { flags: 'a' });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  child.on('error', (error) => log.write(`${error.message}\n`));
  void gone.then(() => log.end()).catch(() => {});
  return {
    child,
    async crash() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await gone.catch(() => {});
    },
  };
}

/** Chipwire as a process of its own, with these settings. */
export function startChipwire(settings: Record<string, string>, logFile: string): Started {
  const { DATABASE_URL: _, REDIS_URL: __, ...env } = process.env;
  const file = fileURLToPath(new URL('chipwire.ts', import.meta.url));
  // Links lead there whatever its port is: a notice must say the same at every try.
  const usual = { PORT: '0', CHIPWIRE_URL: 'http://localhost', LOG_LEVEL: 'warn', LOG_FORMAT: 'json' };
  const all = { ...env, ...usual, ...settings };
  return startProcess([process.execPath, '--import', 'tsx', file], logFile, { env: all, asked: true });
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Asks every few milliseconds until it is so. @throws when it is not so in time */
export async function until(
  what: string,
  isSo: () => Promise<boolean>,
  ms = 30_000,
  everyMs = 25,
): Promise<void> {
  const end = Date.now() + ms;
  while (!(await isSo().catch(() => false))) {
    if (Date.now() > end) throw new Error(`${what}: not within ${ms / 1000} s`);
    await new Promise((done) => setTimeout(done, everyMs));
  }
}
