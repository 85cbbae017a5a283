import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addEntries, getArticle, saveRead } from '../../../db/articles.ts';
import type { Database, Orm } from '../../../db/database.ts';
import { listFeeds, syncFeeds } from '../../../db/feeds.ts';
import type { RetagScope } from '../../../db/retags.ts';
import { articles, retags } from '../../../db/schema.ts';
import {
  type ArticleTags,
  listArticleEntities,
  listMentions,
  replaceTags,
  saveTags,
} from '../../../db/tags.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import { placeAsCopy } from '../../../db/testing/placed.ts';
import { syncEntityList } from '../../entityList.ts';
import { addArticle, mentionOf } from '../../testing/archive.ts';
import { eventIn, quoteIn } from '../../testing/found.ts';
import type { ReadArticle } from '../storedTags.ts';
import { startThreads } from '../threads.ts';
import { type RetagOptions, retag } from './retag.ts';

let db: Database;
let listVersion: string;
let clock = Date.parse('2026-11-01T00:00:00Z');
const now = () => {
  clock += 1000;
  return new Date(clock);
};
beforeEach(async () => {
  db = await openTestDatabase();
  listVersion = await syncEntityList(db.orm, undefined);
  const feed = { family: 'wire', language: 'en', topics: ['export-controls'], interval: 1800 };
  await syncFeeds(db.orm, [{ ...feed, id: 'wire', publisher: 'wire', url: 'https://e.org/feed' }], now());
});
afterEach(() => db.close());

type Tagger = (article: ReadArticle) => Promise<ArticleTags>;

const neutral = { score: 0, label: 'neutral' as const };
const tags = (more: Partial<ArticleTags> = {}): ArticleTags => ({
  ...{ taggerVersion: '8', listVersion, language: 'en', sentiment: neutral, mentions: [], entities: [] },
  ...{ unlisted: [], topics: [{ id: 'export-controls', relevance: 0.8 }] },
  ...{ events: [], quotes: [], releases: [], stance: 'none' },
  ...more,
});
const run = (
  tagRows: Tagger,
  {
    orm = db.orm,
    ...more
  }: Partial<Omit<RetagOptions, 'scope'>> & { scope?: Partial<RetagScope>; orm?: Orm } = {},
) =>
  retag(
    { orm, threads: { tagRows } as never, now },
    {
      ...{ dryRun: false, concurrency: 4, signal: new AbortController().signal, onProgress: () => {} },
      ...more,
      scope: { taggerVersion: '8', listVersion, everything: false, since: null, ...more.scope },
    },
  );
const addMany = async (count: number) => {
  const ids: number[] = [];
  for (let n = 0; n < count; n++)
    ids.push(
      await addArticle(db.orm, { title: `Report ${n}`, text: `Text ${n}.`, publishedAt: '2026-01-10' }),
    );
  return ids;
};
const versions = async () =>
  (await db.orm.select({ version: articles.taggerVersion }).from(articles)).map(({ version }) => version);

/** A tagger that counts how often it is asked for each title. */
function counting(before: (calls: number) => void = () => {}) {
  const asked: Record<string, number> = {};
  let calls = 0;
  const tagger: Tagger = async ({ title }) => {
    asked[title] = (asked[title] ?? 0) + 1;
    before(++calls);
    return tags();
  };
  return { asked, tagger };
}

const text = 'Huawei fell. Nvidia rose. “We are fine,” said Huawei.';
const huawei = { entityId: 'huawei', mentions: 2, salience: 0.5 };
const nvidia = { entityId: 'nvidia', mentions: 1, salience: 0.3, score: 0, label: 'neutral' as const };

