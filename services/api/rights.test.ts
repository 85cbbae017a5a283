import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { syncRights } from '../../db/rights.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { addArticle } from '../testing/archive.ts';
import { eventIn, quoteIn, roleIn } from '../testing/found.ts';
import { addFeedsAndEntities } from '../web/testing/sampleArchive.ts';
import { createApi } from './app.ts';

// A publisher's rights hold wherever its words may come out.

let db: Database;
let id: number;
const now = new Date('2026-03-10T12:00:00Z');
const secret = 'said the zirconium clause';
const quoted = 'our zirconium licence';
const text = `${'Huawei builds chips. '.repeat(30)}The ban on Huawei expires on April 1, 2027, ${secret}: “${quoted}”.`;

beforeAll(async () => {
  db = await openTestDatabase();
  await addFeedsAndEntities(db.orm);
  const sentence = text.slice(text.indexOf('The ban'));
  id = await addArticle(db.orm, {
    ...{ title: 'Huawei and the clause', text, publishedAt: '2026-03-01T08:00:00Z', feed: 'wire' },
    found: {
      events: [
        eventIn(sentence, {
          ...{ type: 'export-ban', words: 'The ban on Huawei', toDay: '2027-04-01', fromDay: '2027-04-01' },
          who: [roleIn(sentence, 'huawei', 'Huawei', 'target', -1)],
        }),
      ],
      quotes: [quoteIn(sentence, { words: quoted })],
    },
  });
});
afterAll(() => db.close());

const places = () =>
  [
    ...['search?q=zirconium', 'events', 'quotes', 'contradictions', 'clocks', 'rumours', 'instruments'],
    ...[
      `articles/${id}`,
      `articles/${id}/revisions`,
      'controls/huawei',
      'export?format=jsonl',
      'search.json',
    ],
  ].map((path) => `/v1/${path}`);

async function tellingPlaces(): Promise<string[]> {
  const app = createApi({ orm: db.orm, now: () => now, version: '1', report: () => {} });
  const telling: string[] = [];
  for (const path of places())
    if (await tells(app, path)) telling.push(path.replace(`articles/${id}`, 'articles/ID'));
  return telling;
}

async function tells(app: ReturnType<typeof createApi>, path: string): Promise<boolean> {
  const body = await (await app.request(path)).text();
  const { query: _, ...answer } = body.startsWith('{"query"') ? JSON.parse(body) : { body };
  return JSON.stringify(answer).includes('zirconium');
}

test('whole texts come out where all may be shown', async () => {
  const all = [
    '/v1/search?q=zirconium',
    '/v1/events',
    '/v1/quotes',
    '/v1/articles/ID',
    '/v1/export?format=jsonl',
  ];
  expect(await tellingPlaces()).toEqual(expect.arrayContaining(all));
});

test('of an excerpt a search shows no more than the article does; sentences are cited', async () => {
  await syncRights(db.orm, [{ publisher: 'The Wire', fullText: 'excerpt' }]);
  const telling = await tellingPlaces();
  expect(telling).not.toContain('/v1/search?q=zirconium');
  expect(telling).toContain('/v1/events');
});

test('of none no sentence, quote or highlight comes out anywhere', async () => {
  await syncRights(db.orm, [{ publisher: 'The Wire', fullText: 'none' }]);
  expect(await tellingPlaces()).toEqual([]);
});
