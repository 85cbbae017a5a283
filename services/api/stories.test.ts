import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { syncEntities } from '../../db/entities.ts';
import { syncFeeds } from '../../db/feeds.ts';
import { articles } from '../../db/schema.ts';
import { savePlacements } from '../../db/storyPlacements.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { addArticle } from '../testing/archive.ts';
import { eventIn } from '../testing/found.ts';
import { createApi } from './app.ts';

let db: Database;
let api: ReturnType<typeof createApi>;
let ids: Record<'broke' | 'copy' | 'chinese' | 'follow' | 'lone', number>;
let story: number;
let lone: number;
const now = new Date('2026-11-23T12:00:00Z');

beforeAll(async () => {
  db = await openTestDatabase();
  api = createApi({ orm: db.orm, now: () => now, version: '0.0.0', report: () => {} } as never);
  const feed = { family: 'wire', language: 'en', topics: ['export-controls'], interval: 1800 };
  await syncFeeds(
    db.orm,
    ['wire', 'courier', 'ribao'].map((id) => ({
      ...feed,
      id,
      publisher: id,
      url: `https://e.org/${id}.xml`,
    })),
    now,
  );
  const entity = { nameZh: null, aliases: [], tickers: [], wikidata: null };
  await syncEntities(db.orm, [
    { ...entity, id: 'huawei', name: 'Huawei', type: 'company', parentId: null },
    { ...entity, id: 'ascend', name: 'Ascend', type: 'chip', parentId: 'huawei' },
    { ...entity, id: 'nvidia', name: 'Nvidia', type: 'company', parentId: null },
  ]);
  const text = 'Huawei was listed.';
  const listed = { events: [eventIn(text, { type: 'entity-listing', words: 'listed', stance: 'tighten' })] };
  const broke = await addArticle(db.orm, {
    ...{ title: 'Huawei listed', text, publishedAt: '2025-01-15T08:00:00Z', story: 'listed', found: listed },
    ...scores({ huawei: -0.6, ascend: -0.2 }),
  });
  const follow = await addArticle(db.orm, {
    ...{
      title: 'Huawei answers',
      text,
      publishedAt: '2025-01-16T09:30:00Z',
      feed: 'courier',
      follows: broke,
    },
    ...{ found: listed, ...scores({ huawei: 0.2 }) },
  });
  const chinese = await addArticle(db.orm, {
    ...{
      title: '华为被列入清单',
      text: '华为被列入清单。',
      publishedAt: '2025-01-15T10:00:00Z',
      language: 'zh',
    },
    ...{ feed: 'ribao', follows: broke, ...scores({ huawei: 0.4 }) },
  });
  const copy = await addArticle(db.orm, {
    ...{
      title: 'Huawei is listed',
      text,
      publishedAt: '2025-01-15T09:00:00Z',
      feed: 'courier',
      follows: broke,
    },
    ...{ found: listed, ...scores({ huawei: -0.6 }) },
  });
  const other = await addArticle(db.orm, {
    ...{ title: 'Nvidia sells', text: 'Nvidia sells.', publishedAt: '2025-01-16T12:00:00Z' },
    ...{ ...scores({ nvidia: 0.5 }), found: { topics: [{ id: 'model-releases', relevance: 0.9 }] } },
  });
  ids = { broke, follow, chinese, copy, lone: other };
  [story, lone] = [await storyOf(broke), await storyOf(other)];
  await savePlacements(db.orm, [
    {
      ...{ articleId: copy, storyId: story, ownStoryId: 5, copyOf: broke, copyShare: 0.93 },
      link: { toId: broke, score: 0.93, reasons: {} },
    },
    {
      articleId: other,
      storyId: 4_000_000_000_000,
      ownStoryId: lone,
      copyOf: null,
      copyShare: null,
      link: null,
    },
  ]);
});
afterAll(() => db.close());

const storyOf = async (id: number) =>
  (await db.orm.select({ id: articles.storyId }).from(articles).where(eq(articles.id, id)))[0]!.id!;
function scores(towards: Record<string, number>) {
  const label = (score: number) => (score < 0 ? ('negative' as const) : ('positive' as const));
  const entities = Object.entries(towards).map(([entityId, score], nth) => ({
    ...{ entityId, score, label: label(score), mentions: 1, salience: 0.8 - nth * 0.3 },
  }));
  return { tagged: { entities, sentiment: { score: 0, label: 'neutral' as const } } };
}
const get = async (path: string) => {
  const response = await api.request(path);
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape it asks for
  return { status: response.status, headers: response.headers, body: (await response.json()) as any };
};

