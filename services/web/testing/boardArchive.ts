import type { Orm } from '../../../db/database.ts';
import { syncEntities } from '../../../db/entities.ts';
import { syncFeeds } from '../../../db/feeds.ts';
import { addArticle, type Written } from '../../testing/archive.ts';
import { eventIn, releaseIn, roleIn } from '../../testing/found.ts';

/** The moment at which the tests look at the board. */
export const boardNow = new Date('2026-11-26T12:00:00Z');

/** Text that would be markup if anything let it. */
export const hostile = '"><img src=x onerror=alert(1)><script>alert(2)</script>';

type Told = Parameters<typeof eventIn>[1];

/** Rules and their clocks, releases, an early report that came true, a contradiction and a story in two languages. */
export async function addBoardArchive(orm: Orm): Promise<void> {
  await addFeeds(orm);
  await addEntities(orm);
  await addClocks(orm);
  await addListings(orm);
  await addReleases(orm);
}

async function addFeeds(orm: Orm): Promise<void> {
  const feed = { family: 'wire', language: 'en', topics: ['export-controls'], interval: 1800 };
  const feeds = [
    ['wire', 'The Wire'],
    ['courier', 'The Courier'],
    ['chaoxi', '潮汐'],
  ].map(([id, publisher]) => ({ ...feed, id: id!, publisher: publisher!, url: `https://e.org/${id}` }));
  await syncFeeds(orm, feeds, boardNow);
}

async function addEntities(orm: Orm): Promise<void> {
  const entity = { nameZh: null, aliases: [], parentId: null, tickers: [], wikidata: null };
  const status = [
    { from: '2025-09-29', is: 'in-force' as const, source: '90 FR 47201' },
    { from: '2025-11-10', to: '2026-11-30', is: 'paused' as const, note: hostile, source: 'BIS' },
  ];
  await syncEntities(orm, [
    { ...entity, type: 'place', id: 'us', name: 'United States' },
    { ...entity, type: 'agency', id: 'bis', name: 'BIS', parentId: 'us' },
    { ...entity, type: 'company', id: 'zhipu', name: 'Zhipu', nameZh: '智谱' },
    { ...entity, type: 'lab', id: 'deepseek', name: 'DeepSeek', nameZh: '深度求索' },
    { ...entity, type: 'model', id: 'glm-5', name: 'GLM-5', parentId: 'zhipu' },
    { ...entity, type: 'model', id: 'deepseek-v4', name: 'DeepSeek-V4', parentId: 'deepseek' },
    { ...entity, type: 'company', id: 'cxmt', name: 'CXMT' },
    { ...entity, type: 'rule', id: 'entity-list', name: 'Entity List', nameZh: '实体清单' },
    { ...entity, type: 'rule', id: 'affiliates-rule', name: 'Affiliates Rule', nameZh: '穿透规则', status },
    {
      ...{ ...entity, type: 'rule', id: 'hostile-rule', name: `Rule ${hostile}` },
      status: [{ from: '2026-10-20', is: 'in-force' as const }],
    },
  ]);
}

/** An article whose text is one event. */
const tell = (
  orm: Orm,
  text: string,
  publishedAt: string,
  event: Partial<Told>,
  more: Partial<Written> = {},
) => {
  const day = publishedAt.slice(0, 10);
  const told = { type: 'rule-delayed', words: text.slice(0, 8), fromDay: day, toDay: day, dated: false };
  return addArticle(orm, {
    ...{ title: text.slice(0, 40), text, publishedAt: `${publishedAt}:00Z` },
    ...more,
    found: { events: [eventIn(text, { ...told, ...event })] },
  });
};
const on = (day: string) => ({ fromDay: day, toDay: day, dated: true });

async function addClocks(orm: Orm): Promise<void> {
  const rule = { instrument: 'rule' as const, instrumentId: 'affiliates-rule' };
  const until = 'The Affiliates Rule is suspended until 1 December 2026.';
  await tell(orm, until, '2026-11-05T08:00', { ...rule, ...on('2026-12-01'), pressStatus: 'rescinded' });
  const chinese = '穿透规则暂停至2026年11月30日。';
  const paused = { ...rule, ...on('2026-11-30'), pressStatus: 'paused' as const };
  await tell(orm, chinese, '2026-11-04T08:00', paused, { feed: 'chaoxi', language: 'zh' });
}

async function addListings(orm: Orm): Promise<void> {
  const listing = { type: 'entity-listing', instrument: 'list' as const, instrumentId: 'entity-list' };
  const target = (text: string, id: string, words: string) => [roleIn(text, id, words, 'target', -1)];
  const may = 'Zhipu may be added to the Entity List, people familiar with the matter said.';
  const early = { ...listing, certainty: 'unconfirmed' as const, who: target(may, 'zhipu', 'Zhipu') };
  await tell(orm, may, '2026-01-02T08:00', { ...early, ...on('2026-01-02') });
  const added = 'BIS added Zhipu to the Entity List on Wednesday.';
  const sure = { ...listing, ...on('2026-01-15'), who: target(added, 'zhipu', 'Zhipu') };
  const follows = await tell(orm, added, '2026-01-16T08:00', sure, { feed: 'courier' });
  const zh = '智谱被列入实体清单。';
  await tell(
    orm,
    zh,
    '2026-01-16T06:00',
    { ...listing, who: target(zh, 'zhipu', '智谱') },
    { feed: 'chaoxi', language: 'zh', follows },
  );
  const was = 'Washington put CXMT on the Entity List.';
  await tell(orm, was, '2026-10-01T08:00', { ...listing, who: target(was, 'cxmt', 'CXMT') });
  const not = 'The Commerce Department denied that CXMT was added to the Entity List.';
  const denied = { ...listing, certainty: 'denied' as const, who: target(not, 'cxmt', 'CXMT') };
  await tell(orm, not, '2026-10-02T08:00', denied, { feed: 'courier' });
}

async function addReleases(orm: Orm): Promise<void> {
  const opened = 'DeepSeek opened V4 with 1.6 trillion parameters under MIT; it says MMLU 88.5.';
  await addArticle(orm, {
    ...{ title: 'V4 opened', text: opened, publishedAt: '2026-04-24T08:00:00Z' },
    found: {
      releases: [
        releaseIn(opened, 'deepseek-v4', 'V4', [
          { kind: 'parameters', words: '1.6 trillion', value: 1.6e12 },
          { kind: 'licence', words: 'MIT', value: null, unit: 'MIT' },
          { kind: 'benchmark', words: '88.5', value: 88.5, unit: 'MMLU', measuredBy: 'self' },
        ]),
      ],
    },
  });
  const glm = `GLM-5 has 744 billion parameters, licence ${hostile}; Artificial Analysis measured 51.`;
  await addArticle(orm, {
    ...{ title: '=GLM-5 opened', text: glm, publishedAt: '2025-02-12T08:00:00Z', feed: 'courier' },
    found: {
      releases: [
        releaseIn(glm, 'glm-5', 'GLM-5', [
          { kind: 'parameters', words: '744 billion', value: 744e9 },
          { kind: 'licence', words: hostile, value: null },
          { kind: 'benchmark', words: '51', value: 51, unit: 'Index', measuredBy: 'independent' },
        ]),
      ],
    },
  });
}