test('says what has changed, and the rows say the same', async () => {
  const written = { title: 'Huawei', text };
  const story = await addArticle(db.orm, {
    ...{ ...written, publishedAt: '2026-01-10T00:00:00Z' },
    mentions: [
      mentionOf('huawei', 'Huawei', written, 'title', ['neutral', 0, []]),
      mentionOf('huawei', 'Huawei', written, 'text', ['negative', -0.5, ['fell']]),
    ],
    tagged: {
      sentiment: neutral,
      entities: [{ ...huawei, score: -0.5, label: 'negative' }, nvidia],
    },
    found: {
      topics: [{ id: 'export-controls', relevance: 0.7 }],
      events: [eventIn(text, { type: 'order', words: 'fell' })],
    },
  });
  const same = await addArticle(db.orm, {
    title: 'Same',
    text: 'Same.',
    publishedAt: '2026-01-11T00:00:00Z',
  });
  const before = await getArticle(db.orm, story);
  const anew = tags({
    mentions: [
      mentionOf('huawei', 'Huawei', written, 'title', ['neutral', 0, []]),
      {
        ...mentionOf('nvidia', 'Nvidia', written, 'text', ['positive', 0.6, ['rose']]),
        reason: 'context: rose',
      },
      { ...mentionOf('person~fine', 'We', written, 'text', ['neutral', 0, []]) },
    ],
    entities: [
      { ...huawei, score: 0.3, label: 'positive' },
      { ...nvidia, score: 0.6, label: 'positive' },
    ],
    unlisted: [{ id: 'person~fine', type: 'person', name: 'We' }],
    ...{
      stance: 'tighten',
      topics: [
        { id: 'export-controls', relevance: 0.4 },
        { id: 'model-releases', relevance: 0.5 },
      ],
    },
    events: [
      eventIn(text, { type: 'order', words: 'fell' }),
      eventIn(text, { type: 'price-cut', words: 'rose' }),
    ],
    quotes: [quoteIn(text, { words: 'We are fine,' })],
  });
  const { report, finished } = await run(async ({ title }) => (title === 'Huawei' ? anew : tags()));

  expect(finished).toBe(true);
  expect(report).toEqual({
    ...{ articles: 2, changed: 1, failed: [] },
    mentions: { added: { nvidia: 1, 'person~': 1 }, removed: { huawei: 1 } },
    labels: { huawei: { 'negative→positive': 1 }, nvidia: { 'neutral→positive': 1 } },
    biggest: [{ id: story, title: 'Huawei', change: 1.4, flips: expect.any(Array) }],
    events: { before: { order: 1 }, after: { order: 1, 'price-cut': 1 } },
    ...{ quotes: { before: 0, after: 1 }, releases: { before: 0, after: 0 } },
    stances: { 'none→tighten': 1 },
    topics: { entered: { 'model-releases': 1 }, left: { 'export-controls': 1 } },
  });
  const after = await getArticle(db.orm, story);
  expect(after).toMatchObject({ taggerVersion: '8', listVersion, stance: 'tighten' });
  for (const kept of ['step', 'stepAt', 'storyId', 'copyOf', 'publishedAt'] as const)
    expect(after![kept]).toEqual(before![kept]);
  expect((await listMentions(db.orm, story)).map(({ entityId, reason }) => [entityId, reason])).toEqual([
    ['huawei', null],
    ['nvidia', 'context: rose'],
    ['person~fine', null],
  ]);
  expect(await listArticleEntities(db.orm, [story])).toMatchObject([
    { label: 'positive' },
    { label: 'positive' },
  ]);
  expect((await getArticle(db.orm, same))!.taggerVersion).toBe('8');
});

test('what has the present versions is skipped, unless everything is asked for', async () => {
  await addMany(3);
  await run(async () => tags());
  const again = counting();
  expect((await run(again.tagger)).report.articles).toBe(0);
  expect((await run(again.tagger, { scope: { listVersion: 'another' } })).report.articles).toBe(3);
  await run(async () => tags());
  expect((await run(again.tagger, { scope: { everything: true } })).report.articles).toBe(3);
  expect(again.asked).toEqual({ 'Report 0': 2, 'Report 1': 2, 'Report 2': 2 });
});

test.each([false, true])(
  'stopped in the middle, the next run goes on (everything: %s)',
  async (everything) => {
    const count = 30;
    await addMany(count);
    if (everything) await run(async () => tags());
    const stop = new AbortController();
    const first = counting((calls) => calls === 10 && stop.abort());
    const stopped = await run(first.tagger, { signal: stop.signal, scope: { everything } });
    expect(stopped.finished).toBe(false);
    expect(stopped.report.articles).toBeGreaterThanOrEqual(10);
    expect(stopped.report.articles).toBeLessThan(15);
    const second = counting();
    const shown: [number, number][] = [];
    const finished = await run(second.tagger, {
      scope: { everything },
      onProgress: (...at) => shown.push(at),
    });
    expect(finished).toMatchObject({ finished: true, report: { articles: count } });
    expect(shown.at(-1)).toEqual([count - stopped.report.articles, count - stopped.report.articles]);
    expect({ ...first.asked, ...second.asked }).toEqual(
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`Report ${n}`, 1])),
    );
    expect(new Set(await versions())).toEqual(new Set(['8']));
    expect((await run(second.tagger)).report.articles).toBe(0);
    const ended = (await db.orm.select().from(retags)).map(({ finishedAt }) => finishedAt !== null);
    expect(new Set(ended)).toEqual(new Set([true]));
  },
);

test('a run whose database goes away leaves whole rows, and the next goes on', async () => {
  await addMany(12);
  const orm: Orm = Object.create(db.orm);
  const { tagger } = counting((calls) => {
    if (calls === 6) orm.transaction = () => Promise.reject(new Error('the server went away'));
  });
  await expect(run(tagger, { orm })).rejects.toThrow('went away');
  const half = (await versions()).filter((version) => version === '8').length;
  expect(half).toBeGreaterThan(1);
  expect(half).toBeLessThan(12);
  const rest = counting();
  await run(rest.tagger);
  expect(Object.keys(rest.asked)).toHaveLength(12 - half);
});

