import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { syncEntities } from '../../db/entities.ts';
import { syncFeeds } from '../../db/feeds.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { addArticle, mentionOf } from '../testing/archive.ts';
import { createApi } from './app.ts';

let db: Database;
let ids: number[];
let api: ReturnType<typeof createApi>;
const now = new Date('2026-11-23T12:00:00Z');
beforeAll(async () => {
  db = await openTestDatabase();
  api = createApi({ orm: db.orm, now: () => now, version: '0.0.0', report: () => {} });
  const feed = { family: 'wire', language: 'en', topics: ['export-controls'], interval: 1800 };
  await syncFeeds(
    db.orm,
    ['wire', 'courier'].map((id) => ({ ...feed, id, publisher: id, url: `https://example.com/${id}.xml` })),
    now,
  );
  const entity = {
    type: 'company' as const,
    nameZh: null,
    aliases: [],
    parentId: null,
    tickers: [],
    wikidata: null,
  };
  await syncEntities(db.orm, [
    { ...entity, id: 'huawei', name: 'Huawei' },
    { ...entity, id: 'nvidia', name: 'Nvidia' },
  ]);
  const falls = { title: 'Huawei falls', text: 'Huawei falls.' };
  const rises = { title: 'Huawei rises', text: 'Huawei rises.' };
  const chinese = { title: '华为发布新芯片', text: '华为发布新芯片。', language: 'zh' };
  ids = [];
  for (const written of [
    { ...falls, publishedAt: '2025-01-10T08:00:00Z', ...tagged({ huawei: -0.5, nvidia: 0.4 }) },
    {
      ...rises,
      publishedAt: '2025-03-20T08:00:00Z',
      story: 'rises',
      ...tagged({ huawei: 0.5 }),
      mentions: [mentionOf('huawei', 'Huawei', rises, 'title', ['positive', 0.5, ['rises']])],
    },
    {
      ...rises,
      title: 'Copy of it',
      publishedAt: '2025-03-21T08:00:00Z',
      story: 'rises',
      feed: 'courier',
      ...tagged({ huawei: 0.5 }),
    },
    {
      ...chinese,
      publishedAt: '2025-03-22T08:00:00Z',
      ...tagged({ huawei: 0.1, 'person~ye-kejiang': 0 }),
      unlisted: [{ id: 'person~ye-kejiang', type: 'person' as const, name: 'Ye Kejiang' }],
    },
    { title: '<script>alert(1)</script>', text: 'Nothing.', publishedAt: '2025-03-23T08:00:00Z', url: null },
  ])
    ids.push(await addArticle(db.orm, written));
});
/** Entity id → sentiment; the article's own is their mean. */
function tagged(scores: Record<string, number>) {
  const label = (score: number) =>
    score < 0 ? ('negative' as const) : score > 0 ? ('positive' as const) : ('neutral' as const);
  const entities = Object.entries(scores).map(([entityId, score]) => ({
    entityId,
    score,
    label: label(score),
    mentions: 1,
    salience: 0.5,
  }));
  const mean = entities.reduce((sum, { score }) => sum + score, 0) / entities.length;
  return { tagged: { entities, sentiment: { score: mean, label: label(mean) } } };
}
afterAll(() => db.close());

const get = async (path: string) => {
  const response = await api.request(path);
  return {
    status: response.status,
    type: response.headers.get('content-type'), // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape it asks for
    body: (await response.json()) as any,
  };
};
const titles = async (query: string) =>
  ((await get(`/v1/articles?${query}`)).body.articles as { title: string }[]).map((article) => article.title);

describe('articles', () => {
  test.each([
    ['', ['<script>alert(1)</script>', '华为发布新芯片', 'Huawei rises', 'Huawei falls']],
    [
      'copies=true',
      ['<script>alert(1)</script>', '华为发布新芯片', 'Copy of it', 'Huawei rises', 'Huawei falls'],
    ],
    ['entity=huawei&maxSentiment=-0.2', ['Huawei falls']],
    ['maxSentiment=-0.2', []],
    ['entity=huawei&minSentiment=0.05&maxSentiment=0.2', ['华为发布新芯片']],
    ['publisher=courier&copies=true', ['Copy of it']],
    ['language=zh', ['华为发布新芯片']],
    ['topic=export-controls&entity=nvidia', ['Huawei falls']],
    ['after=2025-03-20&before=2025-03-22T08:00:00Z', ['Huawei rises']],
    ['text=%E5%8D%8E%E4%B8%BA', ['华为发布新芯片']],
    ['text=rise', ['Huawei rises']],
    ['text=huawei%20-rises', ['Huawei falls']],
    ['entity=person~ye-kejiang', ['华为发布新芯片']],
  ])('%s', async (query, expected) => {
    expect(await titles(query)).toEqual(expected);
  });

  test('pages lead from first to last without gap or repeat', async () => {
    const seen: string[] = [];
    let cursor = '';
    for (let pages = 0; pages < 10; pages++) {
      const { body } = await get(`/v1/articles?copies=true&limit=2${cursor}`);
      seen.push(...body.articles.map((article: { title: string }) => article.title));
      if (body.next === null) break;
      cursor = `&cursor=${body.next}`;
    }
    expect(seen).toEqual(await titles('copies=true'));
  });

  test('one article has its text, mentions and copies', async () => {
    const { body } = await get(`/v1/articles/${ids[1]}`);
    expect(body).toMatchObject({
      title: 'Huawei rises',
      text: 'Huawei rises.',
      sentiment: { score: 0.5, label: 'positive' },
      mentions: [
        {
          entityId: 'huawei',
          name: 'Huawei',
          field: 'title',
          start: 0,
          end: 6,
          sentiment: { label: 'positive' },
          cues: ['rises'],
        },
      ],
      copies: [{ title: 'Copy of it', publisher: 'courier' }],
      topics: [{ id: 'export-controls', relevance: expect.closeTo(0.8) }],
    });
  });
});

