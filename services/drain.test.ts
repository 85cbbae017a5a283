import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databaseUrl, onServer } from '../db/testing/setup.ts';
import { articlePage, give, rss, startPublisher } from './testing/app.ts';
import { startTestWeb, TestWeb } from './testing/web.ts';

const jobs = 20;
const words = [
  'Huawei said that its new chips beat those of its rivals, and Nvidia did not comment. '.repeat(8),
];

describe(`row 35: a process with ${jobs} jobs under way that is asked to stop`, () => {
  let folder: string;
  let publisher: Awaited<ReturnType<typeof startPublisher>>;
  let held: [title: string, answer: ServerResponse][];
  let database: string | undefined;
  const children: ChildProcess[] = [];
  const serverUrl = process.env.DATABASE_URL;
  const prefix = `drain${process.pid}`;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'chipwire-'));
    publisher = await startPublisher();
    held = [];
    const titles = Array.from({ length: jobs }, (_, n) => `Report ${n}`);
    for (const [n, title] of titles.entries())
      publisher.answers[`/${n}`] = (_, answer) => void held.push([title, answer]);
    const entries = titles.map((title, n) => ({ title, link: `${publisher.origin}/${n}`, guid: title }));
    publisher.answers['/feed'] = give('application/rss+xml', rss(entries));
    const feed = `{id: wire, url: "${publisher.origin}/feed", publisher: Wire, family: wire, language: en}`;
    writeFileSync(
      join(folder, 'feeds.yaml'),
      `groups:\n  - name: Wires\n    topics: [export-controls]\n    feeds:\n      - ${feed}\n`,
    );
    if (!serverUrl) return;
    database = `chipwire_drain_${randomBytes(6).toString('hex')}`;
    await onServer(serverUrl, `create database ${database}`);
  });
  afterEach(async () => {
    for (const child of children.splice(0)) {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
    await publisher.close();
    rmSync(folder, { recursive: true, force: true });
    if (serverUrl) await onServer(serverUrl, `drop database if exists ${database} with (force)`);
  });

  function start() {
    const settings = {
      ...{ CHIPWIRE_DATA: join(folder, 'data'), CHIPWIRE_FEEDS: join(folder, 'feeds.yaml'), PORT: '0' },
      ...{ CHIPWIRE_ALLOW_HOSTS: publisher.host, CHIPWIRE_WORKERS: String(jobs), NO_COLOR: '1' },
      ...{ DATABASE_URL: serverUrl && databaseUrl(serverUrl, database!), CHIPWIRE_QUEUE_PREFIX: prefix },
    };
    const bin = join(import.meta.dirname, '../bin/chipwire.mjs');
    const { DATABASE_URL: _, REDIS_URL: redisUrl, ...others } = process.env;
    const env = { ...others, ...settings, ...(serverUrl && redisUrl ? { REDIS_URL: redisUrl } : {}) };
    const child = spawn(process.execPath, [bin, 'start'], { env, cwd: folder });
    children.push(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
    return {
      child,
      output: () => output,
      exited: once(child, 'exit').then(([code]) => code as number | null),
      origin: async () => {
        await expect.poll(() => output, { timeout: 90_000, interval: 50 }).toMatch(/open http:\S+/);
        return /open (http:\S+)/.exec(output)![1]!;
      },
    };
  }
  const underWay = (n: number) => expect.poll(() => held.length, { timeout: 90_000, interval: 50 }).toBe(n);
  const answerAll = () => {
    for (const [title, answer] of held) give('text/html', articlePage(title, words))({} as never, answer);
  };
  const read = async (origin: string) => {
    const { articles } = (await (await fetch(`${origin}/readyz`)).json()) as {
      articles: { clustered: number };
    };
    return articles.clustered;
  };
  const timesAsked = () => Array.from({ length: jobs }, (_, n) => publisher.asked[`/${n}`]);

  test('lets them end and is gone within 10 s, with code 0; none is done twice', async () => {
    const first = start();
    await first.origin();
    await underWay(jobs);
    const at = performance.now();
    first.child.kill('SIGTERM');
    setTimeout(answerAll, 1000);
    expect(await first.exited).toBe(0);
    const seconds = (performance.now() - at) / 1000;
    console.log(`row 35: ${jobs} jobs ended and the process was gone ${seconds.toFixed(1)} s after SIGTERM`);
    expect(first.output()).toMatch(/SIGTERM: letting running jobs end[\s\S]*stopped/);
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(10);
    const origin = await start().origin();
    await expect.poll(() => read(origin), { timeout: 90_000, interval: 100 }).toBe(jobs);
    expect(timesAsked()).toEqual(Array(jobs).fill(1));
  }, 240_000);

  test('is gone within 10 s with code 0 although they do not end, and the next start takes them up', async () => {
    const first = start();
    await first.origin();
    await underWay(jobs);
    const at = performance.now();
    first.child.kill('SIGTERM');
    expect(await first.exited).toBe(0);
    const seconds = (performance.now() - at) / 1000;
    console.log(
      `row 35: with ${jobs} jobs that hang, the process was gone ${seconds.toFixed(1)} s after SIGTERM`,
    );
    expect(first.output()).toContain('some jobs did not end in time');
    expect(seconds).toBeLessThanOrEqual(10);
    held.length = 0;
    const origin = await start().origin();
    await underWay(jobs);
    answerAll();
    await expect.poll(() => read(origin), { timeout: 90_000, interval: 100 }).toBe(jobs);
    expect(timesAsked()).toEqual(Array(jobs).fill(2));
  }, 240_000);
});

describe('pages that are asked to stop', () => {
  const web = new TestWeb();

  /** A connection over which a request is sent in parts. */
  function open(origin: string) {
    const socket: Socket = connect(Number(new URL(origin).port), '127.0.0.1');
    let text = '';
    socket.setEncoding('utf8').on('data', (part) => (text += part));
    const ended = once(socket, 'close').catch(() => {});
    return { socket, text: () => text, ended };
  }
  const head = (line: string, more = '') => `${line} HTTP/1.1\r\nHost: localhost\r\n${more}`;

  test('answer what is under way, end streams, say that they stop, and take nothing new', async () => {
    const app = await startTestWeb(web.db);
    const origin = app.origin!;
    const [slow, asking, stream, idle] = [open(origin), open(origin), open(origin), open(origin)];
    const body = JSON.stringify({ name: 'Ada', scope: 'read' });
    const type = `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
    slow.socket.write(`${head('POST /v1/keys', type)}\r\n${body.slice(0, 5)}`);
    asking.socket.write(head('GET /readyz'));
    stream.socket.write(`${head('GET /v1/alerts/stream')}\r\n`);
    await expect.poll(() => stream.text()).toContain('text/event-stream');
    const closed = app.close();
    await stream.ended;
    await expect
      .poll(() =>
        fetch(`${origin}/healthz`).then(
          () => 'answers',
          () => 'refuses',
        ),
      )
      .toBe('refuses');
    asking.socket.write('\r\n');
    await asking.ended;
    expect(asking.text()).toMatch(/^HTTP\/1\.1 503[\s\S]*connection: close[\s\S]*is stopping/i);
    slow.socket.write(body.slice(5));
    await slow.ended;
    expect(slow.text()).toMatch(/^HTTP\/1\.1 201[\s\S]*connection: close/i);
    await closed;
    await idle.ended;
  });
});
