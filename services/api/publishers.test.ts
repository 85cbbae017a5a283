import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { syncEntities } from '../../db/entities.ts';
import { syncFeeds } from '../../db/feeds.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { addArticle } from '../testing/archive.ts';
import { createApi } from './app.ts';

let db: Database;
let api: ReturnType<typeof createApi>;
const get = async (path: string) => {
  const response = await api.request(path);
  // biome-ignore lint/suspicious/noExplicitAny: whatever the route answers
  return { status: response.status, body: (await response.json()) as any };
};
/** An article on Huawei by the publisher of a feed, `minutes` after midnight of a day. */
let written = 0;
const add = (feed: string, day: string, minutes: number, score: number, more = {}) => {
  const title = `Huawei report ${written++}`;
  const label = score < 0 ? ('negative' as const) : ('positive' as const);
  return addArticle(db.orm, {
    ...{ title, text: `${title}.`, feed },
    publishedAt: new Date(Date.parse(day) + minutes * 60_000).toISOString(),
    tagged: {
      sentiment: { score, label },
      entities: [{ entityId: 'huawei', score, label, mentions: 1, salience: 0.5 }],
    },
    ...more,
  });
};

beforeAll(async () => {
  db = await openTestDatabase();
  const now = new Date('2025-06-30T12:00:00Z');
  api = createApi({ orm: db.orm, now: () => now, version: '0', report: () => {} });
  const feeds = [
    ['trade', 'Trade Weekly', 'trade-press'],
    ['state', 'State Daily', 'state-media'],
    ['state-en', 'State Daily', 'state-media'],
    ['finance', 'Money Post', 'finance-press'],
  ];
  await syncFeeds(
    db.orm,
    feeds.map(([id = '', publisher = '', family = '']) => ({
      ...{ id, publisher, family, url: `https://${id}.example`, language: 'en', topics: [], interval: 1800 },
    })),
    now,
  );
  await syncEntities(db.orm, [
    {
      ...{ id: 'huawei', type: 'company' as const, name: 'Huawei', nameZh: null, aliases: [] },
      ...{ parentId: null, tickers: [], wikidata: null },
    },
  ]);
  // Three happenings that both tell: the trade press first, harsher by 0.5, 0.6 and 0.7; once the state press was first.
  for (const [nth, day] of ['2025-03-01', '2025-03-02', '2025-03-03'].entries()) {
    const first = await add('trade', day, 60, -0.3);
    await add('state', day, nth === 2 ? 30 : 60 + 20 * (nth + 1), 0.2 + nth / 10, {
      follows: first,
      language: 'zh',
    });
  }
  // One article more by each, and a copy of a state article at the trade press, which neither corroborates nor is late.
  await add('trade', '2025-03-10', 0, -0.1);
  const original = 'the same words';
  await add('state-en', '2025-03-11', 0, 0.4, { story: original });
  await add('trade', '2025-03-11', 5, 0.4, { story: original });
  await add('finance', '2025-03-12', 0, 0);
  // Not on Huawei, but what shares are taken of.
  await add('trade', '2025-03-13', 0, 0, { tagged: undefined });
});
afterAll(() => db.close());

test('publishers with their copies, families, languages and span', async () => {
  const { body } = await get('/v1/publishers');
  expect(body.publishers).toEqual([
    {
      ...{ publisher: 'Trade Weekly', families: ['trade-press'], languages: ['en'] },
      ...{ articles: 6, originals: 5, copyShare: 0.167 },
      ...{ firstAt: '2025-03-01T01:00:00.000Z', lastAt: '2025-03-13T00:00:00.000Z' },
    },
    expect.objectContaining({ publisher: 'State Daily', languages: ['en', 'zh'], articles: 4, copyShare: 0 }),
    expect.objectContaining({ publisher: 'Money Post', articles: 1 }),
  ]);
  expect((await get('/v1/publishers?limit=1&offset=1')).body.publishers).toMatchObject([
    { publisher: 'State Daily' },
  ]);
  expect((await get('/v1/publishers?after=2025-03-12')).body.publishers).toHaveLength(2);
});

test('who covers an entity, with what slant, how late', async () => {
  const { body } = await get('/v1/publishers/compare?q=entity:huawei');
  expect(body).toMatchObject({ query: 'entity:huawei', sentimentTowards: 'huawei' });
  const [state, trade, finance] = body.publishers;
  expect(state).toMatchObject({
    ...{ publisher: 'State Daily', volume: 4, all: 4, share: 1, meanSentiment: 0.325, n: 4 },
    ...{ shared: 3, first: 1, medianMinutesBehind: 30 }, // 20 and 40 minutes, and once first
  });
  expect(trade).toMatchObject({
    ...{ publisher: 'Trade Weekly', volume: 4, all: 5, share: 0.8, meanSentiment: -0.25 },
    ...{ shared: 3, first: 2, medianMinutesBehind: 30 },
  });
  expect(finance).toMatchObject({ n: 1, interval: null, shared: 0, first: 0, medianMinutesBehind: null });
});

test('the gap in tone between families, overall and within the stories that both tell', async () => {
  const { body } = await get('/v1/publishers/compare?q=entity:huawei');
  expect(body.families.map(({ family, n }: { family: string; n: number }) => [family, n])).toEqual([
    ['state-media', 4],
    ['trade-press', 4],
    ['finance-press', 1],
  ]);
  expect(body.gaps).toEqual([
    {
      families: ['state-media', 'trade-press'],
      overall: { gap: 0.575, interval: { low: expect.closeTo(0.41, 2), high: expect.closeTo(0.74, 2) } },
      // 0.6 ± 4.303 × 0.1 / √3
      within: { stories: 3, difference: { gap: 0.6, interval: { low: 0.352, high: 0.848 } } },
    },
  ]);
});

test('a comparison obeys times and tells what is wrong', async () => {
  const { body } = await get('/v1/publishers/compare?entity=huawei&after=2025-03-10&limit=1');
  expect(body.publishers).toMatchObject([{ publisher: 'Money Post' }]);
  expect(body.gaps).toEqual([]);
  expect((await get('/v1/publishers/compare?q=publisher:Nobody')).body.errors[0].parameter).toBe('q');
  expect((await get('/v1/publishers/compare?copies=true')).status).toBe(400);
  expect((await get('/v1/publishers?limit=0')).body.errors[0].parameter).toBe('limit');
});
