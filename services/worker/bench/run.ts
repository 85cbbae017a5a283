import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { countSteps } from '../../../db/articles.ts';
import { databaseUrl, onServer } from '../../../db/testing/setup.ts';
import { startApp } from '../../app.ts';
import { startWire } from '../../demo/wire/wire.ts';
import { readConfig } from '../../runtime/config.ts';

// Articles per second through the whole pipeline: the sample wire, over HTTP, into an empty archive. Runs on the home
// that DATABASE_URL and REDIS_URL name; the server gets a database of its own, which is dropped at the end.

const { DATABASE_URL, REDIS_URL } = process.env;
const name = `chipwire_bench_${randomBytes(4).toString('hex')}`;
const folder = mkdtempSync(join(tmpdir(), 'chipwire-bench-'));
if (DATABASE_URL) await onServer(DATABASE_URL, `create database ${name}`);
const wire = await startWire();
const config = readConfig({
  ...(DATABASE_URL ? { DATABASE_URL: databaseUrl(DATABASE_URL, name) } : {}),
  ...(REDIS_URL ? { REDIS_URL, CHIPWIRE_QUEUE_PREFIX: name } : {}),
  CHIPWIRE_DATA: folder,
  CHIPWIRE_ALLOW_HOSTS: new URL(wire.origin).host,
});
const begun = performance.now();
const since = (from: number) => ((performance.now() - from) / 1000).toFixed(1);
const app = await startApp({
  config,
  feeds: wire.feeds,
  log: pino({ level: 'silent' }),
  roles: { workers: true, web: false },
});
const started = performance.now();
for (;;) {
  const steps = await countSteps(app.db.orm);
  if (steps.failed > 0) throw new Error(`${steps.failed} articles failed`);
  if (steps.clustered === wire.articles) break;
  await sleep(500);
}
const seconds = (performance.now() - started) / 1000;
const cpu = process.cpuUsage();
console.log(
  JSON.stringify({
    home: REDIS_URL
      ? DATABASE_URL
        ? 'PostgreSQL and Redis'
        : 'embedded and Redis'
      : DATABASE_URL
        ? 'PostgreSQL'
        : 'embedded',
    articles: wire.articles,
    articlesPerSecond: Math.round((wire.articles / seconds) * 10) / 10,
    coldStartSeconds: Number(since(begun)) - Math.round(seconds * 10) / 10,
    cpuSecondsPerArticle: Math.round(((cpu.user + cpu.system) / 1e6 / wire.articles) * 1000) / 1000,
    residentMegabytes: Math.round(process.memoryUsage().rss / 1e6),
  }),
);
await app.close();
await wire.close();
rmSync(folder, { recursive: true, force: true });
if (DATABASE_URL) await onServer(DATABASE_URL, `drop database ${name}`);
