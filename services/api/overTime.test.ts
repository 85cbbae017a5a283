import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { syncEntities } from '../../db/entities.ts';
import { syncFeeds } from '../../db/feeds.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { addArticle, type Written } from '../testing/archive.ts';
import { eventIn, roleIn } from '../testing/found.ts';
import { createApi } from './app.ts';

let db: Database;
let api: ReturnType<typeof createApi>;
const now = new Date('2026-11-26T12:00:00Z');

type Told = Parameters<typeof eventIn>[1];

/** An article whose text is one event. */
const tell = (text: string, publishedAt: string, event: Omit<Told, 'words'>, more: Partial<Written> = {}) =>
  addArticle(db.orm, {
    ...{ title: text.slice(0, 40), text, publishedAt },
    ...more,
    found: {
      events: [eventIn(text, { words: text.slice(0, 8), ...undated(publishedAt), ...event })],
      ...more.found,
    },
  });
const undated = (publishedAt: string) => {
  const day = publishedAt.slice(0, 10);
  return { fromDay: day, toDay: day, dated: false };
};
const on = (day: string) => ({ fromDay: day, toDay: day, dated: true });
const ids: Record<string, number> = {};

beforeAll(async () => {
  db = await openTestDatabase();
  api = createApi({ orm: db.orm, now: () => now, version: '0.0.0', report: console.error });
  const feed = { family: 'wire', language: 'en', topics: ['export-controls'], interval: 1800 };
  const feeds = ['wire', 'courier', 'chaoxi'].map((id) => ({
    ...feed,
    id,
    publisher: id,
    url: `https://e.org/${id}`,
  }));
  await syncFeeds(db.orm, feeds, now);
  const entity = { nameZh: null, aliases: [], parentId: null, tickers: [], wikidata: null };
  const paused = {
    from: '2025-11-10',
    to: '2026-11-30',
    is: 'paused' as const,
    source: 'BIS, 10 November 2025',
  };
  await syncEntities(db.orm, [
    { ...entity, type: 'place', id: 'us', name: 'United States' },
    { ...entity, type: 'agency', id: 'bis', name: 'BIS', parentId: 'us' },
    { ...entity, type: 'company', id: 'nvidia', name: 'Nvidia' },
    { ...entity, type: 'chip', id: 'h20', name: 'H20', parentId: 'nvidia' },
    { ...entity, type: 'company', id: 'zhipu', name: 'Zhipu' },
    { ...entity, type: 'model', id: 'glm-5', name: 'GLM-5', parentId: 'zhipu' },
    { ...entity, type: 'company', id: 'cxmt', name: 'CXMT' },
    { ...entity, type: 'rule', id: 'entity-list', name: 'Entity List' },
    { ...entity, type: 'rule', id: 'affiliates-rule', name: 'Affiliates Rule', status: [paused] },
  ]);

  const until = 'The Affiliates Rule is suspended until 1 December 2026.';
  const delayed = { type: 'rule-delayed', instrument: 'rule' as const, instrumentId: 'affiliates-rule' };
  await tell(until, '2026-11-05T08:00:00Z', { ...delayed, ...on('2026-12-01') }, { story: 'suspended' });
  await tell(
    until,
    '2026-11-06T08:00:00Z',
    { ...delayed, ...on('2026-12-01') },
    {
      feed: 'courier',
      url: 'https://c.example/copy',
      story: 'suspended',
    },
  );
  const chinese = '穿透规则暂停至2026年11月30日。';
  await tell(
    chinese,
    '2026-11-04T08:00:00Z',
    { ...delayed, ...on('2026-11-30') },
    { feed: 'chaoxi', language: 'zh' },
  );

  const listing = { type: 'entity-listing', instrument: 'list' as const, instrumentId: 'entity-list' };
  const may = 'Zhipu may be added to the Entity List, people familiar with the matter said.';
  ids.rumour = await tell(may, '2025-01-02T08:00:00Z', {
    ...listing,
    certainty: 'unconfirmed',
    ...on('2025-01-02'),
    who: [roleIn(may, 'zhipu', 'Zhipu', 'target', -1)],
  });
  const added = 'BIS added Zhipu to the Entity List on Wednesday.';
  const target = [roleIn(added, 'zhipu', 'Zhipu', 'target', -1), roleIn(added, 'bis', 'BIS', 'actor', 0)];
  ids.listed = await tell(
    added,
    '2025-01-16T08:00:00Z',
    { ...listing, ...on('2025-01-15'), who: target },
    { feed: 'courier' },
  );
  const addedZh = '智谱被列入实体清单。';
  await tell(
    addedZh,
    '2025-01-16T06:00:00Z',
    { ...listing, who: [roleIn(addedZh, 'zhipu', '智谱', 'target', -1)] },
    { feed: 'chaoxi', language: 'zh', follows: ids.listed },
  );
  const not = 'The Commerce Department denied that CXMT was added to the Entity List.';
  const was = 'Washington put CXMT on the Entity List.';
  const cxmt = (text: string) => [roleIn(text, 'cxmt', 'CXMT', 'target', -1)];
  await tell(was, '2026-10-01T08:00:00Z', { ...listing, who: cxmt(was) });
  await tell(
    not,
    '2026-10-02T08:00:00Z',
    { ...listing, certainty: 'denied', who: cxmt(not) },
    { feed: 'courier' },
  );
});
afterAll(() => db.close());

