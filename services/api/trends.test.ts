import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noteBackFill } from '../../db/coverage.ts';
import type { Database } from '../../db/database.ts';
import { syncEntities } from '../../db/entities.ts';
import { recordPoll, syncFeeds } from '../../db/feeds.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { addArticle } from '../testing/archive.ts';
import { createApi } from './app.ts';

let db: Database;
let api: ReturnType<typeof createApi>;
const now = new Date('2025-06-30T12:00:00Z');
const get = async (path: string) => {
  const response = await api.request(path);
  // biome-ignore lint/suspicious/noExplicitAny: whatever the route answers
  return { status: response.status, body: (await response.json()) as any };
};
const label = (score: number) => (score < 0 ? 'negative' : score > 0 ? 'positive' : 'neutral');
const tagged = (scores: Record<string, number>) => {
  const entities = Object.entries(scores).map(([entityId, score]) => ({
    ...{ entityId, score, label: label(score) as 'neutral', mentions: 1, salience: 0.5 },
  }));
  const mean = entities.reduce((sum, { score }) => sum + score, 0) / entities.length;
  return { sentiment: { score: mean, label: label(mean) as 'neutral' }, entities };
};
let written = 0;
const add = (publishedAt: string, scores: Record<string, number>, more = {}) => {
  const title = `Report ${written++}`;
  return addArticle(db.orm, {
    title,
    text: `${title} on chips.`,
    publishedAt,
    tagged: tagged(scores),
    ...more,
  });
};

beforeAll(async () => {
  db = await openTestDatabase();
  api = createApi({ orm: db.orm, now: () => now, version: '0', report: () => {} });
  const feed = { language: 'en', topics: ['export-controls'], interval: 1800 };
  await syncFeeds(
    db.orm,
    [
      { ...feed, id: 'wire', publisher: 'Wire', family: 'wire', url: 'https://wire.example/feed' },
      {
        ...feed,
        id: 'state',
        publisher: 'State Daily',
        family: 'state-media',
        url: 'https://state.example/feed',
      },
    ],
    new Date('2025-01-01T00:00:00Z'),
  );
  const entity = { type: 'company' as const, nameZh: null, aliases: [], tickers: [], wikidata: null };
  await syncEntities(db.orm, [
    { ...entity, id: 'huawei', name: 'Huawei', parentId: null },
    { ...entity, id: 'ascend', name: 'Ascend', type: 'chip', parentId: 'huawei' },
    { ...entity, id: 'nvidia', name: 'Nvidia', parentId: null },
  ]);
  // One article a working day from February on, with a rush on one day in May.
  for (let at = Date.parse('2025-02-03'); at < Date.parse('2025-06-01'); at += 86_400_000) {
    const day = new Date(at);
    if (day.getUTCDay() % 6 !== 0) await add(`${day.toISOString().slice(0, 10)}T09:00:00Z`, { nvidia: 0.2 });
  }
  const first = await add('2025-05-14T07:00:00Z', { huawei: -0.4 }, { title: 'Huawei is barred' });
  for (let hour = 8; hour < 14; hour++)
    await add(
      `2025-05-14T${String(hour).padStart(2, '0')}:00:00Z`,
      { ascend: -0.2 },
      { follows: first, feed: 'state', language: 'zh' },
    );
  const poll = {
    ms: 1,
    outcome: 'entries' as const,
    status: 200,
    entries: 1,
    added: 1,
    bytes: 1,
    reason: null,
  };
  for (const [feedId, at] of [
    ['wire', '2025-02-03T08:00:00Z'],
    ['state', '2025-05-14T06:00:00Z'],
  ] as const)
    await recordPoll(
      db.orm,
      { ...poll, feedId, at: new Date(at) },
      { state: 'ok', failures: 0, nextPollAt: now },
    );
});
afterAll(() => db.close());

