import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import yauzl from 'yauzl';
import type { Database } from '../../db/database.ts';
import { syncEntities } from '../../db/entities.ts';
import { syncFeeds } from '../../db/feeds.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { addArticle } from '../testing/archive.ts';
import { eventIn, quoteIn, roleIn } from '../testing/found.ts';
import { createApi } from './app.ts';

let db: Database;
let api: ReturnType<typeof createApi>;
const now = new Date('2026-11-26T09:00:00Z');
const text =
  'Washington eased, “a "quoted" relief,” said Ann Ho.\n\nSecond paragraph, with a comma; and 50% more.';
const article = { text, story: 'eased', publishedAt: '2025-05-20T08:00:00Z' };
const ids: number[] = [];

beforeAll(async () => {
  db = await openTestDatabase();
  api = createApi({ orm: db.orm, now: () => now, version: '0.0.0', report: () => {} });
  const feed = { family: 'wire', language: 'en', topics: ['export-controls'], interval: 1800 };
  await syncFeeds(
    db.orm,
    ['wire', 'courier'].map((id) => ({ ...feed, id, publisher: `The ${id}`, url: `https://e.org/${id}` })),
    now,
  );
  const entity = { nameZh: null, aliases: [], parentId: null, tickers: [], wikidata: null };
  await syncEntities(db.orm, [{ ...entity, type: 'company', id: 'nvidia', name: 'Nvidia & Co' }]);
  const found = {
    quotes: [quoteIn(text, { words: 'a "quoted" relief,', speakerWords: 'Ann Ho', about: ['nvidia'] })],
    events: [
      eventIn(text, {
        type: 'licence-granted',
        words: 'eased',
        who: [roleIn(text, 'nvidia', 'relief', 'exporter', 1)],
      }),
    ],
  };
  const entities = [
    { entityId: 'nvidia', mentions: 2, salience: 0.5, score: -0.25, label: 'negative' as const },
  ];
  const tagged = { sentiment: { score: -0.25, label: 'negative' as const }, entities };
  const byline = ['Ann Ho', '叶柯江'];
  ids.push(
    await addArticle(db.orm, {
      ...article,
      title: '=HYPERLINK("http://evil.example","50% {off}")',
      byline,
      found,
      tagged,
    }),
    await addArticle(db.orm, {
      ...article,
      title: 'Copy',
      feed: 'courier',
      publishedAt: '2025-05-21T08:00:00Z',
    }),
    await addArticle(db.orm, {
      ...{ title: '<b>华为</b> & 昇腾\u0007', text: '华为发布新芯片。', language: 'zh', url: null },
      publishedAt: '2025-05-22T08:00:00Z',
    }),
  );
});
afterAll(() => db.close());

const get = (path: string, headers: Record<string, string> = {}) => api.request(path, { headers });

