import { load } from 'cheerio';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { syncRights } from '../../../db/rights.ts';
import { listStories } from '../../../db/stories.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import { addArticle } from '../../testing/archive.ts';
import { eventIn, roleIn } from '../../testing/found.ts';
import { createPages } from '../pages.tsx';
import { addFeedsAndEntities, now } from '../testing/sampleArchive.ts';

let db: Database;
let story: number;

beforeAll(async () => {
  db = await openTestDatabase();
  await addFeedsAndEntities(db.orm);
  const says = (text: string, certainty: 'stated' | 'denied') => ({
    text,
    found: {
      events: [
        eventIn(text, {
          ...{
            type: 'entity-listing',
            words: 'listed',
            certainty,
            fromDay: '2026-03-01',
            toDay: '2026-03-01',
          },
          who: [roleIn(text, 'huawei', 'Huawei', 'target', -1)],
        }),
      ],
    },
  });
  const first = await addArticle(db.orm, {
    ...{ title: 'Huawei listed', publishedAt: '2026-03-01T08:00:00Z' },
    ...says('Huawei was listed on Monday, <b>two people</b> said.', 'stated'),
  });
  await addArticle(db.orm, {
    ...{ title: 'Huawei not listed', publishedAt: '2026-03-01T10:00:00Z', feed: 'xinwen', follows: first },
    ...says('Huawei has not been listed, the ministry said.', 'denied'),
  });
  const [only] = await listStories(db.orm, {}, 1);
  story = only!.id;
});
afterAll(() => db.close());

async function tellings() {
  const pages = createPages({ orm: db.orm, now: () => now, report: (error) => console.error(error) });
  const $ = load(await (await pages.request(`/stories/${story}`)).text());
  const texts = (selector: string) =>
    $(selector)
      .map((_, element) => $(element).text().replaceAll(/\s+/g, ' ').trim())
      .get();
  return {
    heads: texts('.contradictions h3'),
    sides: texts('.telling .source'),
    sentences: texts('.telling blockquote'),
  };
}

test('a story says in what its publishers contradict each other', async () => {
  expect(await tellings()).toEqual({
    heads: ['Entity listing Huawei'],
    sides: ['states itThe Wire, 1 Mar 2026', 'denies it新闻社, 1 Mar 2026'],
    sentences: [
      'Huawei was listed on Monday, <b>two people</b> said.',
      'Huawei has not been listed, the ministry said.',
    ],
  });
});

test('sentences that may not be shown are left out', async () => {
  await syncRights(db.orm, [{ publisher: 'The Wire', fullText: 'none' }]);
  expect((await tellings()).sentences).toEqual(['Huawei has not been listed, the ministry said.']);
});
