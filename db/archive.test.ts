import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addEntries,
  countSteps,
  failArticle,
  getArticle,
  type NewEntry,
  retryFailed,
  saveRead,
  standingStill,
} from './articles.ts';
import type { Database } from './database.ts';
import { getEntity, listEntities, syncEntities } from './entities.ts';
import { feedFigures } from './feedHealth.ts';
import {
  claimPoll,
  dueFeeds,
  type Feed,
  forgetPolls,
  listFeeds,
  listPolls,
  recordPoll,
  syncFeeds,
} from './feeds.ts';
import { listArticles } from './search.ts';
import { sumDays } from './series.ts';
import { listCopies } from './stories.ts';
import { type ArticleTags, listMentions, saveTags } from './tags.ts';
import { openTestDatabase } from './testing/database.ts';
import { placeAsCopy } from './testing/placed.ts';

let db: Database;
const now = new Date('2026-11-23T12:00:00Z');
const source = {
  url: 'https://example.com/feed',
  publisher: 'Example',
  family: 'wire',
  language: 'en',
  topics: ['export-controls'],
  interval: 1800,
};
const entry = (id: string, more: Partial<NewEntry> = {}): NewEntry => ({
  keys: [`id:${id}`, `url:https://example.com/${id}`],
  url: `https://example.com/${id}`,
  canonicalUrl: `https://example.com/${id}`,
  title: `Title ${id}`,
  language: null,
  byline: [],
  summary: null,
  feedHtml: null,
  publishedAt: now,
  ...more,
});
const read = (id: number, text: string, publishedAt = now, title = `Title ${id}`) =>
  saveRead(
    db.orm,
    id,
    {
      title,
      byline: [],
      language: 'en',
      text,
      words: 3,
      textSource: 'page',
      textReason: null,
      image: null,
      section: null,
      paywalled: false,
      syndicatedFrom: null,
      publishedAt,
      updatedAt: null,
    },
    { title, lead: '', rest: text },
    now,
  );
const neutral = { score: 0, label: 'neutral' as const };
const tags = (entities: [string, number][]): ArticleTags => ({
  taggerVersion: 'test',
  listVersion: 'list',
  ...{ events: [], quotes: [], releases: [], stance: 'none' },
  language: 'en',
  sentiment: neutral,
  mentions: entities.map(([entityId, score], i) => ({
    entityId,
    field: 'text',
    startsAt: i,
    endsAt: i + 1,
    words: 'x',
    sentenceStart: 0,
    sentenceEnd: 9,
    score,
    label: score < 0 ? 'negative' : 'positive',
    cues: [],
    reason: null,
  })),
  entities: entities.map(([entityId, score]) => ({
    entityId,
    mentions: 1,
    salience: 0.5,
    score,
    label: score < 0 ? 'negative' : 'positive',
  })),
  unlisted: entities
    .filter(([id]) => id.includes('~'))
    .map(([id]) => ({ id, type: 'person', name: id.slice(7) })),
  topics: [{ id: 'export-controls', relevance: 0.8 }],
});
const feedOf = async (id: string): Promise<Feed> => (await listFeeds(db.orm, [id]))[0] as Feed;

beforeAll(async () => {
  db = await openTestDatabase();
  await syncFeeds(
    db.orm,
    [
      { ...source, id: 'one' },
      { ...source, id: 'two', url: 'https://example.com/feed2' },
    ],
    now,
  );
  const entity = { type: 'company' as const, nameZh: null, aliases: [], tickers: [], wikidata: null };
  await syncEntities(db.orm, [
    { ...entity, id: 'ascend', name: 'Ascend', type: 'chip', parentId: 'huawei' },
    { ...entity, id: 'huawei', name: 'Huawei', nameZh: '华为', tickers: ['HW'], parentId: null },
  ]);
});
afterAll(() => db.close());

