import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rss } from './testing/app.ts';

let folder: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chipwire-'));
  const html = '<p>Huawei said that its new chips beat those of its rivals.</p>';
  writeFileSync(
    join(folder, 'feed.xml'),
    rss(
      ['One', 'Two'].map((title) => ({
        title: `${title} report`,
        link: '',
        guid: title,
        html: html + title,
      })),
    ),
  );
  writeFileSync(join(folder, 'feeds.yaml'), feedsYaml('file'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const feedsYaml = (id: string) =>
  `groups:\n  - name: Files\n    topics: [export-controls]\n    feeds:\n      - {id: ${id}, url: "file://${folder}/feed.xml", publisher: Files, family: wire, language: en}\n`;

/** `chipwire …` as a process of its own, on the embedded database in the test's folder. */
function chipwire(...words: string[]) {
  const { DATABASE_URL: _, REDIS_URL: __, ...env } = process.env;
  const settings = {
    CHIPWIRE_DATA: join(folder, 'data'),
    CHIPWIRE_FEEDS: join(folder, 'feeds.yaml'),
    PORT: '0',
    NO_COLOR: '1',
  };
  const child = spawn(process.execPath, [join(import.meta.dirname, '../bin/chipwire.mjs'), ...words], {
    env: { ...env, ...settings },
    cwd: folder,
  });
  children.push(child);
  let output = '';
  child.stdout.on('data', (text) => {
    output += text;
  });
  child.stderr.on('data', (text) => {
    output += text;
  });
  const exited = once(child, 'exit').then(([code]) => ({ code, output }));
  const origin = async () => {
    await expect.poll(() => output, { timeout: 50_000, interval: 50 }).toMatch(/open http:\S+/);
    return /open (http:\S+)/.exec(output)?.[1] ?? '';
  };
  return { child, exited, origin, output: () => output };
}
const titles = async (origin: string) =>
  ((await (await fetch(`${origin}/v1/articles`)).json()) as { articles: { title: string }[] }).articles
    .map((a) => a.title)
    .toSorted();

test('start polls and serves, a second one is refused, and after kill -9 the next goes on', async () => {
  const first = chipwire('start');
  const origin = await first.origin();
  await expect.poll(() => titles(origin), { timeout: 30_000 }).toEqual(['One report', 'Two report']);
  expect(first.output()).toMatch(/fetch file: entries, entries 2, added 2/);

  const second = await chipwire('start').exited;
  expect(second).toMatchObject({
    code: 1,
    output: expect.stringMatching(/in use by another Chipwire.*CHIPWIRE_DATA/),
  });
  expect(second.output).not.toMatch(/ at .*:\d+:\d+/);

  first.child.kill('SIGKILL');
  await first.exited;
  const third = chipwire('start');
  expect(await titles(await third.origin())).toEqual(['One report', 'Two report']);
  third.child.kill('SIGINT');
  expect(await third.exited).toMatchObject({ code: 0, output: expect.stringMatching(/stopped/) });

  const report = join(folder, 'report.json');
  const anew = await chipwire('retag', '--all', '--since', '2000-01-01', '--report', report).exited;
  expect(anew).toMatchObject({ code: 0, output: expect.stringMatching(/2 of 2 articles \(100%\)/) });
  expect(anew.output).toContain('2 articles tagged anew, 0 with other tags than before.');
  expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({
    articles: 2,
    finished: true,
    everything: true,
  });
  const upToDate = await chipwire('retag', '--dry-run').exited;
  expect(upToDate.output).toMatch(/^0 articles tagged anew.*\nNothing was stored/);
}, 120_000);

test('commands run inside a Chipwire that has the archive open, and by themselves when it has stopped', async () => {
  const running = chipwire('start');
  const origin = await running.origin();
  await expect.poll(() => titles(origin), { timeout: 30_000 }).toEqual(['One report', 'Two report']);
  const found = await chipwire('search', 'huawei', '--json').exited;
  expect(found.code).toBe(0);
  expect(JSON.parse(found.output)).toMatchObject({ total: { count: 2 } });
  expect(await chipwire('search', 'huawei OR').exited).toMatchObject({
    code: 2,
    output: 'huawei OR\n       ^^\nOR needs something on both sides.\nPerhaps: huawei\n',
  });
  running.child.kill('SIGKILL'); // its socket stays behind
  await running.exited;
  const stopped = await chipwire('search', 'entity:huawei chips').exited;
  expect(stopped).toMatchObject({ code: 0, output: expect.stringMatching(/^2 articles, best first\n/) });
}, 120_000);

test.each([
  [['start'], { 'feeds.yaml': 'groups: 5' }, 1, /feeds\.yaml:1: groups/],
  [['feeds', 'check'], { 'feeds.yaml': 'groups: [' }, 1, /feeds\.yaml:1: /],
  [['inspect', 'nothing', 'x'], {}, 2, /unknown command/],
  [['retry', 'seven'], {}, 2, /whole number/],
  [['retag', '--since', 'yesterday'], {}, 2, /2025-01-20/],
  [['retag'], {}, 1, /no archive at .*data/],
])('%j with a fault ends with its message alone', async (words, files, exitCode, message) => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const { code, output } = await chipwire(...words).exited;
  expect(code).toBe(exitCode);
  expect(output).toMatch(message);
  expect(output).not.toMatch(/ at .*:\d+:\d+/);
});

test('inspect prints one line of JSON a file, also where it failed', async () => {
  const broken = join(folder, 'broken.xml');
  writeFileSync(broken, '<html><body>Sorry</body></html>');
  const files = [join(folder, 'feed.xml'), broken, join(folder, 'missing.xml')];
  const { code, output } = await chipwire('inspect', 'feed', ...files).exited;
  const lines = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(code).toBe(0);
  expect(lines.map((line) => line.file)).toEqual(files);
  expect(lines[0]).toMatchObject({
    kind: 'rss',
    entries: [{ title: 'One report' }, { title: 'Two report' }],
  });
  for (const line of lines.slice(1)) expect(line.error).toEqual(expect.any(String));
});
