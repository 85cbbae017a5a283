import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../../db/database.ts';
import { entities } from '../../../db/schema.ts';
import { openTestDatabase } from '../../../db/testing/database.ts';
import { addArticle } from '../../testing/archive.ts';
import { inLanguage } from '../language/language.ts';
import { createPages } from '../pages.tsx';
import { addFeedsAndEntities, now } from '../testing/sampleArchive.ts';
import { suggestedEntities, suggestionsAt } from './suggestions.ts';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
  await addFeedsAndEntities(db.orm);
  await db.orm.insert(entities).values([
    { id: 'person~hu-ah', type: 'person', name: 'Hu Ah', listed: false },
    { id: 'person~never-named', type: 'person', name: 'Huang Never', listed: false },
  ]);
  const entity = { mentions: 1, salience: 1, score: 0, label: 'neutral' as const };
  await addArticle(db.orm, {
    ...{ title: 'Hu', text: 'Hu Ah.', publishedAt: '2026-02-01T10:00:00Z' },
    tagged: {
      sentiment: { score: 0, label: 'neutral' },
      entities: [
        { ...entity, entityId: 'huawei' },
        { ...entity, entityId: 'person~hu-ah' },
      ],
    },
  });
});
afterAll(() => db.close());

/** What the query becomes with each suggestion for what is typed at its end. */
async function completed(query: string) {
  const { start, end, suggestions } = await suggestionsAt(db.orm, query, query.length, now);
  return suggestions.map(({ text }) => query.slice(0, start) + text + query.slice(end));
}

describe('what may be meant', () => {
  test.each([
    ['chips hua', ['chips entity:huawei ']],
    ['-华', ['-entity:huawei ']],
    ['華', ['entity:huawei ']],
    ['entity:hu', ['entity:huawei ', 'entity:person~hu-ah ']],
    ['sentiment(NVD', ['sentiment(nvidia):']],
    ['sentiment(nvidia):<', ['sentiment(nvidia):<-0.3 ']],
    ['entity:英伟', ['entity:nvidia ']],
    ['publisher:(x OR the', ['publisher:(x OR "The Wire" ']],
    ['event:列入军', ['event:military-listing ']],
    ['lang:chin', ['lang:zh ']],
    ['stance:ti', ['stance:tighten ']],
    ['after:7', ['after:7d ']],
    ['sentiment:<', ['sentiment:<-0.3 ']],
    ['"hua', []],
    ['zzzz', []],
  ])('by “%s”', async (query, expected) => {
    expect((await completed(query)).slice(0, 3)).toEqual(expected);
  });

  test('fields come first, and all of them where nothing is typed', async () => {
    expect((await completed('ent'))[0]).toBe('entity:');
    expect((await completed('chips ')).slice(0, 2)).toEqual(['chips entity:', 'chips publisher:']);
  });

  test('is told in the language of the page', async () => {
    const [english] = await suggestedEntities(db.orm, 'hua');
    expect(english).toEqual({ text: 'Huawei', label: 'Huawei', note: 'company' });
    const [chinese] = await inLanguage('zh', () => suggestedEntities(db.orm, 'hua'));
    expect(chinese).toEqual({ text: '华为', label: '华为', note: '公司' });
  });
});

test('the route answers whatever is typed', async () => {
  const pages = createPages({ orm: db.orm, now: () => now, report: (error) => console.error(error) });
  const ask = async (asked: Record<string, string>) => {
    const response = await pages.request(`/search/suggestions?${new URLSearchParams(asked)}`);
    expect(response.status).toBe(200);
    return response.json();
  };
  expect(await ask({ typed: 'a hua b', at: '5' })).toMatchObject({ start: 2, end: 5, says: '1 suggestion' });
  expect(await ask({ typed: 'hua', only: 'entity' })).toMatchObject({
    ...{ start: 0, end: 3 },
    suggestions: [{ text: 'Huawei' }],
  });
  for (const odd of [{}, { typed: '\0', at: '-5' }, { typed: 'x'.repeat(5000), at: 'NaN' }, { at: '9e9' }])
    expect(await ask(odd as Record<string, string>)).toHaveProperty('suggestions');
});