test('an article that cannot be tagged keeps its tags, is told, and holds up nothing', async () => {
  const ids = await addMany(4);
  const unknown = { entityId: 'nobody', mentions: 1, salience: 0.1, score: 0, label: 'neutral' as const };
  const { report } = await run(async ({ title }) => {
    if (title === 'Report 2') throw new Error('took longer than 5 s');
    return tags(title === 'Report 1' ? { entities: [unknown] } : {});
  });
  expect(report).toMatchObject({ articles: 2 });
  expect(report.failed.toSorted((a, b) => a.id - b.id)).toEqual([
    { id: ids[1], reason: expect.stringMatching(/violates/) },
    { id: ids[2], reason: 'took longer than 5 s' },
  ]);
  expect((await versions()).toSorted()).toEqual(['8', '8', 'test-7', 'test-7']);
  expect((await run(async () => tags())).report).toMatchObject({ articles: 2, failed: [] });
});

test('a dry run says the same and stores nothing', async () => {
  await addMany(4);
  const dry = await run(async () => tags({ stance: 'loosen' }), { dryRun: true });
  expect(dry.report).toMatchObject({ articles: 4, changed: 4, stances: { 'none→loosen': 4 } });
  expect(new Set(await versions())).toEqual(new Set(['test-7']));
  expect(await db.orm.$count(retags)).toBe(0);
});

test('only articles published since', async () => {
  await addArticle(db.orm, { title: 'Old', text: 'x', publishedAt: '2024-01-10T00:00:00Z' });
  await addArticle(db.orm, { title: 'New', text: 'y', publishedAt: '2026-01-10T00:00:00Z' });
  const { asked, tagger } = counting();
  await run(tagger, { scope: { since: new Date('2025-01-01') } });
  expect(asked).toEqual({ New: 1 });
});

test('workers go on meanwhile: each article ends whole, at its newest tags, and in its story', async () => {
  const ids = await addMany(20);
  const [feed] = await listFeeds(db.orm);
  const entry = {
    url: null,
    summary: null,
    feedHtml: null,
    language: 'en',
    byline: [],
    publishedAt: new Date('2026-01-10'),
  };
  const found = await addEntries(
    db.orm,
    feed!,
    Array.from({ length: 20 }, (_, n) => ({
      ...entry,
      keys: [`k${n}`],
      canonicalUrl: `urn:${n}`,
      title: `New ${n}`,
    })),
    now(),
  );
  const read = {
    byline: [],
    language: 'en',
    text: 'x',
    words: 1,
    textSource: 'feed',
    textReason: null,
    image: null,
    section: null,
    paywalled: false,
    syndicatedFrom: null,
    publishedAt: new Date('2026-01-10'),
    updatedAt: null,
  } as const;
  for (const id of found)
    await saveRead(
      db.orm,
      id,
      { ...read, byline: [], title: `New ${id}` },
      { title: 'x', lead: '', rest: 'x' },
      now(),
    );
  const mention = (words: string) => ({
    ...{
      entityId: 'huawei',
      field: 'text' as const,
      startsAt: 0,
      endsAt: 1,
      sentenceStart: 0,
      sentenceEnd: 1,
      words,
    },
    ...{ score: 0, label: 'neutral' as const, cues: [], reason: null },
  });
  const worker = async () => {
    for (const id of found) {
      await saveTags(db.orm, id, tags({ mentions: [mention('worker')] }), now());
      await placeAsCopy(db.orm, id, `story ${id}`, now());
    }
    // Another run of a newer tagger overtakes this one.
    const newer = tags({
      taggerVersion: '9',
      mentions: [mention('newer'), { ...mention('newer'), startsAt: 2, endsAt: 3 }],
    });
    for (const id of ids.slice(10)) {
      const row = (await getArticle(db.orm, id))!;
      await replaceTags(db.orm, id, newer, row.taggedAt, now());
    }
  };
  await Promise.all([run(async () => tags({ mentions: [mention('anew')] })), worker()]);
  for (const id of [...ids, ...found]) {
    const article = (await getArticle(db.orm, id))!;
    const named = (await listMentions(db.orm, id)).map(({ words }) => words);
    expect(article).toMatchObject({ step: 'clustered', failure: null, storyId: expect.any(Number) });
    expect(named).toEqual(
      article.taggerVersion === '9' ? ['newer', 'newer'] : [expect.stringMatching(/anew|worker/)],
    );
  }
});

test('with the real tagger in its threads, every reference holds', async () => {
  await addArticle(db.orm, {
    title: 'Huawei shrugs off US curbs 🚧',
    text: 'Huawei said on Tuesday that its Ascend chips sell well. “We are fine,” said Ye Kejiang, an analyst at Foo Capital.',
    publishedAt: '2026-01-10T00:00:00Z',
  });
  const threads = startThreads(undefined);
  try {
    const { report } = await run(threads.tagRows);
    expect(report).toMatchObject({ articles: 1, changed: 1, failed: [] });
    expect(report.mentions.added.huawei).toBeGreaterThan(1);
    const [row] = await db.orm.select().from(articles).where(eq(articles.listVersion, listVersion));
    expect(row?.taggedAt).not.toBeNull();
  } finally {
    await threads.close();
  }
});