describe('one series', () => {
  test('is zero-filled to now, with shares, means, intervals and its method', async () => {
    const { body } = await get('/v1/trends?q=entity:huawei&after=2025-04-01');
    expect(body).toMatchObject({ by: 'month', from: '2025-04-01', to: '2025-06-30', count: 'articles' });
    const [series] = body.series;
    expect(series).toMatchObject({ name: 'entity:huawei', sentimentTowards: 'huawei', articles: 7, n: 7 });
    expect(series.points).toEqual([
      { period: '2025-04-01', volume: 0, all: 22, share: 0, meanSentiment: null, n: 0, interval: null },
      {
        ...{ period: '2025-05-01', volume: 7, all: 29, share: 0.24138, meanSentiment: -0.229, n: 7 },
        interval: { low: -0.298, high: -0.159 },
      },
      { period: '2025-06-01', volume: 0, all: 0, share: null, meanSentiment: null, n: 0, interval: null },
    ]);
    expect(body.method).toEqual({
      text: expect.stringMatching(/copies and off-topic articles left out.*Student.*method\.md/),
      taggedWith: [{ taggerVersion: 'test-7', listVersion: 'list-7', articles: 7 }],
    });
  });

  test('counts stories once, with the mean of each', async () => {
    const { body } = await get('/v1/trends?entity=huawei&after=2025-05-01&count=stories');
    expect(body.series[0].name).toBe('entity=huawei');
    expect(body.series[0].points[0]).toMatchObject({
      volume: 1,
      all: 23,
      meanSentiment: -0.229,
      n: 1,
      interval: null,
    });
  });

  test('finds the burst, names its top story and warns that a feed came that day', async () => {
    const { body } = await get('/v1/trends?after=2025-04-15&by=day');
    const [series] = body.series;
    expect(series.bursts).toEqual([
      {
        ...{ from: '2025-05-14', to: '2025-05-14', articles: 8, expected: expect.closeTo(1.1, 1) },
        story: expect.objectContaining({ headline: 'Huawei is barred', articles: 7, publishers: 2 }),
        coverageChanged: true,
      },
    ]);
    expect(series.marks).toMatchObject([
      { day: '2025-05-14', kind: 'feed-added', publishers: ['State Daily'] },
    ]);
    expect(series.points).toHaveLength(77);
    // A series of one publisher has the marks of that publisher only.
    const wire = await get('/v1/trends?q=publisher:Wire after:2025-04-15&by=day');
    expect(wire.body.series[0].marks).toEqual([]);
    expect(wire.body.series[0].bursts).toEqual([]);
  });

  test('looks for bursts in the weeks before a start that the query itself gives, and shows none of them', async () => {
    const { body } = await get('/v1/trends?q=after:2025-05-14 before:2025-05-20&by=day');
    expect(body).toMatchObject({ from: '2025-05-14', to: '2025-05-19' });
    expect(body.series[0].bursts).toHaveLength(1);
    expect(body.series[0].points[0].volume).toBe(8);
  });

  test('a back-fill is a mark where its articles were published', async () => {
    const span = { from: new Date('2025-02-10T00:00:00Z'), until: new Date('2025-03-01T00:00:00Z') };
    await noteBackFill(db.orm, span, { publisher: 'Archive', articles: 40 });
    const { body } = await get('/v1/trends?after=2025-02-20&before=2025-04-01');
    expect(body.series[0].marks).toMatchObject([
      { day: '2025-02-10', until: '2025-03-01', kind: 'back-filled', articles: 40 },
    ]);
    const { changes, complete } = (await get('/v1/coverage?publisher=State%20Daily')).body;
    expect(changes).toMatchObject([{ at: '2025-05-14T06:00:00.000Z', kind: 'feed-added', feedId: 'state' }]);
    expect(complete).toBe(true);
    expect((await get('/v1/coverage?before=2025-03-01')).body.changes).toHaveLength(2);
  });
});

describe('several series', () => {
  test('of compared queries stand on one axis', async () => {
    const { body } = await get('/v1/trends?q=entity:huawei&compare=entity:nvidia&compare=lang:zh&by=week');
    expect(
      body.series.map((series: { name: string; articles: number }) => [series.name, series.articles]),
    ).toEqual([
      ['entity:huawei', 7],
      ['entity:nvidia', 85],
      ['lang:zh', 6],
    ]);
    const axes = body.series.map(({ points }: { points: { period: string }[] }) =>
      points.map((p) => p.period),
    );
    expect(axes[0]).toEqual(axes[1]);
    expect(axes[0][0]).toBe('2025-02-03');
    expect(body.series[2]).toMatchObject({ sentimentTowards: null, shareOf: 'all' });
  });

  test.each([
    ['split=publisher', ['Wire', 'State Daily']],
    ['split=publisher&top=1', ['Wire']],
    ['split=publisher&ids=State%20Daily', ['State Daily']],
    ['split=language', ['en', 'zh']],
    ['split=topic', ['export-controls']],
    ['split=entity', ['nvidia', 'ascend', 'huawei']],
    ['q=entity:nvidia&split=entity', []],
    ['split=entity&ids=huawei', ['huawei']],
    ['split=event', []],
  ])('of a split: %s', async (asked, names) => {
    const { body } = await get(`/v1/trends?${asked}`);
    expect(body.series.map(({ name }: { name: string }) => name)).toEqual(names);
  });

  test('shares of a publisher are of its own coverage, sentiment of a part that is an entity towards it', async () => {
    const { body } = await get(
      '/v1/trends?q=entity:huawei&split=publisher&after=2025-05-01&before=2025-06-01',
    );
    expect(body.series[0]).toMatchObject({
      name: 'State Daily',
      shareOf: 'its own',
      points: [{ volume: 6, all: 6, share: 1 }],
    });
    expect(body.series[1]).toMatchObject({ name: 'Wire', points: [{ volume: 1, all: 23 }] });
    const split = await get('/v1/trends?split=entity&ids=huawei');
    expect(split.body.series[0]).toMatchObject({
      sentimentTowards: 'huawei',
      articles: 7,
      meanSentiment: -0.229,
    });
  });
});

