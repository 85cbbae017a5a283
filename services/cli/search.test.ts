import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { syncEntities } from '../../db/entities.ts';
import { syncFeeds } from '../../db/feeds.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { readConfig } from '../runtime/config.ts';
import { addArticle } from '../testing/archive.ts';
import { type CommandContext, exitCodes } from './context.ts';
import { barOf, signed } from './lines.ts';
import { run } from './listen.ts';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
  const plain = { aliases: [], tickers: [], parentId: null, wikidata: null };
  await syncEntities(db.orm, [{ ...plain, id: 'huawei', type: 'company', name: 'Huawei', nameZh: '华为' }]);
  const feed = { family: 'wire', language: 'en', topics: ['export-controls'], interval: 1800 };
  await syncFeeds(
    db.orm,
    [{ ...feed, id: 'wire', publisher: 'The Wire', url: 'https://wire.example/rss' }],
    new Date('2024-12-01T00:00:00Z'),
  );
  await addArticle(db.orm, {
    title: 'Gallium\u001b[31m curbs bite',
    text: 'Prices of gallium doubled. Huawei said nothing.',
    publishedAt: '2025-01-20T08:00:00Z',
    tagged: {
      sentiment: { score: -0.4, label: 'negative' },
      entities: [{ entityId: 'huawei', mentions: 1, salience: 0.5, score: -0.3, label: 'negative' }],
    },
  });
  await addArticle(db.orm, {
    title: '镓出口恢复',
    text: '商务部表示，镓的出口已恢复。',
    language: 'zh',
    publishedAt: '2025-03-02T08:00:00Z',
  });
});
afterAll(() => db.close());

async function chipwire(words: string[], more: Partial<CommandContext> = {}) {
  const said = { out: [] as string[], err: [] as string[] };
  const code = await run(
    { words },
    {
      ...{ orm: db.orm, now: () => new Date('2025-04-01T00:00:00Z'), config: readConfig({}), cwd: '/' },
      out: (line) => said.out.push(line),
      err: (line) => said.err.push(line),
      progress: { show: () => {}, end: () => {} },
      signal: new AbortController().signal,
      ...more,
    },
  );
  return { code, out: said.out.join('\n'), err: said.err.join('\n') };
}

test('search lists what it finds, with nothing in it that moves the cursor', async () => {
  const { code, out, err } = await chipwire(['search', 'gallium', 'OR', '镓']);
  expect({ code, err }).toEqual({ code: exitCodes.done, err: '' });
  expect(out).toMatch(/^2 articles, best first\n/);
  expect(out).toContain('2025-01-20 08:00 · The Wire · en\n  ');
  expect(out).toContain('镓出口恢复\n  2025-03-02 08:00');
  expect(out).not.toContain('\u001b');
});

test('on a terminal what was sought is bold', async () => {
  const { out } = await chipwire(['search', 'title:gallium'], { isTTY: true });
  expect(out).toContain('\u001b[1mGallium\u001b[22m');
  expect(out).not.toContain('[31m\u001b');
});

test('search counts what is found by facets, and prints the API’s answer as one line', async () => {
  const { out } = await chipwire(['search', 'gallium', '--facets']);
  expect(out).toMatch(/entity\n +1 {2}Huawei/i);
  const json = await chipwire(['search', 'entity:华为', '--json']);
  expect(json.out).not.toContain('\n');
  expect(JSON.parse(json.out)).toMatchObject({ query: 'entity:huawei', total: { count: 1, about: false } });
});

test.each([
  [
    ['search', 'entity:huawie'],
    'entity:huawie\n       ^^^^^^\nThere is no entity “huawie”. Did you mean Huawei?\nPerhaps: entity:huawei',
  ],
  [
    ['trends', '镓 after:2025/01'],
    '镓 after:2025/01\n         ^^^^^^^\nA date is written as 2025-01-20, a month as 2025-01, a year as 2025.\nPerhaps: 镓 after:2025-01',
  ],
  [
    ['trends', '--time-zone', 'Mars/Olympus'],
    'timeZone must be an IANA time zone such as UTC or Asia/Shanghai',
  ],
])('%j is refused in words', async (words, told) => {
  expect(await chipwire(words)).toEqual({ code: exitCodes.wrongUse, out: '', err: told });
});

test('what was perhaps not meant is told beside what was found', async () => {
  const { code, err } = await chipwire(['search', 'gallium or 镓']);
  expect(code).toBe(exitCodes.done);
  expect(err).toContain('Perhaps: gallium OR 镓');
});

test('trends show every period, how each was counted, and several queries on one scale', async () => {
  const { code, out } = await chipwire(['trends', 'lang:en', '--compare', 'lang:zh', '--by', 'month']);
  expect(code).toBe(exitCodes.done);
  expect(out).toMatch(/^lang:en · 1 article\nperiod +articles +share +sentiment \(95%\)\n/);
  expect(out).toMatch(/2025-01-01 +1 +100\.0% +−0\.40 +█+\n2025-02-01 +0\n2025-03-01 +0 +0\.0%\n/);
  expect(out).toMatch(/lang:zh · 1 article/);
  expect(out).toContain('Student');
  const json = await chipwire(['trends', 'lang:en', '--json']);
  expect(JSON.parse(json.out).series[0].points[0]).toMatchObject({ period: '2025-01-01', volume: 1 });
});

test('a command that was aborted says so by its exit code', async () => {
  const { code, out } = await chipwire(['search', 'gallium'], { signal: AbortSignal.abort() });
  expect({ code, out }).toEqual({ code: exitCodes.interrupted, out: '' });
});

test('bars and signs', () => {
  expect([barOf(0, 8), barOf(1, 1000), barOf(4, 8), barOf(8, 8)]).toEqual([
    '',
    '▏',
    '█'.repeat(12),
    '█'.repeat(24),
  ]);
  expect([signed(0.214), signed(-0.3), signed(-0.001)]).toEqual(['+0.21', '−0.30', '+0.00']);
});
