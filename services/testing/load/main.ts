import { type ChildProcess, fork, type Serializable } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { databaseUrl, onServer } from '../../../db/testing/setup.ts';
import { aNumber } from '../../cli/options.ts';
import { saveSection } from '../performance/sections.ts';
import { askMany } from './asking.ts';
import { reportOf } from './report.ts';
import { askedSection, soakSection } from './sections.ts';
import type { LoadSettings, Sample, WireReady } from './settings.ts';

// `npm run test:load -- --feeds 2000 --articles 200000`: the sample wire at scale, over HTTP, on the home that DATABASE_URL
// and REDIS_URL name (in a database of its own, dropped at the end), or embedded. All articles appear within an hour of a
// virtual clock. Meanwhile and at the end, many connections ask the API at once.
const program = new Command('test:load')
  .option('--feeds <number>', 'feeds', aNumber(1, 100_000), 200)
  .option('--articles <number>', 'articles of all feeds together', aNumber(1, 10_000_000), 3_000)
  .option('--hours <number>', 'of the virtual clock within which they appear', Number, 1)
  .option('--speed <number>', 'how many times as fast as the real one it goes', Number, 20)
  .option('--connections <number>', 'that ask the API at once', aNumber(1, 5_000), 200)
  .option('--seconds <number>', 'for which they ask', aNumber(1, 600), 15)
  .option('--minutes <number>', 'after which the run ends, done or not', Number, 600)
  .option('--save', 'write what came of it into docs/performance.md')
  .option('--log <file>', 'where every sample goes, as a line of JSON')
  .parse();
const asked = program.opts<{
  feeds: number;
  articles: number;
  hours: number;
  speed: number;
  connections: number;
  seconds: number;
  minutes: number;
  save?: boolean;
  log?: string;
}>();

const { DATABASE_URL, REDIS_URL } = process.env;
const name = `chipwire_load_${randomBytes(4).toString('hex')}`;
const folder = mkdtempSync(join(tmpdir(), 'chipwire-load-'));
const children: ChildProcess[] = [];
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

const begun = Date.now();
const settings: LoadSettings = {
  scale: {
    ...{ feeds: asked.feeds, articles: asked.articles },
    ...{ from: begun, to: begun + asked.hours * 3_600_000 },
  },
  clock: { begun, speed: asked.speed, fastFor: asked.hours * 3_600_000 },
};
if (DATABASE_URL) await onServer(DATABASE_URL, `create database ${name}`);
const [wire] = (await once(start('wireProcess.ts', settings, {}), 'message')) as [WireReady];
const chipwire = start(
  'app.ts',
  { clock: settings.clock, feeds: wire.feeds },
  {
    ...(DATABASE_URL ? { DATABASE_URL: databaseUrl(DATABASE_URL, name) } : {}),
    ...(REDIS_URL ? { CHIPWIRE_QUEUE_PREFIX: name } : {}),
    ...{ CHIPWIRE_DATA: folder, CHIPWIRE_ALLOW_HOSTS: wire.host, PORT: '0' },
    // What one reader may ask in a minute is not what is measured.
    ...{ CHIPWIRE_PROXIES: '127.0.0.1', CHIPWIRE_READING: 'public' },
    CHIPWIRE_REQUESTS_PER_MINUTE: '1000000',
  },
);
const samples: Sample[] = [];
chipwire.on('message', (told: { sample?: Sample }) => {
  if (!told.sample) return;
  samples.push(told.sample);
  if (asked.log) appendFileSync(asked.log, `${JSON.stringify(told.sample)}\n`);
});
chipwire.on('exit', (code, signal) => {
  console.error(`Chipwire ended by itself: ${code ?? signal}`);
  process.exit(1);
});
const [{ origin }] = (await once(chipwire, 'message')) as [{ origin: string }];

const isDone = () => {
  const last = samples.at(-1);
  return last !== undefined && last.done + last.failed >= asked.articles;
};
const reached = async (share: number) => {
  const end = begun + asked.minutes * 60_000;
  while (!isDone() && (samples.at(-1)?.done ?? 0) < asked.articles * share && Date.now() < end)
    await sleep(500);
};
await reached(0.5);
const busy = await askMany(origin, asked);
await reached(1);
const report = reportOf(samples);
const idle = await askMany(origin, asked);
console.log(
  JSON.stringify(
    { home: homeName(), feeds: asked.feeds, ...report, failed: samples.at(-1)?.failed, busy, idle },
    null,
    2,
  ),
);
if (asked.save) {
  const of = { ...asked, home: homeName() };
  saveSection('load', askedSection(of, busy, idle));
  saveSection('soak', soakSection(of, samples, report));
}
chipwire.removeAllListeners('exit');
chipwire.kill('SIGTERM');
await once(chipwire, 'exit');
rmSync(folder, { recursive: true, force: true });
if (DATABASE_URL) await onServer(DATABASE_URL, `drop database ${name}`);
process.exit(isDone() ? 0 : 1);

/** @param told read from a file by the child: thousands of feeds are too long for its command line */
function start(file: string, told: Serializable, env: Record<string, string>): ChildProcess {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
    env: { ...process.env, ...env },
    execArgv: ['--import', 'tsx'],
  });
  child.send(told);
  children.push(child);
  return child;
}

function homeName(): string {
  if (!DATABASE_URL) return 'embedded';
  return REDIS_URL ? 'PostgreSQL and Redis' : 'PostgreSQL';
}
