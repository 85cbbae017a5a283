import type { OpenAPIHono } from '@hono/zod-openapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../db/database.ts';
import { syncEntities } from '../../db/entities.ts';
import { syncFeeds } from '../../db/feeds.ts';
import { learnWords } from '../../db/search/vocabulary.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { vocabularyOf } from '../search/suggest.ts';
import { feedAt } from '../testing/app.ts';
import { addArticle, type Written } from '../testing/archive.ts';
import { createApi } from './app.ts';

let db: Database;
let api: OpenAPIHono;
const now = new Date('2026-03-01T00:00:00Z');
const entity = (id: string, type: 'company' | 'chip', name: string, parentId: string | null = null) => ({
  ...{ id, type, name, parentId },
  ...{ nameZh: null, aliases: [], tickers: [], wikidata: null },
});
const named = (entityId: string, score: number, salience = 0.5) => ({
  ...{ entityId, mentions: 1, salience, score },
  label: score < -0.1 ? ('negative' as const) : score > 0.1 ? ('positive' as const) : ('neutral' as const),
});

/** The part of an answer that these tests read. */
interface Answer {
  query: string;
  didYouMean: string | null;
  total: { count: number; about: boolean };
  articles: {
    title: string;
    score: number | null;
    copies: number;
    highlights: { title: { text: string; hit: boolean }[]; snippets: { text: string; hit: boolean }[][] };
  }[];
  facets: Record<string, { value: string; name?: string; articles: number }[]> | null;
  next: string | null;
  errors?: { parameter: string; detail: string; start?: number; mend?: string }[];
}

async function get(parameters: Record<string, string>): Promise<Answer & { status: number }> {
  const response = await api.request(`/v1/search?${new URLSearchParams(parameters)}`);
  return { status: response.status, ...((await response.json()) as Answer) };
}
const titles = async (q: string, more: Record<string, string> = { sort: 'newest' }) =>
  (await get({ q, ...more })).articles.map(({ title }) => title);

const licence = 'Commerce clears export licence for Nvidia H20 chips';
const tiger = 'Tiger chips: a paper tiger';
const ascend = '华为昇腾910C芯片量产';
const traditional = '華為發布新晶片';
const weather = 'Weather in Shenzhen';
const written: Written[] = [
  {
    title: licence,
    text: 'The U.S. Commerce Department granted a licence on Monday.\n\nControls on the export of chips were announced in 2022. Nvidia’s sales fell by 3.5% and 1,200 orders were lost.',
    publishedAt: '2026-02-01T10:00:00Z',
    story: 'licence',
    tagged: { sentiment: { score: 0.3, label: 'positive' }, entities: [named('nvidia', 0.5)] },
  },
  {
    title: tiger,
    text: 'Nothing here is licensed.\n\nThe control of exports is export control; a chip is a chip, chips are chips.',
    publishedAt: '2026-01-01T10:00:00Z',
    tagged: { sentiment: { score: -0.3, label: 'negative' }, entities: [named('nvidia', -0.7)] },
  },
  {
    title: ascend,
    text: '中芯国际代工的昇腾910C芯片进入量产。\n\n美国商务部尚未回应。',
    language: 'zh',
    publishedAt: '2026-02-10T10:00:00Z',
    tagged: { sentiment: { score: 0, label: 'neutral' }, entities: [named('ascend', 0.2, 0.9)] },
  },
  {
    title: traditional,
    text: '華為的晶片由中芯國際代工，面臨加稅。',
    language: 'zh',
    publishedAt: '2025-12-10T10:00:00Z',
    tagged: { sentiment: { score: -0.31, label: 'negative' }, entities: [named('huawei', -0.31, 0.2)] },
  },
  {
    title: weather,
    text: 'Rain. <b>Bold & "quoted"</b> umbrellas, chips with vinegar, an exporter of umbrellas.',
    publishedAt: '2024-06-01T10:00:00Z',
    found: { topics: [] },
  },
];

beforeAll(async () => {
  db = await openTestDatabase();
  api = createApi({ orm: db.orm, now: () => now, version: '1', report: (error) => console.error(error) });
  await syncFeeds(
    db.orm,
    [
      feedAt('wire', 'https://feed.example/'),
      feedAt('courier', 'https://c.example/', { publisher: 'Courier' }),
    ],
    now,
  );
  await syncEntities(db.orm, [
    entity('huawei', 'company', 'Huawei'),
    entity('ascend', 'chip', 'Ascend', 'huawei'),
    entity('nvidia', 'company', 'Nvidia'),
  ]);
  for (const article of written) await addArticle(db.orm, article);
  await addArticle(db.orm, {
    ...{ ...written[0]!, title: `${licence} (copy)`, feed: 'courier' },
    publishedAt: '2026-02-01T11:00:00Z',
  });
  while ((await learnWords(db.orm, 2, vocabularyOf)) > 0);
});
afterAll(() => db.close());

