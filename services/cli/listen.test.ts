import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { readConfig } from '../runtime/config.ts';
import { type Lent, listenForCommands, run } from './listen.ts';
import { findSocket, type Reply, replySchema } from './socket.ts';

let db: Database;
let folder: string;
const closers: (() => Promise<void>)[] = [];
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chipwire-test-'));
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  rmSync(folder, { recursive: true });
});

async function listen(data = folder, act: typeof run = run): Promise<() => Promise<void>> {
  const lent: Lent = {
    ...{ orm: db.orm, config: readConfig({ CHIPWIRE_DATA: data }), log: pino({ level: 'silent' }) },
    ...{ now: () => new Date('2026-11-24T10:00:00Z'), workersRun: true },
  };
  const close = await listenForCommands(lent, act);
  closers.push(close);
  return close;
}

/** What comes back for some bytes, when the other side has closed. */
async function send(bytes: string, data = folder): Promise<Reply[]> {
  const socket = connect(findSocket(data));
  socket.write(bytes);
  return repliesOf(socket);
}

/** As the caller reads them. */
async function repliesOf(socket: Socket): Promise<Reply[]> {
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  await new Promise((done) => socket.on('error', done).on('close', done));
  return text.trim() === ''
    ? []
    : text
        .trim()
        .split('\n')
        .map((line) => replySchema.parse(JSON.parse(line)));
}

const call = (...words: string[]) => `${JSON.stringify({ words, cwd: folder, isTTY: false })}\n`;

test('a command is run, and its lines and exit code come back', async () => {
  await listen();
  expect(await send(call('search', 'huawei'))).toEqual([{ out: '0 articles.' }, { exit: 0 }]);
  expect(await send(call('retry', '7'))).toEqual([{ out: '0 articles will be tried again.' }, { exit: 0 }]);
});

test('what is wrong with the words, or with the query, is told', async () => {
  await listen();
  const [told, exit] = await send(call('search', 'x', '--limit', 'many'));
  expect([told, exit]).toMatchObject([{ err: expect.stringContaining('whole number') }, { exit: 2 }]);
  expect(await send(call('rm', '-rf'))).toMatchObject([
    { err: expect.stringContaining('unknown') },
    { exit: 2 },
  ]);
  expect(await send(call('search', '(chips'))).toEqual([
    { err: '(chips\n^\nThis parenthesis is not closed.' },
    { err: 'Perhaps: (chips)' },
    { exit: 2 },
  ]);
});

test('only the owner may connect, and a socket that a killed process left is replaced', async () => {
  writeFileSync(join(folder, 'chipwire.sock'), 'left');
  const close = await listen();
  expect(statSync(join(folder, 'chipwire.sock')).mode & 0o777).toBe(0o600);
  expect(await send(call('migrate'))).toHaveLength(2);
  await close();
  expect(existsSync(join(folder, 'chipwire.sock'))).toBe(false);
});

test('where the path of the folder is too long for a socket, a file in it says where the socket is', async () => {
  const deep = join(folder, 'a-folder-with-a-long-name'.repeat(6));
  mkdirSync(deep);
  const close = await listen(deep);
  const path = findSocket(deep);
  expect(path.startsWith(tmpdir())).toBe(true);
  expect(await send(call('migrate'), deep)).toHaveLength(2);
  closers.splice(0);
  await listen(deep); // as after a kill: the first one’s place is still noted
  expect(existsSync(path)).toBe(false);
  await close();
});

test('a note in the folder removes nothing that is not ours', async () => {
  const precious = join(folder, 'precious');
  mkdirSync(precious);
  writeFileSync(join(folder, 'chipwire.sock.path'), join(precious, 'chipwire.sock'));
  await listen();
  expect(existsSync(precious)).toBe(true);
});

test.each([
  ['no JSON', 'hello\n'],
  ['another JSON', '{"words":"search"}\n'],
  ['no end', 'x'.repeat(2_000_000)],
])('%s is no call', async (_, bytes) => {
  await listen();
  const replies = await send(bytes);
  expect(replies.filter((reply) => !('exit' in reply))).toEqual([]);
  expect(await send(call('migrate'))).toHaveLength(2);
});

test('a caller that says stop, or goes, aborts its command; closing waits for it', async () => {
  let ended = 0;
  const close = await listen(folder, async (_, ctx) => {
    ctx.progress.show(1, 10);
    await new Promise((done) => ctx.signal.addEventListener('abort', done));
    ended++;
    return 130;
  });
  const started = (socket: Socket) => new Promise((done) => socket.once('data', done));
  const begin = async () => {
    const socket = connect(findSocket(folder));
    socket.write(call('retag'));
    await started(socket);
    return socket;
  };
  const [stopped, gone, waiting] = [await begin(), await begin(), await begin()];
  const replies = repliesOf(stopped);
  stopped.write('"stop"\n');
  expect((await replies).at(-1)).toEqual({ exit: 130 });
  gone.destroy();
  await expect.poll(() => ended).toBe(2);
  waiting.on('error', () => {});
  await close();
  expect(ended).toBe(3);
});

test('progress comes at a bounded rate, and its last state always', async () => {
  await listen(folder, async (_, ctx) => {
    for (let done = 1; done <= 5000; done++) ctx.progress.show(done, 5000);
    ctx.progress.end();
    ctx.out(readFileSync(import.meta.filename, 'utf8').slice(0, 10));
    return 0;
  });
  const replies = await send(call('retag'));
  expect(replies.length).toBeLessThan(30);
  expect(replies.slice(-4)).toEqual([
    { progress: [5000, 5000] },
    { progressEnd: true },
    { out: expect.any(String) },
    { exit: 0 },
  ]);
});
