import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { asc } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { listFeeds, syncFeeds } from '../../db/feeds.ts';
import { articles, coverageChanges, imports } from '../../db/schema.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { readConfig } from '../runtime/config.ts';
import { parseFeeds } from '../runtime/feeds.ts';
import { articlePage } from '../testing/app.ts';
import { addArticle } from '../testing/archive.ts';
import { type CommandContext, exitCodes } from './context.ts';
import { type ImportCommand, importFiles } from './import.ts';

let db: Database;
let folder: string;
let written: string[];
let said: string[];
const now = () => new Date('2026-11-20T12:00:00Z');

beforeEach(async () => {
  db = await openTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'chipwire-import-'));
  const feed = { family: 'finance-press', language: 'en', topics: ['export-controls'], interval: 1800 };
  const wire = { ...feed, id: 'wire', publisher: 'The Wire', url: 'https://www.wire.example/rss' };
  await syncFeeds(db.orm, [wire], new Date('2025-01-01T00:00:00Z'));
});
afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true });
});

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return name;
}

async function run(asked: ImportCommand, more: Partial<CommandContext> = {}): Promise<number> {
  written = [];
  said = [];
  const config = readConfig({ CHIPWIRE_FEEDS: join(folder, 'feeds.yaml'), CHIPWIRE_WORKERS: '2' });
  return importFiles(
    {
      ...{ orm: db.orm, now, config, cwd: folder, workersRun: true, signal: new AbortController().signal },
      out: (line) => written.push(line),
      err: (line) => said.push(line),
      progress: { show: () => {}, end: () => {} },
      ...more,
    },
    asked,
  );
}

