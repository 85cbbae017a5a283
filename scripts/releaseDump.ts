import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { pino } from 'pino';
import { countSteps } from '../db/articles.ts';
import { openDatabase } from '../db/client.ts';
import type { Orm } from '../db/database.ts';
import { countUnmatched } from '../db/matches.ts';
import { databaseUrl, onServer } from '../db/testing/setup.ts';
import { type App, startApp } from '../services/app.ts';
import { writeBackup } from '../services/backup/write.ts';
import { run } from '../services/cli/listen.ts';
import { loadArticles, newestFirst } from '../services/demo/wire/articles.ts';
import { startWire } from '../services/demo/wire/wire.ts';
import { type Config, readConfig } from '../services/runtime/config.ts';
import { version } from '../services/runtime/version.ts';
import { articlePage, feedAt, give, rss, startPublisher } from '../services/testing/app.ts';

// `npm run release:dump` keeps what an archive of this version looks like, in db/testing/releases: later versions are
// tested on bringing it up to date. Needs a PostgreSQL server at DATABASE_URL, and pg_dump. CONTRIBUTING.md says when.

const releases = join(import.meta.dirname, '../db/testing/releases');
/** Of the sample wire's newest articles: enough for stories, copies and both languages. */
const articles = 90;
const rights = [{ publisher: 'Harbour Wire', fullText: 'excerpt' as const, keepTextDays: 36_500 }];
const database = 'chipwire_release';
const serverUrl = process.env.DATABASE_URL;
if (!serverUrl) throw new Error('Set DATABASE_URL to a PostgreSQL server.');
const url = databaseUrl(serverUrl, database);
const folder = mkdtempSync(join(tmpdir(), 'chipwire-release-'));

await onServer(serverUrl, `drop database if exists ${database}`);
await onServer(serverUrl, `create database ${database}`);
try {
  const config = await filled();
  await keep(config);
} finally {
  await onServer(serverUrl, `drop database ${database} with (force)`);
  rmSync(folder, { recursive: true });
}

/** Fills the database: people's alerts and keys first, so that what comes after concerns them. */
async function filled(): Promise<Config> {
  const wire = await startWire({ articles: loadArticles().sort(newestFirst).slice(0, articles) });
  const desk = await startDesk();
  const allowed = `${new URL(wire.origin).host},${desk.host}`;
  const config = readConfig({ DATABASE_URL: url, PORT: '0', CHIPWIRE_ALLOW_HOSTS: allowed });
  const log = pino({ level: 'silent' });
  const roles = { workers: true, web: true };
  const empty = await startApp({ config, log, roles: { workers: false, web: false } });
  await addAlerts(empty.db.orm, config);
  await empty.close();
  const app = await startApp({ config, log, feeds: [...wire.feeds, desk.feed], rights, roles });
  await arrived(app.db.orm);
  await addRulings(app);
  await app.close();
  await desk.close();
  await wire.close();
  return config;
}

/** A publisher with news of today, which alerts are told of. */
async function startDesk() {
  const publisher = await startPublisher();
  const link = `${publisher.origin}/a`;
  const title = 'US adds Huawei supplier to Entity List';
  publisher.answers['/a'] = give(
    'text/html',
    articlePage(title, [
      'The Commerce Department added a supplier of Huawei to the Entity List on Thursday.',
      '“This closes a gap that Huawei has used for years,” Commerce Secretary Howard Lutnick said.',
      'Huawei said the listing was unjust and would harm its chip supply.',
    ]),
  );
  const date = new Date().toUTCString();
  publisher.answers['/feed'] = give('application/rss+xml', rss([{ title, link, date }]));
  return { ...publisher, feed: feedAt('desk', `${publisher.origin}/feed`) };
}

