import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openEmbedded } from '../../../db/embedded.ts';
import { lockFolder } from '../../../db/lock.ts';
import { readConfig } from '../../runtime/config.ts';
import { hostCheck, machineChecks } from './checks.ts';
import { doctorAlone } from './doctor.ts';
import type { Diagnosis } from './report.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chipwire-'));
  writeFileSync(join(folder, 'feeds.yaml'), feedsYaml('file'));
  for (const name of ['DATABASE_URL', 'REDIS_URL', 'CHIPWIRE_SMTP_URL', 'PORT']) vi.stubEnv(name, '');
  vi.stubEnv('CHIPWIRE_FEEDS', join(folder, 'feeds.yaml'));
  vi.stubEnv('CHIPWIRE_DATA', join(folder, 'data'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const feedsYaml = (id: string, url = 'file:///feed.xml') =>
  `groups:\n  - name: Files\n    topics: [export-controls]\n    feeds:\n      - {id: ${id}, url: "${url}", publisher: Files, family: wire, language: en}\n`;

async function ask(): Promise<{ exit: number; codes: Record<string, string>; all: Diagnosis[] }> {
  const lines: string[] = [];
  const exit = await doctorAlone(
    ['doctor'],
    { json: true },
    { out: (line) => lines.push(line), err: () => {} },
  );
  const { checks } = JSON.parse(lines.join('')) as { checks: Diagnosis[] };
  return { exit, codes: Object.fromEntries(checks.map(({ name, code }) => [name, code])), all: checks };
}
const reasonOf = (all: Diagnosis[], name: string) => all.find((each) => each.name === name)?.reason;

test('all wrong settings at once, in words and as a table', async () => {
  vi.stubEnv('PORT', 'x');
  vi.stubEnv('CHIPWIRE_WORKERS', '0');
  const { exit, codes, all } = await ask();
  expect([exit, codes.settings]).toEqual([1, 'settings-wrong']);
  expect(reasonOf(all, 'settings')).toMatch(/PORT:[^\n]*\n.*CHIPWIRE_WORKERS:/);
  const lines: string[] = [];
  await doctorAlone(['doctor'], {}, { out: (line) => lines.push(line), err: () => {} });
  expect(lines.join('\n')).toMatch(/FAILS +settings +Some settings are wrong.*\n +PORT: /);
  expect(lines.at(-1)).toBe('Something does not work.');
});

test('servers that are down: each is told of, with its reason', async () => {
  vi.stubEnv('DATABASE_URL', 'postgres://x@127.0.0.1:1/x');
  vi.stubEnv('REDIS_URL', 'redis://127.0.0.1:2');
  vi.stubEnv('CHIPWIRE_SMTP_URL', 'smtp://127.0.0.1:3');
  vi.stubEnv('CHIPWIRE_MAIL_FROM', 'a@b.example');
  const { exit, codes, all } = await ask();
  expect(exit).toBe(1);
  expect(codes).toMatchObject({ database: 'database-away', queue: 'queue-away', mail: 'mail-away' });
  expect(codes).toMatchObject({ settings: 'settings-right', 'feed list': 'list-right' });
  expect(['database', 'queue', 'mail'].map((name) => reasonOf(all, name))).toEqual([
    ...['connect ECONNREFUSED 127.0.0.1:1', 'connect ECONNREFUSED 127.0.0.1:2'],
    expect.stringContaining('ECONNREFUSED'),
  ]);
}, 60_000);

test('no archive yet; one that is there, with lists that are wrong; one that is held', async () => {
  expect(await ask()).toMatchObject({ exit: 0, codes: { archive: 'archive-none' } });
  const data = join(folder, 'data');
  const db = await openEmbedded(data);
  await db.migrate();
  await db.close();
  writeFileSync(join(folder, 'feeds.yaml'), feedsYaml('An id that none may have'));
  const { exit, codes, all } = await ask();
  expect(exit).toBe(1);
  expect(codes).toMatchObject({ archive: 'archive-open', 'feed list': 'list-wrong', tables: 'migrated' });
  expect(codes).toMatchObject({ tags: 'tags-new', stories: 'stories-new', feeds: 'feeds-none' });
  expect(codes).toHaveProperty('disk');
  expect(reasonOf(all, 'feed list')).toMatch(/feeds\.yaml/);
  const unlock = lockFolder(data);
  expect((await ask()).codes).toMatchObject({ archive: 'archive-held' });
  unlock();
}, 120_000);

test('an archive of an earlier version is left as it is', async () => {
  const db = await openEmbedded(join(folder, 'data'));
  await db.close();
  expect(await ask()).toMatchObject({ exit: 1, codes: { tables: 'behind' } });
  expect(await ask()).toMatchObject({ exit: 1, codes: { tables: 'behind' } });
}, 120_000);

test('a folder that holds something else', async () => {
  mkdirSync(join(folder, 'data/postgres'), { recursive: true });
  writeFileSync(join(folder, 'data/postgres/PG_VERSION'), '9.6\n');
  const { exit, codes, all } = await ask();
  expect([exit, codes.archive]).toEqual([1, 'archive-closed']);
  expect(reasonOf(all, 'archive')).toMatch(/9\.6/);
});

test('a mail server that lets us in gets no mail', async () => {
  let mails = 0;
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'], disableReverseLookup: true },
    onData: (_, __, done) => {
      mails += 1;
      done();
    },
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  vi.stubEnv('CHIPWIRE_SMTP_URL', `smtp://127.0.0.1:${(server.server.address() as { port: number }).port}`);
  vi.stubEnv('CHIPWIRE_MAIL_FROM', 'a@b.example');
  expect((await ask()).codes.mail).toBe('mail-answers');
  expect(mails).toBe(0);
  await new Promise<void>((done) => server.close(() => done()));
}, 60_000);

test('hosts of feeds are looked up a few at once', async () => {
  const feeds = Array.from({ length: 30 }, (_, nth) =>
    feedsYaml(`f${nth}`, `https://h${nth}.example/x`).split('\n').slice(4).join('\n'),
  );
  writeFileSync(join(folder, 'feeds.yaml'), feedsYaml('first', 'https://first.example/x') + feeds.join(''));
  let [open, most] = [0, 0];
  const resolve = async (host: string) => {
    most = Math.max(most, ++open);
    await new Promise((done) => setTimeout(done, 5));
    open -= 1;
    return host === 'h3.example' ? [] : [{ address: '192.0.2.1', family: 4 }];
  };
  const config = readConfig({ CHIPWIRE_FEEDS: join(folder, 'feeds.yaml') });
  expect(await hostCheck(null, config, resolve)).toMatchObject([
    { code: 'hosts-unknown', facts: { n: 31, lost: 1 }, reason: 'h3.example' },
  ]);
  expect(most).toBe(8);
  expect(await hostCheck(null, config, async () => [])).toMatchObject([{ code: 'hosts-all-unknown' }]);
});

test('a Node.js that is too old, and little memory', () => {
  const codes = (version: string, free: number) => machineChecks(version, free).map(({ code }) => code);
  expect(codes('20.18.0', 1e9)).toEqual(['node-old', 'memory-enough']);
  expect(codes('20.18.1', 1e8)).toEqual(['node-right', 'memory-short']);
  expect(codes('20.20.0', 1e9)).toEqual(['node-right', 'memory-enough']);
  expect(codes('22.1.0', 1e9)).toEqual(['node-right', 'memory-enough']);
  expect(codes('18.99.9', 1e9)).toEqual(['node-old', 'memory-enough']);
});