const stored = () => db.orm.select().from(articles).orderBy(asc(articles.canonicalUrl));
const lines = (rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const result = () => JSON.parse(written[0]!);

const row = (n: number, more: object = {}) => ({
  title: `Nvidia ships part ${n}`,
  url: `https://www.wire.example/${n}?utm_source=x`,
  text: `Nvidia said on Monday that part ${n} goes to China under a licence.`,
  publishedAt: '2025-01-20T10:00:00Z',
  ...more,
});

test('rows become articles; what is known and what cannot be read does not', async () => {
  await addArticle(db.orm, {
    ...row(1),
    url: 'https://www.wire.example/1',
    publishedAt: '2025-01-20T10:00:00Z',
  });
  const rows: Record<string, unknown>[] = [
    row(1),
    row(2, { author: 'Ann Lee', source: 'Reuters' }),
    row(2),
    row(3, { publishedAt: undefined }),
    row(4, { publishedAt: '2031-01-01' }),
    row(5, { text: '' }),
    row(6, { url: 'javascript:alert(1)' }),
    row(7, { url: undefined }),
    row(8, { text: 'Huawei &amp; <b>SMIC</b> said no.', title: 'Text\0 with NUL' }),
    {
      标题: '华为发布昇腾芯片',
      正文: '华为今天发布了新的昇腾芯片。',
      日期: '2025年1月20日 上午10:30',
      来源: '新华网',
    },
  ];
  const path = write('old.jsonl', lines(rows));
  expect(await run({ paths: [path], json: true })).toBe(exitCodes.done);
  expect(result()).toMatchObject({ rows: 10, added: 3, known: 2, rejected: 5, finished: true, finish: null });
  const [chinese, ...rest] = (await stored()).filter(({ feedId }) => feedId === 'import-old').reverse();
  expect(chinese).toMatchObject({
    ...{ url: null, publisher: '新华网', title: '华为发布昇腾芯片', step: 'read' },
    publishedAt: new Date('2025-01-20T02:30:00Z'),
  });
  expect(rest).toMatchObject([
    {
      url: 'https://www.wire.example/8',
      title: 'Text with NUL',
      text: 'Huawei & SMIC said no.',
      publisher: 'The Wire',
    },
    {
      url: 'https://www.wire.example/2',
      publisher: 'Reuters',
      byline: ['Ann Lee'],
      textSource: 'feed',
      foundAt: now(),
    },
  ]);
  const rejects = readFileSync(join(folder, 'old.jsonl.rejects.jsonl'), 'utf8').trim().split('\n');
  expect(
    rejects.map((line) => JSON.parse(line)).map(({ at, reason, row }) => [at, reason, row.title]),
  ).toEqual([
    ['line 4', expect.stringContaining('no date'), rows[3]!.title],
    ['line 5', expect.stringContaining('in the future'), rows[4]!.title],
    ['line 6', expect.stringContaining('neither a text'), rows[5]!.title],
    ['line 7', expect.stringContaining('leads nowhere'), rows[6]!.title],
    ['line 8', expect.stringContaining('--publisher'), rows[7]!.title],
  ]);
});

test('the feed of an import is never polled, and its articles are marked as filled in', async () => {
  await run({ paths: [write('old.jsonl', lines([row(1), row(2, { publishedAt: '2025-03-01' })]))] });
  const [feed] = await listFeeds(db.orm, ['import-old']);
  expect(feed).toMatchObject({ state: 'removed', publisher: 'old.jsonl' });
  await syncFeeds(db.orm, [], now());
  expect((await listFeeds(db.orm, ['import-old']))[0]?.reason).toBe('brought in from files');
  const marks = await db.orm.select().from(coverageChanges);
  expect(marks.filter(({ kind }) => kind === 'back-filled')).toMatchObject([
    { publisher: 'The Wire', articles: 2, at: new Date('2025-01-20T10:00:00Z'), feedId: 'import-old' },
  ]);
});

test('a dry run says the same and stores nothing', async () => {
  const path = write(
    'a.csv',
    'title,link,body,date\nA,https://a.example/1,Text,2025-01-20\nB,https://a.example/1,T,2025-01-20\nC,,T,x\n',
  );
  await run({ paths: [path], dryRun: true, json: true });
  const tried = result();
  expect(tried).toMatchObject({ rows: 3, added: 1, known: 1, rejected: 1, dryRun: true, file: null });
  expect([await stored(), await db.orm.select().from(imports)]).toEqual([[], []]);
  await run({ paths: [path], json: true });
  expect(result()).toMatchObject({ rows: 3, added: 1, known: 1, rejected: 1, dryRun: false });
});

test('an import that was stopped goes on behind the rows that it has done', async () => {
  const rows = Array.from({ length: 450 }, (_, n) => row(n, n % 10 === 0 ? { text: '' } : {}));
  const path = write('long.jsonl.gz', gzipSync(lines(rows)));
  const stop = new AbortController();
  const progress = { show: () => stop.abort(), end: () => {} };
  expect(await run({ paths: [path], json: true }, { signal: stop.signal, progress })).toBe(
    exitCodes.interrupted,
  );
  expect(result()).toMatchObject({ rows: 100, added: 90, rejected: 10, finished: false });
  // As a killed run leaves it: lines are there of rows that were not stored.
  const rejects = join(folder, 'long.jsonl.gz.rejects.jsonl');
  writeFileSync(rejects, `${readFileSync(rejects, 'utf8')}{"at":"line 101"}\n{"at":"li`);
  expect(await run({ paths: [path], json: true })).toBe(exitCodes.done);
  expect(said).toEqual(['Going on after 100 rows.']);
  expect(result()).toMatchObject({ rows: 450, added: 405, known: 0, rejected: 45, finished: true });
  const places = readFileSync(rejects, 'utf8').trim().split('\n');
  expect(places.map((line) => JSON.parse(line).at)).toEqual(
    Array.from({ length: 45 }, (_, n) => `line ${n * 10 + 1}`),
  );
  // All of it once more is another run: everything is known.
  expect(await run({ paths: [path], json: true })).toBe(exitCodes.done);
  expect(result()).toMatchObject({ rows: 450, added: 0, known: 405, rejected: 45 });
});

test('saved pages and web archives are read as pages; what lies beside them is not', async () => {
  const text = [
    'Nvidia said on Monday that it will ship the part to China.',
    'A licence is needed for each of them, it said.',
  ];
  const page = (head: string) =>
    articlePage('Nvidia ships', text).replace(
      '</head>',
      `<meta property="article:published_time" content="2025-01-20T10:00:00Z">${head}</head>`,
    );
  write('saved/one.html', page('<link rel="canonical" href="https://www.wire.example/one">'));
  write('saved/one_files/ad.html', page('<link rel="canonical" href="https://ads.example/">'));
  write(
    'saved/sub/two.htm',
    `<!DOCTYPE html>\n<!-- saved from url=(0031)https://b.example/two?x=1 -->\n${page('')}`,
  );
  write('saved/sub/undated.html', articlePage('Undated', text));
  write('saved/note.txt', 'title,text\nno,no\n');
  const http = `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n${page('')}`;
  const warc = `WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://c.example/three\r\nContent-Type: application/http\r\nContent-Length: ${Buffer.byteLength(http)}\r\n\r\n${http}\r\n\r\n`;
  write('crawl.warc.gz', Buffer.concat([gzipSync(warc), gzipSync(warc)]));
  expect(await run({ paths: ['saved', 'crawl.warc.gz'], json: true })).toBe(exitCodes.done);
  expect(result()).toMatchObject({ label: 'saved and 1 more', rows: 5, added: 3, known: 1, rejected: 1 });
  expect(result().reasons).toEqual([expect.stringContaining('sub/undated.html, file: has no date')]);
  expect(await stored()).toMatchObject([
    { url: 'https://b.example/two?x=1', publisher: 'b.example', textSource: 'page', textReason: null },
    { url: 'https://c.example/three', text: text.join('\n\n') },
    { url: 'https://www.wire.example/one', publisher: 'The Wire', title: 'Nvidia ships' },
  ]);
});

test('files that are damaged or hostile are left where they break, and the next one is read', async () => {
  const packed = gzipSync(lines([row(1), row(2)]), { level: 0 });
  write('cut.jsonl.gz', packed.subarray(0, packed.length - 30));
  write('bomb.jsonl.gz', gzipSync(Buffer.alloc(150_000_000, 'x')));
  write('array.json', JSON.stringify([row(3)]));
  write('empty.csv', '');
  write('other.bin', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]));
  const good = write('good.jsonl', lines([row(4)]));
  const paths = ['cut.jsonl.gz', 'bomb.jsonl.gz', 'array.json', 'empty.csv', 'other.bin', good];
  expect(await run({ paths, json: true })).toBe(exitCodes.done);
  expect(result().reasons).toEqual([
    expect.stringMatching(/^cut.*cannot be unpacked any further/),
    expect.stringMatching(/^bomb.*200 times its size/),
    expect.stringMatching(/^array.*jq/),
    expect.stringMatching(/^empty.*is empty/),
    expect.stringMatching(/^other.*--format/),
  ]);
  expect((await stored()).map(({ url }) => url)).toContain('https://www.wire.example/4');
});

