import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { syncEntities } from '../../db/entities.ts';
import { syncFeeds } from '../../db/feeds.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { addArticle } from '../testing/archive.ts';
import { eventIn, quoteIn, releaseIn, roleIn } from '../testing/found.ts';
import { createApi } from './app.ts';

let db: Database;
let api: ReturnType<typeof createApi>;
const ids: Record<string, number> = {};
const now = new Date('2025-06-01T12:00:00Z');

const eased =
  'Washington granted Nvidia a licence to sell the H20 in China, a blow to Cambricon. The diffusion rule is dead.';
const listed = 'The Commerce Department may add Zhipu to its list next month, officials said.';
const opened =
  'DeepSeek opened V3 with 671 billion parameters. “Huawei will follow us,” said Ye Kejiang. It scored 88.5 on MMLU.';
const chinese = '叶柯江表示：“华为的昇腾芯片供不应求。”';

beforeAll(async () => {
  db = await openTestDatabase();
  api = createApi({ orm: db.orm, now: () => now, version: '0.0.0', report: () => {} });
  const feed = { family: 'wire', language: 'en', topics: ['export-controls'], interval: 1800 };
  const wires = ['wire', 'courier'].map((id) => ({ ...feed, id, publisher: id, url: `https://e.org/${id}` }));
  await syncFeeds(db.orm, wires, now);
  const entity = { nameZh: null, aliases: [], parentId: null, tickers: [], wikidata: null };
  const company = { ...entity, type: 'company' as const };
  await syncEntities(db.orm, [
    { ...company, id: 'nvidia', name: 'Nvidia' },
    { ...company, id: 'cambricon', name: 'Cambricon' },
    { ...company, id: 'huawei', name: 'Huawei' },
    { ...company, id: 'zhipu', name: 'Zhipu' },
    { ...entity, type: 'chip', id: 'h20', name: 'H20', parentId: 'nvidia' },
    { ...entity, type: 'lab', id: 'deepseek', name: 'DeepSeek' },
    { ...entity, type: 'model', id: 'deepseek-v3', name: 'DeepSeek V3', parentId: 'deepseek' },
    {
      ...{ ...entity, type: 'rule' as const, id: 'diffusion-rule', name: 'AI Diffusion Rule' },
      status: [
        { from: '2025-01-15', is: 'proposed' as const },
        { from: '2025-05-13', is: 'not-enforced' as const, source: 'BIS, 13 May 2025' },
      ],
    },
    { ...entity, type: 'rule', id: 'other-rule', name: 'Another Rule' },
  ]);
  const unlisted = [{ id: 'person~ye-kejiang', type: 'person' as const, name: 'Ye Kejiang' }];
  const licence = eventIn(eased, {
    type: 'licence-granted',
    words: 'granted Nvidia a licence',
    stance: 'loosen',
    instrument: 'licence',
    who: [roleIn(eased, 'h20', 'H20', 'exporter', 1), roleIn(eased, 'cambricon', 'Cambricon', 'rival', -1)],
  });
  const rescinded = eventIn(eased, {
    type: 'rule-rescinded',
    words: 'is dead',
    ...{ stance: 'loosen', instrument: 'rule', instrumentId: 'diffusion-rule', pressStatus: 'rescinded' },
    ...{ fromDay: '2025-05-20', toDay: '2025-05-20', dated: false },
  });
  const article = { title: 'Licence', text: eased, story: 'licence', publishedAt: '2025-05-20T08:00:00Z' };
  const found = { events: [licence, rescinded], stance: 'loosen' as const };
  ids.licence = await addArticle(db.orm, { ...article, found });
  ids.copy = await addArticle(db.orm, {
    ...{ ...article, title: 'Licence again', feed: 'courier', publishedAt: '2025-05-21T08:00:00Z', found },
  });
  const addition = { type: 'entity-listing', words: 'may add', certainty: 'planned' as const };
  const spoken = { speakerId: 'person~ye-kejiang', speakerWords: 'Ye Kejiang', verb: 'said' };
  ids.listed = await addArticle(db.orm, {
    ...{ title: 'Zhipu', text: listed, publishedAt: '2025-05-22T08:00:00Z' },
    found: {
      ...{ stance: 'tighten', topics: [{ id: 'export-controls', relevance: 0.3 }] },
      events: [
        eventIn(listed, {
          ...{ ...addition, stance: 'tighten', fromDay: '2025-06-01', toDay: '2025-06-30' },
          who: [roleIn(listed, 'zhipu', 'Zhipu', 'target', -1)],
        }),
      ],
    },
  });
  ids.opened = await addArticle(db.orm, {
    ...{ title: 'V3', text: opened, publishedAt: '2025-05-23T08:00:00Z', unlisted },
    found: {
      quotes: [quoteIn(opened, { words: 'Huawei will follow us,', ...spoken, about: ['huawei', 'huawei'] })],
      releases: [
        releaseIn(opened, 'deepseek-v3', 'V3', [
          { kind: 'parameters', words: '671 billion', value: 671e9 },
          { kind: 'benchmark', words: '88.5', value: 88.5, unit: 'MMLU', measuredBy: 'self' },
        ]),
      ],
    },
  });
  ids.chinese = await addArticle(db.orm, {
    ...{ title: '昇腾', text: chinese, language: 'zh', publishedAt: '2025-05-24T08:00:00Z', unlisted },
    found: {
      quotes: [
        quoteIn(chinese, {
          ...{
            words: '华为的昇腾芯片供不应求。',
            searchWords: '华为 为的 的昇 昇腾 腾芯 芯片 片供 供不 不应 应求',
          },
          ...{ ...spoken, about: ['huawei'] },
        }),
      ],
    },
  });
});
afterAll(() => db.close());