describe('feeds', () => {
  test('a due feed is claimed by one worker only, and again when its lease has ended', async () => {
    const claims = await Promise.all([1, 2, 3, 4].map(() => claimPoll(db.orm, 'two', now, 60_000)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await dueFeeds(db.orm, now)).toEqual(['one']);
    expect(await claimPoll(db.orm, 'two', new Date(now.getTime() + 60_000), 1)).not.toBeNull();
  });

  test('a poll is recorded with what it changes', async () => {
    const poll = {
      feedId: 'one',
      at: now,
      ms: 5,
      outcome: 'failed' as const,
      status: 500,
      entries: 0,
      added: 0,
      bytes: 0,
      reason: 'the server is broken',
    };
    await recordPoll(db.orm, poll, {
      state: 'failing',
      reason: 'the server is broken',
      failures: 1,
      nextPollAt: new Date(now.getTime() + 1000),
    });
    expect(await feedOf('one')).toMatchObject({ state: 'failing', failures: 1, lastPollAt: now });
    await forgetPolls(db.orm, new Date(now.getTime() - 1));
    expect(await listPolls(db.orm, 'one', 10)).toHaveLength(1);
    await forgetPolls(db.orm, now);
    expect(await listPolls(db.orm, 'one', 10)).toEqual([]);
  });

  test('a feed that leaves the list is kept but no longer polled; a changed address starts afresh', async () => {
    const late = new Date(now.getTime() + 86_400_000);
    await syncFeeds(db.orm, [{ ...source, id: 'one', url: 'https://example.com/moved' }], late);
    expect(await dueFeeds(db.orm, late)).toEqual(['one']);
    expect(await feedOf('one')).toMatchObject({ state: 'new', failures: 0, etag: null });
    expect(await feedOf('two')).toMatchObject({ state: 'removed' });
    await syncFeeds(
      db.orm,
      [
        { ...source, id: 'one' },
        { ...source, id: 'two', url: 'https://example.com/feed2' },
      ],
      now,
    );
    expect(await feedOf('two')).toMatchObject({ state: 'new', reason: null });
  });
});

describe('articles', () => {
  test('the same article in two feeds, and in two polls, is stored once', async () => {
    const one = await feedOf('one');
    const two = await feedOf('two');
    const [first] = await addEntries(db.orm, one, [entry('a')], now);
    expect(first).toBeGreaterThan(0);
    expect(await addEntries(db.orm, one, [entry('a')], now)).toEqual([]);
    expect(
      await addEntries(db.orm, two, [entry('other-guid', { canonicalUrl: 'https://example.com/a' })], now),
    ).toEqual([]);
    const both = await Promise.all([one, two].map((feed) => addEntries(db.orm, feed, [entry('b')], now)));
    expect(both.flat()).toHaveLength(1);
    const brought = await feedFigures(db.orm, now);
    expect(['one', 'two'].map((id) => brought.get(id)!.articles).reduce((a, b) => a + b)).toBe(2);
    expect(brought.get('one')!.newestArticleAt).toEqual(brought.get('two')!.newestArticleAt);
    expect(brought.get('one')!.newestArticleAt).not.toBeNull();
  });

  test('an entry that changes its id at every poll is known by its other keys', async () => {
    const one = await feedOf('one');
    const churning = (n: number) => entry(`churn-${n}`, { keys: [`id:${n}`, `url:${n}`, 'day:same'] });
    const polls = [];
    for (let n = 0; n < 5; n++)
      polls.push(...(await addEntries(db.orm, one, [churning(n), churning(n + 100)], now)));
    expect(polls).toHaveLength(1);
  });

  test('an entry without address is known by its feed and id', async () => {
    const one = await feedOf('one');
    const bare = entry('bare', { keys: ['id:bare'], url: null, canonicalUrl: null });
    expect(await addEntries(db.orm, one, [bare], now)).toHaveLength(1);
    expect(await addEntries(db.orm, one, [bare], now)).toEqual([]);
  });

  test('goes through its steps once each, whoever asks twice', async () => {
    const [id = 0] = await addEntries(db.orm, await feedOf('one'), [entry('steps')], now);
    expect(await saveTags(db.orm, id, tags([['huawei', 0.5]]), now)).toBe(false);
    expect(await read(id, 'The text of steps')).toBe(true);
    expect(await read(id, 'again')).toBe(false);
    const twice = await Promise.all(
      [1, 2].map(() =>
        saveTags(
          db.orm,
          id,
          tags([
            ['ascend', -0.5],
            ['person~ye', 0.1],
          ]),
          now,
        ),
      ),
    );
    expect(twice.toSorted()).toEqual([false, true]);
    expect(await listMentions(db.orm, id)).toHaveLength(2);
    const joined = await Promise.all([1, 2].map(() => placeAsCopy(db.orm, id, 'steps', now)));
    expect(joined.filter(Boolean)).toHaveLength(1);
    expect(await getEntity(db.orm, 'person~ye')).toMatchObject({ listed: false, name: 'ye', articles: 1 });
  });

  test('copies hang on the earliest, in whatever order they come', async () => {
    const dates = ['2025-02-03', '2025-02-01', '2025-02-02'];
    const ids = await addEntries(
      db.orm,
      await feedOf('one'),
      dates.map((day) => entry(`copy-${day}`, { publishedAt: new Date(day) })),
      now,
    );
    for (const [i, id] of ids.entries()) {
      await read(id, 'The same words in all three', new Date(dates[i] ?? ''), 'One title');
      await saveTags(db.orm, id, tags([['huawei', 0.2]]), now);
    }
    await Promise.all(ids.map((id) => placeAsCopy(db.orm, id, 'same', now)));
    const [late = 0, original = 0, middle = 0] = ids;
    expect((await getArticle(db.orm, late))?.copyOf).toBe(original);
    expect((await getArticle(db.orm, middle))?.copyOf).toBe(original);
    expect((await getArticle(db.orm, original))?.copyOf).toBeNull();
    const found = await listArticles(db.orm, { words: 'words three', before: new Date('2025-03-01') }, 10);
    expect(found).toMatchObject([
      {
        id: original,
        copies: 2,
        entities: [{ id: 'huawei', score: expect.closeTo(0.2) }],
        topics: [{ id: 'export-controls' }],
      },
    ]);
    expect((await listCopies(db.orm, { id: original, copyOf: null })).map((a) => a.id)).toEqual([
      middle,
      late,
    ]);
    expect((await listCopies(db.orm, { id: late, copyOf: original })).map((a) => a.id)).toEqual([
      original,
      middle,
    ]);
    expect(await listArticles(db.orm, { words: 'words three', copies: true }, 10)).toHaveLength(3);
  });

  test('what PostgreSQL cannot hold is cleaned or cut, not refused', async () => {
    const bad = 'a\0b\ud800c';
    const long = '名'.repeat(2000);
    const feed = await feedOf('one');
    const hostile = entry('hostile', {
      keys: [`id:${long}`, `id:${bad}`],
      title: bad + long,
      url: null,
      canonicalUrl: null,
    });
    const [id = 0] = await addEntries(db.orm, feed, [hostile], now);
    expect(await addEntries(db.orm, feed, [hostile], now)).toEqual([]);
    const words = Array.from({ length: 400_000 }, (_, n) => `w${n.toString(36)}`).join(' ');
    expect(await read(id, bad + words, new Date('2024-01-01'), bad)).toBe(true);
    const many = tags(Array.from({ length: 12_000 }, (_, n) => [`person~p${n}`, 0]));
    expect(await saveTags(db.orm, id, many, now)).toBe(true);
    await placeAsCopy(db.orm, id, 'hostile', now);
    expect(await getArticle(db.orm, id)).toMatchObject({
      title: 'abc',
      text: expect.stringMatching(/^abcw0 w1/),
    });
    await failArticle(db.orm, id, bad + long, now);
    expect((await getArticle(db.orm, id))?.failure).toHaveLength(498);
    await retryFailed(db.orm, now, [id]);
    const poll = {
      feedId: 'one',
      at: now,
      ms: 1,
      outcome: 'failed' as const,
      status: null,
      entries: 0,
      added: 0,
      bytes: 0,
    };
    await recordPoll(
      db.orm,
      { ...poll, reason: bad },
      { state: 'failing', reason: bad, failures: 1, nextPollAt: now },
    );
    expect(await feedOf('one')).toMatchObject({ reason: 'abc' });
  });

  test('what failed stays visible and moves again when asked', async () => {
    const [id = 0] = await addEntries(db.orm, await feedOf('one'), [entry('fails')], now);
    await failArticle(db.orm, id, 'read: broken', now);
    const later = new Date(now.getTime() + 1);
    expect((await standingStill(db.orm, later, 100)).map((a) => a.id)).not.toContain(id);
    expect((await countSteps(db.orm)).failed).toBe(1);
    expect(await retryFailed(db.orm, now)).toEqual([id]);
    expect(await standingStill(db.orm, later, 100)).toContainEqual({ id, step: 'found' });
  });

  test('a publication date after the article was found is refused by the table', async () => {
    const future = entry('future', { publishedAt: new Date('2999-01-01') });
    await expect(addEntries(db.orm, await feedOf('one'), [future], now)).rejects.toThrow();
  });
});

describe('finding', () => {
  test.each([
    ['entity takes in what belongs to it', { entity: 'huawei' }, 2],
    ['entity itself', { entity: 'ascend' }, 1],
    ['sentiment is towards the entity', { entity: 'ascend', maxSentiment: -0.4 }, 1],
    ['and not towards what belongs to it', { entity: 'huawei', maxSentiment: -0.4 }, 0],
    ['overall sentiment', { minSentiment: 0.1 }, 0],
    ['topic', { topic: 'export-controls', after: new Date('2025-01-01') }, 2],
    ['other topic', { topic: 'model-releases' }, 0],
    ['publisher', { publisher: 'Nobody' }, 0],
    ['language', { language: 'en', after: new Date('2025-01-01') }, 2],
    ['before is exclusive', { after: new Date('2025-01-01'), before: new Date('2025-02-01') }, 0],
    ['after is inclusive', { after: new Date('2025-02-01'), before: new Date('2025-02-02') }, 1],
    ['text that would be SQL', { words: `'; drop table articles; -- "unclosed` }, 0],
  ])('%s', async (_, filter, count) => {
    expect(await listArticles(db.orm, filter, 10)).toHaveLength(count);
  });

  test('pages follow each other without gap or repeat', async () => {
    const first = await listArticles(db.orm, { copies: true }, 2);
    const last = first.at(-1);
    const second = await listArticles(db.orm, { copies: true }, 10, last);
    expect(new Set([...first, ...second].map((article) => article.id)).size).toBe(
      first.length + second.length,
    );
    expect(first.length + second.length).toBe((await listArticles(db.orm, { copies: true }, 10)).length);
  });

  test('entities by name, alias or ticker, most covered first', async () => {
    expect((await listEntities(db.orm, { name: '华' }, 10, 0)).map((e) => e.id)).toEqual(['huawei']);
    expect((await listEntities(db.orm, { name: 'hw' }, 10, 0)).map((e) => e.id)).toEqual(['huawei']);
    expect(await listEntities(db.orm, { name: '%' }, 10, 0)).toEqual([]);
    expect((await listEntities(db.orm, { listed: true }, 10, 0)).map((e) => e.articles)).toEqual([1, 1]);
  });

  test('days count originals, with the sentiment towards an entity, and begin where the zone says', async () => {
    const of = { filter: { entity: 'huawei' }, timeZone: 'UTC', towards: 'huawei' };
    const [first] = await sumDays(db.orm, of);
    expect(first).toMatchObject({ period: '2025-02-01', volume: 1, n: 1, sum: expect.closeTo(0.2) });
    const filter = { after: new Date('2025-01-01'), before: new Date('2025-03-01') };
    const zoned = await sumDays(db.orm, { filter, timeZone: 'America/New_York' });
    expect(zoned.map(({ period }) => period)).toEqual(['2025-01-31']);
    expect(await sumDays(db.orm, { filter: { words: 'nothing' }, timeZone: 'UTC' })).toEqual([]);
  });
});