test('days begin where the time zone says, and the day of a change of clocks is one day', async () => {
  // The clocks went forward in New York on 9 March 2025 at 07:00 UTC: that day began at 05:00 and ended at 04:00 UTC.
  for (const at of [
    '2025-03-09T04:59:00Z',
    '2025-03-09T05:00:00Z',
    '2025-03-10T03:59:00Z',
    '2025-03-10T04:00:00Z',
  ])
    await add(at, { huawei: 0.1 });
  const { body } = await get(
    '/v1/trends?q=entity:huawei&by=day&timeZone=America/New_York&after=2025-03-08T12:00:00Z&before=2025-03-11T12:00:00Z',
  );
  const volumes = body.series[0].points.map((p: { period: string; volume: number }) => [p.period, p.volume]);
  expect(volumes).toEqual([
    ['2025-03-08', 1],
    ['2025-03-09', 2],
    ['2025-03-10', 1],
    ['2025-03-11', 0],
  ]);
  // A start within a local day counts from that moment on.
  const late = await get(
    '/v1/trends?q=entity:huawei&by=day&after=2025-03-10T04:00:00Z&before=2025-03-11&timeZone=UTC',
  );
  expect(late.body.series[0].points).toMatchObject([{ period: '2025-03-10', volume: 1 }]);
});

describe('what is wrong names its parameter', () => {
  test.each([
    ['q=entity:nobody-at-all', 'q'],
    ['q=entity:huawei&compare=(open', 'compare'],
    ['split=entity&compare=chips', 'split'],
    ['ids=huawei', 'ids'],
    ['split=entity&ids=nobody', 'ids'],
    ['by=day&after=1950-01-01', 'by'],
    ['timeZone=US/Pacific-New', 'timeZone'],
    ['timeZone=CET', 'timeZone'],
    ['timeZone=%2B05:45', 'timeZone'],
    ['count=words', 'count'],
    ['top=0&split=topic', 'top'],
    ['after=2025-05-01&before=2025-05-01', 'after'],
    ['q=after:2025-05-01&before=2025-01-01', 'after'],
    [`${'compare=a&'.repeat(6)}`, 'compare'],
  ])('%s', async (asked, parameter) => {
    const { status, body } = await get(`/v1/trends?${asked}`);
    expect(status).toBe(400);
    expect(body.errors).toContainEqual(expect.objectContaining({ parameter, detail: expect.any(String) }));
  });
});

test('an empty archive has a series of one empty period', async () => {
  const { body } = await get('/v1/trends?text=nothingofthesort');
  expect(body.series[0]).toMatchObject({ articles: 0, meanSentiment: null, bursts: [], regimes: [] });
  expect(body.series[0].points).toHaveLength(1);
});

test('whatever is asked, the answer is 200 or 400', async () => {
  const asked = fc.record(
    {
      q: fc.string({ unit: 'binary', maxLength: 30 }),
      split: fc.constantFrom('entity', 'publisher', 'language', 'topic', 'event'),
      ids: fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
      timeZone: fc.constantFrom('UTC', 'Asia/Kathmandu', '+05:45', 'EST5EDT', 'Etc/GMT+12'),
      count: fc.constantFrom('articles', 'stories'),
      after: fc.constantFrom('2025-01-01', '1999-12-31T23:59:59.999Z', '9999-12-31'),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(asked, async (parameters) => {
      const { status } = await api.request(`/v1/trends?${new URLSearchParams(parameters)}`);
      expect([200, 400]).toContain(status);
    }),
    { numRuns: 60 },
  );
});

test('the same as CSV: a row for each series and period', async () => {
  const response = await api.request(
    '/v1/trends.csv?q=entity:huawei&compare=entity:nvidia&by=month&after=2025-05-01&before=2025-07-01',
  );
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('content-disposition')).toBe(
    'attachment; filename="chipwire-entity-huawei-vs-entity-nvidia-monthly-2025-05-01-to-2025-06-30.csv"',
  );
  const rows = (await response.text())
    .trim()
    .split('\r\n')
    .map((row) => row.split(','));
  expect(rows.map(([series, period]) => [series, period])).toEqual([
    ['series', 'period'],
    ['entity:huawei', '2025-05-01'],
    ['entity:huawei', '2025-06-01'],
    ['entity:nvidia', '2025-05-01'],
    ['entity:nvidia', '2025-06-01'],
  ]);
  expect((await api.request('/v1/trends.csv?by=hour')).status).toBe(400);
});