describe('what is found', () => {
  it.each([
    ['everything', '', [ascend, licence, tiger, traditional, weather]],
    ['words by their stems, in either spelling', 'licences', [licence, tiger]],
    ['a phrase', '"export controls"', [tiger]],
    ['a phrase across a stop word', '"export of chips"', [licence]],
    ['near', 'control near/3 export', [licence, tiger]],
    ['not so near', 'nvidia near/3 orders', []],
    ['nearer from far', 'nvidia near/9 orders', [licence]],
    ['a prefix', 'umbrel*', [weather]],
    ['a prefix is no stem', 'exporte*', [tiger, licence, weather].toSorted()],
    ['at least', 'atleast4(chip)', [tiger]],
    ['at least a phrase', 'atleast2("chips are chips")', []],
    ['a title', 'title:chips', [licence, tiger]],
    ['a first paragraph', 'lead:license', [licence, tiger]],
    ['what stands after the first paragraph is not in it', 'lead:vinegar OR lead:control', [weather]],
    ['or', 'vinegar OR 昇腾', [ascend, weather]],
    ['not', 'chips -vinegar -sales', [tiger]],
    ['only not', '-chips', [ascend, traditional]],
    ['an acronym with or without dots', 'US', [licence]],
    ['numbers', '1200 "3.5"', [licence]],
    ['Chinese', '华为', [ascend, traditional]],
    ['Chinese in traditional signs', '華為', [ascend, traditional]],
    ['a run of signs must stand together', '国际商务', []],
    ['nor across a stop', '量产美国', []],
    ['a single sign', '税', [traditional]],
    ['a single sign at a run’s beginning', '进', [ascend]],
    ['a mixed run', '昇腾910C芯片', [ascend]],
    ['full width', '９１０Ｃ', [ascend]],
    ['an entity takes in what belongs to it', 'entity:huawei', [ascend, traditional]],
    ['a type', 'type:chip', [ascend]],
    ['sentiment, exclusive', 'sentiment:<-0.3', [traditional]],
    ['sentiment, inclusive', 'sentiment:<=-0.3', [tiger, traditional]],
    ['sentiment, from', 'sentiment:>=0.3', [licence]],
    ['sentiment, above', 'sentiment:>0.3', []],
    ['sentiment towards', 'sentiment(nvidia):<-0.65', [tiger]],
    ['sentiment towards is not of what belongs to it', 'sentiment(huawei):>0', []],
    ['times', 'after:2026-01-01 before:2026-02-10', [licence, tiger]],
    ['a topic', 'topic:export-controls chips', [licence, tiger]],
    ['no topic', '-topic:export-controls', [weather]],
    ['a language or words', 'lang:zh OR vinegar', [ascend, traditional, weather]],
    ['a story or words', 'in:1 OR vinegar', [weather]],
    ['a publisher', 'publisher:"Example Wire" vinegar', [weather]],
  ])('%s: %s', async (_, q, expected) => {
    const found = await titles(q);
    expect([...found].toSorted()).toEqual([...expected].toSorted());
    expect((await titles(q, { sort: 'relevance' })).toSorted()).toEqual([...expected].toSorted());
    expect((await get({ q })).total).toEqual({ count: expected.length, about: false });
  });

  it('lists copies only when asked, and counts them', async () => {
    const { articles } = await get({ q: 'licence' });
    expect(articles.find(({ title }) => title === licence)?.copies).toBe(1);
    expect(await titles('licence', { copies: 'true' })).toHaveLength(3);
    expect(await titles('chips', { offTopic: 'false' })).not.toContain(weather);
  });
});

