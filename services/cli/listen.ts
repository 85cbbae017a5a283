import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import type { Orm } from '../../db/database.ts';
import type { Config } from '../runtime/config.ts';
import type { Log } from '../runtime/log.ts';
import { addCommands } from './commands.ts';
import { type CommandContext, exitCodeFor, exitCodes } from './context.ts';
import { type Call, callSchema, longestCall, placeSocket, type Reply, removeSocket } from './socket.ts';

/** What a running Chipwire lends to commands. */
export interface Lent {
  orm: Orm;
  config: Config;
  log: Log;
  now(): Date;
  workersRun: boolean;
  /** Where people open the pages. */
  home?: string | null;
}

/** Milliseconds that a caller has to say what it wants. */
const callWithinMs = 10_000;
const progressEveryMs = 100;

/**
 * Takes commands for the archive that this process has open, from the same user on the same machine: the socket lies in
 * the data folder and only its owner may connect.
 *
 * @param act runs a call
 * @returns ends running commands and stops listening
 */
export async function listenForCommands(lent: Lent, act = run): Promise<() => Promise<void>> {
  const folder = lent.config.CHIPWIRE_DATA;
  const running = new Map<Socket, Promise<void>>();
  const server = createServer((socket) => {
    const done = serve(socket, lent, act)
      .catch((error: unknown) => lent.log.warn({ reason: String(error) }, 'a command broke off'))
      .finally(() => {
        running.delete(socket);
        socket.end();
      });
    running.set(socket, done);
  });
  await listen(server, placeSocket(folder));
  return async () => {
    server.close();
    for (const socket of running.keys()) socket.destroy();
    await Promise.all(running.values());
    removeSocket(folder);
  };
}

/** From its first moment on nobody else may connect. */
function listen(server: Server, path: string): Promise<void> {
  return new Promise((done, failed) => {
    server.once('error', failed);
    const mask = process.umask(0o177);
    try {
      server.listen(path, done);
    } finally {
      process.umask(mask);
    }
  });
}

/** One caller: what it asks for is run, and aborted when it says so or is gone. */
async function serve(socket: Socket, lent: Lent, act: typeof run): Promise<void> {
  const aborted = new AbortController();
  socket.on('close', () => aborted.abort());
  socket.on('error', () => aborted.abort());
  const call = await readCall(socket, () => aborted.abort());
  const send = sender(socket);
  if (!call) return send({ exit: exitCodes.wrongUse });
  lent.log.info({ command: call.words[0] }, 'command');
  send({
    exit: await act(call, { ...contextFor(call, lent, send, aborted.signal), drain: () => drained(socket) }),
  });
}

/** The first line; null where it is none of ours. Any later one is a wish to stop. */
function readCall(socket: Socket, stop: () => void): Promise<Call | null> {
  return new Promise((done) => {
    let seen = 0;
    const late = setTimeout(() => socket.destroy(), callWithinMs);
    socket.on('data', (chunk) => {
      seen += chunk.length;
      if (seen > longestCall) socket.destroy();
    });
    socket.on('close', () => {
      clearTimeout(late);
      done(null);
    });
    const lines = createInterface({ input: socket });
    lines.on('error', stop);
    lines.once('line', (line) => {
      clearTimeout(late);
      lines.on('line', stop);
      done(readJson(line));
    });
  });
}

function readJson(line: string): Call | null {
  try {
    return callSchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

function sender(socket: Socket) {
  return (reply: Reply): void => {
    if (!socket.destroyed) socket.write(`${JSON.stringify(reply)}\n`);
  };
}

/** When the caller has taken what was sent, or is gone. */
async function drained(socket: Socket): Promise<void> {
  if (!socket.writableNeedDrain) return;
  await new Promise<void>((done) => {
    const go = () => {
      socket.off('drain', go).off('close', go);
      done();
    };
    socket.on('drain', go).on('close', go);
  });
}

function contextFor(
  { cwd, isTTY }: Call,
  { orm, config, now, workersRun, home = null }: Lent,
  send: (reply: Reply) => void,
  signal: AbortSignal,
): CommandContext {
  let shownAt = Number.NEGATIVE_INFINITY;
  let last: Reply | null = null;
  const show = (done: number, total: number, unit?: string) => {
    last = { progress: unit === undefined ? [done, total] : [done, total, unit] };
    if (performance.now() - shownAt < progressEveryMs) return;
    shownAt = performance.now();
    send(last);
  };
  const end = () => {
    if (last) send(last);
    last = null;
    send({ progressEnd: true });
  };
  return {
    ...{ orm, config, now, workersRun, home, cwd, isTTY, signal },
    out: (line) => send({ out: line }),
    err: (line) => send({ err: line }),
    progress: { show, end },
  };
}

/** Reads a command's words and runs it. @returns the exit code */
export async function run({ words }: Pick<Call, 'words'>, ctx: CommandContext): Promise<number> {
  let code: number = exitCodes.wrongUse;
  const program = new Command('chipwire').exitOverride().configureOutput({
    writeOut: (text) => ctx.out(text.trimEnd()),
    writeErr: (text) => ctx.err(text.trimEnd()),
  });
  addCommands(program, async (act) => {
    code = await act(ctx);
  });
  try {
    await program.parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    return exitCodeFor(error, ctx.err);
  }
}
