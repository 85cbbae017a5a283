import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addEntries, saveRead } from './articles.ts';
import type { Database } from './database.ts';
import { listFeeds, syncFeeds } from './feeds.ts';
import { articles, stories, storyLinks } from './schema.ts';
import { behind, knownNear, knownOf, type Look, nextInOrder, saveSignatures } from './signatures.ts';
import { grouping, liveStory, type Placement, savePlacements } from './storyPlacements.ts';
import { saveTags } from './tags.ts';
import { openTestDatabase } from './testing/database.ts';

let db: Database;
const now = new Date('2026-11-23T12:00:00Z');
beforeAll(async () => {
  db = await openTestDatabase();
  const feed = { family: 'wire', language: 'en', topics: ['export-controls'], interval: 1800 };
  await syncFeeds(
    db.orm,
    ['wire', 'courier', 'herald'].map((id) => ({
      ...feed,
      id,
      publisher: id,
      url: `https://e.org/${id}.xml`,
    })),
    now,
  );
});
beforeEach(async () => {
  await db.orm.delete(articles);
  await db.orm.update(stories).set({ movedTo: null });
  await db.orm.delete(stories);
});
afterAll(() => db.close());

/** A tagged article of a day in January 2025. @returns its id */
async function add(name: string, day: number, feedId = 'wire'): Promise<number> {
  const [feed] = await listFeeds(db.orm, [feedId]);
  const url = `https://${feedId}.example/${name}`;
  const publishedAt = new Date(Date.UTC(2025, 0, day));
  const entry = { url, canonicalUrl: url, title: name, language: 'en', byline: [], publishedAt };
  const [id] = await addEntries(
    db.orm,
    feed!,
    [{ ...entry, keys: [url], summary: null, feedHtml: null }],
    now,
  );
  const read = {
    ...{ title: name, byline: [], language: 'en', text: name, words: 1, textSource: 'page' as const },
    ...{ textReason: null, image: null, section: null, paywalled: false, syndicatedFrom: null, publishedAt },
  };
  await saveRead(db.orm, id!, { ...read, updatedAt: null }, { title: name, lead: name, rest: '' }, now);
  const tags = {
    sentiment: { score: 0, label: 'neutral' as const },
    mentions: [],
    entities: [],
    unlisted: [],
  };
  const found = { topics: [], events: [], quotes: [], releases: [], stance: 'none' as const };
  await saveTags(
    db.orm,
    id!,
    { ...tags, ...found, taggerVersion: '1', listVersion: '1', language: 'en' },
    now,
  );
  return id!;
}

const put = (articleId: number, storyId: number, more: Partial<Placement> = {}): Placement => ({
  ...{ articleId, storyId, ownStoryId: 1000 + articleId, copyOf: null, copyShare: null, link: null },
  ...more,
});
const save = (...placements: Placement[]) => grouping(db.orm, (tx) => savePlacements(tx, placements));
const story = async (id: number) => (await db.orm.select().from(stories).where(eq(stories.id, id)))[0];

describe('placing', () => {
  test('counts publishers by what they wrote themselves', async () => {
    const [a, b, c] = [await add('a', 2), await add('b', 1, 'courier'), await add('c', 4, 'herald')];
    await save(put(a, 7), put(b, 7), put(c, 7, { copyOf: b, copyShare: 0.9 }));
    expect(await story(7)).toMatchObject({
      ...{ articles: 3, publishers: 2, movedTo: null },
      firstAt: new Date('2025-01-01'),
      lastAt: new Date('2025-01-04'),
    });
  });

  test('a story whose articles all went leads to where its first one went, and never over two stories', async () => {
    const [a, b, c] = [await add('a', 1), await add('b', 2), await add('c', 3)];
    await save(put(a, 7), put(b, 7), put(c, 7));
    await save(put(a, 8), put(b, 9), put(c, 9));
    expect(await story(7)).toMatchObject({ movedTo: 8, articles: 0, publishers: 0 });
    await save(put(a, 9));
    expect([await liveStory(db.orm, 7), await liveStory(db.orm, 8), await liveStory(db.orm, 9)]).toEqual([
      9, 9, 9,
    ]);
    expect(await story(8)).toMatchObject({ movedTo: 9 });
    expect(await story(9)).toMatchObject({ movedTo: null, articles: 3 });
  });

  test('a story comes back under its id when its articles leave the other one', async () => {
    const [a, b] = [await add('a', 1), await add('b', 2)];
    await save(put(a, 7, { ownStoryId: 7 }), put(b, 8, { ownStoryId: 8 }));
    await save(put(b, 7, { ownStoryId: 8 }));
    expect(await liveStory(db.orm, 8)).toBe(7);
    await save(put(b, 8, { ownStoryId: 8 }));
    expect(await story(8)).toMatchObject({ movedTo: null, articles: 1 });
    expect(await story(7)).toMatchObject({ movedTo: null, articles: 1 });
  });

  test('the id of a story that is no more follows its first article', async () => {
    const [a, b, c] = [await add('a', 1), await add('b', 2), await add('c', 3)];
    await save(put(a, 7, { ownStoryId: 7 }), put(b, 8, { ownStoryId: 8 }), put(c, 9, { ownStoryId: 9 }));
    await save(put(c, 7, { ownStoryId: 9 }));
    await save(put(c, 8, { ownStoryId: 9 }));
    expect(await liveStory(db.orm, 9)).toBe(8);
  });

  test('replaces links, and cleans what a table cannot hold', async () => {
    const [a, b] = [await add('a', 1), await add('b', 2)];
    const reasons = { words: ['a\0b', 'c\ud800'], daysApart: 1 };
    await save(put(a, 7), put(b, 7, { link: { toId: a, score: 0.5, reasons } }));
    expect((await db.orm.select().from(storyLinks))[0]).toMatchObject({
      ...{ articleId: b, toId: a, score: 0.5, reasons: { words: ['ab', 'c'], daysApart: 1 } },
    });
    await save(put(b, 8));
    expect(await db.orm.select().from(storyLinks)).toEqual([]);
  });
});