const get = async (path: string) => {
  const response = await api.request(path);
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape it asks for
  return { status: response.status, body: (await response.json()) as any };
};

describe('events', () => {
  const types = async (query: string) =>
    (await get(`/v1/events?${query}`)).body.events.map((event: { type: string }) => event.type);

  test.each([
    ['', ['entity-listing', 'licence-granted', 'rule-rescinded']],
    ['copies=true&type=licence-granted', ['licence-granted', 'licence-granted']],
    ['type=rule-rescinded', ['rule-rescinded']],
    ['entity=nvidia', ['licence-granted']],
    ['entity=cambricon&role=rival', ['licence-granted']],
    ['entity=cambricon&role=target', []],
    ['role=target', ['entity-listing']],
    ['stance=loosen&publisher=wire', ['licence-granted', 'rule-rescinded']],
    ['certainty=planned', ['entity-listing']],
    ['instrument=diffusion-rule', ['rule-rescinded']],
    ['from=2025-06-10', ['entity-listing']],
    ['from=2025-05-01&to=2025-06-01', ['entity-listing', 'rule-rescinded']],
    ['to=2025-01-31', ['licence-granted']],
    ['before=2025-05-21', ['licence-granted', 'rule-rescinded']],
    ['after=2025-05-21', ['entity-listing']],
  ])('%s', async (query, expected) => {
    expect(await types(query)).toEqual(expected);
  });

  test('say who, what, when, how sure and where', async () => {
    const { events } = (await get('/v1/events?stance=loosen')).body;
    expect(events[0]).toEqual({
      ...{ id: `${ids.licence}-0`, type: 'licence-granted', field: 'text', start: 11, end: 35 },
      words: eased.slice(11, 35),
      sentence: { text: eased, start: 0, end: eased.length },
      days: { from: '2025-01-15', to: '2025-01-15', dated: true },
      ...{ certainty: 'stated', stance: 'loosen', taggerVersion: 'test-7' },
      instrument: { kind: 'licence', entityId: null, name: null, pressStatus: null },
      who: [
        {
          ...{
            entityId: 'h20',
            name: 'H20',
            nameZh: null,
            type: 'chip',
            listed: true,
            role: 'exporter',
            effect: 1,
          },
          ...{ words: 'H20', start: 48, end: 51 },
        },
        expect.objectContaining({ entityId: 'cambricon', role: 'rival', effect: -1 }),
      ],
      article: {
        ...{ id: ids.licence, title: 'Licence', publisher: 'wire', language: 'en' },
        ...{ url: 'https://wire.example/Licence', publishedAt: '2025-05-20T08:00:00.000Z' },
      },
    });
    expect(events[1].instrument).toEqual({
      ...{ kind: 'rule', entityId: 'diffusion-rule', name: 'AI Diffusion Rule', pressStatus: 'rescinded' },
    });
  });

  test('pages lead from first to last, also inside one article', async () => {
    const seen: string[] = [];
    let cursor = '';
    for (let pages = 0; pages < 10; pages++) {
      const { body } = await get(`/v1/events?copies=true&limit=1${cursor}`);
      seen.push(...body.events.map(({ id }: { id: string }) => id));
      if (body.next === null) break;
      cursor = `&cursor=${body.next}`;
    }
    const { licence, copy, listed } = ids;
    expect(seen).toEqual([`${listed}-0`, `${copy}-0`, `${copy}-1`, `${licence}-0`, `${licence}-1`]);
  });
});