describe('the list', () => {
  const found = async (query: string) =>
    (await get(`/v1/stories?${query}`)).body.stories.map(({ id }: { id: number }) => id);

  test.each([
    ['', ['moved', 'story']],
    ['entity=huawei', ['story']],
    ['entity=ascend', ['story']],
    ['entity=nvidia', ['moved']],
    ['topic=model-releases', ['moved']],
    ['publishers=2', ['story']],
    ['publishers=4', []],
    ['sort=publishers&after=2024-01-01', ['story', 'moved']],
    ['after=2025-01-16T10:00:00Z', ['moved']],
    ['before=2025-01-15T08:00:01Z', ['story']],
    ['before=2025-01-15T08:00:00Z', []],
  ])('%s', async (query, expected) => {
    const byName: Record<string, number> = { moved: 4_000_000_000_000, story };
    expect(await found(query)).toEqual(expected.map((name) => byName[name]));
  });

  test('tells who broke it and what it is about', async () => {
    const { stories } = (await get('/v1/stories?entity=huawei')).body;
    expect(stories).toEqual([
      {
        ...{ id: story, headline: 'Huawei listed', language: 'en', articles: 4, publishers: 3 },
        ...{ firstAt: '2025-01-15T08:00:00.000Z', lastAt: '2025-01-16T09:30:00.000Z' },
        first: expect.objectContaining({ id: ids.broke, publisher: 'wire' }),
        entities: [
          {
            ...{ id: 'huawei', name: 'Huawei', nameZh: null, type: 'company', articles: 3 },
            meanSentiment: expect.closeTo(0),
          },
          expect.objectContaining({ id: 'ascend', articles: 1, meanSentiment: expect.closeTo(-0.2) }),
        ],
      },
    ]);
  });

  test('pages follow each other', async () => {
    const first = (await get('/v1/stories?limit=1')).body;
    expect(first.stories).toHaveLength(1);
    const second = (await get(`/v1/stories?limit=1&cursor=${first.next}`)).body;
    expect(second.stories.map(({ id }: { id: number }) => id)).toEqual([story]);
    expect(second.next).toBeNull();
  });
});

describe('one story', () => {
  test('has a timeline with reasons, firsts, sentiment, events and copies', async () => {
    const { status, body } = await get(`/v1/stories/${story}`);
    expect(status).toBe(200);
    expect(body.first).toMatchObject({
      id: ids.broke,
      publisher: 'wire',
      publishedAt: '2025-01-15T08:00:00.000Z',
    });
    expect(body.firstInEnglish).toMatchObject({ articleId: ids.broke });
    expect(body.firstInChinese).toEqual({
      ...{ articleId: ids.chinese, publisher: 'ribao', publishedAt: '2025-01-15T10:00:00.000Z' },
    });
    expect(
      body.timeline.map(({ id, minutesAfterFirst, copyOf }: Record<string, number>) => [
        id,
        minutesAfterFirst,
        copyOf,
      ]),
    ).toEqual([
      [ids.broke, 0, null],
      [ids.copy, 60, ids.broke],
      [ids.chinese, 120, null],
      [ids.follow, 1530, null],
    ]);
    expect(body.timeline[0].link).toBeNull();
    expect(body.timeline[3].link).toMatchObject({
      ...{ to: ids.broke, score: 0.75, reasons: { entities: ['huawei'], numbers: ['36'], daysApart: 0.5 } },
    });
    expect(body.sentimentByPublisher).toContainEqual({
      ...{
        publisher: 'courier',
        entityId: 'huawei',
        articles: 1,
        meanSentiment: expect.closeTo(0.2),
        interval: null,
      },
    });
    expect(body.events).toEqual([
      {
        ...{ type: 'entity-listing', days: { from: '2025-01-15', to: '2025-01-15' }, stance: 'tighten' },
        ...{ articles: 2, publishers: 2, firstToldAt: '2025-01-15T08:00:00.000Z' },
      },
    ]);
    expect(body.copies).toEqual([
      {
        original: ids.broke,
        copies: [
          {
            ...{ articleId: ids.copy, publisher: 'courier', publishedAt: '2025-01-15T09:00:00.000Z' },
            share: expect.closeTo(0.93),
          },
        ],
      },
    ]);
    expect(body.byPublisher).toContainEqual(
      expect.objectContaining({ publisher: 'courier', articles: 1, copies: 1 }),
    );
    expect(body).toMatchObject({ next: null, revisions: 0, publishers: 3 });
  });

  test('has its timeline in pages', async () => {
    const first = (await get(`/v1/stories/${story}?limit=3`)).body;
    expect(first.next).toBe(ids.chinese);
    const second = (await get(`/v1/stories/${story}?limit=3&after=${first.next}`)).body;
    expect(second.timeline.map(({ id }: { id: number }) => id)).toEqual([ids.follow]);
    expect(second.next).toBeNull();
    expect(second.first.id).toBe(ids.broke);
  });

  test('is found under an id that it had', async () => {
    const response = await api.request(`/v1/stories/${lone}`);
    expect(response.status).toBe(308);
    expect(response.headers.get('location')).toBe('/v1/stories/4000000000000');
    const found = (await get(`/v1/articles?story=${lone}`)).body.articles;
    expect(found.map(({ id }: { id: number }) => id)).toEqual([ids.lone]);
    expect((await get(`/v1/articles?q=in:${lone}`)).body.articles).toHaveLength(1);
    expect((await get(`/v1/articles?q=-in:${lone}`)).body.articles).toHaveLength(3);
    expect((await get('/v1/articles?q=-in:999')).body.articles).toHaveLength(4);
  });

  test('an article names its story and the copies of its text alone', async () => {
    const { body } = await get(`/v1/articles/${ids.broke}`);
    expect(body.story).toEqual({ id: story, articles: 4, publishers: 3 });
    expect(body.copies.map(({ id }: { id: number }) => id)).toEqual([ids.copy]);
    expect((await get(`/v1/articles/${ids.follow}`)).body.copies).toEqual([]);
  });
});

test.each([
  ['/v1/stories?publishers=0', 400, 'publishers'],
  ['/v1/stories?cursor=bm9uc2Vuc2U', 400, 'cursor'],
  ['/v1/stories?entity=nobody', 400, 'entity'],
  ['/v1/stories?colour=red', 400, 'colour'],
  ['/v1/stories/x', 400, 'id'],
  ['/v1/stories/99', 404, undefined],
])('%s answers %i', async (path, status, parameter) => {
  const answer = await get(path);
  expect(answer.status).toBe(status);
  expect(answer.body.errors?.[0]?.parameter).toBe(parameter);
});