describe('looks', () => {
  const sign = async (id: number, day: number, keys: number[], version = '1') =>
    saveSignatures(db.orm, [
      {
        id,
        publishedAt: new Date(Date.UTC(2025, 0, day)),
        version,
        signature: { words: [`of ${id}\0`] },
        keys,
      },
    ]);
  const look = (id: number, day: number, name: string, more: Partial<Look> = {}): Look => ({
    ...{ id, at: Date.UTC(2025, 0, day), url: `https://wire.example/${name}`, keys: [-5, 6], mostPerKey: 2 },
    until: Date.UTC(2025, 0, 1),
    ...more,
  });
  const near = async (side: 'earlier' | 'later', of: Look) =>
    (await knownNear(db.orm, side, [of], '1')).map(({ id }) => id).toSorted((a, b) => a - b);

  test('find the nearest under each key, on one side, within the time, each once', async () => {
    const ids: number[] = [];
    for (const [name, day] of [
      ['a', 1],
      ['b', 2],
      ['c', 3],
      ['d', 4],
      ['e', 5],
    ] as const)
      ids.push(await add(name, day));
    const [a, b, c, d, e] = ids as [number, number, number, number, number];
    await sign(a, 1, [6]);
    await sign(b, 2, [-5, 9]);
    await sign(c, 3, [-5, 6]);
    await sign(d, 4, [-5, 6, 6]);
    await sign(e, 5, [6]);
    expect(await near('earlier', look(d, 4, 'd'))).toEqual([a, b, c]);
    expect(await near('earlier', look(e, 5, 'e'))).toEqual([c, d]);
    expect(await near('earlier', look(e, 5, 'e', { until: Date.UTC(2025, 0, 4) }))).toEqual([d]);
    expect(await near('later', look(b, 2, 'b', { until: Date.UTC(2025, 0, 30) }))).toEqual([c, d]);
    expect(await near('later', look(b, 2, 'b', { until: Date.UTC(2025, 0, 30), keys: [] }))).toEqual([]);
    const both = [look(c, 3, 'c', { keys: [9] }), look(b, 2, 'b', { keys: [6], mostPerKey: 1 })];
    const found = await knownNear(db.orm, 'earlier', both, '1');
    expect(found.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual([a, b]);
    await sign(c, 3, [-5, 6], '0');
    expect(await near('earlier', look(e, 5, 'e'))).toEqual([d]);
    const [known] = await knownOf(db.orm, [d, c], '1');
    expect(known).toEqual({ id: d, signature: { words: [`of ${d}`] }, placement: null });
  });

  test('of articles of one moment, the address says which come first, and all are found where some are nearest', async () => {
    const ids = new Map<string, number>();
    for (const name of ['d', 'B', 'a', 'c']) {
      ids.set(name, await add(name, 3));
      await sign(ids.get(name)!, 3, [6]);
    }
    const of = (...names: string[]) => names.map((name) => ids.get(name)!).toSorted((a, b) => a - b);
    expect(await near('earlier', look(ids.get('d')!, 3, 'd'))).toEqual(of('B', 'a', 'c'));
    expect(await near('earlier', look(ids.get('a')!, 3, 'a'))).toEqual(of('B'));
    expect(await near('later', look(ids.get('B')!, 3, 'B', { until: Date.UTC(2025, 0, 9) }))).toEqual(
      of('a', 'c', 'd'),
    );
    const inTurn: number[] = [];
    for (let last: { publishedAt: Date; canonicalUrl: string } | null = null; ; ) {
      const [next] = await nextInOrder(db.orm, behind(last, null), 1);
      if (!next) break;
      inTurn.push(next.id);
      last = next;
    }
    expect(inTurn).toEqual(['B', 'a', 'c', 'd'].map((name) => ids.get(name)));
  });
});