describe('quotes', () => {
  const words = async (query: string) =>
    (await get(`/v1/quotes?${query}`)).body.quotes.map((quote: { words: string }) => quote.words);
  const [english, inChinese] = ['Huawei will follow us,', '华为的昇腾芯片供不应求。'];

  test.each([
    ['', [inChinese, english]],
    ['speaker=person~ye-kejiang&before=2025-05-24', [english]],
    ['about=huawei', [inChinese, english]],
    ['about=nvidia', []],
    ['text=followed', [english]],
    ['text=%22will%20follow%22', [english]],
    ['text=%E6%98%87%E8%85%BE', [inChinese]],
  ])('%s', async (query, expected) => {
    expect(await words(query)).toEqual(expected);
  });

  test('say who speaks, with which verb and where', async () => {
    const { quotes } = (await get('/v1/quotes?text=follow')).body;
    const start = opened.indexOf('Huawei');
    expect(quotes).toMatchObject([
      {
        parts: [{ start, end: start + english.length }],
        speaker: { entityId: 'person~ye-kejiang', name: 'Ye Kejiang', listed: false, words: 'Ye Kejiang' },
        verb: 'said',
        article: { id: ids.opened },
      },
    ]);
  });
});

describe('releases', () => {
  const models = async (query: string) =>
    (await get(`/v1/releases?${query}`)).body.releases.map(
      ({ model }: { model: { entityId: string } }) => model.entityId,
    );

  test.each([
    ['', ['deepseek-v3']],
    ['model=deepseek', ['deepseek-v3']],
    ['model=nvidia', []],
    ['claim=parameters', ['deepseek-v3']],
    ['claim=price', []],
    ['claim=benchmark&measuredBy=self', ['deepseek-v3']],
    ['claim=benchmark&measuredBy=independent', []],
    ['claim=parameters&measuredBy=self', []],
  ])('%s', async (query, expected) => {
    expect(await models(query)).toEqual(expected);
  });

  test('hold each claim with its sentence', async () => {
    const { releases } = (await get('/v1/releases')).body;
    expect(releases[0]).toMatchObject({
      model: { name: 'DeepSeek V3', parentId: 'deepseek', words: 'V3' },
      claims: [
        { kind: 'parameters', words: '671 billion', value: 671e9, measuredBy: null, sentence: opened },
        { kind: 'benchmark', value: 88.5, unit: 'MMLU', measuredBy: 'self', start: opened.indexOf('88.5') },
      ],
    });
  });
});