const get = async (path: string) => {
  const response = await api.request(path);
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape it asks for
  return { status: response.status, body: (await response.json()) as any };
};

describe('clocks', () => {
  const clocks = async (query: string) =>
    (await get(`/v1/clocks?${query}`)).body.clocks.map(
      ({ kind, day }: { kind: string; day: string }) => `${kind} ${day}`,
    );

  test.each([
    ['', ['pause-ends 2026-11-30', 'pause-ends 2026-12-01']],
    ['state=past', ['ceases 2025-11-10']],
    ['entity=affiliates-rule&to=2026-11-30', ['ceases 2025-11-10', 'pause-ends 2026-11-30']],
    ['entity=zhipu', []],
    ['from=2026-12-01', ['pause-ends 2026-12-01']],
    ['from=2026-11-01&limit=1', ['pause-ends 2026-11-30']],
  ])('%s', async (query, expected) => {
    expect(await clocks(query)).toEqual(expected);
  });

  test('say what, how sure, from where, and which days conflict', async () => {
    const { today, clocks, read } = (await get('/v1/clocks')).body;
    expect({ today, read }).toEqual({ today: '2026-11-26', read: { events: 2, complete: true } });
    expect(clocks[0]).toMatchObject({
      ...{ daysLeft: 4, state: 'upcoming', certainty: 'law', otherDays: ['2026-12-01'], about: [] },
      rules: [{ entityId: 'affiliates-rule', name: 'Affiliates Rule' }],
      law: { is: 'paused', source: 'BIS, 10 November 2025' },
      sources: [{ words: '2026年11月30日', certainty: 'stated', article: { publisher: 'chaoxi' } }],
    });
    // The copy is no second source.
    expect(clocks[1]).toMatchObject({
      certainty: 'stated',
      law: null,
      sources: [{ article: { publisher: 'wire' } }],
    });
  });
});

describe('the status of an entity', () => {
  const status = async (path: string) => (await get(`/v1/entities/${path}`)).body;

  test('with steps and sources', async () => {
    const { says, controls, family } = await status('zhipu/status');
    expect(says).toBe('Zhipu: listed on Entity List (United States) since 2025-01-15.');
    expect(family).toEqual([]);
    expect(controls).toMatchObject([
      {
        ...{ control: 'trade-list', state: 'listed', since: '2025-01-15', rule: { name: 'Entity List' } },
        steps: [
          { certainty: 'unconfirmed', changes: false, sources: [{ article: { id: ids.rumour } }] },
          { changes: true, role: 'target', actors: [{ name: 'BIS' }], days: { dated: true } },
        ],
      },
    ]);
    expect(
      controls[0].steps[1].sources.map(({ article }: { article: { language: string } }) => article.language),
    ).toEqual(['zh', 'en']);
  });

  test('on another day, and by what was known', async () => {
    const unlisted = 'Zhipu: not known to be listed.';
    expect((await status('zhipu/status?asOf=2025-01-14')).says).toBe(unlisted);
    expect((await status('zhipu/status?asOf=2025-01-15')).says).toContain('since 2025-01-15');
    const known = await status('zhipu/status?asOf=2025-01-15&knownBy=2025-01-16T00:00:00Z');
    expect(known.says).toBe(unlisted);
    expect(known.controls).toMatchObject([{ state: null, says: 'not known to be listed, only unconfirmed' }]);
  });

  test('of the family', async () => {
    expect((await status('glm-5/status')).says).toBe(
      'GLM-5: not known to be listed. Zhipu: listed on Entity List (United States) since 2025-01-15.',
    );
    expect((await status('glm-5/status')).family).toMatchObject([{ entityId: 'zhipu', relation: 'above' }]);
    expect((await status('h20/status')).family).toEqual([]);
  });
});

