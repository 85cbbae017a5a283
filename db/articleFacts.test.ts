import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { feedAt } from '../services/testing/app.ts';
import { addArticle, mentionOf } from '../services/testing/archive.ts';
import { eventIn, roleIn } from '../services/testing/found.ts';
import { articleFacts } from './articleFacts.ts';
import type { Database } from './database.ts';
import { syncEntities } from './entities.ts';
import { syncFeeds } from './feeds.ts';
import { stories } from './schema.ts';
import { openTestDatabase } from './testing/database.ts';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
  const plain = { aliases: [], tickers: [], nameZh: null, wikidata: null };
  await syncEntities(db.orm, [
    { ...plain, id: 'huawei', type: 'company', name: 'Huawei', parentId: null },
    { ...plain, id: 'hisilicon', type: 'company', name: 'HiSilicon', parentId: 'huawei' },
    { ...plain, id: 'ascend', type: 'chip', name: 'Ascend', parentId: 'hisilicon' },
    { ...plain, id: 'bis', type: 'agency', name: 'BIS', parentId: null },
  ]);
  const feed = feedAt('bis-news', 'https://bis.example/feed', { family: 'regulator', publisher: 'BIS' });
  await syncFeeds(db.orm, [feed], new Date());
});
afterAll(() => db.close());

const title = 'BIS lists Ascend';
const text = 'BIS put Huawei’s Ascend chips, chips of chips, on a list.\n\nSaid O’Brien.';
const entity = (entityId: string, salience: number, score: number) => ({
  ...{ entityId, salience, score, mentions: 1, label: 'negative' as const },
});

test('an article is read with all that its index and its tags say', async () => {
  const id = await addArticle(db.orm, {
    ...{ title, text, feed: 'bis-news', publishedAt: '2026-03-02T10:00:00Z' },
    mentions: [
      mentionOf('ascend', 'Ascend', { title, text }, 'title', ['negative', -0.4, []]),
      mentionOf('bis', 'BIS', { title, text }, 'text', ['neutral', 0, []]),
    ],
    tagged: {
      sentiment: { score: -0.3, label: 'negative' },
      entities: [entity('bis', 0.4, 0), entity('ascend', 0.9, -0.4)],
    },
    found: {
      stance: 'tighten',
      topics: [
        { id: 'export-controls', relevance: 0.8 },
        { id: 'model-releases', relevance: 0.1 },
      ],
      events: [
        {
          ...eventIn(title, { type: 'entity-listing', words: 'lists' }),
          field: 'title',
          who: [
            roleIn(title, 'bis', 'BIS', 'agency', 0),
            roleIn(title, 'ascend', 'Ascend', 'target', -1),
            roleIn(title, 'bis', 'BIS', 'source', 0),
          ],
        },
        eventIn(text, {
          type: 'probe',
          words: 'put',
          certainty: 'planned',
          stance: 'enforce',
          instrumentId: 'bis',
        }),
      ],
    },
  });
  const [facts, ...none] = await articleFacts(db.orm, [id, 987_654]);
  expect(none).toEqual([]);
  const { lexemes, ...rest } = facts!;
  expect(rest).toEqual({
    ...{
      id,
      copyOf: null,
      storyId: expect.any(Number),
      formerStories: [],
      publisher: 'BIS',
      family: 'regulator',
    },
    ...{ publishedAt: new Date('2026-03-02T10:00:00Z'), foundAt: new Date('2026-03-02T10:01:00Z') },
    ...{ sentiment: -0.3, relevance: 0.8, stance: 'tighten' },
    entities: [
      { id: 'ascend', family: ['ascend', 'hisilicon', 'huawei'], score: -0.4, salience: 0.9, inTitle: true },
      { id: 'bis', family: ['bis'], score: 0, salience: 0.4, inTitle: false },
    ],
    events: [
      {
        type: 'entity-listing',
        certainty: 'stated',
        stance: 'none',
        instrumentId: null,
        who: ['bis', 'ascend'],
        inTitle: true,
        early: true,
      },
      {
        type: 'probe',
        certainty: 'planned',
        stance: 'enforce',
        instrumentId: 'bis',
        who: [],
        inTitle: false,
        early: true,
      },
    ],
  });
  expect(lexemes.get('ascend')).toEqual([
    { at: 3, weight: 'A' },
    { at: 7, weight: 'B' },
  ]);
  expect(lexemes.get('chip')?.map(({ weight }) => weight)).toEqual(['B', 'B', 'B']);
  expect(lexemes.get('brien')).toEqual([{ at: expect.any(Number), weight: 'D' }]);
  expect(lexemes.get('@e:huawei')).toEqual([]);
});

test('articles come in the order asked for, and know which stories became part of theirs', async () => {
  const add = (name: string) =>
    addArticle(db.orm, { title: name, text: name, feed: 'bis-news', publishedAt: '2026-03-01T10:00:00Z' });
  const [first, second] = [await add('First'), await add('Second')];
  const [, before] = await articleFacts(db.orm, [first, second]);
  await db.orm.insert(stories).values({
    id: 5,
    movedTo: before!.storyId,
    firstAt: new Date(0),
    lastAt: new Date(0),
    articles: 0,
    publishers: 0,
  });
  const facts = await articleFacts(db.orm, [second, first]);
  expect(facts.map(({ id }) => id)).toEqual([second, first]);
  expect(facts.map(({ formerStories }) => formerStories)).toEqual([[5], []]);
  await db.orm.delete(stories).where(eq(stories.id, 5));
  expect(await articleFacts(db.orm, [])).toEqual([]);
});