describe('instruments', () => {
  test('tell the standing in law beside what the press says', async () => {
    const { instruments } = (await get('/v1/instruments')).body;
    expect(instruments.map(({ id }: { id: string }) => id)).toEqual(['diffusion-rule', 'other-rule']);
    expect(instruments[0]).toMatchObject({
      legal: { from: '2025-05-13', is: 'not-enforced', source: 'BIS, 13 May 2025' },
      history: [{ is: 'proposed' }, { is: 'not-enforced' }],
      press: [{ status: 'rescinded', events: 1, latestAt: '2025-05-20T08:00:00.000Z' }],
      latest: { status: 'rescinded', certainty: 'stated', article: { id: ids.licence } },
    });
    expect(instruments[1]).toMatchObject({ legal: null, history: [], press: [], latest: null });
  });

  test('on another day', async () => {
    const legal = async (on: string) =>
      (await get(`/v1/instruments?id=diffusion-rule&on=${on}`)).body.instruments[0].legal?.is;
    expect(await legal('2025-05-12')).toBe('proposed');
    expect(await legal('2025-05-13')).toBe('not-enforced');
    expect(await legal('2024-05-13')).toBeUndefined();
  });
});

test('an article holds what was found in it', async () => {
  const licence = (await get(`/v1/articles/${ids.licence}`)).body;
  expect(licence).toMatchObject({ stance: 'loosen', listVersion: 'list-7', quotes: [], releases: [] });
  expect(licence.events.map(({ type }: { type: string }) => type)).toEqual([
    'licence-granted',
    'rule-rescinded',
  ]);
  expect(licence.events[0]).not.toHaveProperty('article');
  const opened = (await get(`/v1/articles/${ids.opened}`)).body;
  expect(opened.quotes).toHaveLength(1);
  expect(opened.releases[0].claims).toHaveLength(2);
  const copy = (await get(`/v1/articles/${ids.copy}`)).body;
  expect(copy.events).toHaveLength(2);
});

test('off-topic articles are left out of trends and can be asked for, lists have them unless told not to', async () => {
  const counted = async (query: string) =>
    (await get(`/v1/trends?by=month${query}`)).body.series[0].points.filter(
      (p: { all: number }) => p.all > 0,
    );
  expect(await counted('')).toMatchObject([{ volume: 3, all: 3 }]);
  const { method } = (await get('/v1/trends')).body;
  expect(method.taggedWith).toEqual([{ taggerVersion: 'test-7', listVersion: 'list-7', articles: 3 }]);
  expect(await counted('&offTopic=true')).toMatchObject([{ volume: 4, all: 4 }]);
  const titles = async (query: string) => (await get(`/v1/articles${query}`)).body.articles.length;
  expect(await titles('')).toBe(4);
  expect(await titles('?offTopic=false')).toBe(3);
});

test.each([
  ['/v1/events?entity=nobody', 'entity'],
  ['/v1/events?from=2025-06-01&to=2025-05-01', 'from'],
  ['/v1/events?from=yesterday', 'from'],
  ['/v1/events?stance=angry', 'stance'],
  ['/v1/events?type=party', 'type'],
  ['/v1/events?type=', 'type'],
  ['/v1/events?role=clown', 'role'],
  ['/v1/events?instrument=nobody', 'instrument'],
  ['/v1/events?cursor=bm9uc2Vuc2U', 'cursor'],
  ['/v1/events?limit=101', 'limit'],
  ['/v1/quotes?speaker=nobody', 'speaker'],
  ['/v1/quotes?about=nobody', 'about'],
  ['/v1/quotes?text=a%00b', 'text'],
  ['/v1/releases?model=nobody', 'model'],
  ['/v1/releases?claim=beauty', 'claim'],
  ['/v1/instruments?on=0000-00-00', 'on'],
  ['/v1/instruments?id=nobody', 'id'],
])('%s names the wrong parameter', async (path, parameter) => {
  const { status, body } = await get(path);
  expect(status).toBe(400);
  expect(body.errors).toContainEqual({ parameter, detail: expect.any(String) });
});