describe('how it is shown', () => {
  it('marks what was sought, as plain text in parts', async () => {
    const { articles } = await get({ q: '"export control" OR umbrella OR "bold quoted"' });
    const shown = Object.fromEntries(articles.map(({ title, highlights }) => [title, highlights]));
    const hits = (title: string) =>
      shown[title]?.snippets.map((parts) => parts.filter(({ hit }) => hit).map(({ text }) => text));
    expect(hits(tiger)).toEqual([['export control']]);
    expect(hits(weather)?.flat()).toEqual(['Bold & "quoted', 'umbrellas', 'umbrellas']);
    const text = shown[weather]?.snippets
      .flat()
      .map((part) => part.text)
      .join('');
    expect(text).toBe(
      'Rain. <b>Bold & "quoted"</b> umbrellas, chips with vinegar, an exporter of umbrellas.',
    );
  });

  it('marks Chinese, whatever script it is asked in', async () => {
    const { articles } = await get({ q: '芯片', sort: 'newest' });
    expect(articles.map(({ highlights }) => highlights.title)).toEqual([
      [
        { text: '华为昇腾910C', hit: false },
        { text: '芯片', hit: true },
        { text: '量产', hit: false },
      ],
    ]);
    const [, old] = (await get({ q: '华为', sort: 'newest' })).articles;
    expect(old?.highlights.title[0]).toEqual({ text: '華為', hit: true });
  });

  it('shows the beginning where nothing was sought', async () => {
    const { articles } = await get({ q: 'type:chip' });
    expect(articles[0]?.highlights.snippets[0]?.[0]?.text).toMatch(/^中芯国际代工/);
  });

  it('counts what is found', async () => {
    const { facets, total } = await get({ q: '', facets: 'true' });
    expect(total).toEqual({ count: 5, about: false });
    expect(facets?.entity).toEqual([
      { value: 'huawei', name: 'Huawei', nameZh: null, articles: 2 },
      { value: 'nvidia', name: 'Nvidia', nameZh: null, articles: 2 },
      { value: 'ascend', name: 'Ascend', nameZh: null, articles: 1 },
    ]);
    expect(facets?.month?.map(({ value }) => value)).toEqual(['2026-02', '2026-01', '2025-12', '2024-06']);
    expect(facets?.label).toEqual([
      { value: 'negative', articles: 2 },
      { value: 'neutral', articles: 2 },
      { value: 'positive', articles: 1 },
    ]);
    expect(facets?.publisher).toEqual([{ value: 'Example Wire', articles: 5 }]);
  });

  it('ranks a title before a text, and of the same the newer', async () => {
    const { articles } = await get({ q: 'chips' });
    expect(articles.map(({ title }) => title)).toEqual([tiger, licence, weather]);
    expect(articles[0]?.score).toBe(1);
    expect((await get({ q: 'entity:huawei' })).articles.map(({ title }) => title)).toEqual([
      ascend,
      traditional,
    ]);
  });

  it.each(['relevance', 'newest'])('pages by %s without gap or repeat', async (sort) => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await get({ q: '', sort, limit: '2', ...(cursor ? { cursor } : {}) });
      seen.push(...page.articles.map(({ title }) => title));
      cursor = page.next;
    } while (cursor);
    expect(seen.toSorted()).toEqual(written.map(({ title }) => title).toSorted());
  });
});

describe('what is wrong', () => {
  it.each([
    ['"chips', 0],
    ['chips AND', 6],
    ['entity:huawie', 7],
    ['sentiment:<-3', 10],
  ])('%s', async (q, start) => {
    const { status, errors } = await get({ q });
    expect(status).toBe(400);
    expect(errors?.[0]).toMatchObject({ parameter: 'q', start });
    expect(await get({ q: errors?.[0]?.mend ?? '' })).toMatchObject({ status: 200 });
  });

  it('suggests a query for words that nobody wrote', async () => {
    expect((await get({ q: 'vinegr -controls' })).didYouMean).toBe('vinegar -controls');
    expect((await get({ q: '"comerce departmnt"' })).didYouMean).toBe('"commerce department"');
    expect((await get({ q: 'zzzzzz' })).didYouMean).toBeNull();
    expect((await get({ q: 'chips' })).didYouMean).toBeNull();
  });

  it('refuses what would take too long, and cursors that are none', async () => {
    expect(await get({ cursor: 'x' })).toMatchObject({ status: 400 });
    expect(await get({ cursor: 'x', sort: 'newest' })).toMatchObject({ status: 400 });
    expect(await get({ limit: '1000' })).toMatchObject({ status: 400 });
  });

  it('survives texts that would be SQL or a query of PostgreSQL', async () => {
    for (const q of [
      `'; drop table articles; --`,
      `"a' | 'b" & !c <-> d:*A`,
      `publisher:"Example' Wire\\"`,
      'near/20 the near/20',
      '\\ %_ $1 {x}',
      '的',
      'the of and',
      `${'chips '.repeat(64)}`,
      'a*',
      '🎉🎉 chips',
    ])
      expect([200, 400], q).toContain((await get({ q, facets: 'true' })).status);
    expect((await get({ q: 'chips' })).total.count).toBe(3);
  });
});