test('what would wait for ever or be written over is refused', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe.jsonl')]);
  expect(await run({ paths: ['pipe.jsonl'] })).toBe(exitCodes.failed);
  expect(said.join()).toContain('neither a file nor a folder');
  const content = lines([row(1)]);
  write('rows.jsonl', content);
  symlinkSync('rows.jsonl', join(folder, 'link.jsonl'));
  for (const rejects of ['rows.jsonl', './link.jsonl'])
    expect(await run({ paths: ['rows.jsonl'], rejects, dryRun: true })).toBe(exitCodes.wrongUse);
  expect(readFileSync(join(folder, 'rows.jsonl'), 'utf8')).toBe(content);
  // An earlier list that lies among the files is not read as one of them.
  write(`${basename(folder)}.rejects.jsonl`, lines([{ reason: 'old' }]));
  expect(await run({ paths: ['.'], dryRun: true, json: true })).toBe(exitCodes.done);
  expect(result()).toMatchObject({ rows: 1, rejected: 0 });
});

test('on a stopped archive the command tags the articles itself and puts them into stories', async () => {
  const rows: Record<string, unknown>[] = [
    row(1),
    row(2, { title: 'SMIC expands', text: 'SMIC is building a fab in Shanghai, it said.' }),
  ];
  expect(await run({ paths: [write('old.jsonl', lines(rows))], json: true }, { workersRun: false })).toBe(0);
  expect(result()).toMatchObject({ added: 2, finish: { finished: 2, failed: 0 } });
  expect(await stored()).toMatchObject([
    { step: 'clustered', language: 'en', taggerVersion: expect.any(String) },
    { step: 'clustered' },
  ]);
}, 60_000);

const feedsYaml = `groups:
  - name: Mine # by hand
    topics: [export-controls]
    feeds:
      - id: wire
        url: https://www.wire.example/rss
        publisher: The Wire
        family: wire
        language: en
# The end.
`;
const opml = `<?xml version="1.0"?><opml version="2.0"><body><outline text="Chips">
  <outline type="rss" text="The Wire" xmlUrl="https://www.wire.example/rss"/>
  <outline type="rss" text="Chip &amp; Code" xmlUrl="http://chip.example/feed?utm_source=reader" language="en-GB"/>
  <outline type="rss" text="芯片观察" xmlUrl="https://xinpian.example/rss.xml" language="zh-CN"/>
  <outline type="rss" text="Bad" xmlUrl="javascript:alert(1)"/></outline></body></opml>`;

test('a list of feeds is printed, or added to feeds.yaml, whose other lines stay', async () => {
  const yaml = join(folder, write('feeds.yaml', feedsYaml));
  const paths = [write('reader.xml', opml)];
  expect(await run({ paths })).toBe(exitCodes.done);
  expect(said).toEqual([
    expect.stringContaining('The Wire: is in the feed list'),
    expect.stringContaining('Bad'),
  ]);
  expect(written[0]).toContain('publisher: Chip & Code');
  expect(readFileSync(yaml, 'utf8')).toBe(feedsYaml);
  expect(await run({ paths, write: true })).toBe(exitCodes.done);
  const longer = readFileSync(yaml, 'utf8');
  for (const line of feedsYaml.split('\n')) expect(longer).toContain(line);
  expect(parseFeeds(longer, yaml).feeds.slice(1)).toMatchObject([
    {
      id: 'chip-code',
      url: 'http://chip.example/feed?utm_source=reader',
      language: 'en',
      family: 'general-press',
    },
    { id: 'xinpian-example', url: 'https://xinpian.example/rss.xml', language: 'zh', publisher: '芯片观察' },
  ]);
  expect(await run({ paths, write: true })).toBe(exitCodes.failed);
  expect(readFileSync(yaml, 'utf8')).toBe(longer);
});