async function addAlerts(orm: Orm, config: Config): Promise<void> {
  const csv =
    'url,title,text,date\nhttps://old.example/1,Huawei before,"Huawei sued, and lost.",2019-05-16\n';
  writeFileSync(join(folder, 'old.csv'), csv);
  for (const words of [
    ['keys', 'create', 'Ada', '--scope', 'write'],
    ['keys', 'create', 'Gone', '--scope', 'read'],
    ['channels', 'add', 'webhook', 'Desk', 'https://desk.example/in'],
    ['channels', 'add', 'slack', 'Phone', 'https://hooks.slack.com/services/a'],
    ['alerts', 'add', '华为', 'entity:huawei', '--channel', '1'],
    ['alerts', 'add', 'Mood', 'entity:nvidia', '--trigger', 'level:nvidia:below:-0.3', '--channel', '2'],
    [
      'alerts',
      'add',
      'Models',
      'topic:model-releases -"open weights"',
      '--trigger',
      'event:model-release-open',
    ],
    ['alerts', 'pause', '2'],
    ['import', 'old.csv'],
  ])
    await command(orm, config, words);
}

async function command(orm: Orm, config: Config, words: string[]): Promise<void> {
  const said: string[] = [];
  const tell = (line: string) => void said.push(line);
  const progress = { show: () => {}, end: () => {} };
  const signal = new AbortController().signal;
  const context = { orm, config, now: () => new Date(), cwd: folder, out: tell, err: tell, progress, signal };
  const exit = await run({ words }, context);
  if (exit !== 0) throw new Error(`chipwire ${words.join(' ')}: ${said.join('\n')}`);
}

async function arrived(orm: Orm): Promise<void> {
  for (;;) {
    await sleep(500);
    const { clustered, found, read, tagged } = await countSteps(orm);
    const waiting = found + read + tagged + (await countUnmatched(orm)).waiting;
    if (clustered > articles + 1 && waiting === 0) return;
  }
}

/** What people say of the archive once it is full: a saved search, a wrong tag, a story that is two. */
async function addRulings({ origin }: App): Promise<void> {
  // biome-ignore lint/suspicious/noExplicitAny: each answer is read right below
  const ask = async (path: string, json?: unknown): Promise<any> => {
    const answer = await fetch(origin + path, {
      ...(json ? { method: 'POST', body: JSON.stringify(json) } : {}),
      headers: { 'content-type': 'application/json' },
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  };
  await ask('/v1/searches', { name: 'Nvidia', query: 'entity:nvidia -title:stock' });
  const { articles } = await ask('/v1/articles?entity=huawei&limit=1');
  const { mentions } = await ask(`/v1/articles/${articles[0].id}`);
  const { field, start } = mentions.find((each: { entityId: string }) => each.entityId === 'huawei');
  const wrong = { article: articles[0].id, field, start, entity: 'huawei' };
  await ask('/v1/corrections', { ...wrong, label: 'positive', note: 'It is good news for them.' });
  const { stories } = await ask('/v1/stories?publishers=2&limit=1');
  const { timeline } = await ask(`/v1/stories/${stories[0].id}`);
  await ask(`/v1/stories/${stories[0].id}/split`, { articles: [timeline[0].id], note: 'Another one.' });
}

async function keep(config: Config): Promise<void> {
  mkdirSync(releases, { recursive: true });
  const file = (end: string) => join(releases, `${version}.${end}`);
  const dump = execFileSync('pg_dump', ['--no-owner', '--no-privileges', '--rows-per-insert=200', url], {
    maxBuffer: 2 ** 30,
  });
  // What psql alone understands.
  const statements = dump.toString().replaceAll(/^\\(?:un)?restrict .*\n/gm, '');
  writeFileSync(file('sql.gz'), gzipSync(statements, { level: 9 }));
  const db = await openDatabase({ databaseUrl: config.DATABASE_URL, dataFolder: folder, queueWorkers: 0 });
  const signal = new AbortController().signal;
  await writeBackup(db.orm, file('backup'), { now: new Date(), version, signal, onProgress: () => {} });
  await db.close();
  writeFileSync(join(releases, 'migrations.json'), `${JSON.stringify(hashes(), null, 2)}\n`);
}

/** Of each migration that is released with this version, so that nobody changes it afterwards. */
function hashes(): Record<string, string> {
  const migrations = join(import.meta.dirname, '../db/migrations');
  const hash = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(migrations, name)))
      .digest('hex');
  const names = readdirSync(migrations)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  return Object.fromEntries(names.map((name) => [name, hash(name)]));
}