describe('an export', () => {
  test('as CSV is safe for spreadsheets, and keeps numbers as numbers', async () => {
    const answer = await get('/v1/export?format=csv&bom=true');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="chipwire-2026-11-26.csv"');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [head, chinese, formula, ...rest] = rowsOf(bytes.toString().slice(1));
    expect(head?.slice(0, 4)).toEqual(['id', 'title', 'url', 'publisher']);
    expect(chinese?.[1]).toContain('华为');
    const cell = (name: string) => formula?.[head?.indexOf(name) ?? -1];
    expect(cell('title')).toBe('\'=HYPERLINK("http://evil.example","50% {off}")');
    expect(cell('sentiment')).toBe('-0.25');
    expect(cell('text')).toBe(text);
    expect(cell('byline')).toBe('Ann Ho; 叶柯江');
    expect(cell('entities')).toBe('nvidia');
    expect(rest).toEqual([]);
  });

  test('has copies, a limit and no texts where asked to', async () => {
    const all = rowsOf(await (await get('/v1/export?format=csv&copies=true&text=false')).text());
    expect(all.map((row) => row[0])).toEqual(['id', ...ids.toReversed().map(String)].toSorted(newestFirst));
    expect(all[1]?.at(-1)).toBe('');
    expect(all[1]?.at(-2)).toMatch(/^[0-9a-f]{64}$/);
    expect(rowsOf(await (await get('/v1/export?format=csv&limit=1')).text())).toHaveLength(2);
  });

  test('as JSON lines has everything', async () => {
    const answer = await get('/v1/export?format=jsonl');
    const lines = (await answer.text()).trimEnd().split('\n');
    const [, told] = lines.map((line) => JSON.parse(line));
    expect(lines).toHaveLength(2);
    expect(told).toMatchObject({
      id: ids[0],
      publishedAt: '2025-05-20T08:00:00.000Z',
      feed: 'wire',
      sentiment: { score: -0.25, label: 'negative' },
      entities: [{ id: 'nvidia', name: 'Nvidia & Co', sentiment: { score: -0.25 } }],
      events: [{ type: 'licence-granted', who: [{ entityId: 'nvidia', role: 'exporter' }] }],
      quotes: [{ words: 'a "quoted" relief,', about: ['nvidia'] }],
      taggerVersion: 'test-7',
      listVersion: 'list-7',
      copyOf: null,
      text,
    });
    const hash = createHash('sha256').update(`${told.title}\n\n${text}`).digest('hex');
    expect(told.contentHash).toBe(hash);
  });

  test('as BibTeX escapes what TeX would act on, and balances its braces', async () => {
    const bib = await (await get('/v1/export?format=bibtex')).text();
    expect(bib).toContain(`@online{thewire2025-${ids[0]},`);
    expect(bib).toContain('50\\% \\textbraceleft{}off\\textbraceright{}');
    expect(bib).toContain('author = {{Ann Ho} and {叶柯江}}');
    expect(bib).toContain('month = may');
    expect(bib).toContain('urldate = {2026-11-26}');
    for (const entry of bib.split(/^(?=@)/m)) expect(depthOf(entry)).toBe(0);
  });

  test('as CSL-JSON is one array', async () => {
    const cited = JSON.parse(await (await get('/v1/export?format=csl')).text());
    expect(cited[1]).toMatchObject({
      id: `chipwire-${ids[0]}`,
      'container-title': 'The wire',
      author: [{ literal: 'Ann Ho' }, { literal: '叶柯江' }],
      issued: { 'date-parts': [[2025, 5, 20]] },
    });
    expect(cited[0].URL).toBeUndefined();
  });

  test('of nothing is still a file', async () => {
    const none = 'q=nosuchwordanywhere';
    expect(await (await get(`/v1/export?format=csl&${none}`)).json()).toEqual([]);
    expect(rowsOf(await (await get(`/v1/export?format=csv&${none}`)).text())).toHaveLength(1);
    expect(await (await get(`/v1/export?format=jsonl&${none}`)).text()).toBe('');
  });

  test('names a wrong parameter', async () => {
    const answer = await get('/v1/export?format=xls');
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ parameter: 'format' }] });
  });
});

test('an evidence pack can be checked with sha256sum, and says by which versions it was tagged', async () => {
  const answer = await get('/v1/export?format=evidence&q=eased');
  expect(answer.headers.get('content-type')).toBe('application/zip');
  const files = await unzipped(Buffer.from(await answer.arrayBuffer()));
  const folder = mkdtempSync(join(tmpdir(), 'chipwire-test-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    execFileSync('sha256sum', ['--strict', '-c', 'hashes.txt'], { cwd: folder });
    expect(files['hashes.txt']?.toString().split('\n')).toHaveLength(Object.keys(files).length);
    expect(files['query.txt']?.toString()).toContain('eased');
    expect(files['method.md']?.toString()).toContain('every finished article that fitted');
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({
      ...{ kind: 'chipwire-evidence', query: 'eased', articles: 1, askedAt: now.toISOString() },
      ...{ taggerVersions: { 'test-7': 1 }, listVersions: { 'list-7': 1 }, publishers: { 'The wire': 1 } },
    });
    expect(files['results.csv']?.toString()).not.toContain('Second paragraph');
    const hash = rowsOf(files['results.csv']?.toString() ?? '')[1]?.at(-2);
    expect(files['article-hashes.txt']?.toString()).toMatch(new RegExp(`^${hash}  ${ids[0]}  https://`));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('an evidence pack of the newest few does not claim to be of all', async () => {
  const answer = await get('/v1/export?format=evidence&limit=1');
  const files = await unzipped(Buffer.from(await answer.arrayBuffer()));
  expect(files['method.md']?.toString()).toContain('the newest 1 are');
  expect(JSON.parse(files['manifest.json']?.toString() ?? '')).toMatchObject({ limit: 1, articles: 1 });
});

const newestFirst = (a: string, b: string) => (a === 'id' ? -1 : b === 'id' ? 1 : Number(b) - Number(a));

/** How many braces stay open, as BibTeX counts them. */
const depthOf = (text: string) => text.split('{').length - text.split('}').length;

/** RFC 4180, read plainly. */
function rowsOf(csv: string): string[][] {
  const rows: string[][] = [];
  for (const line of csv.matchAll(/(?:"(?:[^"]|"")*"|[^"\r\n])+\r\n/g))
    rows.push(
      [...line[0].slice(0, -2).matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    );
  return rows;
}

async function unzipped(zip: Buffer): Promise<Record<string, Buffer>> {
  const files: Record<string, Buffer> = {};
  const reader = await yauzl.fromBufferPromise(zip);
  for await (const entry of reader.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await reader.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    files[entry.fileName] = Buffer.concat(chunks);
  }
  return files;
}