test('entities, feeds, trends and health', async () => {
  const { entities } = (await get('/v1/entities?type=company')).body;
  expect(entities[0]).toMatchObject({ id: 'huawei', articles: 3, meanSentiment: expect.closeTo(0.0333) });
  expect((await get('/v1/entities/person~ye-kejiang')).body).toMatchObject({ listed: false, type: 'person' });
  const { feeds } = (await get('/v1/feeds')).body;
  expect(feeds).toMatchObject([
    { id: 'courier', articles: 1 },
    { id: 'wire', articles: 4, state: 'new' },
  ]);
  expect((await get('/v1/feeds/courier')).body).toMatchObject({ polls: [], interval: 1800 });
  const { series } = (await get('/v1/trends?entity=huawei&by=month&before=2025-04-01')).body;
  expect(series[0].points.map((p: { period: string; volume: number }) => [p.period, p.volume])).toEqual([
    ['2025-01-01', 1],
    ['2025-02-01', 0],
    ['2025-03-01', 2],
  ]);
  expect((await get('/healthz')).body).toEqual({ ok: true });
  expect((await get('/readyz')).body.articles).toMatchObject({ clustered: 5, failed: 0 });
});

describe('what is wrong is told as problem details', () => {
  test.each([
    ['/v1/articles?limit=0', 400, 'limit'],
    ['/v1/articles?limit=1e9', 400, 'limit'],
    ['/v1/articles?cursor=nonsense', 400, 'cursor'],
    ['/v1/articles?after=yesterday', 400, 'after'],
    ['/v1/articles?minSentiment=2', 400, 'minSentiment'],
    ['/v1/articles?minSentiment=0.5&maxSentiment=0.1', 400, 'minSentiment'],
    ['/v1/articles?colour=red', 400, 'colour'],
    [`/v1/articles?text=${'x'.repeat(300)}`, 400, 'text'],
    ['/v1/articles?text=a%00b', 400, 'text'],
    ['/v1/articles/abc', 400, 'id'],
    ['/v1/articles/99999999999999999999', 400, 'id'],
    ['/v1/trends?timeZone=Mars', 400, 'timeZone'],
    ['/v1/trends?timeZone=US/Pacific-New', 400, 'timeZone'],
    ['/v1/trends?entity=nobody', 400, 'entity'],
    ['/v1/articles?entity=nobody', 400, 'entity'],
    ['/v1/articles?after=0000-01-01', 400, 'after'],
    ['/v1/trends?by=hour', 400, 'by'],
    ['/v1/articles/123456', 404, undefined],
    ['/v1/entities/nobody', 404, undefined],
    ['/v1/feeds/none', 404, undefined],
    ['/v1/nothing', 404, undefined],
  ])('%s', async (path, status, parameter) => {
    const { type, body, ...answer } = await get(path);
    expect(answer.status).toBe(status);
    expect(type).toBe('application/problem+json');
    expect(body).toMatchObject({ type: 'about:blank', status, detail: expect.any(String) });
    if (parameter) expect(body.errors).toContainEqual({ parameter, detail: expect.any(String) });
  });

  test('a fault of ours is told without its cause', async () => {
    const broken = createApi({ orm: {} as never, now: () => now, version: '0', report: () => {} });
    const response = await broken.request('/v1/feeds');
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ type: 'about:blank', title: expect.any(String), status: 500 });
    expect((await broken.request('/readyz')).status).toBe(503);
  });

  test('whatever is asked, the answer is 200, 400 or 404', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('text', 'entity', 'publisher', 'topic', 'language', 'cursor', 'after', 'name'),
        fc.string({ unit: 'binary', maxLength: 60 }),
        async (name, value) => {
          const path = name === 'name' ? '/v1/entities' : '/v1/articles';
          const { status } = await api.request(`${path}?${new URLSearchParams({ [name]: value })}`);
          expect([200, 400, 404]).toContain(status);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the description', () => {
  test('is OpenAPI with ranges, and docs/api.md names every route in it', async () => {
    const { body } = await get('/openapi.json');
    const documented = [
      ...readFileSync(join(import.meta.dirname, '../../docs/api.md'), 'utf8').matchAll(
        /^\| `(\/[^`]*)` \|/gm,
      ),
    ].map((row) => row[1]);
    expect(Object.keys(body.paths).concat('/openapi.json').toSorted()).toEqual(documented.toSorted());
    const { parameters } = body.paths['/v1/articles'].get;
    expect(parameters.find((p: { name: string }) => p.name === 'minSentiment').schema).toMatchObject({
      minimum: -1,
      maximum: 1,
    });
    for (const route of Object.values(body.paths) as Record<string, { summary: string }>[])
      for (const { summary } of Object.values(route)) expect(summary).toBeTruthy();
  });

  test('is shown from this server alone', async () => {
    const page = await api.request('/docs');
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self'/);
    for (const [, address = ''] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect(address).toMatch(/^\//);
      expect((await api.request(address)).status).toBe(200);
    }
  });
});
