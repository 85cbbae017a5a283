import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database } from '../db/database.ts';
import { channels } from '../db/schema.ts';
import { openTestDatabase } from '../db/testing/database.ts';
import { type App, startApp } from './app.ts';
import { readConfig } from './runtime/config.ts';
import { createLog } from './runtime/log.ts';
import { openQueues } from './runtime/queue.ts';
import { feedAt, rss } from './testing/app.ts';
import { sendTest } from './watch/delivery/testNotice.ts';

// Every setting that holds a secret, on a server that is not there or refuses, with the most that the log can tell.

const secret = (of: string) => `S3cret-of-${of}/"é`;
const spelt = (of: string) => encodeURIComponent(secret(of));
/** Nobody listens there. */
const nowhere = '127.0.0.1:1';
const settings = {
  DATABASE_URL: `postgres://ada:${spelt('database')}@${nowhere}/news`,
  DATABASE_REPLICA_URL: `postgres://ada:${spelt('replica')}@${nowhere}/news`,
  REDIS_URL: `redis://ada:${spelt('redis')}@${nowhere}`,
  CHIPWIRE_SMTP_URL: `smtp://ada:${spelt('mail')}@${nowhere}`,
  CHIPWIRE_MAIL_FROM: 'Chipwire <alerts@example.com>',
  CHIPWIRE_SENTIMENT: 'chat',
  CHIPWIRE_CHAT_URL: `http://ada:${spelt('chat')}@${nowhere}/v1`,
  CHIPWIRE_CHAT_MODEL: 'small',
  CHIPWIRE_CHAT_KEY: 'S3cret-of-key',
  LOG_LEVEL: 'debug',
};

let db: Database;
let folder: string;
const apps: App[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chipwire-'));
  db = await openTestDatabase();
});
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts Chipwire on the test's database. @returns what it logs */
async function start(
  given: Partial<typeof settings>,
  feeds: ReturnType<typeof feedAt>[] | undefined,
  roles = { workers: true, web: true },
) {
  let text = '';
  const out = new Writable({
    write(line, _, done) {
      text += line;
      done();
    },
  });
  const prefix = `secrets${process.pid}`;
  const config = readConfig({ PORT: '0', LOG_FORMAT: 'json', CHIPWIRE_QUEUE_PREFIX: prefix, ...given });
  const log = createLog(config, out);
  const kept = { ...db, close: async () => {} };
  apps.push(await startApp({ config, log, db: kept, roles, ...(feeds ? { feeds } : {}) }));
  return { log, text: () => text };
}
const untold = (text: string) => expect(text).not.toMatch(/S3cret/);

test.each(['text', 'json'])('a database that is not there: %s', async (format) => {
  const bin = join(import.meta.dirname, '../bin/chipwire.mjs');
  const env = { ...process.env, ...settings, LOG_FORMAT: format, CHIPWIRE_DATA: folder, PORT: '0' };
  const child = spawn(process.execPath, [bin, 'web'], { env, cwd: folder });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (text += part));
  const [code] = await once(child, 'exit');
  expect([code, text]).toEqual([1, expect.stringContaining('ECONNREFUSED')]);
  untold(text);
});

test('a Redis that is not there', async () => {
  const { REDIS_URL, LOG_LEVEL } = settings;
  const { log, text } = await start({ REDIS_URL, LOG_LEVEL }, undefined, { workers: false, web: true });
  const queues = openQueues({ redisUrl: REDIS_URL, prefix: 'secrets' }, log);
  queues.worker('read', async () => {}, { concurrency: 1, lockMs: 5000 });
  await expect.poll(text, { timeout: 30_000 }).toContain('the queue is out of reach');
  expect(text()).toContain('requests are counted in this process alone');
  await queues.close();
  untold(text());
});

test('a mail server and an endpoint for sentiment that are not there', async () => {
  const html = '<p>Huawei said that its new chips beat those of its rivals, a blow for Nvidia.</p>';
  const file = join(folder, 'feed.xml');
  writeFileSync(file, rss([{ title: 'Huawei beats Nvidia', link: '', guid: 'one', html }]));
  const { DATABASE_URL: _, DATABASE_REPLICA_URL: __, REDIS_URL: ___, ...given } = settings;
  const redis = process.env.REDIS_URL;
  const { text } = await start({ ...given, ...(redis ? { REDIS_URL: redis } : {}) }, [
    feedAt('wire', `file://${file}`),
  ]);
  const secrets = [{ secret: `whsec_${Buffer.alloc(32, 'S3cret').toString('base64')}` }];
  const desk = { owner: 'local', kind: 'mail' as const, name: 'Desk', target: { to: 'ada@example.com' } };
  const [channel] = await db.orm
    .insert(channels)
    .values({ ...desk, secrets, madeAt: new Date() })
    .returning();
  await sendTest(db.orm, channel!, new Date());
  await expect.poll(text, { timeout: 50_000 }).toMatch(/"stage":"deliver".*"outcome":"failing".*"reason"/);
  await expect.poll(text, { timeout: 50_000 }).toContain('the built-in engine judges sentiment for now');
  untold(text());
});