describe('rumours', () => {
  test('with the time that they took', async () => {
    const { rumours, within } = (await get('/v1/rumours?after=2024-12-01')).body;
    expect(within).toBe(180);
    expect(rumours).toMatchObject([
      {
        ...{ type: 'entity-listing', fate: 'came-true', days: 14, denied: null },
        about: [{ name: 'Zhipu' }],
        early: [{ article: { id: ids.rumour, publisher: 'wire' } }],
        stated: { article: { id: ids.listed } },
      },
    ]);
    const found = async (query: string) =>
      (await get(`/v1/rumours?after=2024-12-01${query}`)).body.rumours.length;
    expect(await found('&fate=open')).toBe(0);
    expect(await found('&entity=zhipu&type=entity-listing')).toBe(1);
    expect(await found('&entity=nvidia')).toBe(0);
    expect(await found('&before=2025-01-10&fate=open')).toBe(1);
  });

  test('and a record of each publisher', async () => {
    expect((await get('/v1/rumours/publishers?after=2024-12-01&within=10')).body.publishers).toEqual([
      { publisher: 'wire', early: 1, first: 1, cameTrue: 0, open: 0, notYet: 1, denied: 0, medianDays: null },
    ]);
  });
});

test('contradictions show both sides', async () => {
  const { contradictions } = (await get('/v1/contradictions')).body;
  expect(contradictions).toMatchObject([
    {
      ...{ type: 'entity-listing', differ: 'certainty', about: [{ name: 'CXMT' }] },
      sides: [
        {
          says: 'stated',
          sources: [{ article: { publisher: 'wire' }, sentence: expect.stringContaining('put CXMT') }],
        },
        { says: 'denied', sources: [{ article: { publisher: 'courier' } }] },
      ],
    },
  ]);
  expect((await get('/v1/contradictions?differ=count')).body.contradictions).toEqual([]);
  expect((await get('/v1/contradictions?before=2026-10-02')).body.contradictions).toEqual([]);
});

test('firsts tell in which language a story began', async () => {
  const { summary, stories } = (await get('/v1/firsts')).body;
  expect(summary).toEqual({
    ...{
      stories: 1,
      chineseFirst: 1,
      englishFirst: 0,
      shareChineseFirst: 1,
      medianLead: 120,
      complete: true,
    },
  });
  expect(stories).toMatchObject([
    { first: 'zh', lead: 120, chinese: { publisher: 'chaoxi' }, english: { id: ids.listed } },
  ]);
  expect((await get('/v1/firsts?before=2025-01-16')).body.summary).toMatchObject({
    stories: 0,
    medianLead: null,
  });
});

test.each([
  ['/v1/clocks?entity=nobody', 'entity'],
  ['/v1/clocks?from=2026-12-01&to=2026-11-01', 'from'],
  ['/v1/clocks?state=future', 'state'],
  ['/v1/entities/zhipu/status?asOf=tomorrow', 'asOf'],
  ['/v1/entities/zhipu/status?knownBy=0001-01-01', 'knownBy'],
  ['/v1/rumours?type=order', 'type'],
  ['/v1/rumours?within=0', 'within'],
  ['/v1/rumours/publishers?entity=nobody', 'entity'],
  ['/v1/contradictions?differ=taste', 'differ'],
  ['/v1/firsts?limit=501', 'limit'],
])('%s names the wrong parameter', async (path, parameter) => {
  const { status, body } = await get(path);
  expect(status).toBe(400);
  expect(body.errors).toContainEqual({ parameter, detail: expect.any(String) });
});

test('an entity that there is not', async () => {
  expect((await get('/v1/entities/nobody/status')).status).toBe(404);
});
