import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { syncEntities } from '../../db/entities.ts';
import { syncFeeds } from '../../db/feeds.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { addArticle } from '../testing/archive.ts';
import { eventIn, quoteIn, roleIn } from '../testing/found.ts';
import { createApi } from './app.ts';

let db: Database;
let api: ReturnType<typeof createApi>;
const get = async (path: string) => {
  const response = await api.request(path);
  // biome-ignore lint/suspicious/noExplicitAny: whatever the route answers
  return { status: response.status, body: (await response.json()) as any };
};
const tagged = (scores: Record<string, number>) => ({
  sentiment: { score: 0, label: 'neutral' as const },
  entities: Object.entries(scores).map(([entityId, score]) => ({
    ...{ entityId, score, label: 'neutral' as const, mentions: 1, salience: 0.5 },
  })),
});

beforeAll(async () => {
  db = await openTestDatabase();
  const now = new Date('2025-06-30T12:00:00Z');
  api = createApi({ orm: db.orm, now: () => now, version: '0', report: () => {} });
  await syncFeeds(
    db.orm,
    ['wire', 'courier'].map((id) => ({
      ...{ id, publisher: id, family: 'wire', url: `https://${id}.example`, language: 'en' },
      ...{ topics: [], interval: 1800 },
    })),
    now,
  );
  const entity = { type: 'company' as const, nameZh: null, aliases: [], tickers: [], wikidata: null };
  await syncEntities(db.orm, [
    { ...entity, id: 'huawei', name: 'Huawei', parentId: null },
    { ...entity, id: 'ascend', name: 'Ascend', type: 'chip', parentId: 'huawei' },
    { ...entity, id: 'nvidia', name: 'Nvidia', parentId: null },
    { ...entity, id: 'china', name: 'China', type: 'place', parentId: null },
  ]);
  const text =
    'Officials put Huawei on the list. “Ascend is a threat,” Huawei was told. “We disagree,” said Huawei.';
  const listing = {
    ...eventIn(text, { type: 'entity-listing', words: 'list', fromDay: '2025-03-31', toDay: '2025-03-31' }),
    who: [roleIn(text, 'huawei', 'Huawei', 'target', -1)],
  };
  const quotes = [
    quoteIn(text, { words: 'Ascend is a threat', about: ['ascend', 'huawei'] }),
    quoteIn(text, { words: 'We disagree', speakerId: 'huawei' }),
  ];
  const first = await addArticle(db.orm, {
    ...{ title: 'Huawei is listed', text, publishedAt: '2025-04-01T08:00:00Z', story: 'listing' },
    ...{ tagged: tagged({ huawei: -0.6, china: 0, nvidia: 0.1 }), found: { events: [listing], quotes } },
  });
  await addArticle(db.orm, {
    ...{ title: 'Huawei is listed, again', text, publishedAt: '2025-04-01T09:00:00Z', story: 'listing' },
    ...{ tagged: tagged({ huawei: -0.6, china: 0 }), found: { events: [listing], quotes }, feed: 'courier' },
  });
  await addArticle(db.orm, {
    ...{
      title: 'Ascend sells out',
      text: 'Ascend sells out.',
      publishedAt: '2025-04-02T08:00:00Z',
      feed: 'courier',
    },
    ...{ tagged: tagged({ ascend: 0.4, huawei: 0.2, china: 0 }), follows: first },
    found: { events: [{ ...listing, fromDay: '2025-04-02', toDay: '2025-04-02', type: 'export-ban' }] },
  });
  for (const nth of [1, 2, 3, 4])
    await addArticle(db.orm, {
      ...{ title: `Nvidia ${nth}`, text: `Nvidia ${nth}.`, publishedAt: `2025-04-0${nth + 2}T08:00:00Z` },
      tagged: tagged(nth === 1 ? { nvidia: 0.1, china: 0 } : { nvidia: 0.1 }),
    });
  await addArticle(db.orm, {
    ...{
      title: 'Huawei sponsors a race',
      text: 'Huawei sponsors a race.',
      publishedAt: '2025-01-01T08:00:00Z',
    },
    ...{ tagged: tagged({ huawei: 0.3 }), found: { topics: [] } },
  });
});
afterAll(() => db.close());

test('an entity in numbers: copies and off-topic articles left out, what belongs to it taken in', async () => {
  const { body } = await get('/v1/entities/huawei/numbers');
  expect(body).toEqual({
    ...{ id: 'huawei', articles: 2, stories: 1, publishers: 2 },
    firstSeen: expect.objectContaining({
      title: 'Huawei is listed',
      publishedAt: '2025-04-01T08:00:00.000Z',
    }),
    lastSeen: expect.objectContaining({ title: 'Ascend sells out' }),
    coMentions: [
      {
        ...{ id: 'china', name: 'China', nameZh: null, type: 'place', articles: 2 },
        ...{ lift: 2, towardsIt: 0, towardsAsked: -0.15 }, // in both, and in 3 of all 6
      },
      {
        ...{ id: 'nvidia', name: 'Nvidia', nameZh: null, type: 'company', articles: 1 },
        ...{ lift: 0.6, towardsIt: 0.1, towardsAsked: -0.6 }, // in 1 of 2, and in 5 of 6
      },
    ],
    quotes: { by: 1, about: 1 },
    events: [
      { month: '2025-03', type: 'entity-listing', articles: 1, stories: 1 },
      { month: '2025-04', type: 'export-ban', articles: 1, stories: 1 },
    ],
    byPublisher: [
      { publisher: 'courier', articles: 1, meanSentiment: 0.3, n: 1, interval: null }, // of Huawei and Ascend
      { publisher: 'wire', articles: 1, meanSentiment: -0.6, n: 1, interval: null },
    ],
  });
});

test('within times, with off-topic articles, and of one that nothing names', async () => {
  const late = (await get('/v1/entities/huawei/numbers?after=2025-04-02')).body;
  expect(late).toMatchObject({
    articles: 1,
    quotes: { by: 0, about: 0 },
    firstSeen: { title: 'Ascend sells out' },
  });
  expect((await get('/v1/entities/huawei/numbers?offTopic=true')).body.firstSeen.title).toBe(
    'Huawei sponsors a race',
  );
  const none = (await get('/v1/entities/huawei/numbers?before=2020-01-01')).body;
  expect(none).toMatchObject({ articles: 0, firstSeen: null, coMentions: [], events: [], byPublisher: [] });
  expect((await get('/v1/entities/nobody/numbers')).status).toBe(404);
  expect((await get('/v1/entities/huawei/numbers?after=soon')).body.errors[0].parameter).toBe('after');
});
