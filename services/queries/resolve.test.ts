import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../db/database.ts';
import { syncEntities } from '../../db/entities.ts';
import { syncFeeds } from '../../db/feeds.ts';
import { entities } from '../../db/schema.ts';
import { openTestDatabase } from '../../db/testing/database.ts';
import { resolveQuery } from './resolve.ts';

const now = new Date('2026-11-24T10:30:00Z');
let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
  const plain = { aliases: [], tickers: [], nameZh: null, parentId: null, wikidata: null };
  await syncEntities(db.orm, [
    { ...plain, id: 'huawei', type: 'company', name: 'Huawei', nameZh: '华为', aliases: ['HW Technologies'] },
    { ...plain, id: 'moonshot', type: 'lab', name: 'Moonshot AI', nameZh: '月之暗面', aliases: ['Kimi'] },
    { ...plain, id: 'kimi', type: 'model', name: 'Kimi', parentId: 'moonshot' },
    { ...plain, id: 'smic', type: 'company', name: 'SMIC', nameZh: '中芯国际', tickers: ['0981.HK'] },
    { ...plain, id: 'liang-wenfeng', type: 'person', name: 'Liang Wenfeng', nameZh: '梁文锋' },
  ]);
  await db.orm.insert(entities).values([
    { id: 'person~liang-wenfeng', type: 'person', name: 'Liang Wenfeng', listed: false },
    { id: 'person~叶柯江', type: 'person', name: '叶柯江', listed: false },
  ]);
  const feed = (id: string, publisher: string) => ({
    ...{ id, publisher, url: `https://example.com/${id}`, family: 'wire', language: 'en' },
    ...{ topics: ['export-controls'], interval: 1800 },
  });
  await syncFeeds(db.orm, [feed('scmp-tech', 'South China Morning Post'), feed('wire', 'Example Wire')], now);
});
afterAll(() => db.close());

const canonicalOf = async (text: string) => {
  const resolved = await resolveQuery(db.orm, text, now);
  return 'faults' in resolved ? resolved.faults.map(({ message }) => message) : resolved.canonical;
};

test.each([
  ['entity:huawei', 'entity:huawei'],
  ['entity:HUAWEI', 'entity:huawei'],
  ['entity:华为', 'entity:huawei'],
  ['entity:華為', 'entity:huawei'],
  ['entity:“hw technologies”', 'entity:huawei'],
  ['entity:0981.hk', 'entity:smic'],
  ['entity:kimi', 'entity:kimi'],
  ['entity:"Liang Wenfeng" quote-by:梁文锋', 'entity:liang-wenfeng quote-by:liang-wenfeng'],
  ['entity:叶柯江', 'entity:person~叶柯江'],
  ['entity:person~liang-wenfeng', 'entity:person~liang-wenfeng'],
  ['sentiment(华为):<0', 'sentiment(huawei):<0'],
  ['publisher:"south china morning post"', 'publisher:"South China Morning Post"'],
  [
    'feed:Wire topic:Export-Controls type:chip stance:tighten',
    'feed:wire topic:export-controls type:chip stance:tighten',
  ],
  ['event:entity-listing', 'event:entity-listing'],
  ['lang:Chinese lang:英语 lang:fr', 'lang:zh lang:en lang:fr'],
])('%s is looked up as %s', async (text, canonical) => {
  expect(await canonicalOf(text)).toBe(canonical);
});

test.each([
  ['chips entity:huawie OR x1', 'huawie', 'chips entity:huawei OR x1'],
  ['entity:moonshott', 'moonshott', 'entity:moonshot'],
  ['entity:月之暗', '月之暗', 'entity:moonshot'],
  ['entity:wenfeng', 'wenfeng', 'entity:liang-wenfeng'],
  ['quote-by:"Liang Wenfang"', '"Liang Wenfang"', 'quote-by:liang-wenfeng'],
  ['sentiment(huawie):<0', 'huawie', 'sentiment(huawei):<0'],
  ['publisher:"Morning Post"', '"Morning Post"', 'publisher:"South China Morning Post"'],
  ['topic:export-control', 'export-control', 'topic:export-controls'],
  ['event:entity-list', 'entity-list', 'event:entity-listing'],
  ['type:companies', 'companies', 'type:company'],
  ['lang:cn', 'cn', 'lang:zh'],
  ['lang:chinise', 'chinise', 'lang:zh'],
  ['feed:nowhere-at-all', 'nowhere-at-all', undefined],
  ['entity:zzzzzz', 'zzzzzz', undefined],
])('%s: %s is not known, and %s was meant', async (text, place, mend) => {
  const resolved = await resolveQuery(db.orm, text, now);
  const [fault, ...others] = 'faults' in resolved ? resolved.faults : [];
  expect(others).toEqual([]);
  expect(fault && text.slice(fault.start, fault.end)).toBe(place);
  expect(fault?.mend).toBe(mend);
});

test('a condition has ids and no places', async () => {
  expect(
    await resolveQuery(db.orm, 'title:chips -(entity:华为 sentiment(smic):<0) after:7d', now),
  ).toMatchObject({
    condition: {
      is: 'and',
      of: [
        { is: 'text', words: { is: 'word', word: 'chips' }, part: 'title' },
        {
          is: 'not',
          of: {
            is: 'and',
            of: [
              { is: 'entity', id: 'huawei' },
              { is: 'sentiment', towards: 'smic', comparison: '<', score: 0 },
            ],
          },
        },
        { is: 'published', side: 'from', at: new Date('2026-11-17T00:00:00Z') },
      ],
    },
  });
});

test('every name that is not known is told, and names that would be SQL are names', async () => {
  expect(await canonicalOf(`entity:huawie publisher:"' or 1=1 --" topic:nothing`)).toHaveLength(3);
  expect(await resolveQuery(db.orm, '', now)).toMatchObject({ condition: { is: 'all' }, canonical: '' });
});
